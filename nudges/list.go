package nudges

import (
	"iter"
	"time"
)

// slots is a list of slots, best first.
type slots = iter.Seq[time.Time]

// list is what a part may take, best first: slots in its window and band, not
// before from. Hush, gaps and caps are not looked at yet. The Earliest rule
// lists what lies before from as well: a prompt that merged into another stays
// merged when that day is over.
func (w *work) list(c *part, from time.Time) slots {
	r, o := w.row(c), w.of(c)
	moment := w.moment(c)
	opens, closes := w.window(c)
	switch r.Target.Rule {
	case Nearest:
		return w.nearest(moment.Add(r.Target.After), later(opens, from), closes)
	case Earliest:
		return w.earliest(opens, closes, moment.Add(r.Late))
	case AfterPrime:
		return w.afterPrime(w.prime(o), r.Target.After, later(opens, from), closes)
	case AtTimes:
		return w.atTimes(r.Target.Times, moment, later(opens, from), closes)
	case Before:
		return w.before(r.Target, moment, later(opens, from), closes)
	}
	return func(func(time.Time) bool) {} // a rule nobody knows lists nothing
}

// within lists the slots of a band between two moments, both included.
func (w *work) within(band Hours, from, to time.Time) slots {
	return func(yield func(time.Time) bool) {
		for t := ceil(from); !t.After(to); t = t.Add(grid) {
			if band.Contains(t.In(w.loc)) && !yield(t) {
				return
			}
		}
	}
}

// nearest lists the preferred slots between two moments by their distance from
// the target, the earlier one first of two equally far.
func (w *work) nearest(target, from, to time.Time) slots {
	return func(yield func(time.Time) bool) {
		for t := range byDistance(target, from, to) {
			if w.preferred.Contains(t.In(w.loc)) && !yield(t) {
				return
			}
		}
	}
}

// byDistance lists all slots between two moments, both included, by their
// distance from the target.
func byDistance(target, from, to time.Time) slots {
	return func(yield func(time.Time) bool) {
		before, after := floor(target), floor(target).Add(grid)
		for !before.Before(from) || !after.After(to) {
			t := before
			if target.Sub(before) > after.Sub(target) || before.Before(from) && !after.After(to) {
				t, after = after, after.Add(grid)
			} else {
				before = before.Add(-grid)
			}
			if !t.Before(from) && !t.After(to) && !yield(t) {
				return
			}
		}
	}
}

// earliest lists the preferred slots of the window, if there are at least two,
// then the window's slots in the hard band, then the late ones.
func (w *work) earliest(opens, closes, late time.Time) slots {
	return func(yield func(time.Time) bool) {
		lists := [...]slots{
			w.within(w.preferred, opens, closes),
			w.within(w.hard, opens, closes),
			w.within(w.hard, closes.Add(1), late),
		}
		first := 0
		if !w.twoOrMore(w.within(w.preferred, opens, closes)) {
			first = 1
		}
		for _, list := range lists[first:] {
			for t := range list {
				if !yield(t) {
					return
				}
			}
		}
	}
}

func (w *work) twoOrMore(list slots) bool {
	n := 0
	for range list {
		if n++; n == 2 {
			return true
		}
	}
	return false
}

// best is the slot that a part after the prime_journal wants most, whether it is
// in the band or not; zero for any other.
func (w *work) best(c *part) (t time.Time) {
	if r := w.row(c); r.Target.Rule == AfterPrime {
		if prime := w.prime(w.of(c)); !prime.IsZero() {
			t = ceil(prime.Add(r.Target.After))
		}
	}
	return t
}

// prime is the slot of the session's prime_journal, sent or planned or part of
// another session's, or when a note stood for it; zero if it has none.
func (w *work) prime(o *occasion) time.Time {
	if c := w.part(o, PrimeJournal); c != nil {
		return c.slot
	}
	return time.Time{}
}

// afterPrime lists the preferred slot a while after the prime_journal, then
// all preferred slots from the prime_journal on. Without one there is no
// target, and all slots count from the window's beginning.
func (w *work) afterPrime(prime time.Time, after time.Duration, from, to time.Time) slots {
	if prime.IsZero() {
		return w.within(w.preferred, from, to)
	}
	return func(yield func(time.Time) bool) {
		target := ceil(prime.Add(after))
		if !target.Before(from) && !target.After(to) && w.preferred.Contains(target.In(w.loc)) && !yield(target) {
			return
		}
		w.within(w.preferred, later(prime, from), to)(yield)
	}
}

// atTimes lists the named times, moved into the preferred band, that lie
// between two moments, both included.
func (w *work) atTimes(times []Named, moment, from, to time.Time) slots {
	return func(yield func(time.Time) bool) {
		for _, n := range times {
			t, ok := w.moved(w.clock(moment, n))
			if ok && !t.Before(from) && !t.After(to) && !yield(t) {
				return
			}
		}
	}
}

// before lists the slot nearest to the target's own time, or, where that is too
// early in the day of the moment, the named times.
func (w *work) before(target Target, moment, from, to time.Time) slots {
	want := moment.Add(target.After)
	if want.Before(w.clock(moment, Named{0, target.Not})) {
		return w.atTimes(target.Times, moment, from, to)
	}
	return func(yield func(time.Time) bool) {
		if t, ok := w.moved(want); ok && !t.Before(from) && !t.After(to) {
			yield(t)
		}
	}
}

// moved is the slot for a wanted time: the nearest one in the preferred band on
// the logical day that holds the time; false if the band has none.
func (w *work) moved(want time.Time) (time.Time, bool) {
	today := logicalDay(want, w.loc)
	from, to := today.begins(w.loc), (today + 1).begins(w.loc).Add(-1)
	for slot := range w.nearest(want, from, to) {
		return slot, true
	}
	return time.Time{}, false
}
