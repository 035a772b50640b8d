package when

// clock is a time of day as typed.
type clock struct {
	said      bool
	hour      int // 0 to 24
	minute    int
	half      bool // 1 to 12, and the half of the day was not said: 2 may be 14
	full      bool // typed the 24-hour way: 03:00, 15:30
	midnight  bool // at the start of a day, or at its end
	compact   bool // four digits without a colon, which might be a year
	announced bool // after "at"
}

// hm is a time of day and how many days after the named date it falls.
type hm struct{ days, hour, minute int }

// clockAt reads a clock: words before it, the time itself, words after it.
func (p parser) clockAt(s step) []step {
	if s.phrase.clock.said {
		return nil
	}
	i := p.skip(s.next, at)
	var out []step
	for _, c := range p.clocksAt(i) {
		c.phrase.clock.announced = i > s.next
		next, ok := p.closeClock(c)
		if !ok {
			continue
		}
		s.phrase.clock, s.next = next.phrase.clock, next.next
		out = append(out, s)
	}
	return out
}

// clocksAt gives every time of day that may begin at the i-th word, without
// the words that say which half of the day.
func (p parser) clocksAt(i int) []step {
	var out []step
	add := func(next, hour, minute int) {
		c := clock{said: true, hour: hour, minute: minute, half: 1 <= hour && hour <= 12}
		if hour <= 23 && minute <= 59 || hour == 24 && minute == 0 {
			out = append(out, step{next, phrase{clock: c}})
		}
	}
	switch p.kindAt(i) {
	case noon, midnight:
		out = append(out, p.namedClock(i, 0))
	case number:
		if next := p.kindAt(i + 1); p.in[i].n == 12 && (next == noon || next == midnight) {
			out = append(out, p.namedClock(i, 1))
		}
		p.numericClock(i, add)
		p.spokenClock(i, add)
	case fraction:
		p.minutesFirst(i, p.in[i].n, add)
	}
	for j := range out {
		if h := p.in[i]; h.digits == 2 && h.n < 10 || out[j].phrase.clock.hour > 12 {
			out[j].phrase.clock.full, out[j].phrase.clock.half = true, false
		}
	}
	return p.compactClock(i, out)
}

// namedClock is "noon" or "midnight", "12 noon" when skip is 1.
func (p parser) namedClock(i, skip int) step {
	c := clock{said: true, hour: 12}
	if p.kindAt(i+skip) == midnight {
		c = clock{said: true, midnight: true}
	}
	return step{i + skip + 1, phrase{clock: c}}
}

// numericClock reads 15, 15:30, 15:30:00, 15.30 and 15h30.
func (p parser) numericClock(i int, add func(next, hour, minute int)) {
	h := p.in[i]
	if h.digits > 2 {
		return
	}
	add(i+1, h.n, 0)
	minute, ok := p.numberAt(i+2, 0, 59)
	if h.digits == 0 || !ok || minute.digits != 2 {
		return
	}
	hourMark := p.kindAt(i+1) == unit && p.in[i+1].text == "h"
	if p.signAt(i+1, ":") || p.signAt(i+1, ".") || hourMark {
		add(i+3, h.n, minute.n)
	}
	if second, ok := p.numberAt(i+4, 0, 59); ok && second.digits == 2 && p.signAt(i+1, ":") && p.signAt(i+3, ":") {
		add(i+5, h.n, minute.n)
	}
}

// spokenClock reads "three thirty", "las tres y
// media", "las cuatro menos diez" and "ten past three".
func (p parser) spokenClock(i int, add func(next, hour, minute int)) {
	h := p.in[i]
	if h.digits > 2 {
		return
	}
	if minute, ok := p.numberAt(i+1, 10, 59); ok && h.spelled() && minute.spelled() {
		add(i+2, h.n, minute.n)
	}
	if k := p.kindAt(i + 1); k == plus || k == minus {
		if m := p.minutesAt(i + 2); m > 0 && k == plus {
			add(i+3, h.n, m)
		} else if m > 0 && h.n > 0 {
			add(i+3, hourBefore(h.n), 60-m)
		}
	}
	if m := p.minutesAt(i); m > 0 {
		p.minutesFirst(i, m, add)
	}
}

