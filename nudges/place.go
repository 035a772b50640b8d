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

// place finds the first legal slot of a part that is not before from, or the
// slot of another's message that stands for it too, with the reason. The reason
// is empty where the slot is the part's own.
func (w *work) place(c *part, from time.Time) (time.Time, Reason) {
	slot, reason, refused := w.walk(c, from)
	if slot.IsZero() && reason == "" {
		reason = w.unplaced(c, from, refused)
	}
	return slot, reason
}

// walk goes through the part's list of slots. Where there is none for it, and
// no other reason, refused says what stood in the way of the best one.
func (w *work) walk(c *part, from time.Time) (slot time.Time, reason, refused Reason) {
	r, next := w.row(c), w.next(w.of(c))
	if host := w.host(c); host != nil {
		return host.slot, MergedInto(w.row(host).Kind, w.of(host).id), ""
	}
	if from.After(w.last(c)) {
		return slot, "", ""
	}
	if next != nil && r.Overlap != Stays && !w.best(c).Before(next.at) {
		return slot, r.overtaken(next.id), ""
	}
	opens, _ := w.window(c)
	for t := range w.list(c, from) {
		if next != nil && r.Overlap != Stays && !t.Before(next.at) {
			return slot, r.overtaken(next.id), ""
		}
		if host := w.primeOn(r.Kind, t); host != nil {
			if !host.slot.Before(opens) {
				return host.slot, MergedInto(r.Kind, host.session), ""
			}
			refused = DayFull // and that prompt comes too early to stand for this one
			continue
		}
		if t.Before(from) {
			continue
		}
		switch why := w.refusal(r, t); {
		case why == "":
			return t, "", ""
		case refused == "" && why != NoSlot:
			refused = why
		}
	}
	return slot, "", refused
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
	r := w.row(c)
	if r.To > 0 {
		return !next.After(w.moment(c).Add(r.To))
	}
	for _, n := range r.Target.Times {
		if t, ok := w.moved(w.clock(w.moment(c), n)); ok && !t.Before(next) {
			return true
		}
	}
	return false
}

// lost says why a part whose time is over has not been sent: it had no slot
// then either, a pause or a hold took it, or nobody was there to send it.
func (w *work) lost(c *part) Reason {
	if w.of(c).known.After(w.last(c)) {
		return Expired
	}
	slot, reason, refused := w.walk(c, w.of(c).known)
	switch {
	case reason != "":
		return reason
	case slot.IsZero() && refused != "":
		return refused
	case slot.IsZero():
		return NoSlot
	}
	if away := w.m.away(slot); away != "" {
		return away
	}
	return Expired
}
