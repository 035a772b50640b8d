package when

import "time"

// day is a calendar date, with no time zone; days out of range roll over as in
// time.Date.
type day struct {
	year  int
	month time.Month
	dom   int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

// plus is the date n days later.
func (d day) plus(n int) day { return dayOf(d.midday().AddDate(0, 0, n)) }

// weekday is the date's day of the week.
func (d day) weekday() time.Weekday { return d.midday().Weekday() }

// valid reports whether the calendar has this date.
func (d day) valid() bool { return d.dom > 0 && d.month > 0 && dayOf(d.midday()) == d }

func (d day) midday() time.Time { return time.Date(d.year, d.month, d.dom, 12, 0, 0, 0, time.UTC) }

// at is the moment at which clocks in loc show hour:minute on this date. A
// time that a clock change skips is read with the offset in force before the
// change; of a time that comes twice the first is meant (RFC 5545, 3.3.5).
// time.Date promises neither.
func (d day) at(hour, minute int, loc *time.Location) time.Time {
	t := time.Date(d.year, d.month, d.dom, hour, minute, 0, 0, loc)
	wall := time.Date(d.year, d.month, d.dom, hour, minute, 0, 0, time.UTC)
	shown := asUTC(t)
	start, _ := t.ZoneBounds()
	before := start
	if !start.IsZero() {
		before = wall.Add(-offset(start.Add(-time.Second))).In(loc)
	}
	switch {
	case shown.Before(wall): // skipped; t was read with the offset after the change
		return wall.Add(-offset(t)).In(loc)
	case start.IsZero():
		return t
	case shown.After(wall): // skipped; t lies after the change
		return before
	case before.Before(start) && before.Before(t): // the same wall clock before the change
		return before
	default:
		return t
	}
}

// asUTC is a time with the same wall clock, in UTC.
func asUTC(t time.Time) time.Time { return t.Add(offset(t)).UTC() }

// offset is how far local clocks are ahead of UTC at t.
func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}
