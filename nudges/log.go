package nudges

import (
	"cmp"
	"slices"
	"time"
)

// readLog counts what was sent and decides the parts that were sent or dropped.
// A reminder is nobody's part, and no limit counts it.
func (w *work) readLog() {
	longest := w.p.Week
	for i := range w.p.Rows {
		longest = max(longest, w.p.Rows[i].CoolDown)
	}
	for i := range w.m.Log {
		e := &w.m.Log[i]
		if e.Nudge.isAgain() {
			continue
		}
		w.settle(e)
		// What lies further back than the longest limit cannot stand in the way.
		if w.loc != nil && e.Counts() && e.Slot.After(w.floor.Add(-longest)) {
			w.take(taken{e.Slot, w.rowOf(e.Kind), e.Session, e.Silent, logicalDay(e.Slot, w.loc)})
		}
	}
}

// rowOf is the row of a kind that was sent; one that a clinic has taken out of
// the table since counts like any other.
func (w *work) rowOf(k Kind) *Row {
	if r := w.p.row(k); r != nil {
		return r
	}
	return &Row{Kind: k}
}

// settle writes what the log says into the part it is about. Sent stands,
// whatever else the log says.
func (w *work) settle(e *Entry) {
	o := w.occasion(e.Session)
	if o == nil {
		return
	}
	c := w.part(o, e.Kind)
	switch {
	case c == nil || c.reason == Sent:
	case e.Counts():
		c.reason, c.slot = Sent, e.Slot
	default:
		c.reason = cmp.Or(e.Reason, Expired)
	}
}

// logged reports whether the log knows how a nudge ended.
func (w *work) logged(id ID) bool {
	return slices.ContainsFunc(w.m.Log, func(e Entry) bool { return e.Nudge == id })
}

// Prune forgets what the log says about before a moment. How many nudges nobody
// has answered since the member was last heard is not forgotten.
func Prune(m Member, before time.Time) Member {
	heard := m.lastHeard()
	m.Log = slices.DeleteFunc(slices.Clone(m.Log), func(e Entry) bool {
		old := e.At.Before(before)
		if old && e.Counts() && !e.Silent && !e.Nudge.isAgain() && e.Answered.IsZero() && e.At.After(heard) {
			m.Unanswered++
		}
		return old
	})
	return m
}
