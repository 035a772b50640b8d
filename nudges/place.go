package nudges

import "time"

// put finds the slot of one kind of one session, or the reason why it has none.
func (w *work) put(c choice) {
	r, s := &w.p.Rows[c.row], &w.sessions[c.session]
	spot := w.spot(c.session, c.row)
	spot.slot, spot.reason = w.place(c, later(w.wait, s.Logged))
	if spot.reason != "" {
		return
	}
	spot.planned = true
	w.take(taken{spot.slot, r.Kind, s.ID, r.Silent, logicalDay(spot.slot, w.loc)})
}

// place walks the kind's list of slots and stops at the first legal one that
// is not before from, or at one that belongs to another session's message. The
// reason is empty where the slot is the nudge's own.
func (w *work) place(c choice, from time.Time) (time.Time, Reason) {
	r, s, next := &w.p.Rows[c.row], &w.sessions[c.session], w.next(c.session)
	if from.After(r.last(s.End)) {
		return time.Time{}, w.unplaced(c, from, "")
	}
	var refused Reason
	for t := range w.list(c, from) {
		if next != nil && r.Overlap != Stays && !t.Before(next.End) {
			return time.Time{}, r.overtaken(next.ID)
		}
		if host := w.primeOn(r.Kind, t); host != nil {
			if !host.slot.Before(s.End.Add(r.From)) {
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

// next is the session that follows, nil for the last one.
func (w *work) next(session int) *Session {
	if session+1 < len(w.sessions) {
		return &w.sessions[session+1]
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
func (w *work) unplaced(c choice, from time.Time, refused Reason) Reason {
	r, s, next := &w.p.Rows[c.row], &w.sessions[c.session], w.next(c.session)
	undelayed := later(w.floor, s.Logged)
	past := undelayed.After(r.last(s.End))
	if r.Overlap == Merges && next != nil && (!past || !next.End.After(s.End.Add(r.To))) {
		return MergedInto(r.Kind, next.ID)
	}
	if from.After(undelayed) {
		if _, reason := w.place(c, undelayed); reason == "" {
			return w.waiting
		}
	}
	switch {
	case past:
		return Expired
	case refused != "":
		return refused
	}
	return NoSlot
}
