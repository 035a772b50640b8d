package nudges

import (
	"slices"
	"time"
)

// An occasion is what nudges belong to: a session, an appointment or a circle.
type occasion struct {
	id      SessionID
	at      time.Time // T0, or the beginning of the appointment or circle
	known   time.Time // nothing before is planned for it
	start   time.Time // planned start of a pre-logged session
	first   Moment    // what it is
	asked   bool      // an appointment with TalkAsked
	line    bool      // a session with an intention
	next    int       // of a session the one that follows, else -1
	parts   int       // where its parts begin in the plan
	partsTo int
}

// occasions of a member, in the order of their moments.
func (w *work) readOccasions() {
	m := w.m
	w.occasions = make([]occasion, 0, len(m.Sessions)+len(m.Appointments))
	for i := range m.Sessions {
		s := &m.Sessions[i]
		o := occasion{id: s.ID, at: s.End, known: s.Logged, first: SessionEnd, line: s.Intention != 0}
		if !s.Start.IsZero() && s.Start.Before(s.End) {
			o.start = s.Start
		}
		w.occasions = append(w.occasions, o)
	}
	for _, a := range m.Appointments {
		w.occasions = append(w.occasions, occasion{id: a.ID, at: a.At, known: a.Made, first: TalkStart, asked: a.Takeaway})
	}
	if w.p.Circles != nil && len(m.Sessions) > 0 { // circles are for those in a course
		known := m.Sessions[0].Logged
		for i := range m.Sessions {
			if m.Sessions[i].Logged.Before(known) {
				known = m.Sessions[i].Logged
			}
		}
		for _, c := range w.p.Circles.Meetings(w.floor.Add(-w.p.Week)) {
			if c.At.After(known) {
				w.occasions = append(w.occasions, occasion{id: c.ID, at: c.At, first: CircleStart})
			}
		}
	}
	byTime := func(a, b occasion) int { return a.at.Compare(b.at) }
	if !slices.IsSortedFunc(w.occasions, byTime) {
		slices.SortStableFunc(w.occasions, byTime)
	}
	next := -1
	for i := len(w.occasions) - 1; i >= 0; i-- {
		o := &w.occasions[i]
		if o.next = -1; o.first == SessionEnd {
			o.next, next = next, i
		}
	}
}

// has reports whether nudges that count from m belong to the occasion. A start
// belongs to every session, known beforehand or not.
func (o *occasion) has(m Moment) bool {
	switch m {
	case SessionStart:
		return o.first == SessionEnd
	case TalkAsked:
		return o.asked
	}
	return o.first == m
}

// moment is what the times of a row count from.
func (o *occasion) moment(r *Row) time.Time {
	if r.Of == SessionStart {
		return o.start
	}
	return o.at
}

// next is the session that follows a session, nil for the last one and for
// what is no session.
func (w *work) next(o *occasion) *occasion {
	if o.next < 0 {
		return nil
	}
	return &w.occasions[o.next]
}

// A part is one kind of one occasion, with what becomes of it.
type part struct {
	of, row int // of w.occasions, w.p.Rows
	spot
}

func (w *work) row(c *part) *Row         { return &w.p.Rows[c.row] }
func (w *work) of(c *part) *occasion     { return &w.occasions[c.of] }
func (w *work) moment(c *part) time.Time { return w.of(c).moment(w.row(c)) }

// readParts lists the parts of every occasion, in the table's order.
func (w *work) readParts() {
	w.parts = make([]part, 0, len(w.occasions)*len(w.p.Rows))
	for i := range w.occasions {
		o := &w.occasions[i]
		o.parts = len(w.parts)
		for j := range w.p.Rows {
			if o.has(w.p.Rows[j].Of) {
				w.parts = append(w.parts, part{of: i, row: j})
			}
		}
		o.partsTo = len(w.parts)
	}
}

// part finds a kind of an occasion, nil where there is none.
func (w *work) part(o *occasion, k Kind) *part {
	for i := o.parts; i < o.partsTo; i++ {
		if w.row(&w.parts[i]).Kind == k {
			return &w.parts[i]
		}
	}
	return nil
}

// occasion finds one by its ID, nil where there is none.
func (w *work) occasion(id SessionID) *occasion {
	for i := range w.occasions {
		if w.occasions[i].id == id {
			return &w.occasions[i]
		}
	}
	return nil
}
