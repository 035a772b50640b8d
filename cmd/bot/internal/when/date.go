package when

import "time"

// dateKind says how a day was named.
type dateKind int

const (
	noDate   dateKind = iota
	relative          // so many days from today
	weekly            // a day of the week
	calendar          // day and month, or only the day of the month
	nightOf           // the night of a day: last night, tonight
)

// date is a day as named.
type date struct {
	kind     dateKind
	days     int // relative, nightOf: from today
	until    int // nightOf: see ownNight
	weekday  int // weekly, calendar: 1 Sunday to 7 Saturday, 0 not said
	which    int // weekly: -1 last, 1 next, 0 not said
	inWeek   bool
	week     int  // weekly, inWeek: weeks from this one
	year     int  // calendar: 0 not said
	month    int  // calendar: 0 not said
	dom      int  // calendar: day of the month
	fullTime bool // written the ISO or the dotted way, which go with 24 hours
}

// dateAt reads a day, or what is still missing of one: "Tuesday, June 9",
// "next week on Tuesday".
func (p parser) dateAt(s step) []step {
	i := p.skip(s.next, on)
	var out []step
	add := func(next int, d date, in part) {
		merged, ok := merge(s.phrase.date, d)
		if !ok || in != wholeDay && s.phrase.part != wholeDay {
			return
		}
		grown := step{next, s.phrase}
		grown.phrase.date = merged
		if in != wholeDay {
			grown.phrase.part = in
		}
		out = append(out, grown)
	}
	if i < len(p.in) {
		p.dayWords(i, add)
		p.daysAway(i, add)
		p.monthNamed(i, func(next int, d date) { add(next, d, wholeDay) })
		p.dateInNumbers(i, i > s.next, func(next int, d date) { add(next, d, wholeDay) })
	}
	return out
}

// merge puts two parts of one date together; false when they do not belong
// together.
func merge(a, b date) (date, bool) {
	switch {
	case a.kind == noDate:
		return b, true
	case a.kind == calendar && b.onlyWeekday():
		known := a.weekday
		a.weekday = b.weekday
		return a, known == 0
	case b.kind == calendar && a.onlyWeekday():
		b.weekday = a.weekday
		return b, true
	case a.onlyWeekday() && b.kind == weekly && b.weekday == 0:
		b.weekday = a.weekday
		return b, true
	case b.onlyWeekday() && a.kind == weekly && a.weekday == 0:
		a.weekday = b.weekday
		return a, true
	default:
		return date{}, false
	}
}

// onlyWeekday reports whether the date is a bare day of the week.
func (d date) onlyWeekday() bool {
	return d.kind == weekly && d.weekday > 0 && d.which == 0 && !d.inWeek
}

// dayWords reads the words for days: yesterday, this morning, last night,
// next Tuesday, el martes que viene, last week.
func (p parser) dayWords(i int, add func(int, date, part)) {
	switch l := p.in[i]; l.kind {
	case offsetDay:
		add(i+1, date{kind: relative, days: l.n}, l.part)
	case ownNight:
		days := 0
		if l.n == 24 {
			days = -1
		}
		add(i+1, date{kind: nightOf, days: days, until: l.n}, night)
	case week:
		add(i+1, date{kind: weekly, inWeek: true, week: l.n}, wholeDay)
	case which:
		if p.kindAt(i+1) == weekday {
			add(i+2, date{kind: weekly, weekday: p.in[i+1].n + 1, which: l.n}, wholeDay)
		}
	case weekday:
		d := date{kind: weekly, weekday: l.n + 1}
		if p.kindAt(i+1) == which && p.kindAt(i+2) != weekday {
			d.which = p.in[i+1].n
			i++
		}
		add(i+1, d, wholeDay)
	}
}

// daysAway reads days and weeks counted from today: "in 3 days", "a week ago".
func (p parser) daysAway(i int, add func(int, date, part)) {
	sign, first := 0, i
	switch p.kindAt(i) {
	case agoBefore:
		sign, first = -1, i+1
	case inBefore:
		sign, first = 1, i+1
	}
	next, total, each := p.count(first)
	if each < days {
		return
	}
	if sign == 0 {
		switch p.kindAt(next) {
		case agoAfter:
			sign = -1
		case inAfter:
			sign = 1
		default:
			return
		}
		next++
	}
	add(next, date{kind: relative, days: sign * total / days}, wholeDay)
}

