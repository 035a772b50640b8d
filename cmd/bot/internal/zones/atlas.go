package zones

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.tsv
var data embed.FS

// place is something that can be typed, and the zone it lies in.
type place struct {
	zone   string
	label  string
	people int  // thousands, rough
	area   area // the one a city is in, a state's or country's own
	city   bool
}

// area is a country, or a state of it.
type area struct{ country, state string }

// holds reports whether a place of area b lies in a.
func (a area) holds(b area) bool {
	return a.country == b.country && (a.state == "" || a.state == b.state)
}

// name is a line of zones.tsv.
type name struct{ today, shown, common string }

// country is a line of countries.tsv.
type country struct {
	name  string
	zones []string
}

// book is the data, made ready to be searched.
type book struct {
	names     map[string]name         // every zone
	countries map[string]country      // by code
	people    map[string]int          // by zone, thousands; only zones with a city
	inArea    map[area]map[string]int // the same by area
	places    map[string][]place      // what can be typed, by folded name
	areaKey   map[area]string         // an area's folded name
	areas     map[string][]area       // states and countries, by folded name and code
}

// atlas reads the data on first use.
var atlas = sync.OnceValue(func() *book {
	b := &book{
		names: map[string]name{}, countries: map[string]country{}, people: map[string]int{},
		inArea: map[area]map[string]int{}, places: map[string][]place{}, areaKey: map[area]string{}, areas: map[string][]area{},
	}
	zones := lines("zones")
	for _, l := range zones {
		b.names[l[0]] = name{today: l[1], shown: l[2], common: l[3]}
	}
	countries := lines("countries")
	for _, l := range countries {
		b.countries[l[0]] = country{l[1], strings.Fields(l[3])}
	}
	for _, l := range lines("cities") {
		b.addCity(l)
	}
	for _, l := range lines("regions") {
		b.addState(l)
	}
	for _, l := range countries {
		b.addCountry(l)
	}
	for _, l := range zones {
		b.addZone(l)
	}
	return b
})

// columns is how many columns the widest file has.
const columns = 6

// lines is a data file's lines, split into columns, the missing ones empty.
func lines(file string) [][columns]string {
	raw, err := data.ReadFile("data/" + file + ".tsv")
	if err != nil {
		panic(err) // not possible: the file is part of the program
	}
	var out [][columns]string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "#") {
			continue
		}
		var l [columns]string
		copy(l[:], strings.Split(line, "\t"))
		out = append(out, l)
	}
	return out
}

// addCity takes: name, country, state, zone, people, other names.
func (b *book) addCity(l [columns]string) {
	people, _ := strconv.Atoi(l[4]) // a test reads them all
	where := area{l[1], l[2]}
	b.people[l[3]] += people
	b.count(area{country: l[1]}, l[3], people)
	if where.state != "" {
		b.count(where, l[3], people)
	}

	label := l[0] + ", " + l[2]
	if nation := b.countries[l[1]].name; l[2] == "" && nation == l[0] {
		label = l[0]
	} else if l[2] == "" {
		label = l[0] + ", " + nation
	}
	p := place{zone: l[3], label: b.withCommon(label, l[3], l[1]), people: people, area: where, city: true}
	b.index(p, l[0], l[5])
}

// count adds people to an area's part in a zone.
func (b *book) count(a area, zone string, people int) {
	if b.inArea[a] == nil {
		b.inArea[a] = map[string]int{}
	}
	b.inArea[a][zone] += people
}

// addState takes: country, code, name, other names, zones.
func (b *book) addState(l [columns]string) {
	a := area{l[0], l[1]}
	keys := b.index(place{}, l[2], l[3])
	b.areaKey[a] = keys[0]
	if l[1] != "" {
		keys = append(keys, fold(l[1]))
	}
	for _, key := range keys {
		b.areas[key] = append(b.areas[key], a)
		if everyday[key] {
			continue
		}
		for _, zone := range strings.Fields(l[4]) {
			p := place{zone: zone, label: b.withCommon(l[2], zone, l[0]), people: b.inArea[a][zone], area: a}
			if b.names[zone].common == "" && b.shown(zone) != l[2] {
				p.label = b.shown(zone) + ", " + l[2]
			}
			b.places[key] = append(b.places[key], p)
		}
	}
}

// addCountry takes: code, name, other names, zones. The bare code only tells
// cities apart ("Paris FR"): most of them are also words or states.
func (b *book) addCountry(l [columns]string) {
	a := area{country: l[0]}
	keys := b.index(place{}, l[1], l[2])
	b.areaKey[a] = keys[0]
	zones := b.countries[l[0]].zones
	for _, zone := range zones {
		p := place{zone: zone, label: b.label(zone), people: b.inArea[a][zone], area: a}
		if len(zones) == 1 {
			p.label = b.onlyZone(a, zone)
		}
		for _, key := range keys {
			b.places[key] = append(b.places[key], p)
		}
	}
	for _, key := range append(keys, fold(l[0])) {
		b.areas[key] = append(b.areas[key], a)
	}
}

// onlyZone is the label for a country with one zone: with the zone's city if
// that is in the country (Kosovo's is not).
func (b *book) onlyZone(a area, zone string) string {
	nation, city := b.countries[a.country].name, b.shown(zone)
	inside := func(p place) bool { return p.area.country == a.country }
	if city == nation || !slices.ContainsFunc(b.places[fold(city)], inside) {
		return nation
	}
	return city + ", " + nation
}

// addZone takes: name, name today, shown, common, other names.
func (b *book) addZone(l [columns]string) {
	zone := l[0]
	if l[1] != "" {
		zone = l[1]
	}
	p := place{zone: zone, label: b.label(zone), people: b.people[zone]}
	_, last, _ := strings.Cut(l[0], "/")
	b.index(p, l[0], last[strings.LastIndex(last, "/")+1:]+"|"+last+"|"+l[4])
}

// index makes a place findable by its name and its other names, and gives
// their folded forms. The zero place is not entered, nor is a bare zone whose
// city already is.
func (b *book) index(p place, name, others string) []string {
	var keys []string
	for _, text := range append([]string{name}, strings.Split(others, "|")...) {
		key := fold(text)
		if key == "" {
			continue
		}
		keys = append(keys, key)
		known := func(o place) bool { return o.zone == p.zone }
		if p.zone != "" && (p.area != (area{}) || !slices.ContainsFunc(b.places[key], known)) {
			b.places[key] = append(b.places[key], p)
		}
	}
	return keys
}

// shown is a zone's city: "New York".
func (b *book) shown(zone string) string {
	if s := b.names[zone].shown; s != "" {
		return s
	}
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// label is a zone's city and what people call its time, if they do: "New York
// (Eastern)".
func (b *book) label(zone string) string { return b.withCommon(b.shown(zone), zone, "") }

// withCommon adds what people call the zone's time, unless that is the
// country's name or was just said.
func (b *book) withCommon(label, zone, code string) string {
	common := b.names[zone].common
	if common == "" || common == label || common == b.countries[code].name {
		return label
	}
	return label + " (" + common + ")"
}
