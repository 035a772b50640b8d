package circles

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// parts are what a circle's rule may be made of, and how each is written. The
// library knows more and checks less: some of what it takes makes it panic.
// Times of the day are left out, because a circle begins when start says.
var parts = map[string]struct {
	form *regexp.Regexp
	mend string
}{
	"FREQ":       {regexp.MustCompile(`^(DAILY|WEEKLY|MONTHLY|YEARLY)$`), "DAILY, WEEKLY, MONTHLY or YEARLY"},
	"INTERVAL":   {regexp.MustCompile(`^[1-9][0-9]{0,2}$`), "a number from 1 to 999, such as 2 for every other time"},
	"COUNT":      {regexp.MustCompile(`^[1-9][0-9]{0,3}$`), "how many meetings there are, from 1 to 9999"},
	"UNTIL":      {regexp.MustCompile(`^[0-9]{8}(T[0-9]{6}Z?)?$`), "the last day, such as 20261231"},
	"BYDAY":      {list(`([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)`), "weekdays, such as TH, 2TH for the second Thursday or -1TH for the last"},
	"BYMONTHDAY": {list(`[+-]?([1-9]|[12][0-9]|3[01])`), "days of the month, such as 15, or -1 for the last"},
	"BYMONTH":    {list(`([1-9]|1[0-2])`), "months from 1 to 12"},
	"BYSETPOS":   {list(`[+-]?[1-9][0-9]?`), "which of the days, such as 1 for the first or -1 for the last"},
	"WKST":       {regexp.MustCompile(`^(MO|TU|WE|TH|FR|SA|SU)$`), "the weekday on which weeks begin, such as MO"},
}

// list is the form of one or several of something, with commas between.
func list(one string) *regexp.Regexp {
	return regexp.MustCompile(`^` + one + `(,` + one + `)*$`)
}

// readRule reads the rule, or says what is wrong with it.
func (s *series) readRule(written string) string {
	text := strings.ToUpper(strings.TrimSpace(written))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "RRULE:"), ";")
	if text == "" {
		text = sameWeekday(s.start)
	}
	given := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		if wrong := readPart(part, given); wrong != "" {
			return wrong
		}
	}
	if wrong := together(given); wrong != "" {
		return wrong
	}
	if u := given["UNTIL"]; u != "" {
		var wrong string
		if s.until, wrong = readUntil(u, s.start, s.zone); wrong != "" {
			return wrong
		}
	}
	// UNTIL is ours: the library knows no zone but the one that it counts in.
	option, err := rrule.StrToROption(without(text, "UNTIL"))
	if err != nil {
		return fmt.Sprintf("%q is not a rule: %v", written, err)
	}
	option.Dtstart = s.start
	option.Until = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) // else it ends after 290 years
	if s.rule, err = rrule.NewRRule(*option); err != nil {
		return fmt.Sprintf("%q is not a rule: %v", written, err)
	}
	return ""
}

// readPart reads "KEY=VALUE" of a rule.
func readPart(part string, given map[string]string) string {
	key, value, ok := strings.Cut(part, "=")
	p, known := parts[key]
	switch {
	case key == "DTSTART" || strings.HasPrefix(key, "DTSTART"):
		return "has a DTSTART in it; take it out and write it as the circle's start"
	case !ok:
		return fmt.Sprintf("%q is not a part of a rule; write parts like FREQ=MONTHLY, with ; between them", part)
	case key == "BYHOUR" || key == "BYMINUTE" || key == "BYSECOND":
		return key + " is not used here; the time of the day is in the circle's start"
	case !known:
		return fmt.Sprintf("%q is not used here; there are FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST", key)
	case given[key] != "":
		return key + " is there twice; keep one of the two"
	case key == "FREQ" && (value == "HOURLY" || value == "MINUTELY" || value == "SECONDLY"):
		return "FREQ=" + value + " is more often than daily; write " + p.mend
	case !p.form.MatchString(value):
		return fmt.Sprintf("%s=%s: write %s", key, strconv.Quote(value), p.mend)
	}
	given[key] = value
	return ""
}

// together checks what the parts are to each other.
func together(given map[string]string) string {
	freq := given["FREQ"]
	switch {
	case freq == "":
		return "has no FREQ; begin with FREQ=WEEKLY or FREQ=MONTHLY"
	case given["COUNT"] != "" && given["UNTIL"] != "":
		return "has both COUNT and UNTIL; keep one of the two"
	case (freq == "WEEKLY" || freq == "DAILY") && strings.ContainsAny(given["BYDAY"], "12345"):
		return "BYDAY=" + given["BYDAY"] + " counts weekdays within a month; write FREQ=MONTHLY"
	case freq == "WEEKLY" && given["BYMONTHDAY"] != "":
		return "BYMONTHDAY does not go with FREQ=WEEKLY; write FREQ=MONTHLY"
	case given["BYSETPOS"] != "" && given["BYDAY"] == "" && given["BYMONTHDAY"] == "" && given["BYMONTH"] == "":
		return "BYSETPOS needs days to choose from, such as BYDAY=MO,TU"
	}
	return ""
}

// without is a rule less one of its parts.
func without(text, key string) string {
	var kept []string
	for part := range strings.SplitSeq(text, ";") {
		if !strings.HasPrefix(part, key+"=") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ";")
}

// A limit is an UNTIL: a moment where it ends in Z, otherwise a wall-clock time
// as if in UTC. The zero limit is none.
type limit struct {
	last   time.Time
	moment bool
}

// readUntil reads an UNTIL. A date stands for its whole day, as people mean it.
func readUntil(text string, start time.Time, zone *time.Location) (limit, string) {
	var l limit
	var err error
	switch len(text) {
	case len("20060102"):
		if l.last, err = time.Parse("20060102", text); err == nil {
			l.last = l.last.Add(day - time.Second)
		}
	case len("20060102T150405"):
		l.last, err = time.Parse("20060102T150405", text)
	default:
		l.last, err = time.Parse("20060102T150405Z", text)
		l.moment = true
	}
	switch {
	case err != nil:
		return limit{}, "UNTIL=" + text + " is not a date; write it like 20261231"
	case l.passed(start, zone):
		return limit{}, "UNTIL=" + text + " is before the circle's start; write a later day, or an earlier start"
	}
	return l, ""
}

// passed reports whether a wall-clock time is after the limit.
func (l limit) passed(wall time.Time, zone *time.Location) bool {
	switch {
	case l.last.IsZero():
		return false
	case l.moment:
		return at(wall, zone).After(l.last)
	}
	return wall.After(l.last)
}