// monthNamed reads "June 9", "June 9th, 2026", "9 June", "the 9th of June",
// "9 de junio de 2026".
func (p parser) monthNamed(i int, add func(int, date)) {
	d, next := date{kind: calendar}, 0
	if p.kindAt(i) == month {
		dom, ok := p.numberAt(p.skip(i+1, on), 1, 31)
		if !ok || dom.digits > 2 {
			return
		}
		d.month, d.dom = p.in[i].n, dom.n
		next = p.skip(p.skip(i+1, on)+1, ordinal)
	} else {
		dom, ok := p.numberAt(i, 1, 31)
		j := p.skip(i+1, ordinal, of)
		if !ok || dom.digits > 2 || p.kindAt(j) != month {
			return
		}
		d.month, d.dom = p.in[j].n, dom.n
		next = j + 1
	}
	add(next, d)
	j := next
	if p.kindAt(j) == of || p.signAt(j, ",") {
		j++
	}
	if y, ok := p.numberAt(j, 1900, 2200); ok {
		d.year = y.n
		add(j+1, d)
	}
}

// dateInNumbers reads 2026-06-09, 9.6., 9.6.2026, 6/9, 6/9/26, and "the 9th".
// After "the" or "on" the day of the month may stand without its ending.
func (p parser) dateInNumbers(i int, announced bool, add func(int, date)) {
	a, ok := p.numberAt(i, 1, 2200)
	if !ok || a.digits == 0 || a.digits == 3 {
		return
	}
	if p.kindAt(i+1) == ordinal && a.n <= 31 {
		add(i+2, date{kind: calendar, dom: a.n})
	} else if announced && a.n <= 31 {
		add(i+1, date{kind: calendar, dom: a.n})
	}
	b, ok := p.numberAt(i+2, 1, 31)
	if !ok || b.digits == 0 || b.digits > 2 {
		return
	}
	sign := p.in[i+1].text
	if a.digits == 4 {
		if c, ok := p.numberAt(i+4, 1, 31); ok && c.digits > 0 && c.digits <= 2 && p.signAt(i+3, sign) && (sign == "-" || sign == "/") {
			add(i+5, date{kind: calendar, year: a.n, month: b.n, dom: c.n, fullTime: true})
		}
		return
	}
	p.shortDate(i, sign, a.n, b.n, add)
}

// shortDate reads a date that begins with two short numbers, a and b.
func (p parser) shortDate(i int, sign string, a, b int, add func(int, date)) {
	y, withYear := p.numberAt(i+4, 0, 2200)
	withYear = withYear && p.signAt(i+3, sign) && (y.digits == 2 || y.digits == 4)
	if y.digits == 2 {
		y.n += 2000
	}
	dates := p.slashed(a, b)
	if sign == "." {
		dates = []date{{kind: calendar, dom: a, month: b, fullTime: true}}
	}
	for _, d := range dates {
		switch sign {
		case ".":
			add(i+3, d)
			if p.signAt(i+3, ".") {
				add(i+4, d)
			}
		case "/":
			add(i+3, d)
		}
		if d.year = y.n; withYear && (sign == "." || sign == "/" || sign == "-") {
			add(i+5, d)
		}
	}
}

// slashed is how a/b can be read as a date; none when there are two ways and
// nothing says which.
func (p parser) slashed(a, b int) []date {
	d := date{kind: calendar, dom: a, month: b}
	m := date{kind: calendar, dom: b, month: a}
	switch {
	case a > 12 && b > 12:
		return nil
	case a > 12 || a == b:
		return []date{d}
	case b > 12:
		return []date{m}
	case p.order == dayFirst:
		return []date{d}
	case p.order == monthFirst:
		return []date{m}
	default:
		return nil
	}
}

// civil is the calendar date, with what was not said of year and month filled
// in.
func (d date) civil(year int, month time.Month) day {
	if d.year > 0 {
		year = d.year
	}
	if d.month > 0 {
		month = time.Month(d.month)
	}
	return day{year, month, d.dom}
}
