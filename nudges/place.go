package nudges

import "time"

// put finds the slot of one part, or the reason why it has none.
func (w *work) put(c *part) {
	r, o := w.row(c), w.of(c)
	c.slot, c.reason = w.place(c, later(w.wait, o.known))
	if c.reason != "" {
		return
	}
	c.planned = true
	w.take(taken{c.slot, r, o.id, r.Silent, logicalDay(c.slot, w.loc)})
}

// place walks the kind's list of slots and stops at the first legal one that
// is not before from, or at one that belongs to another session's message. The
// reason is empty where the slot is the nudge's own.
func (w *work) place(c *part, from time.Time) (time.Time, Reason) {
	r, next := w.row(c), w.next(w.of(c))
	if host := w.host(c); host != nil {
		return host.slot, MergedInto(w.row(host).Kind, w.of(host).id)
	}
	if from.After(w.last(c)) {
		return time.Time{}, w.unplaced(c, from, "")
	}
	opens, _ := w.window(c)
	var refused Reason
	for t := range w.list(c, from) {
		if next != nil && r.Overlap != Stays && !t.Before(next.at) {
			return time.Time{}, r.overtaken(next.id)
		}
		if host := w.primeOn(r.Kind, t); host != nil {
			if !host.slot.Before(opens) {
				return host.slot, MergedInto(r.Kind, host.session)
			}
			refused = DayFull // and that prompt comes too early to stand for this one
			continue
		}
		if t.Before(from) {
			continue
		}
		switch reason := w.refusal(r, t); {
		case reason == "":
			return t, ""
		case refused == "" && reason != NoSlot:
			refused = reason
		}
	}
	return time.Time{}, w.unplaced(c, from, refused)
}

// host is the nudge of another kind, of a later session, that stands for this
// part too.
func (w *work) host(c *part) *part {
	r := w.p.row(w.row(c).PartOf)
	if r == nil {
		return nil
	}
	opens, closes := w.window(c)
	for n := w.next(w.of(c)); n != nil && n.at.Add(r.From).Before(closes.Add(2*longestDay)); n = w.next(n) {
		h := w.part(n, r.Kind)
		if h != nil && (h.planned || h.reason == Sent) && !h.slot.Before(opens) && !h.slot.After(closes) {
			return h
		}
	}
	return nil
}

// overtaken is the reason of a nudge that leaves its part to the next session.
func (r *Row) overtaken(next SessionID) Reason {
	if r.Overlap == Merges {
		return MergedInto(r.Kind, next)
	}
	return SupersededBy(next)
}

// unplaced says why no slot of the list was legal.
func (w *work) unplaced(c *part, from time.Time, refused Reason) Reason {
	r, o := w.row(c), w.of(c)
	if next := w.next(o); next != nil {
		if r.Overlap == Merges || r.Overlap == Cedes || r.Overlap == Yields && w.reaches(c, next.at) {
			return r.overtaken(next.id)
		}
	}
	undelayed := later(w.floor, o.known)
	if from.After(undelayed) {
		if _, reason := w.place(c, undelayed); reason == "" {
			return w.waiting
		}
	}
	switch {
	case undelayed.After(w.last(c)):
		return w.lost(c)
	case refused != "":
		return refused
	}
	return NoSlot
}

// reaches reports whether a part's time goes on to the next T0.
func (w *work) reaches(c *part, next time.Time) bool {
	if to := w.row(c).To; to > 0 {
		return !next.After(w.moment(c).Add(to))
	}
	for t := range w.list(c, time.Time{}) {
		if !t.Before(next) {
			return true
		}
	}
	return false
}

// lost says why a part whose time is over has not been sent: a pause or a hold
// took its best slot, or nobody was there to send it.
func (w *work) lost(c *part) Reason {
	for t := range w.list(c, w.of(c).known) {
		if away := w.m.away(t); away != "" {
			return away
		}
		break
	}
	return Expired
}
