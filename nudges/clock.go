package nudges

import (
	"sync"
	"time"
)

const (
	// grid is the distance of slots. Every zone's offset has been a multiple of
	// it since 1972, so a quarter hour in UTC is one on every clock.
	grid = 15 * time.Minute
	// dayStart is when a logical day begins: someone awake at two in the
	// morning still lives in the evening before.
	dayStart Clock = 4 * 60
)

// A day is a civil date, as the number of days since 1970-01-01.
type day int

// logicalDay is the day that t belongs to in loc when days begin at 04:00.
func logicalDay(t time.Time, loc *time.Location) day {
	_, offset := t.In(loc).Zone()
	local := t.Unix() + int64(offset) - int64(dayStart)*60
	d := local / 86400
	if local%86400 < 0 {
		d--
	}
	return day(d)
}

// begins is the first moment of a logical day: 04:00, or where a clock change
// skips that, the moment of the change.
func (d day) begins(loc *time.Location) time.Time {
	t := at(d, dayStart, loc)
	if change, _ := t.In(loc).ZoneBounds(); !change.IsZero() && logicalDay(change, loc) == d && change.Before(t) {
		return change.UTC()
	}
	return t
}

// weekday of a civil date; 1970-01-01 was a Thursday.
func (d day) weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// at is the instant at which clocks in loc show c on the date d. A time that a
// clock change skips is read with the offset before the gap; of a repeated one
// the first is meant (RFC 5545, section 3.3.5). [time.Date] promises neither.
func at(d day, c Clock, loc *time.Location) time.Time {
	shown := time.Unix(int64(d)*86400+int64(c)*60, 0) // as if loc were UTC
	// No offset is as far as a day from UTC, so this begins before the moment
	// sought, and goes from one clock change to the next until it is reached.
	for since := shown.Add(-26 * time.Hour).In(loc); ; {
		_, offset := since.Zone()
		t := shown.Add(-time.Duration(offset) * time.Second)
		_, change := since.ZoneBounds()
		if change.IsZero() || t.Before(change) {
			return t.UTC()
		}
		_, after := change.Zone()
		if shown.Before(change.Add(time.Duration(after) * time.Second)) {
			return t.UTC() // skipped
		}
		since = change
	}
}

// clockOf is the wall-clock time of t in its own location.
func clockOf(t time.Time) Clock {
	hour, minute, _ := t.Clock()
	return Clock(hour*60 + minute)
}

// ceil is the first slot at or after t, floor the last one at or before it.
func ceil(t time.Time) time.Time {
	if f := floor(t); f.Before(t) {
		return f.Add(grid)
	} else {
		return f
	}
}

func floor(t time.Time) time.Time { return t.Truncate(grid) }

// later is the later of two moments.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// zones keeps the zones once read: reading one takes longer than planning a
// whole course. It holds names of the time zone database only, some 600.
var zones sync.Map // string to *time.Location

// zone finds a zone of the time zone database by its name. "" and "Local"
// name no place, so they are not found.
func zone(name string) (*time.Location, bool) {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), true
	}
	if name == "" || name == "Local" {
		return nil, false
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	zones.Store(name, loc)
	return loc, true
}
