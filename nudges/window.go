package nudges

import "time"

// window is when a part may go, both ends included. A row that gives none has
// the time until it is stale.
func (w *work) window(c *part) (opens, closes time.Time) {
	r, moment := w.row(c), w.moment(c)
	if r.From == 0 && r.To == 0 {
		return time.Time{}, w.last(c)
	}
	return moment.Add(r.From), moment.Add(r.To)
}

// stale is the moment after which a part in slot is better not sent, and
// whether it is a late one.
func (w *work) stale(c *part, slot time.Time) (expires time.Time, late bool) {
	r, moment := w.row(c), w.moment(c)
	switch {
	case r.Late > 0 && slot.After(moment.Add(r.To)):
		return moment.Add(r.Late), true
	case r.StaleAt != nil:
		return w.clock(moment, *r.StaleAt), false
	}
	return moment.Add(r.Stale), false
}

// last is the end of the longest way that a part can take.
func (w *work) last(c *part) time.Time {
	r, moment := w.row(c), w.moment(c)
	if r.StaleAt != nil {
		return w.clock(moment, *r.StaleAt)
	}
	return moment.Add(max(r.To, r.Late))
}

// clock is a wall-clock time on a logical day counted from that of a moment.
func (w *work) clock(moment time.Time, n Named) time.Time {
	d := logicalDay(moment, w.loc) + day(n.Day)
	if n.At < dayStart {
		d++ // the small hours belong to the day before
	}
	return at(d, n.At, w.loc)
}
