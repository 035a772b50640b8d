package nudges

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// table checks the rows.
func (c *checker) table() {
	seen, on := map[Kind]bool{}, 0
	for i := range c.p.Rows {
		r := &c.p.Rows[i]
		c.kind = r.Kind
		c.when(r.Kind == "" || strings.ContainsAny(string(r.Kind), "/ "), "kind", "%q is no name of a kind; write one word", r.Kind)
		c.when(seen[r.Kind], "kind", "has two rows; keep one of them")
		seen[r.Kind] = true
		if len(r.Intensities) > 0 {
			on++
		}
		c.words(r)
		c.stretch(r)
		c.figures(r)
		c.target(r)
	}
	c.kind = ""
	c.when(on == 0, "kinds", "all are off, so nothing would ever be sent; leave one on")
}

// words checks what is named in a row.
func (c *checker) words(r *Row) {
	moments := []Moment{SessionEnd, SessionStart, TalkStart, TalkAsked, CircleStart}
	c.when(!slices.Contains(moments, r.Of), "of", "there is no moment %q", r.Of)
	overlaps := []Overlap{Stays, Yields, Cedes, Merges}
	c.when(!slices.Contains(overlaps, r.Overlap), "overlap", "there is no overlap %q", r.Overlap)
	for i, in := range r.Intensities {
		c.when(in != Gentle && in != Standard && in != Full, "intensities", "there is no intensity %q; there are gentle, standard and full", in)
		c.when(slices.Contains(r.Intensities[:i], in), "intensities", "%s is there twice; keep one of the two", in)
	}
	c.when(r.PartOf == r.Kind && r.Kind != "", "part_of", "a kind cannot be part of itself")
	c.when(r.PartOf != "" && c.p.row(r.PartOf) == nil, "part_of", "there is no kind %s", r.PartOf)
}

// timeless reports whether named times are all that a row has.
func (r *Row) timeless() bool { return r.From == 0 && r.To == 0 }

// ahead reports whether a row's kind is sent before its moment.
func (r *Row) ahead() bool { return r.Of == SessionStart || r.Of == TalkStart || r.Of == CircleStart }

// circlesAhead is how long before a circle it is certain to be in the calendar.
const circlesAhead = 50 * 24 * time.Hour

// stretch checks the window and how long after it a nudge is good.
func (c *checker) stretch(r *Row) {
	for _, d := range []time.Duration{r.From, r.To, r.Late, r.Stale} {
		c.when(d < -longest || d > longest, "window", "%s is further from its moment than 60 days", brief(d))
	}
	switch {
	case r.timeless():
		c.when(r.StaleAt == nil || r.Target.Rule != AtTimes, "window", "is missing; write one such as 3h to 8h, or named times and when the last is stale")
		c.when(r.Late != 0, "late", "needs a window to be later than")
	case r.From > r.To:
		c.when(true, "window", "begins at %s, after its end at %s; write the earlier one first", brief(r.From), brief(r.To))
		return
	case r.To-r.From < grid:
		c.when(true, "window", "%s to %s is shorter than a quarter of an hour, so it would be missed; make it longer", brief(r.From), brief(r.To))
	}
	c.when(r.Of == CircleStart && r.From < -circlesAhead, "window", "begins %s before a circle, and circles are known 50 days ahead; begin it later", brief(-r.From))
	c.when(r.ahead() && r.To > 0, "window", "ends %s after what it comes before; end it at 0h or earlier, such as -1h", brief(r.To))
	c.when(!r.ahead() && r.From < 0, "window", "begins %s before what it comes after; begin it at 0h or later", brief(-r.From))
	c.stale(r)
	if last := max(r.To, r.Late); r.Of == SessionEnd && !r.timeless() && len(r.Intensities) > 0 {
		c.when(last-c.p.Hush < grid, "hush", "the silence of %s after a session covers its whole window, to %s; shorten hush, give it a later window, or switch it off", brief(c.p.Hush), brief(last))
	}
}

