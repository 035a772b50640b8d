// Package when reads the times people type: "yesterday at 6 pm", "45 min ago",
// "9.6. 11:00", "el martes a las 3 de la tarde".
//
// It promises to be strict rather than clever. A text is accepted only when
// every word of it was understood and together they name a moment (a day
// without a time of day does not). When the words fit several moments ("at 2"
// is 02:00 and 14:00), all of them are given and the caller asks. What was
// read should be said back to the member in any case.
//
// The way from text to moment: lex.go turns text into words of known meaning
// with a table per language (english.go, spanish.go); grammar.go tries every
// way to read those words as a day, a part of the day and a clock (clock.go,
// date.go), or as a distance from now (span.go); resolve.go turns each way
// into moments and keeps the plausible ones; wall.go knows clock changes.
//
// A ready-made parser with more languages exists, but it costs 7 MB of program
// and 50 MB of memory before the first text, and accepts texts it understood
// in part ("tomorrow at 2" becomes tomorrow, now).
package when

import (
	"sort"
	"time"
)

// Reading is what was understood.
type Reading struct {
	// At is the moment, in the location of the now it was read at. It is never
	// the zero time.
	At time.Time

	// Choices is nil when the words fit one moment only. Otherwise it holds
	// every plausible one, nearest to now first, and At is the first of them.
	Choices []time.Time
}

// Doubt reports whether the words fit more than one moment, so that the
// member has to be asked which one was meant.
func (r Reading) Doubt() bool { return len(r.Choices) > 1 }

// side says on which side of now a moment lies when the words leave it open.
type side int

const (
	either side = iota
	past
	future
)

// Limits of what is plausible.
const (
	// grace is how far after now "in the past" reaches: people round up the
	// clock they read the time from.
	grace = 15 * time.Minute

	// reach is how far from now any moment may lie, in days.
	reach = 400

	// yearless is how far from now a date without its year may lie on the side
	// that was asked for: less than a year, or "June 20" on June 21 would be
	// read as next year's.
	yearless = 300 * 24 * time.Hour
)

// Parse reads a text as a moment at any side of now. Now carries the location
// the member's words are meant in. Lang is a language tag ("en", "en-US",
// "es-MX"); its region says whether 6/9 is in June or in September, and
// without one such a date is refused unless it can be read in one way only.
// Parse reports false when the text was not understood whole, or is not
// within 400 days of now.
//
// A clock without a day is today's, or in doubt with the neighbouring day's
// when that is nearer.
func Parse(text string, now time.Time, lang string) (Reading, bool) {
	return parse(text, now, lang, either)
}

// ParsePast is Parse for something that has happened: what the words leave
// open (the day, the half of the day, the year) is settled so that the moment
// is not after now, give or take 15 minutes for rounded clocks. A day that is
// named stays as named, so the moment can still be in the future ("tomorrow at
// 14:00"): the caller checks.
func ParsePast(text string, now time.Time, lang string) (Reading, bool) {
	return parse(text, now, lang, past)
}

// ParseFuture is Parse for something planned: what the words leave open is
// settled so that the moment is after now. A day that is named stays as named,
// so the moment can still be in the past ("yesterday 18:00"): the caller
// checks.
func ParseFuture(text string, now time.Time, lang string) (Reading, bool) {
	return parse(text, now, lang, future)
}

func parse(text string, now time.Time, lang string, s side) (Reading, bool) {
	now = now.Round(0) // moments are compared on the wall, not on the process's own clock
	for _, in := range lexAll(text, lang) {
		var found []time.Time
		for _, p := range readings(in, dateOrder(lang), false) {
			found = append(found, p.moments(now, s)...)
		}
		if found = plausible(found, now, s); len(found) > 0 {
			return reading(found), true
		}
	}
	return Reading{}, false
}

func reading(found []time.Time) Reading {
	if len(found) == 1 {
		return Reading{At: found[0]}
	}
	return Reading{At: found[0], Choices: found}
}

// plausible drops what is too far from now, what is on the wrong side of it
// when something on the right side remains, and repeats; nearest first.
func plausible(found []time.Time, now time.Time, s side) []time.Time {
	var near, right []time.Time
	for _, t := range found {
		if t.IsZero() || t.Before(now.AddDate(0, 0, -reach)) || t.After(now.AddDate(0, 0, reach)) {
			continue
		}
		near = append(near, t)
		if s.has(t, now) {
			right = append(right, t)
		}
	}
	if len(right) > 0 {
		near = right
	}
	sort.Slice(near, func(i, j int) bool {
		a, b := near[i].Sub(now).Abs(), near[j].Sub(now).Abs()
		return a < b || a == b && near[i].Before(near[j])
	})
	return unique(near)
}

// unique drops repeats from sorted times.
func unique(times []time.Time) []time.Time {
	var out []time.Time
	for _, t := range times {
		if len(out) == 0 || !out[len(out)-1].Equal(t) {
			out = append(out, t)
		}
	}
	return out
}

// has reports whether t lies on this side of now.
func (s side) has(t, now time.Time) bool {
	switch s {
	case past:
		return !t.After(now.Add(grace))
	case future:
		return t.After(now)
	default:
		return true
	}
}
