package nudges

import (
	"slices"
	"time"
)

// taken is a slot that gaps and caps count.
type taken struct {
	slot    time.Time
	row     *Row
	session SessionID
	silent  bool
	day     day
}

// take files a slot in the order of time.
func (w *work) take(t taken) {
	i, _ := slices.BinarySearchFunc(w.taken, t.slot, bySlot)
	w.taken = slices.Insert(w.taken, i, t)
}

func bySlot(t taken, slot time.Time) int { return t.slot.Compare(slot) }

// between are the slots taken between two moments, both included.
func (w *work) between(from, to time.Time) []taken {
	i, _ := slices.BinarySearchFunc(w.taken, from, bySlot)
	n := i
	for n < len(w.taken) && !w.taken[n].slot.After(to) {
		n++
	}
	return w.taken[i:n]
}

// around are the slots taken less than, or exactly, so far from t.
func (w *work) around(t time.Time, far time.Duration) []taken {
	return w.between(t.Add(-far), t.Add(far))
}

// refusal says why a slot is not legal for a kind; empty means that it is.
// Window and band are the list's business.
func (w *work) refusal(r *Row, t time.Time) Reason {
	if w.hushed(t) {
		return NoSlot
	}
	return w.limit(r, t)
}

// limit says which gap or cap a nudge of the kind would break at t.
func (w *work) limit(r *Row, t time.Time) Reason {
	near := w.around(t, max(w.p.Gap, r.CoolDown))
	for i := range near {
		o := &near[i]
		switch apart := t.Sub(o.slot).Abs(); {
		case apart < min(w.p.gap(r), w.p.gap(o.row)):
			return TooClose
		case o.row == r && apart < r.CoolDown:
			return CoolingOff
		}
	}
	switch {
	case !r.AnyDay && w.dayFull(r, t):
		return DayFull
	case !r.AnyWeek && !r.Silent && w.weekFull(t):
		return WeekFull
	}
	return ""
}

// gap is the least time that a kind keeps to others.
func (p *Protocol) gap(r *Row) time.Duration {
	if r.Gap > 0 {
		return r.Gap
	}
	return p.Gap
}

// longestDay is more than any logical day has.
const longestDay = 30 * time.Hour

// dayFull reports whether the logical day of t has all it may have, or all
// with a sound for a nudge with one. A prime_journal makes room for another.
func (w *work) dayFull(r *Row, t time.Time) bool {
	today, most := logicalDay(t, w.loc), w.p.DayAudible
	if r.Kind == PrimeJournal {
		most = w.p.PrimeAudible
	}
	audible, total := 0, 0
	near := w.around(t, longestDay)
	for i := range near {
		o := &near[i]
		if o.day != today {
			continue
		}
		if total++; !o.silent {
			audible++
		}
		if o.row.Kind == PrimeJournal {
			most = w.p.PrimeAudible
		}
	}
	return total >= w.p.DayTotal || !r.Silent && audible >= most
}

// weekFull reports whether some week that holds t has its audible nudges
// already. It is enough to look at the weeks that begin with one of them, or
// with t.
func (w *work) weekFull(t time.Time) bool {
	most := w.p.WeekAudible[w.intensity]
	if w.audibleFrom(t) >= most {
		return true
	}
	before := w.between(t.Add(1-w.p.Week), t)
	for i := range before {
		if o := &before[i]; !o.silent && w.audibleFrom(o.slot) >= most {
			return true
		}
	}
	return false
}

// audibleFrom counts what has a sound in the week that begins at t.
func (w *work) audibleFrom(t time.Time) int {
	n := 0
	for _, o := range w.between(t, t.Add(w.p.Week-1)) {
		if !o.silent {
			n++
		}
	}
	return n
}

// primeOn finds the other prime_journal on the logical day of t, where kind is
// prime_journal: a day has one such prompt.
func (w *work) primeOn(kind Kind, t time.Time) *taken {
	if kind != PrimeJournal {
		return nil
	}
	today := logicalDay(t, w.loc)
	near := w.around(t, longestDay)
	for i := range near {
		if near[i].row.Kind == PrimeJournal && near[i].day == today {
			return &near[i]
		}
	}
	return nil
}
