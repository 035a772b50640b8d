package nudges

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Fault is a figure of a protocol that cannot be meant: with it the planner
// would contradict itself, be silent where nobody asked for silence, or search
// for hours.
type Fault struct {
	Kind   Kind   // the row it is about; empty when it is about the protocol as a whole
	Figure string // the figure: "hush", "day_audible", "window"
	Text   string // what is wrong, and how to mend it
}

// String returns the fault on one line.
func (f Fault) String() string {
	if f.Kind == "" {
		return f.Figure + ": " + f.Text
	}
	return string(f.Kind) + ": " + f.Figure + ": " + f.Text
}

// Faults are all the faults of a protocol. They are an error.
type Faults []Fault

// Error returns one line for each fault.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Check says what is wrong with the figures of p, each by itself and to each
// other, as [Faults]. Nil means that [Plan] can work with them. Whether they
// are wise is the clinic's business.
func (p Protocol) Check() error {
	c := checker{p: &p}
	c.bands()
	c.limits()
	c.weeks()
	c.habits()
	c.table()
	if c.found == nil {
		return nil
	}
	return c.found
}

// longest bounds every stretch of time in a row: the planner looks at each
// quarter hour of it.
const longest = 60 * 24 * time.Hour

// checker collects faults.
type checker struct {
	p     *Protocol
	kind  Kind // of the row being looked at
	found Faults
}

// when adds a fault if it is one.
func (c *checker) when(is bool, figure, format string, args ...any) {
	if is {
		c.found = append(c.found, Fault{c.kind, figure, fmt.Sprintf(format, args...)})
	}
}

// within checks that a stretch of time is from least to most.
func (c *checker) within(figure string, d, least, most time.Duration) {
	c.when(d < least || d > most, figure, "%s is not from %s to %s", brief(d), brief(least), brief(most))
}

// count checks that a number is from least to most.
func (c *checker) count(figure string, n, least, most int) {
	c.when(n < least || n > most, figure, "%d is not from %d to %d", n, least, most)
}

// clock checks a time of the day.
func (c *checker) clock(figure string, at Clock) {
	c.when(at < 0 || at >= 24*60, figure, "%d minutes after midnight is no time of the day", int(at))
}

// bands checks the waking hours and what is named in them.
func (c *checker) bands() {
	p := c.p
	c.clock("waking", p.Hard.From)
	c.clock("waking", p.Hard.To)
	length := time.Duration(p.Hard.length()) * time.Minute
	c.when(length < 2*time.Hour, "waking", "%s is shorter than 2h; make the waking hours longer", brief(length))
	c.within("first_margin", p.FirstMargin, 0, 12*time.Hour)
	c.within("last_margin", p.LastMargin, 0, 12*time.Hour)
	c.when(length-p.FirstMargin-p.LastMargin < time.Hour, "first_margin",
		"with last_margin it leaves less than an hour of the waking hours, %s; make the margins shorter", brief(length))
	for _, t := range []struct {
		figure string
		at     Clock
	}{{"evening", p.Evening}, {"morning", p.Morning}, {"monday", p.Monday}} {
		c.clock(t.figure, t.at)
		c.when(!p.Hard.holds(t.at), t.figure, "%s is not in the waking hours, so nothing could be put off until then; write a time from %s to before %s", timeOfDay(t.at), timeOfDay(p.Hard.From), timeOfDay(p.Hard.To))
	}
}

// limits checks hush, gap and the caps of a day.
func (c *checker) limits() {
	p := c.p
	c.within("hush", p.Hush, 0, 24*time.Hour)
	c.within("gap", p.Gap, 0, 12*time.Hour)
	c.when(p.DayAudible < 1, "day_audible", "%d a day with a sound would silence nearly all; write 1 or more", p.DayAudible)
	c.when(p.PrimeAudible < p.DayAudible, "prime_audible", "%d is less than day_audible, %d; raise it, or lower the other", p.PrimeAudible, p.DayAudible)
	c.when(p.DayTotal < p.PrimeAudible || p.DayTotal < p.DayAudible, "day_total", "%d is less than what may have a sound, %d; raise it, or lower that", p.DayTotal, max(p.PrimeAudible, p.DayAudible))
}

// weeks checks the caps of a week.
func (c *checker) weeks() {
	p := c.p
	c.within("week", p.Week, 24*time.Hour, 31*24*time.Hour)
	order := []Intensity{Gentle, Standard, Full}
	for i, in := range order {
		most, given := p.WeekAudible[in]
		c.when(!given, "week_audible", "%s has no number; write one", in)
		c.when(given && most < 1, "week_audible", "%d for %s would silence it; write 1 or more", most, in)
		if i > 0 {
			less := p.WeekAudible[order[i-1]]
			c.when(given && less > most, "week_audible", "%s has %d and %s has %d; the lower intensity cannot have more", order[i-1], less, in, most)
		}
	}
	for in := range p.WeekAudible {
		c.when(!slices.Contains(order, in), "week_audible", "there is no intensity %q; there are gentle, standard and full", in)
	}
}

// habits checks how messages leave, and what answers and the lack of them do.
func (c *checker) habits() {
	p := c.p
	c.within("jitter", p.Jitter, 0, grid)
	c.within("overdue", p.Overdue, time.Minute, time.Hour)
	c.when(p.Jitter >= p.Overdue, "overdue", "%s is not more than jitter, %s, so what is on time would be overdue; raise it", brief(p.Overdue), brief(p.Jitter))
	c.within("unanswered", p.Unanswered, time.Hour, 7*24*time.Hour)
	c.count("gentle_at", p.GentleAt, 0, 100)
	c.count("silent_at", p.SilentAt, 0, 100)
	c.when(p.SilentAt > 0 && p.GentleAt >= p.SilentAt, "gentle_at", "%d is not less than silent_at, %d; lower it, or raise the other", p.GentleAt, p.SilentAt)
	c.count("snoozes", p.Snoozes, 0, 10)
	c.when(p.SessionLength <= 0 || p.SessionLength > 12*time.Hour, "session_length", "%s is not more than 0 and at most 12h", brief(p.SessionLength))
}

// holds reports whether h holds a wall-clock time.
func (h Hours) holds(c Clock) bool {
	return h.Contains(time.Date(2000, 1, 1, 0, int(c), 0, 0, time.UTC))
}

// timeOfDay is a wall-clock time as people write it.
func timeOfDay(c Clock) string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// brief is a duration as people write it: 3h, 90m as 1h30m.
func brief(d time.Duration) string {
	if d == 0 {
		return "0"
	}
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
