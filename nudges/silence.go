package nudges

import "time"

// A silence is how nobody has answered so far.
type silence struct {
	unanswered int       // nudges with a sound in a row
	session    SessionID // the last session that one of them belongs to
	gentle     time.Time // since when there is less; zero if there is not
	silent     time.Time // since when there is almost nothing; zero if there is more
}

// readSilence counts how many nudges with a sound have gone unanswered since
// the member was last heard. What is younger than a day may still be answered.
func (w *work) readSilence() {
	q, heard := &w.silence, w.m.lastHeard()
	q.count(w.m.Unanswered, heard, w.p)
	for i := range w.m.Log {
		e := &w.m.Log[i]
		over := e.At.Add(w.p.Unanswered)
		switch {
		case !e.Counts() || e.Silent || e.Nudge.isAgain() || !e.At.After(heard):
		case !e.Answered.IsZero():
			*q = silence{}
		case !over.After(w.now):
			if o := w.occasion(e.Session); o != nil && o.first == SessionEnd {
				q.session = e.Session
			}
			q.count(1, over, w.p)
		}
	}
}

// count adds nudges that nobody answered by a moment.
func (q *silence) count(n int, by time.Time, p *Protocol) {
	q.unanswered += n
	if p.GentleAt > 0 && q.unanswered >= p.GentleAt && q.gentle.IsZero() {
		q.gentle = by
	}
	if p.SilentAt > 0 && q.unanswered >= p.SilentAt && q.silent.IsZero() {
		q.silent = by
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

// backsOff reports whether a part is held back because nobody answered: after
// two in a row what gentle does not have of that session, after three all but
// what belongs to appointments. What was over before had another reason.
func (w *work) backsOff(c *part) bool {
	r, q, last := w.row(c), &w.silence, w.last(c)
	if !q.silent.IsZero() && !last.Before(q.silent) && r.Of != TalkStart && r.Of != TalkAsked {
		return true
	}
	return !q.gentle.IsZero() && !last.Before(q.gentle) && w.of(c).id == q.session && !r.includes(Gentle)
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
