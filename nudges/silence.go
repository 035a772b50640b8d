package nudges

import "time"

// readSilence counts how many nudges with a sound have gone unanswered since
// the member was last heard. What is younger than a day may still be answered.
func (w *work) readSilence() {
	heard := w.m.lastHeard()
	for i := range w.m.Log {
		e := &w.m.Log[i]
		switch {
		case !e.Counts() || e.Silent || e.Nudge.isAgain() || !e.At.After(heard):
		case !e.Answered.IsZero():
			w.unanswered = 0
		case w.now.Sub(e.At) >= w.p.Unanswered:
			w.unanswered++
			w.ignored = e.Session
		}
	}
}

// lastHeard is when the member last wrote, pressed or logged anything.
func (m *Member) lastHeard() time.Time {
	heard := m.Heard
	for i := range m.Sessions {
		heard = later(heard, m.Sessions[i].Logged)
	}
	for _, t := range m.Wrote {
		heard = later(heard, t)
	}
	return heard
}

// backsOff reports whether a kind is held back because nobody answered: after
// two in a row what gentle does not have of that session, after three all but
// what belongs to appointments.
func (w *work) backsOff(r *Row, o *occasion) bool {
	if w.p.SilentAt > 0 && w.unanswered >= w.p.SilentAt {
		return r.Of != TalkStart && r.Of != TalkAsked
	}
	return w.p.GentleAt > 0 && w.unanswered >= w.p.GentleAt && o.id == w.ignored && !r.includes(Gentle)
}

// away says whether the member was paused or held at t.
func (m *Member) away(t time.Time) Reason {
	switch {
	case !t.Before(m.PausedFrom) && t.Before(m.PausedUntil):
		return Paused
	case !t.Before(m.HeldFrom) && t.Before(m.HeldUntil):
		return Held
	}
	return ""
}