// stale checks the end of a nudge's time.
func (c *checker) stale(r *Row) {
	if n := r.StaleAt; n != nil {
		c.when(r.Stale != 0, "stale", "is both a stretch and a time; keep one of the two")
		c.when(r.Late != 0, "late", "does not go with a time at which the kind is stale")
		c.named("stale", *n)
		for _, t := range r.Target.Times {
			c.when(t.order() > n.order(), "stale", "%s is before its time %s; make it later", n, t)
		}
		return
	}
	c.when(r.Stale < r.To, "stale", "%s is before the end of the window, %s, so it could be planned and not sent; make it %s or later", brief(r.Stale), brief(r.To), brief(r.To))
	c.when(r.ahead() && r.Stale > 0, "stale", "%s is after what it comes before; write 0h or earlier", brief(r.Stale))
	if r.Late != 0 {
		c.when(r.Late <= r.To, "late", "%s is not after the end of the window, %s; make it later, or leave it out", brief(r.Late), brief(r.To))
		c.when(r.Late < r.Stale, "late", "%s is before a nudge on time is stale, %s; make it later", brief(r.Late), brief(r.Stale))
	}
}

// figures checks the rest of a row's numbers.
func (c *checker) figures(r *Row) {
	c.count("priority", r.Priority, 1, 100)
	c.within("gap", r.Gap, 0, max(c.p.Gap, 0))
	c.within("cool_down", r.CoolDown, 0, 31*24*time.Hour)
	c.when(r.Notes.From > r.Notes.To, "notes", "begin at %s, after their end at %s", brief(r.Notes.From), brief(r.Notes.To))
	// A member's record knows the notes of three days.
	ends := max(r.To, r.Late) - r.Notes.From
	c.when(r.Notes != (Span{}) && (ends < 0 || ends > 72*time.Hour), "notes",
		"a note from %s on makes it needless, and that is known for 72h; end its window, and its late one, between", brief(r.Notes.From))
}

// target checks that the rule finds slots where the window has them.
func (c *checker) target(r *Row) {
	t := &r.Target
	switch t.Rule {
	case Nearest:
		c.inWindow(r)
	case Earliest:
	case AfterPrime:
		c.when(r.Of != SessionEnd, "target", "only a nudge after a session can follow the prime_journal")
		c.when(c.p.row(PrimeJournal) == nil, "target", "follows the prime_journal, which has no row; give it one")
		c.when(t.After < 0 || t.After > r.To-r.From, "target", "%s after the prime_journal is never in the window, which is %s long; write less", brief(t.After), brief(r.To-r.From))
	case AtTimes:
		c.times(r)
	case Before:
		c.inWindow(r)
		c.clock("not_before", t.Not)
		c.times(r)
	default:
		c.when(true, "rule", "there is no rule %q", t.Rule)
	}
	c.when(r.Late != 0 && t.Rule != Earliest, "late", "only a kind that is sent as early as possible can be late; leave it out")
}

// inWindow checks the target of a row that has one.
func (c *checker) inWindow(r *Row) {
	after := r.Target.After
	c.when(r.From <= r.To && (after < r.From || after > r.To), "target", "%s is outside the window, %s to %s; move one of them", brief(after), brief(r.From), brief(r.To))
}

// times checks the named times of a row.
func (c *checker) times(r *Row) {
	c.when(len(r.Target.Times) == 0, "times", "there are none, so it would never be sent; write some, such as D2 10:00")
	preferred := c.p.preferred(c.p.Hard)
	for i, n := range r.Target.Times {
		c.named("times", n)
		c.when(r.Of == SessionStart && n.Day >= 0, "times", "%s is on the day of the session, which is silent from 04:00; write D-1 or earlier", n)
		c.when(slices.Contains(r.Target.Times[:i], n), "times", "%s is there twice; keep one of the two", n)
		c.when(!preferred.holds(n.At), "times", "%s is outside the hours from %s to %s; write a time in them", n, timeOfDay(preferred.From), timeOfDay(preferred.To))
		c.when(int(n.At)%int(grid/time.Minute) != 0, "times", "%s is not a quarter hour; write minutes 00, 15, 30 or 45", n)
		if !r.timeless() {
			// The moment may be anywhere in its logical day.
			latest := n.order()
			c.when(latest < r.From || latest-24*time.Hour >= r.To, "times", "%s can never lie in the window, %s to %s; move one of them", n, brief(r.From), brief(r.To))
		}
	}
}

// named checks a named time by itself.
func (c *checker) named(figure string, n Named) {
	c.clock(figure, n.At)
	c.count(figure, n.Day, -60, 60)
}

// order is how long after the beginning of the moment's logical day n is.
func (n Named) order() time.Duration {
	return time.Duration(n.Day)*24*time.Hour + time.Duration(n.At.plus(-int(dayStart)))*time.Minute
}

// String is n as people write it: "D2 10:00", "D-1 18:30".
func (n Named) String() string { return fmt.Sprintf("D%d %s", n.Day, timeOfDay(n.At)) }
