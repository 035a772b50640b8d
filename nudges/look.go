package nudges

import (
	"slices"
	"time"
)

// Alarm gives the slot of the next nudge, to be kept in [Member.Next], and the
// moment to wake for it: the slot and a few minutes of jitter, which are the
// same each time for the same nudge. Both are zero when nothing is planned. A
// nudge that is due but may not go now is counted where it moves to, so that
// an alarm set from this never rings in vain over and over.
func Alarm(p Protocol, m Member, now time.Time) (slot, ring time.Time) {
	w := begin(&p, &m, now)
	w.decide()
	planned := w.nudges()
	if len(planned) > 0 && !planned[0].Due.After(now) && LastLook(p, m, now).empty() {
		m.Next = time.Time{}
		planned, _ = Plan(p, m, now)
	}
	if len(planned) == 0 {
		return time.Time{}, time.Time{}
	}
	return planned[0].Due, w.ring(planned[0])
}

// ring is the nudge's slot plus its jitter, cut at the end of the hard band and
// at expiry.
func (w *work) ring(n Nudge) time.Time {
	spread := min(w.p.Jitter, w.hard.untilEnd(n.Due.In(w.loc))-time.Second, n.Expires.Sub(n.Due))
	return n.Due.Add(min(jitter(w.m.Seed, n.ID, w.p.Jitter), max(spread, 0)))
}

// jitter is a whole number of seconds from 0 to most that depends on the
// member and the nudge only (FNV-1a, stirred once more at the end).
func jitter(seed uint64, id ID, most time.Duration) time.Duration {
	h := uint64(14695981039346656037)
	for i := range 8 {
		h = (h ^ seed>>(8*i)&0xff) * 1099511628211
	}
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h ^= h >> 33
	return time.Duration(h%uint64(most/time.Second+1)) * time.Second
}

// A Look is the last word before sending: the nudge to send now, if any, and
// those to write off. What is in neither stays planned.
type Look struct {
	Send *Nudge
	Drop []Skip
}

func (l Look) empty() bool { return l.Send == nil && len(l.Drop) == 0 }

// LastLook says what to do at now, right before sending. Of what is due, what
// is past its time is dropped, and of the rest only the most important one is
// sent: after downtime one overdue nudge goes out, the others are dropped. A
// nudge that may not go now (out of band, in a hush, too close to another)
// moves to its next legal slot, and is dropped only if it has none.
//
// A nudge sent more than a quarter of an hour behind its slot is due now: that
// is what gaps count from then on. A member who stopped, cannot be reached,
// has not consented or is paused is sent nothing, and nothing is written off.
func LastLook(p Protocol, m Member, now time.Time) Look {
	now = now.Round(0).UTC()
	w := begin(&p, &m, now)
	if w.objection != "" {
		return Look{}
	}
	sent := slices.Clone(w.taken)
	w.decide()
	due, drop := w.due(now)
	coming := w.after(now)
	w.taken = sent // now only that counts
	look := Look{Drop: append(drop, w.needless(now)...)}
	for len(due) > 0 {
		i := w.foremost(due, now)
		if w.mayGo(due[i], coming, now) {
			look.Drop = append(look.Drop, w.outdone(due, i, now)...)
			look.Send = w.sending(due[i], now)
			break
		}
		var reason Reason
		if look.Send, reason = w.move(due[i], now); reason == "" {
			look.Drop = append(look.Drop, w.outdone(due, i, now)...)
			break
		}
		look.Drop = append(look.Drop, due[i].skip(reason))
		due = slices.Delete(due, i, i+1)
	}
	return look
}

// after are the nudges that are planned for later.
func (w *work) after(now time.Time) (coming []Nudge) {
	for _, n := range w.nudges() {
		if n.Due.After(now) && n.Again == 0 {
			coming = append(coming, n)
		}
	}
	return coming
}

// due are the nudges whose slot has come, without those past their time, which
// come second. A prime_journal past its window becomes a late one.
func (w *work) due(now time.Time) (due []Nudge, expired []Skip) {
	for _, n := range w.nudges() {
		if n.Due.After(now) {
			break
		}
		if r := w.p.row(n.Kind); now.After(n.Expires) && n.Again == 0 && r.Late > 0 && !n.Late {
			n.Late, n.Expires = true, n.Expires.Add(r.Late-r.Stale)
		}
		if now.After(n.Expires) {
			expired = append(expired, n.skip(Expired))
			continue
		}
		due = append(due, n)
	}
	return due, expired
}

