package picture

import (
	"cmp"
	"slices"
	"time"
)

const (
	dayMinutes = 24 * 60
	// maxStretches bounds the work for one span: 31 days and a clock change.
	maxStretches = 32
)

// day is a local date, as days since 1 January 1970.
type day int

// dayOf returns the date that calendars show at t in t's own zone.
func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// at returns the moment when clocks in zone show hour on that date.
func (d day) at(hour int, zone *time.Location) time.Time {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return time.Date(y, m, n, hour, 0, 0, 0, zone)
}

// wallMinute returns what clocks show at t in t's own zone, in minutes after
// midnight. Not the time since midnight: that differs when clocks change.
func wallMinute(t time.Time) float64 {
	h, m, s := t.Clock()
	return float64(h*60+m) + (float64(s)+float64(t.Nanosecond())/1e9)/60
}

// untilMidnight returns how far clocks at t are from 24:00, more than zero.
func untilMidnight(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return 24*time.Hour - time.Duration(h)*time.Hour - time.Duration(m)*time.Minute -
		time.Duration(s)*time.Second - time.Duration(t.Nanosecond())
}

// stretch is a part of one day, in minutes of its wall clock.
type stretch struct {
	day      day
	from, to float64
}

// stretches cuts a span at local midnights and at clock changes, so that
// clocks run evenly in each stretch. Those of a repeated hour overlap.
func (s Span) stretches(zone *time.Location) []stretch {
	var out []stretch
	for at := s.From.In(zone); at.Before(s.To) && len(out) < maxStretches; {
		from := wallMinute(at)
		end := at.Add(untilMidnight(at))
		if _, change := at.ZoneBounds(); !change.IsZero() && change.Before(end) {
			end = change
		}
		if s.To.Before(end) {
			end = s.To
		}
		to := min(from+end.Sub(at).Minutes(), dayMinutes)
		out = append(out, stretch{dayOf(at), from, to})
		at = end.In(zone)
	}
	return out
}

// stretches returns those of all the timeline's windows.
func (t Timeline) stretches() []stretch { return stretches(t.Windows, t.Zone) }

// stretches cuts every span.
func stretches(spans []Span, zone *time.Location) []stretch {
	var out []stretch
	for _, s := range spans {
		out = append(out, s.stretches(zone)...)
	}
	return out
}

// merge joins stretches of one day that touch or overlap, so that nothing is
// shaded twice. It returns them in order.
func merge(all []stretch) []stretch {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	var out []stretch
	for _, s := range all {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// parts returns the hours as one or two stretches of a day, none when equal.
func (h Hours) parts(d day) []stretch {
	from, to := float64(h.From), float64(h.To)
	switch {
	case from < to:
		return []stretch{{d, from, to}}
	case from > to:
		return []stretch{{d, 0, to}, {d, from, dayMinutes}}
	}
	return nil
}