// minutesFirst reads "quarter past three", "20 minutes to nine".
func (p parser) minutesFirst(i, m int, add func(next, hour, minute int)) {
	i++
	if p.kindAt(i) == unit && p.in[i].n == minutes {
		i++
	}
	k := p.kindAt(i)
	h, ok := p.numberAt(i+1, 1, 23)
	if !ok || h.digits > 2 {
		return
	}
	switch k {
	case after:
		add(i+2, h.n, m)
	case before:
		add(i+2, hourBefore(h.n), 60-m)
	}
}

// minutesAt is how many minutes the i-th word says, 0 when it does not.
func (p parser) minutesAt(i int) int {
	if p.kindAt(i) == fraction {
		return p.in[i].n
	}
	if m, ok := p.numberAt(i, 1, 59); ok && m.digits <= 2 {
		return m.n
	}
	return 0
}

// hourBefore is the hour on the dial before h, kept on the same dial.
func hourBefore(h int) int {
	if h == 1 {
		return 12
	}
	return h - 1
}

// compactClock adds 930 and 1530 to the clocks found.
func (p parser) compactClock(i int, out []step) []step {
	l, ok := p.numberAt(i, 0, 2359)
	if !ok || l.digits < 3 || l.n%100 > 59 {
		return out
	}
	c := clock{said: true, hour: l.n / 100, minute: l.n % 100, compact: l.digits == 4}
	c.full = c.hour > 12 || l.text[0] == '0'
	c.half = !c.full && c.hour > 0
	return append(out, step{i + 1, phrase{clock: c}})
}

// closeClock reads what follows a time: "o'clock", "h", "pm"; false when the
// two do not go together.
func (p parser) closeClock(s step) (step, bool) {
	c := &s.phrase.clock
	if c.named() {
		return s, true
	}
	switch k := p.kindAt(s.next); {
	case k == oclock && c.minute == 0:
		s.next++
	case k == unit && p.in[s.next].n == hours:
		// "2 hours" is not a time of day; "15 h" and "at 2 hours" are
		if !c.full && !c.announced && !c.compact && !p.hours && c.minute == 0 {
			return s, false
		}
		s.next++
	}
	if p.kindAt(s.next) != meridiem {
		return s, true
	}
	pm := p.in[s.next].n
	s.next++
	switch {
	case c.hour == 24 || c.hour == 0 && pm > 0 || c.hour > 12 && pm == 0:
		return s, false
	case c.hour <= 12:
		c.hour = c.hour%12 + pm
	}
	c.half, c.full = false, false
	return s, true
}

// named reports whether the clock is noon or midnight, in words.
func (c clock) named() bool { return c.midnight || c.hour == 12 && !c.half }

// times is every time of day the clock can mean in this part of the day, as
// typed first; none when they contradict each other. OwnNight is set when the
// night is one of its own ("last night"), not that of a date.
func (c clock) times(in part, ownNight bool) []hm {
	var out []hm
	for _, t := range c.dial() {
		if t.days == 0 && in == night && t.hour < 6 && !ownNight && !c.midnight {
			out = append(out, hm{1, t.hour, t.minute}, t)
			continue
		}
		if t.days == 0 && t.hour < 6 && (in == night || in == evening && t.hour == 0) {
			t.days = 1
		}
		if t.fits(in, c) {
			out = append(out, t)
		}
	}
	return out
}

// dial is where the hands can stand, the part of the day aside.
func (c clock) dial() []hm {
	switch {
	case c.midnight:
		return []hm{{0, 0, 0}, {1, 0, 0}}
	case c.hour == 24:
		return []hm{{1, 0, 0}}
	case c.half:
		return []hm{{0, c.hour, c.minute}, {0, (c.hour + 12) % 24, c.minute}}
	default:
		return []hm{{0, c.hour, c.minute}}
	}
}

// fits reports whether people call this time by that part of the day.
func (t hm) fits(in part, c clock) bool {
	switch in {
	case early:
		return t.days == 0 && t.hour < 7
	case morning:
		return t.days == 0 && (t.hour < 12 || c.half && c.hour == 12)
	case afternoon:
		return t.days == 0 && 12 <= t.hour && t.hour < 21
	case evening:
		return 16 <= t.hour || t.days == 1
	case night:
		return 17 <= t.hour || t.days == 1
	default:
		return true
	}
}
