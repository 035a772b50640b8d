package crisis

import (
	"slices"
	"strings"
	"time"
)

// Line is one help line as the cards show it. This file is the reviewed list:
// whoever checks a line by calling it or on its own site sets its date.
type Line struct {
	Countries []string  // ISO 3166 alpha-2; none: shown where no other line is
	English   string    // how to reach it, one line of plain text
	Spanish   string    // the same
	Verified  time.Time // the day it was last checked, 00:00 UTC
}

// lines in the order in which a card shows them.
var lines = []Line{
	{
		Countries: []string{"US"},
		English:   "988 Suicide & Crisis Lifeline: call or text 988",
		Spanish:   "988 Suicide & Crisis Lifeline: llama o envía un mensaje al 988",
		Verified:  day(2026, time.November, 22),
	},
	{
		Countries: []string{"US"},
		English:   "Crisis Text Line: text HOME to 741741",
		Spanish:   "Crisis Text Line: envía HOME al 741741",
		Verified:  day(2026, time.November, 22),
	},
	{
		Countries: []string{"GB", "IE"},
		English:   "Samaritans: call 116 123",
		Spanish:   "Samaritans: llama al 116 123",
		Verified:  day(2026, time.November, 22),
	},
	{
		Countries: []string{"CA"},
		English:   "Suicide Crisis Helpline: call or text 9-8-8",
		Spanish:   "Suicide Crisis Helpline: llama o envía un mensaje al 9-8-8",
		Verified:  day(2026, time.November, 22),
	},
	{
		English:  "Find a line where you are: findahelpline.com",
		Spanish:  "Encuentra una línea donde estés: findahelpline.com",
		Verified: day(2026, time.November, 22),
	},
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// Lines returns the help lines of a country (ISO 3166 alpha-2, any case), or
// the general one where there is none. The list is never empty.
func Lines(country string) []Line {
	country = strings.ToUpper(country)
	var own, general []Line
	for _, l := range lines {
		switch {
		case len(l.Countries) == 0:
			general = append(general, l)
		case slices.Contains(l.Countries, country):
			own = append(own, l)
		}
	}
	if len(own) > 0 {
		return own
	}
	return general
}

// Verified returns the date of the help line that was checked longest ago.
func Verified() time.Time { return oldest(lines) }

func oldest(list []Line) time.Time {
	first := list[0].Verified
	for _, l := range list {
		if l.Verified.Before(first) {
			first = l.Verified
		}
	}
	return first
}

// emergency holds the countries whose emergency number is not 112. Countries
// in neither table get words instead of a number.
var emergency = map[string]string{
	"US": "911", "CA": "911", "MX": "911", "PR": "911",
	"GB": "999", "AU": "000", "NZ": "111",
}

// emergency112 are the countries of the European Union, and Iceland,
// Liechtenstein, Norway and Switzerland, where 112 is answered as well.
const emergency112 = " AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH "

// emergencyNumber returns the number to call in a country, or "".
func emergencyNumber(country string) string {
	country = strings.ToUpper(country)
	if n, ok := emergency[country]; ok {
		return n
	}
	if len(country) == 2 && strings.Contains(emergency112, " "+country+" ") {
		return "112"
	}
	return ""
}