// needless are the reminders whose moment has come and whose kind a note has
// satisfied since.
func (w *work) needless(now time.Time) (drop []Skip) {
	for i, r := range w.m.Reminders {
		if w.asked[i].reason == Satisfied && !r.Slot.After(now) && !w.logged(r.id()) {
			drop = append(drop, Skip{r.id(), r.Kind, r.Session, Satisfied})
		}
	}
	return drop
}

// overdue reports whether n is too far behind its slot to count as sent there.
func (w *work) overdue(n Nudge, now time.Time) bool { return now.Sub(n.Due) > w.p.Overdue }

// foremost is the one to send: the most important; but as long as none is
// overdue a reminder waits for what was planned.
func (w *work) foremost(due []Nudge, now time.Time) int {
	best := 0
	for i, n := range due {
		b := due[best]
		waits := n.Again > 0 && b.Again == 0 && !w.overdue(b, now)
		if !waits && w.p.row(n.Kind).Priority > w.p.row(b.Kind).Priority {
			best = i
		}
	}
	return best
}

// outdone are the others that were due when due[i] goes out. Where nothing is
// overdue they are reminders, or their nudge, of the same moment: they follow
// at once, as an alarm set now says.
func (w *work) outdone(due []Nudge, i int, now time.Time) (drop []Skip) {
	late := false
	for _, n := range due {
		late = late || w.overdue(n, now)
	}
	for j, n := range due {
		if late && j != i {
			drop = append(drop, n.skip(Overdue))
		}
	}
	return drop
}

// mayGo reports whether a nudge that is due is legal at this very moment. One
// that is on time has its gaps and caps from its slot; one that is overdue keeps
// clear of what is more important and still to come.
func (w *work) mayGo(n Nudge, coming []Nudge, now time.Time) bool {
	if !w.hard.Contains(now.In(w.loc)) || w.hushed(now) {
		return false
	}
	if n.Again > 0 || !w.overdue(n, now) {
		return true
	}
	if o := w.occasion(n.Session); o != nil && w.p.row(n.Kind).Overlap != Stays {
		if next := w.next(o); next != nil && !now.Before(next.at) {
			return false
		}
	}
	return w.primeOn(n.Kind, now) == nil && w.limit(w.p.row(n.Kind), now) == "" && !w.displaces(n, coming, now)
}

// displaces reports whether n, sent now, would take the slot of something more
// important.
func (w *work) displaces(n Nudge, coming []Nudge, now time.Time) bool {
	r, before := w.p.row(n.Kind), w.taken
	w.taken = slices.Clone(before)
	w.take(taken{now, r, n.Session, n.Silent, logicalDay(now, w.loc)})
	defer func() { w.taken = before }()
	return slices.ContainsFunc(coming, func(o Nudge) bool {
		row := w.p.row(o.Kind)
		return row.Priority > r.Priority && w.limit(row, o.Due) != ""
	})
}

// sending is n as it goes out now.
func (w *work) sending(n Nudge, now time.Time) *Nudge {
	if w.overdue(n, now) {
		n.Due = now
	}
	return &n
}

// move looks again as if the alarm had never been set: what is due is placed
// from now on. A nudge that has a slot then is sent if that is now; otherwise
// the reason says why it is written off.
func (w *work) move(n Nudge, now time.Time) (send *Nudge, reason Reason) {
	m := *w.m
	m.Next = time.Time{}
	again := begin(w.p, &m, now)
	again.decide()
	for _, o := range again.nudges() {
		if o.ID == n.ID && o.Due.Equal(now) {
			return &o, ""
		}
		if o.ID == n.ID {
			return nil, ""
		}
	}
	for _, s := range again.skips() {
		if s.Nudge == n.ID {
			return nil, s.Reason.orNoSlot()
		}
	}
	return nil, NoSlot
}

// orNoSlot is what a nudge that was moved in vain is written off with.
func (r Reason) orNoSlot() Reason {
	if c := r.Class(); c == Superseded || c == Merged {
		return r
	}
	return NoSlot
}

func (n Nudge) skip(r Reason) Skip { return Skip{n.ID, n.Kind, n.Session, r} }
