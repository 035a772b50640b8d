package nudges

import "time"

// A hush is the silence around a session: from its beginning, included, to its
// end, excluded.
type hush struct{ from, to time.Time }

// hushes are those of all sessions: from T0 on; where a session was known
// beforehand from 04:00 of its own day, the logical day of its start.
func (w *work) readHushes() {
	w.hushes = make([]hush, len(w.sessions))
	for i := range w.sessions {
		s := &w.sessions[i]
		h := hush{s.End, s.End.Add(w.p.Hush)}
		if !s.Start.IsZero() && s.Start.Before(s.End) {
			h.from = logicalDay(s.Start, w.loc).begins(w.loc)
		}
		w.hushes[i] = h
	}
}

// hushed reports whether t falls into the silence around any session.
func (w *work) hushed(t time.Time) bool {
	for i := range w.hushes {
		if !t.Before(w.hushes[i].from) && t.Before(w.hushes[i].to) {
			return true
		}
	}
	return false
}
