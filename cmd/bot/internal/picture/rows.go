package picture

import "slices"

// MaxRows is how many days a picture shows at most. When there are more, days
// before today go first, then the farthest; dots below the last row say so.
const MaxRows = 14

// row is one day of the picture.
type row struct {
	day     day
	marks   []Mark // in order of time, At in the timeline's zone
	windows []stretch
	today   bool
	gap     bool // the day before is not in the picture
}

// rows returns the days to draw in order, and whether later ones were left out.
func (t Timeline) rows() (rows []row, more bool) {
	byDay := t.marksByDay()
	windows := t.stretches()
	days := make([]day, 0, len(byDay)+len(windows)+1)
	for d := range byDay {
		days = append(days, d)
	}
	for _, w := range windows {
		days = append(days, w.day)
	}
	today := dayOf(t.Now.In(t.Zone))
	days, more = chooseDays(days, today, !t.Now.IsZero())
	for i, d := range days {
		r := row{day: d, marks: byDay[d], today: !t.Now.IsZero() && d == today, gap: i > 0 && d != days[i-1]+1}
		for _, w := range windows {
			if w.day == d {
				r.windows = append(r.windows, w)
			}
		}
		rows = append(rows, r)
	}
	return rows, more
}

// chooseDays sorts days, adds today when anything is still to come, and keeps
// at most MaxRows.
func chooseDays(days []day, today day, known bool) (kept []day, more bool) {
	if known && len(days) > 0 && today < slices.Max(days) {
		days = append(days, today)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	for known && len(days) > MaxRows && days[0] < today {
		days = days[1:]
	}
	if len(days) > MaxRows {
		return days[:MaxRows], true
	}
	return days, false
}

func (t Timeline) marksByDay() map[day][]Mark {
	marks := slices.Clone(t.Marks)
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.At.Compare(b.At) })
	byDay := make(map[day][]Mark)
	for _, m := range marks {
		m.At = m.At.In(t.Zone)
		byDay[dayOf(m.At)] = append(byDay[dayOf(m.At)], m)
	}
	return byDay
}

// nowMinute returns where the line of now stands on today's row.
func (t Timeline) nowMinute() float64 { return wallMinute(t.Now.In(t.Zone)) }
