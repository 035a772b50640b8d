package nudges

import "time"

// taken is a slot that gaps and caps count.
type taken struct {
	slot    time.Time
	kind    Kind
	session SessionID
	silent  bool
	day     day
}

func (w *work) take(t taken) { w.taken = append(w.taken, t) }

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
	for i := range w.taken {
		o := &w.taken[i]
		switch apart := t.Sub(o.slot).Abs(); {
		case apart < w.p.Gap:
			return TooClose
		case o.kind == r.Kind && apart < r.CoolDown:
			return CoolingOff
		}
	}
	switch {
	case w.dayFull(r, t):
		return DayFull
	case !r.Silent && r.Kind != PrimeJournal && w.weekFull(t): // a prime_journal counts but is never held back
		return WeekFull
	}
	return ""
}

// dayFull reports whether the logical day of t has all it may have, or all
// with a sound for a nudge with one. A prime_journal makes room for another.
func (w *work) dayFull(r *Row, t time.Time) bool {
	today, most := logicalDay(t, w.loc), w.p.DayAudible
	if r.Kind == PrimeJournal {
		most = w.p.PrimeAudible
	}
	audible, total := 0, 0
	for i := range w.taken {
		o := &w.taken[i]
		if o.day != today {
			continue
		}
		if total++; !o.silent {
			audible++
		}
		if o.kind == PrimeJournal {
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
	for i := range w.taken {
		o := &w.taken[i]
		if !o.silent && !o.slot.After(t) && t.Sub(o.slot) < w.p.Week && w.audibleFrom(o.slot) >= most {
			return true
		}
	}
	return false
}

// audibleFrom counts what has a sound in the week that begins at t.
func (w *work) audibleFrom(t time.Time) int {
	n := 0
	for i := range w.taken {
		o := &w.taken[i]
		if since := o.slot.Sub(t); !o.silent && 0 <= since && since < w.p.Week {
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
	for i := range w.taken {
		if w.taken[i].kind == PrimeJournal && w.taken[i].day == today {
			return &w.taken[i]
		}
	}
	return nil
}
