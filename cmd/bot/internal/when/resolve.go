package when

import "time"

// moments is every moment the phrase can mean, seen from now. S settles what
// the words leave open.
func (p phrase) moments(now time.Time, s side) []time.Time {
	if p.span != nil {
		return []time.Time{now.Add(*p.span)}
	}
	if p.date.fullTime {
		p.clock.half = false
	}
	dates := p.date.candidates(now)
	var out []time.Time
	for _, c := range p.clock.times(p.part, p.ownNight()) {
		var each []time.Time
		for _, d := range dates {
			each = append(each, d.plus(c.days).at(c.hour, c.minute, now.Location()))
		}
		for _, t := range p.date.settle(each, now, s) {
			if p.date.agrees(dayOf(t).plus(-c.days)) {
				out = append(out, t)
			}
		}
	}
	return out
}

// agrees reports whether the date's day of the week, if it was said, is right.
// It is asked last: "Wednesday, June 9" must not look for another year in
// which that is true.
func (d date) agrees(with day) bool {
	return d.weekday == 0 || int(with.weekday())+1 == d.weekday
}

// candidates is every day the date can mean, in order.
func (d date) candidates(now time.Time) []day {
	today := dayOf(now)
	switch d.kind {
	case relative:
		return []day{today.plus(d.days)}
	case nightOf:
		if now.Hour() < d.until {
			return []day{today.plus(d.days - 1), today.plus(d.days)}
		}
		return []day{today.plus(d.days)}
	case weekly:
		return d.weekdays(today)
	case calendar:
		return d.inCalendar(today)
	default:
		return []day{today.plus(-1), today, today.plus(1)}
	}
}

// weekdays is every day a day of the week can mean.
func (d date) weekdays(today day) []day {
	if d.weekday == 0 {
		return nil
	}
	ahead := (d.weekday - 1 - int(today.weekday()) + 7) % 7 // to the coming one, 0 to 6
	switch {
	case d.inWeek:
		return d.inTheWeek(today)
	case d.which > 0 && ahead == 0:
		return []day{today.plus(7)}
	case d.which > 0 && sameWeek(today, today.plus(ahead)):
		return []day{today.plus(ahead), today.plus(ahead + 7)}
	case d.which > 0:
		return []day{today.plus(ahead)}
	case d.which < 0 && ahead == 0:
		return []day{today.plus(-7)}
	case d.which < 0 && sameWeek(today, today.plus(ahead-7)):
		return []day{today.plus(ahead - 7), today.plus(ahead - 14)}
	case d.which < 0:
		return []day{today.plus(ahead - 7)}
	case ahead == 0:
		return []day{today.plus(-7), today, today.plus(7)}
	default:
		return []day{today.plus(ahead - 7), today.plus(ahead)}
	}
}

// sameWeek reports whether two days are in one week, be it counted from Sunday
// or from Monday. "Next Friday" is then this week's for some people and next
// week's for others.
func sameWeek(a, b day) bool {
	return weekStart(a, 0) == weekStart(b, 0) || weekStart(a, 1) == weekStart(b, 1)
}

// weekStart is the first day of d's week; weeks begin on the given weekday.
func weekStart(d day, first int) day {
	into := (int(d.weekday()) - first + 7) % 7
	return d.plus(-into)
}

// inTheWeek is the date's weekday in the week so many weeks from today's. Only
// Sunday depends on where a week begins.
func (d date) inTheWeek(today day) []day {
	var out []day
	for first := range 2 {
		n := (d.weekday - 1 - first + 7) % 7
		out = append(out, weekStart(today, first).plus(7*d.week+n))
	}
	return out
}

// inCalendar is every day a date can mean: its own year's, or those of the
// years around now, or those of the months around now.
func (d date) inCalendar(today day) []day {
	var out []day
	for n := -2; n <= 2; n++ {
		base := day{today.year, today.month, 1}.midday()
		switch {
		case d.year > 0 && n != 0 || d.month > 0 && (n < -1 || n > 1):
			continue
		case d.month > 0:
			base = base.AddDate(n, 0, 0)
		default:
			base = base.AddDate(0, n, 0)
		}
		c := d.civil(base.Year(), base.Month())
		if c.valid() {
			out = append(out, c)
		}
	}
	return out
}

// settle chooses between the same clock on several days, in order, when the
// words did not say which day.
func (d date) settle(each []time.Time, now time.Time, s side) []time.Time {
	before, upcoming := around(each, now)
	switch {
	case d.kind == nightOf && d.until == 24:
		return last(before)
	case d.kind == relative || d.kind == nightOf || d.year > 0 || d.which != 0 || d.inWeek:
		return each
	case d.kind == weekly && s == either:
		return append(last(before), first(upcoming)...)
	case d.kind == weekly:
		return each // said on that weekday, today and a week away; plausible keeps the side
	case d.kind == calendar:
		return calendarSide(each, before, upcoming, now, s)
	case s == past:
		return last(before)
	case s == future:
		return first(upcoming)
	default:
		return append(nearest(each, now), each[1]) // today's
	}
}

// calendarSide is the date without its year or month on the side asked for,
// or else the nearest: "June 9" as the answer to "when will it be?" on June 10
// is most likely yesterday's, and the caller has to say so.
func calendarSide(each, before, upcoming []time.Time, now time.Time, s side) []time.Time {
	var right []time.Time
	switch s {
	case past:
		right = last(before)
	case future:
		right = first(upcoming)
	}
	if len(right) == 0 || right[0].Sub(now).Abs() > yearless {
		return nearest(each, now)
	}
	return right
}

// around splits times in order into those up to now (with its grace) and those
// after.
func around(times []time.Time, now time.Time) (before, upcoming []time.Time) {
	i := 0
	for i < len(times) && past.has(times[i], now) {
		i++
	}
	j := i
	for j > 0 && times[j-1].After(now) {
		j-- // a moment within the grace counts on both sides
	}
	return times[:i:i], times[j:]
}

func first(times []time.Time) []time.Time { return times[:min(1, len(times)):min(1, len(times))] }

func last(times []time.Time) []time.Time {
	n := max(0, len(times)-1)
	return times[n:len(times):len(times)]
}

func nearest(times []time.Time, now time.Time) []time.Time {
	var out []time.Time
	for _, t := range times {
		if len(out) == 0 || t.Sub(now).Abs() < out[0].Sub(now).Abs() {
			out = []time.Time{t}
		}
	}
	return out
}
