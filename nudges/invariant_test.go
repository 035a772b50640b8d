package nudges

import (
	"cmp"
	"slices"
	"testing"
	"time"
)

// What docs/protocol.md says holds always, checked without the planner.

// accounted: every kind of every session is planned or skipped with a reason.
func (l life) accounted(t *testing.T, planned []Nudge, skips []Skip) {
	t.Helper()
	seen := map[ID]int{}
	for _, n := range planned {
		seen[n.ID]++
	}
	for _, s := range skips {
		if seen[s.Nudge]++; s.Reason == "" {
			t.Errorf("%s is skipped without a reason", s.Nudge)
		}
	}
	for _, id := range l.parts() {
		if seen[id] != 1 {
			t.Errorf("%s is planned or skipped %d times", id, seen[id])
		}
	}
	if !slices.IsSortedFunc(planned, func(a, b Nudge) int { return a.Due.Compare(b.Due) }) {
		t.Errorf("out of order: %q", show(l.m, planned))
	}
}

// parts are all nudges that there could be.
func (l life) parts() (ids []ID) {
	for _, s := range l.m.Sessions {
		for _, k := range []Kind{Intention, Capture, PrimeJournal, Mindfulness, Therapy, SmallStep, WeekReflect, Keep14, Keep28, Mindfulness2, Connect} {
			ids = append(ids, NewID(s.ID, k))
		}
	}
	for _, a := range l.m.Appointments {
		if ids = append(ids, NewID(a.ID, ApptPrep)); a.Takeaway {
			ids = append(ids, NewID(a.ID, AfterTalk))
		}
	}
	return ids
}

// legal: window, band, grid, hush, the next session.
func (l life) legal(t *testing.T, planned []Nudge) {
	t.Helper()
	for _, n := range planned {
		r, moment := l.p.row(n.Kind), l.moment(n)
		if n.Due.After(n.Expires) {
			t.Errorf("%s past its time at %v", n.ID, n.Due)
		}
		if opens, until := moment.Add(r.From), moment.Add(r.To); r.To != 0 || r.From != 0 {
			if n.Due.Before(opens) {
				t.Errorf("%s out of its window at %v", n.ID, n.Due)
			}
			if n.Late != n.Due.After(until) || n.Late && n.Kind != PrimeJournal {
				t.Errorf("%s at %v, late %v, window until %v", n.ID, n.Due, n.Late, until)
			}
		}
		if n.Due.Unix()%900 != 0 {
			t.Errorf("%s off the grid at %v", n.ID, n.Due)
		}
		l.awake(t, n.ID, n.Due)
		l.overtaken(t, n)
	}
}

// moment is what a nudge counts from.
func (l life) moment(n Nudge) time.Time {
	for _, s := range l.m.Sessions {
		switch {
		case s.ID == n.Session && n.Kind == Intention:
			return s.Start
		case s.ID == n.Session:
			return s.End
		}
	}
	for _, a := range l.m.Appointments {
		if a.ID == n.Session {
			return a.At
		}
	}
	for _, c := range l.p.Circles.(Listed) {
		if c.ID == n.Session {
			return c.At
		}
	}
	panic("a nudge of nothing")
}

// overtaken: nothing of a session but its prompt goes once the next has ended,
// and nothing before we know of it.
func (l life) overtaken(t *testing.T, n Nudge) {
	t.Helper()
	i := slices.IndexFunc(l.m.Sessions, func(s Session) bool { return s.ID == n.Session })
	if i < 0 {
		return
	}
	if n.Due.Before(l.m.Sessions[i].Logged) {
		t.Errorf("%s at %v before its session was known", n.ID, n.Due)
	}
	if i+1 < len(l.m.Sessions) && n.Kind != PrimeJournal && !n.Due.Before(l.m.Sessions[i+1].End) {
		t.Errorf("%s at %v after the next session", n.ID, n.Due)
	}
}

// awake: in the hard band and in no hush.
func (l life) awake(t *testing.T, id ID, at time.Time) {
	t.Helper()
	if !l.m.Waking.Contains(at.In(l.loc)) {
		t.Errorf("%s in quiet hours at %v", id, at.In(l.loc))
	}
	for _, s := range l.m.Sessions {
		during := !at.Before(s.End) && at.Before(s.End.Add(3*time.Hour))
		before := !s.Start.IsZero() && at.Before(s.End) && date(at, l.loc) >= date(s.Start, l.loc)
		if during || before {
			t.Errorf("%s in the hush of %s at %v", id, s.ID, at.In(l.loc))
		}
	}
}

