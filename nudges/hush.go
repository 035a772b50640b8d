package nudges

import (
	"slices"
	"time"
)

// A hush is the silence around a session: from its beginning, included, to its
// end, excluded.
type hush struct{ from, to time.Time }

// readHushes makes those of all sessions, in order of their ends: from T0 on;
// where a session was known beforehand from 04:00 of its own day, the logical
// day of its start.
func (w *work) readHushes() {
	w.hushes = make([]hush, 0, len(w.m.Sessions))
	for i := range w.occasions {
		o := &w.occasions[i]
		if o.first != SessionEnd {
			continue
		}
		h := hush{o.at, o.at.Add(w.p.Hush)}
		if !o.start.IsZero() {
			h.from = logicalDay(o.start, w.loc).begins(w.loc)
		}
		w.longestHush = max(w.longestHush, h.to.Sub(h.from))
		w.hushes = append(w.hushes, h)
	}
}

// hushed reports whether t falls into the silence around any session.
func (w *work) hushed(t time.Time) bool {
	first, _ := slices.BinarySearchFunc(w.hushes, t, func(h hush, t time.Time) int {
		if h.to.After(t) {
			return 1
		}
		return -1
	})
	for _, h := range w.hushes[first:] {
		if h.to.Sub(t) > w.longestHush {
			return false
		}
		if !t.Before(h.from) {
			return true
		}
	}
	return false
}
