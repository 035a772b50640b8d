package when

import (
	"strings"
	"time"
)

// phrase is one way to read the words: at most one of each part.
type phrase struct {
	clock clock
	part  part
	date  date
	span  *time.Duration // from now; then nothing else is said
}

// whole reports whether the phrase names a moment.
func (p phrase) whole() bool {
	if p.span != nil {
		return true
	}
	if p.clock.compact && p.date.kind == calendar && p.date.year == 0 && !p.clock.announced {
		return false // "June 9 2026" has a year, not a clock
	}
	return p.clock.said && len(p.clock.times(p.part, p.ownNight())) > 0
}

func (p phrase) ownNight() bool { return p.date.kind == nightOf }

// step is a phrase that has grown, and where the words go on.
type step struct {
	next   int
	phrase phrase
}

// order says how a date of two numbers and a slash is read.
type order int

const (
	unknownOrder order = iota
	dayFirst
	monthFirst
)

// dateOrder is what the language tag's region (or failing that the language)
// says about 6/9. Plain English is written both ways, and so is Canada's.
func dateOrder(lang string) order {
	base, rest, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	region := strings.ToUpper(rest[strings.LastIndex(rest, "-")+1:])
	switch {
	case region == "US" || region == "PR" || region == "GU" || region == "VI" || region == "AS" || region == "MP":
		return monthFirst
	case region == "CA" || region == "PH":
		return unknownOrder
	case len(region) == 2 || strings.EqualFold(base, "es"):
		return dayFirst
	default:
		return unknownOrder
	}
}

// parser holds what stays the same while the words are read.
type parser struct {
	in    []lexeme
	order order

	// hours is set when clocks are all that is expected: "8h" is then eight
	// o'clock, and otherwise may be eight hours.
	hours bool
}

// readings gives every way to read all of the words.
func readings(in []lexeme, o order, hoursOnly bool) []phrase {
	if len(in) > 0 && in[0].kind == opener {
		in = in[1:]
	}
	p := parser{in: in, order: o, hours: hoursOnly}
	return p.read(step{})
}

// read follows every way from s to the end of the words.
func (p parser) read(s step) []phrase {
	if s.next == len(p.in) {
		if s.phrase.whole() {
			return []phrase{s.phrase}
		}
		return nil
	}
	var out []phrase
	for _, item := range []func(step) []step{p.clockAt, p.partAt, p.dateAt, p.spanAt, p.commaAt} {
		for _, next := range item(s) {
			out = append(out, p.read(next)...)
		}
	}
	return out
}

// commaAt steps over a comma between two parts.
func (p parser) commaAt(s step) []step {
	if s.next == 0 || s.next == len(p.in)-1 || !p.in[s.next].is(",") || p.in[s.next-1].is(",") {
		return nil
	}
	s.next++
	return []step{s}
}

// partAt reads a part of the day.
func (p parser) partAt(s step) []step {
	l := p.in[s.next]
	if l.kind != partOfDay || s.phrase.part != wholeDay || s.phrase.ownNight() {
		return nil
	}
	s.phrase.part = l.part
	s.next++
	return []step{s}
}

// kindAt is the kind of the i-th word, noKind when there is no such word.
func (p parser) kindAt(i int) kind {
	if i < 0 || i >= len(p.in) {
		return noKind
	}
	return p.in[i].kind
}

// signAt reports whether the i-th word is this sign.
func (p parser) signAt(i int, sign string) bool { return i < len(p.in) && p.in[i].is(sign) }

// numberAt is the i-th word if it is a number within bounds.
func (p parser) numberAt(i, low, high int) (lexeme, bool) {
	if p.kindAt(i) != number || p.in[i].n < low || p.in[i].n > high {
		return lexeme{}, false
	}
	return p.in[i], true
}

// skip is the first place from i on where none of these kinds stands, looking
// at most two words ahead.
func (p parser) skip(i int, kinds ...kind) int {
	for range 2 {
		for _, k := range kinds {
			if p.kindAt(i) == k {
				i++
				break
			}
		}
	}
	return i
}
