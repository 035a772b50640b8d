package nudges

import (
	"strconv"
	"time"
)

// remind finds the moment of a reminder: when it was asked for, or the first
// one after that at which it may go. It keeps to the hard band, the hush and
// its time, and to no other limit.
func (w *work) remind(spot *spot, r Reminder) {
	if spot.reason = w.unasked(r); spot.reason != "" {
		return
	}
	r.Expires = w.expires(r)
	from := later(r.Slot, w.wait)
	for t := from; !t.After(r.Expires); t = floor(t).Add(grid) {
		if w.hard.Contains(t.In(w.loc)) && !w.hushed(t) {
			spot.planned, spot.slot = true, t.UTC()
			return
		}
	}
	switch {
	case w.waiting != "" && !w.floor.After(r.Expires):
		spot.reason = w.waiting
	case from.After(r.Expires):
		spot.reason = Expired
	default:
		spot.reason = NoSlot
	}
}

// unasked says why a reminder is not even tried.
func (w *work) unasked(r Reminder) Reason {
	id := r.id()
	for _, e := range w.m.Log {
		switch {
		case e.Nudge != id:
		case e.Counts():
			return Sent
		default:
			return e.Reason
		}
	}
	row := w.p.row(r.Kind)
	switch {
	case w.objection != "":
		return w.objection
	case row == nil || len(row.Intensities) == 0 || w.occasion(r.Session) == nil:
		return NotChosen
	case w.m.Mutes(r.Kind):
		return Muted
	}
	if _, ok := w.wrote(r.Asked.Add(1), r.Expires); ok && row.Notes != (Span{}) {
		return Satisfied
	}
	return ""
}

// expires is until when a reminder may go: no longer than its nudge, which may
// have been corrected since.
func (w *work) expires(r Reminder) time.Time {
	o := w.occasion(r.Session)
	if r.Anyway || o == nil {
		return r.Expires
	}
	c := w.part(o, r.Kind)
	if c == nil || c.slot.IsZero() {
		return r.Expires
	}
	if stale, _ := w.stale(c, c.slot); stale.Before(r.Expires) {
		return stale
	}
	return r.Expires
}

// nudge is a reminder as a nudge.
func (w *work) nudgeAgain(r Reminder, slot time.Time) Nudge {
	return Nudge{ID: r.id(), Kind: r.Kind, Session: r.Session, Due: slot, Expires: w.expires(r).UTC(),
		Silent: w.p.row(r.Kind).Silent, Again: r.Times}
}

func (r Reminder) id() ID { return r.Nudge + again + ID(strconv.Itoa(r.Times)) }

// again stands in the ID of a reminder between the nudge's and its number.
const again = "/again"
