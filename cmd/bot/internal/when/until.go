package when

import (
	"strings"
	"time"
)

// ParseUntil reads until when something is to last: a day ("June 20", "until
// Friday", "in two weeks"), or a moment ("tomorrow at 18:00"). Of a day, whole
// is true and each moment of the reading is two in its afternoon, which every day
// has. What the words leave open is settled as in ParseFuture; a day that is only
// named by its weekday is not today.
func ParseUntil(text string, now time.Time, lang string) (r Reading, whole, ok bool) {
	y, m, d := now.Date()
	eve := time.Date(y, m, d, 23, 59, 0, 0, now.Location())
	named := func(p phrase) bool { return p.date.kind != noDate && p.date.kind != nightOf && p.part == wholeDay }
	if r, ok = lasting(strings.TrimRight(text, " .,!")+" 14:00", eve, lang, named); ok {
		return r, true, true
	}
	r, ok = lasting(text, now.Round(0), lang, func(phrase) bool { return true })
	return r, false, ok
}

// lasting reads a text that may begin with the word for until, in the ways that
// are wanted.
func lasting(text string, now time.Time, lang string, wanted func(phrase) bool) (Reading, bool) {
	for _, in := range lexAll(text, lang) {
		if in[0].kind == until || in[0].kind == before {
			in = in[1:]
		}
		var found []time.Time
		for _, p := range readings(in, dateOrder(lang), false) {
			if wanted(p) {
				found = append(found, p.moments(now, future)...)
			}
		}
		if found = plausible(found, now, future); len(found) > 0 {
			return reading(found), true
		}
	}
	return Reading{}, false
}
