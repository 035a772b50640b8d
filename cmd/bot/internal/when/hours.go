package when

// Clock is a time of day without a day: hours 0 to 23, minutes 0 to 59.
type Clock struct{ Hour, Minute int }

// ParseClock reads what someone's clock shows: "14:35", "2:35 pm", "2.35pm",
// "1435", "las dos y media". A clock without am or pm is taken as it stands
// ("2:35" is 2, 35); where that is not good enough, use Clocks. It reports
// false when the text is anything but a time of day.
func ParseClock(text string) (hour, minute int, ok bool) {
	all := Clocks(text)
	if len(all) == 0 {
		return 0, 0, false
	}
	return all[0].Hour, all[0].Minute, true
}

// Clocks reads the same as ParseClock and gives every time of day the text can
// mean, as it stands first: "2:35" is 2:35 and 14:35. None when the text is
// anything but a time of day.
func Clocks(text string) []Clock {
	var out []Clock
	for _, in := range lexAll(text, "") {
		for _, p := range clocksOnly(in) {
			for _, t := range p.clock.times(p.part, false) {
				out = appendNew(out, Clock{t.hour, t.minute})
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

func appendNew(clocks []Clock, c Clock) []Clock {
	for _, known := range clocks {
		if known == c {
			return clocks
		}
	}
	return append(clocks, c)
}

// clocksOnly is every way to read the words as a time of day and nothing else.
func clocksOnly(in []lexeme) []phrase {
	var out []phrase
	for _, p := range readings(in, unknownOrder, true) {
		if p.span == nil && p.date.kind == noDate {
			out = append(out, p)
		}
	}
	return out
}

// longestDay is the most that a guess at someone's day may span, in minutes.
const longestDay = 20 * 60

// ParseHours reads a stretch of one day: "8-21", "from 9 to 8pm", "de 9 a 21",
// "9am until midnight". From and to are minutes after midnight, 0 <= from < to
// <= 1440; where only a stretch over midnight can be meant ("10 pm to 6 am"),
// from is after to. Without am and pm the longest stretch of at most 20 hours is meant
// ("8-10" is 8 to 22: these are the hours someone is up), unless one side is
// written the 24-hour way. It reports false when the text is anything else and
// when two readings are as good.
func ParseHours(text string) (from, to int, ok bool) {
	for _, in := range lexAll(text, "") {
		if from, to, ok = hoursIn(in); ok {
			return from, to, true
		}
	}
	return 0, 0, false
}

// stretch is part of a day, in minutes after midnight.
type stretch struct{ from, to int }

func hoursIn(in []lexeme) (from, to int, ok bool) {
	joint := func(k kind) bool { return k == before || k == until }
	if len(in) > 0 {
		switch in[0].kind {
		case between:
			in, joint = in[1:], func(k kind) bool { return k == and || k == plus }
		case start, of:
			in = in[1:]
		}
	}
	var all, night []stretch
	for i, l := range in {
		if joint(l.kind) || l.is("-") {
			day, over := stretches(clocksOnly(in[:i]), clocksOnly(in[i+1:]))
			all, night = append(all, day...), append(night, over...)
		}
	}
	if len(all) == 0 && len(night) == 1 {
		return night[0].from, night[0].to, true
	}
	return longest(all)
}

// stretches is every part of one day that can begin and end as written, and
// every part of two.
func stretches(begins, ends []phrase) (day, night []stretch) {
	for _, b := range begins {
		for _, e := range ends {
			full := b.clock.full || e.clock.full
			for _, f := range minutesOf(b, full) {
				for _, t := range minutesOf(e, full) {
					if t == 0 {
						t = days // until midnight
					}
					switch {
					case f < t:
						day = append(day, stretch{f, t})
					case f > t:
						night = append(night, stretch{f, t})
					}
				}
			}
		}
	}
	return day, night
}

// minutesOf is every time of day the phrase can mean, in minutes after
// midnight. Full says that 24-hour clocks are used.
func minutesOf(p phrase, full bool) []int {
	if full {
		p.clock.half = false
	}
	var out []int
	for _, t := range p.clock.times(p.part, false) {
		if t.days == 0 || t.hour == 0 && t.minute == 0 {
			out = append(out, t.hour*hours+t.minute)
		}
	}
	return out
}

// longest is the only stretch, or the longest of those short enough for a day;
// false when there is none or no single one.
func longest(all []stretch) (from, to int, ok bool) {
	if len(all) == 1 {
		return all[0].from, all[0].to, true
	}
	best := stretch{}
	for _, s := range all {
		switch length := s.to - s.from; {
		case length > longestDay || s == best:
		case length > best.to-best.from:
			best, ok = s, true
		case length == best.to-best.from:
			ok = false
		}
	}
	return best.from, best.to, ok
}
