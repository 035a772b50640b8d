package picture

import (
	"slices"
	"time"
)

const (
	fewestDays = 7 // a chart of one mood is not one wide day
	daysBefore = 7 // that sessions and windows may add to those of the moods
	daysAfter  = 1
)

// days are the local dates of a mood chart, both included.
type days struct{ first, last day }

func (d days) has(n day) bool { return d.first <= n && n <= d.last }

func (d days) count() int { return int(d.last-d.first) + 1 }

// minute returns how far a day's minute is from the start of the first day,
// were every day one of 24 hours: each gets the same width.
func (d days) minute(n day, minute float64) float64 {
	return float64(n-d.first)*dayMinutes + minute
}

// days returns those of the chart; there is a mood.
func (m Moods) days() days {
	moods := m.moodDays()
	last := moods.last
	if today := dayOf(m.Now.In(m.Zone)); !m.Now.IsZero() && today > last && today-last < MaxMoodDays {
		last = today
	}
	out := days{moods.first, last}
	for _, d := range m.sessionDays() {
		if d < out.first && d >= moods.first-daysBefore {
			out.first = d
		}
		if d > out.last && d <= last+daysAfter {
			out.last = d
		}
	}
	out.first = max(out.first, out.last-MaxMoodDays+1)
	out.last = max(out.last, out.first+fewestDays-1)
	return out
}

// moodDays returns the dates of the first and the last mood.
func (m Moods) moodDays() days {
	var all []day
	for _, p := range m.Points {
		all = append(all, dayOf(p.At.In(m.Zone)))
	}
	return days{slices.Min(all), slices.Max(all)}
}

// sessionDays returns the dates of sessions and windows.
func (m Moods) sessionDays() []day {
	var all []day
	for _, at := range m.Sessions {
		all = append(all, dayOf(at.In(m.Zone)))
	}
	for _, w := range stretches(m.Windows, m.Zone) {
		all = append(all, w.day)
	}
	return all
}

// inOrder returns the moods of the chart's days by time, At in its zone.
func (m Moods) inOrder(d days) []MoodPoint {
	var out []MoodPoint
	for _, p := range m.Points {
		p.At = p.At.In(m.Zone)
		if d.has(dayOf(p.At)) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b MoodPoint) int { return a.At.Compare(b.At) })
	return out
}

// place returns how far an instant is from the start of the chart's days, in
// minutes, and whether it is in them.
func (m Moods) place(at time.Time, d days) (minute float64, ok bool) {
	at = at.In(m.Zone)
	n := dayOf(at)
	return d.minute(n, wallMinute(at)), d.has(n)
}

// shaded returns the windows in the chart's days, in minutes from their start.
func (m Moods) shaded(d days) []stretch {
	var out []stretch
	for _, w := range stretches(m.Windows, m.Zone) {
		if d.has(w.day) {
			out = append(out, stretch{d.first, d.minute(w.day, w.from), d.minute(w.day, w.to)})
		}
	}
	return merge(out)
}
