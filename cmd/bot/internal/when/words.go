package when

import "strings"

// kind is what a word does in a phrase about time.
type kind int

const (
	noKind     kind = iota // past the end of the text
	mark                   // one of : . / - ,
	number                 // n
	article                // "an" hour: one, but only of a unit
	ordinal                // the "th" of 9th
	meridiem               // n: 0 am, 12 pm
	noon                   // 12:00
	midnight               // 00:00 of a day or of the next
	oclock                 // after a full hour
	at                     // before a clock
	on                     // before a day
	of                     // between day, month and year
	offsetDay              // n days from today, perhaps with a part of the day
	weekday                // n: 0 Sunday
	month                  // n: 1 January
	partOfDay              // part
	ownNight               // a night of its own; n: the hour until which it may be the one just gone, 24: always
	which                  // n: -1 the last, 0 this, 1 the next weekday
	week                   // n weeks from this one
	unit                   // n minutes
	amount                 // n minutes, a whole span
	agoAfter               // two hours AGO
	agoBefore              // HACE dos horas
	inBefore               // IN two hours
	inAfter                // two hours FROM NOW
	thisMoment             // just now
	fraction               // n minutes of an hour
	after                  // quarter PAST three
	before                 // quarter TO three; also 8 TO 21
	plus                   // las tres Y media
	minus                  // las cuatro MENOS cuarto
	and                    // an hour AND 15 minutes; between 8 AND 21
	andHalf                // two hours AND A HALF
	opener                 // "it ended": says nothing about when
	start                  // FROM 8 to 21
	until                  // from 8 UNTIL 21
	between                // BETWEEN 8 and 21
)

// part is a part of the day.
type part int

const (
	wholeDay part = iota
	early         // before dawn
	morning
	afternoon
	evening
	night // from dusk to dawn, so partly of the next date
)

// Minutes in each unit a span is counted in.
const (
	minutes = 1
	hours   = 60
	days    = 24 * 60
	weeks   = 7 * 24 * 60
)

// word is a word's meaning; what n and part hold depends on the kind.
type word struct {
	kind kind
	n    int
	part part
}

// words is a language: its words and phrases (in lower case, without accents,
// single spaces between words) and what they mean.
type words map[string]word

// maxPhrase is how many words the longest phrase in any table may have.
const maxPhrase = 5

// entry lists words of one meaning, separated by commas.
type entry struct {
	list string
	word word
}

// table makes a language of its entries.
func table(entries []entry, series ...words) words {
	w := words{}
	for _, e := range entries {
		for _, text := range strings.Split(e.list, ",") {
			w[strings.TrimSpace(text)] = e.word
		}
	}
	for _, s := range series {
		for text, meaning := range s {
			w[text] = meaning
		}
	}
	return w
}

// series numbers words of one kind, from first on. Words for the same number
// are separated by spaces.
func series(k kind, first int, names ...string) words {
	w := words{}
	for i, list := range names {
		for _, text := range strings.Fields(list) {
			w[text] = word{kind: k, n: first + i}
		}
	}
	return w
}