// date is the logical day, worked out otherwise than the planner does.
func date(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	y, m, d := t.Date()
	if t.Hour() < 4 {
		d--
	}
	return time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// limits: gaps and caps over slots that were sent or are planned.
func (l life) limits(t *testing.T, ns []Nudge) {
	t.Helper()
	audible, total, primes, allowed := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for i, n := range ns {
		d := date(n.Due, l.loc)
		total[d]++
		if !n.Silent {
			audible[d]++
		}
		if n.Kind == ApptPrep { // never held back
			allowed[d]++
		}
		if n.Kind == PrimeJournal {
			primes[d]++
		}
		for _, o := range ns[i+1:] {
			apart := o.Due.Sub(n.Due)
			least := 4 * time.Hour
			if n.Kind == ApptPrep || o.Kind == ApptPrep {
				least = 2 * time.Hour
			}
			if apart < least || n.Kind == Therapy && o.Kind == Therapy && apart < 72*time.Hour {
				t.Errorf("%s and %s are %v apart", n.ID, o.ID, apart)
			}
		}
		l.week(t, ns[:i+1])
	}
	for d := range total {
		if total[d] > 3+allowed[d] || audible[d] > 1+min(primes[d], 1)+allowed[d] || primes[d] > 1 {
			t.Errorf("%s: %d nudges, %d audible, %d prime prompts", d, total[d], audible[d], primes[d])
		}
	}
}

// week: the last of these keeps the cap of the week that ends with it, unless
// it is a prime_journal, which is never held back.
func (l life) week(t *testing.T, ns []Nudge) {
	t.Helper()
	last, audible := ns[len(ns)-1], 0
	if last.Silent || last.Kind == PrimeJournal || last.Kind == ApptPrep {
		return
	}
	for _, n := range ns {
		if !n.Silent && last.Due.Sub(n.Due) < 168*time.Hour {
			audible++
		}
	}
	if most := l.p.WeekAudible[cmp.Or(l.m.Intensity, Standard)]; audible > most {
		t.Errorf("%d audible in the week up to %s", audible, last.ID)
	}
}

// prime: one prompt for each session, never before +12 h, within +24 h where
// nights are not too long and nothing else is in the way.
func (l life) prime(t *testing.T, i int, planned []Nudge, skips []Skip) {
	t.Helper()
	s := l.m.Sessions[i]
	find := func(id SessionID) *Nudge {
		k := slices.IndexFunc(planned, func(n Nudge) bool { return n.ID == NewID(id, PrimeJournal) })
		if k < 0 {
			return nil
		}
		return &planned[k]
	}
	n := find(s.ID)
	for _, o := range l.m.Sessions {
		if skip := (Skip{NewID(s.ID, PrimeJournal), PrimeJournal, s.ID, MergedInto(PrimeJournal, o.ID)}); slices.Contains(skips, skip) {
			n = find(o.ID)
		}
	}
	if n != nil && n.Due.Sub(s.End) < 12*time.Hour {
		t.Errorf("prime prompt of %s at +%v", s.ID, n.Due.Sub(s.End))
	}
	// The hush or the prompt of a session within two days may take its day.
	crowded := slices.ContainsFunc(l.m.Sessions, func(o Session) bool {
		return o.ID != s.ID && o.End.Sub(s.End).Abs() < 52*time.Hour
	})
	if crowded {
		return
	}
	if n == nil {
		if l.quiet <= 11*60 {
			t.Errorf("no prime prompt for %s", s.ID)
		}
		return
	}
	since := n.Due.Sub(s.End)
	if l.quiet <= 11*60 && since > 24*time.Hour+l.allowance(s.End) {
		t.Errorf("prime prompt of %s at +%v with %d min of quiet", s.ID, since, l.quiet)
	}
}

// allowance is how late a prime prompt may be because a clock change made the
// night longer than twelve hours: by what is over, and to the next slot.
func (l life) allowance(t0 time.Time) time.Duration {
	_, before := t0.In(l.loc).Zone()
	_, after := t0.Add(24 * time.Hour).In(l.loc).Zone()
	longer := time.Duration(before-after) * time.Second
	if longer <= 0 {
		return 0
	}
	return max(longer-time.Hour, 0) + grid - 1
}

// fresh: sent once, before it is stale, by a member who wants it.
func (l life) fresh(t *testing.T, m Member, n Nudge, now time.Time) {
	t.Helper()
	l.unlogged(t, m, n.ID)
	if now.After(n.Expires) || now.Before(n.Due) || now.Before(m.PausedUntil) || m.Mutes(n.Kind) {
		t.Errorf("%+v sent at %v, paused until %v", n, now, m.PausedUntil)
	}
}

func (l life) unlogged(t *testing.T, m Member, id ID) {
	t.Helper()
	if slices.ContainsFunc(m.Log, func(e Entry) bool { return e.Nudge == id }) {
		t.Errorf("%s sent or dropped twice", id)
	}
}
