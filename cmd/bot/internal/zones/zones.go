// Package zones finds a member's IANA time zone: from a country, from a place
// typed by hand, or from what the member's clock shows.
//
// The places are data (data/*.tsv): about 1,400 cities, the states and
// provinces of the countries that have several zones, all countries, and every
// location name of the tz database. They were written for this program; the
// populations are rough and only put matches in order. Nothing is asked of the
// network.
//
// The package promises that every zone it gives can be loaded on this machine.
// A program that may run without /usr/share/zoneinfo imports time/tzdata.
package zones

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Zone is a time zone to choose: its IANA name, such as "America/New_York",
// and a label short enough for a button, such as "New York (Eastern)" or
// "Portland, OR (Pacific)".
type Zone struct{ Name, Label string }

// Most zones given at once.
const (
	pickerSize = 9
	findSize   = 5
	clockSize  = 6
)

// worldwide is offered when nothing is known of the country: the zones most
// people of the languages we write in live in, around the globe.
var worldwide = []string{
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
	"Europe/London", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney",
}

// Picker gives the zones to offer as buttons, at most 9: those of the country
// (ISO 3166 code, "UK" for the United Kingdom too), or a selection from around
// the world when the country is empty or unknown.
func Picker(country string) []Zone {
	code := strings.ToUpper(strings.TrimSpace(country))
	if code == "UK" {
		code = "GB"
	}
	names := worldwide
	if c, ok := atlas().countries[code]; ok {
		names = c.zones
	}
	var out []Zone
	for _, name := range names {
		out = append(out, Zone{name, atlas().label(name)})
	}
	return usable(out, pickerSize)
}

// ByClock gives the zones whose clocks show this time at now, give or take
// seven and a half minutes: most populous first, at most 6. None when hour is
// not 0 to 23 or minute not 0 to 59.
func ByClock(hour, minute int, now time.Time) []Zone {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return nil
	}
	const day, near = 24 * time.Hour, 7*time.Minute + 30*time.Second
	// A clock without seconds is half a minute behind on average.
	shown := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + 30*time.Second
	utc := now.UTC()
	wanted := shown - utc.Sub(utc.Truncate(day))

	a := atlas()
	var out []Zone
	for name := range a.people {
		loc, err := time.LoadLocation(name)
		if err != nil {
			continue
		}
		_, seconds := now.In(loc).Zone()
		off := (wanted - time.Duration(seconds)*time.Second + 2*day + day/2) % day
		if (off - day/2).Abs() <= near {
			out = append(out, Zone{name, a.label(name)})
		}
	}
	slices.SortFunc(out, func(x, y Zone) int {
		return cmp.Or(cmp.Compare(a.people[y.Name], a.people[x.Name]), cmp.Compare(x.Name, y.Name))
	})
	return usable(out, clockSize)
}

// Valid reports whether name is a location of the tz database ("Europe/Paris",
// exactly so) that can be loaded here. Names without a place, such as "Local",
// "UTC", "" and "EST5EDT", are not valid.
func Valid(name string) bool {
	if _, ok := atlas().names[name]; !ok {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// usable is the first n zones that are valid, each name once.
func usable(zones []Zone, n int) []Zone {
	var out []Zone
	for _, z := range zones {
		known := func(o Zone) bool { return o.Name == z.Name }
		if len(out) < n && !slices.ContainsFunc(out, known) && Valid(z.Name) {
			out = append(out, z)
		}
	}
	return out
}
