package nudges

import (
	"cmp"
	"slices"
)

// readLog counts what was sent and decides the spots of what was sent or
// dropped. A reminder is nobody's spot, and no limit counts it.
func (w *work) readLog() {
	for i := range w.m.Log {
		e := &w.m.Log[i]
		if e.Nudge.isAgain() {
			continue
		}
		w.settle(e)
		// What lies further back than the longest limit cannot stand in the way.
		if w.loc != nil && e.Counts() && e.Slot.After(w.floor.Add(-w.p.Week)) {
			w.take(taken{e.Slot, e.Kind, e.Session, e.Silent, logicalDay(e.Slot, w.loc)})
		}
	}
}

// settle writes what the log says into the spot it is about. Sent stands,
// whatever else the log says.
func (w *work) settle(e *Entry) {
	for i := range w.sessions {
		if w.sessions[i].ID != e.Session {
			continue
		}
		for j := range w.p.Rows {
			spot := w.spot(i, j)
			switch {
			case w.p.Rows[j].Kind != e.Kind || spot.reason == Sent:
			case e.Counts():
				spot.reason, spot.slot = Sent, e.Slot
			default:
				spot.reason = cmp.Or(e.Reason, Expired)
			}
		}
	}
}

// logged reports whether the log knows how a nudge ended.
func (w *work) logged(id ID) bool {
	return slices.ContainsFunc(w.m.Log, func(e Entry) bool { return e.Nudge == id })
}
