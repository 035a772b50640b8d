package circles

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// dateTime and date are how a circle's times are written.
const (
	dateTime = "2006-01-02 15:04"
	date     = time.DateOnly
)

// A series is a circle that has been read.
type series struct {
	name, link string
	mark       string // tells the circles of one moment apart; a hash of the name
	zone       *time.Location
	start      time.Time // wall-clock time, as if in UTC
	rule       *rrule.RRule
	until      limit
	except     map[string]bool // dates without a meeting
}

// newSeries reads a circle. With mistakes the series is not to be used.
func newSeries(c Circle) (*series, Mistakes) {
	var found Mistakes
	wrong := func(field, text string) {
		if text != "" {
			found = append(found, Mistake{Field: field, Text: text})
		}
	}
	s := &series{name: c.Name, link: c.Link, mark: hash(c.Name, 4)}
	if strings.TrimSpace(c.Name) == "" {
		wrong("name", "is empty; write the name that members know the circle by")
	}
	var text string
	s.start, text = readStart(c.Start)
	wrong("start", text)
	s.zone, text = readZone(c.Zone)
	wrong("zone", text)
	if found != nil {
		return s, found
	}
	wrong("rule", s.readRule(c.Rule))
	if found == nil {
		wrong("rule", s.firstMeeting())
	}
	if found == nil {
		wrong("except", s.readExcept(c.Except))
	}
	return s, found
}

func readStart(written string) (time.Time, string) {
	const mend = "; write the first meeting's date and time, such as 2026-01-08 18:30"
	t, err := time.Parse(dateTime, strings.TrimSpace(written))
	switch {
	case err != nil:
		return t, fmt.Sprintf("%q is not a date and a time%s", written, mend)
	case t.Year() < 2000 || t.Year() > 2100:
		return t, fmt.Sprintf("the year %d is not one from 2000 to 2100%s", t.Year(), mend)
	}
	return t, ""
}

func readZone(name string) (*time.Location, string) {
	const mend = "; write Area/City, such as America/New_York"
	if name == "" || name == "Local" {
		return nil, fmt.Sprintf("%q is not a time zone of a place%s", name, mend)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Sprintf("%q is not a known time zone%s", name, mend)
	}
	return zone, ""
}

// firstMeeting says what is wrong with a rule that brings no meeting for two
// years.
func (s *series) firstMeeting() string {
	for range s.wall(s.start.AddDate(2, 0, 0)) {
		return ""
	}
	return "brings no meeting in the two years from start; look for parts that contradict each other"
}

// readExcept reads the dates without a meeting. One on which there would be
// none anyway is a slip of the pen.
func (s *series) readExcept(dates []string) string {
	last := s.start
	none := map[string]bool{}
	for _, d := range dates {
		t, err := time.Parse(date, strings.TrimSpace(d))
		if err != nil || t.Year() > 2200 {
			return fmt.Sprintf("%q is not a date; write it like 2026-12-24", d)
		}
		if t.After(last) {
			last = t
		}
		none[t.Format(date)] = true
	}
	held := map[string]bool{}
	for wall := range s.wall(last.Add(day)) {
		held[wall.Format(date)] = true
	}
	for _, d := range dates {
		if !held[strings.TrimSpace(d)] {
			return fmt.Sprintf("there is no meeting on %s; remove it, or write the date of one", d)
		}
	}
	s.except = none
	return ""
}

// wall lists the wall-clock times of the meetings by the rule, until a
// wall-clock time, included.
func (s *series) wall(to time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for next := s.rule.Iterator(); ; {
			t, ok := next()
			if !ok || t.After(to) || s.until.passed(t, s.zone) || !yield(t) {
				return
			}
		}
	}
}

// meetings lists the moments of the meetings between two, both included.
func (s *series) meetings(from, to time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		// No zone is as far as a day from UTC.
		for wall := range s.wall(to.UTC().Add(day)) {
			if wall.Before(from.Add(-day)) || s.except[wall.Format(date)] {
				continue
			}
			if t := at(wall, s.zone); !t.Before(from) && !t.After(to) && !yield(t) {
				return
			}
		}
	}
}

// at is the moment at which clocks in zone show a wall-clock time, which is
// given as if in UTC. A time that a clock change skips is read with the offset
// before the gap; of a repeated one the first is meant (RFC 5545, 3.3.5).
// [time.Date], and so the library of rules, promises neither.
func at(wall time.Time, zone *time.Location) time.Time {
	// From the offset a day before, go over the clock changes until the wall
	// clock has come to the time sought.
	for since := wall.Add(-26 * time.Hour).In(zone); ; {
		_, offset := since.Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		_, change := since.ZoneBounds()
		if change.IsZero() || t.Before(change) {
			return t.UTC()
		}
		_, after := change.Zone()
		if wall.Before(change.UTC().Add(time.Duration(after) * time.Second)) {
			return t.UTC() // skipped
		}
		since = change
	}
}

// sameWeekday is the rule of a circle that has none: monthly, on the weekday
// that start is on. A fifth one means the last of the month.
func sameWeekday(start time.Time) string {
	n := (start.Day()-1)/7 + 1
	if n == 5 {
		n = -1
	}
	return fmt.Sprintf("FREQ=MONTHLY;BYDAY=%d%s", n, weekdays[start.Weekday()])
}

// weekdays are the names that rules have for them, from Sunday.
var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
