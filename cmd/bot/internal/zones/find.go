package zones

import (
	"cmp"
	"slices"
	"strings"
)

// Limits of what is looked for: longer texts are not a place.
const (
	maxText  = 80 // bytes
	maxWords = 7
)

// lead is what people say before a place, tail what they say after it.
var (
	lead = []string{"i live in", "i m in", "im in", "i am in", "in", "near", "from", "vivo en", "estoy en", "en", "us"}
	tail = []string{"time", "time zone", "timezone", "area", "standard time", "daylight time"}
)

// Find gives the zones of a place typed by a person: a city ("Portland",
// "Portland, Maine"), a state or region, a country, an IANA name, or what a
// zone's time is called ("Pacific time"). Case and accents do not matter. Best
// matches first, at most 5, each zone once; none if nothing fits. Places
// beginning with the text, and places with a letter or two wrong, are given
// only when nothing has that very name.
func Find(city string) []Zone {
	if len(city) > maxText {
		return nil
	}
	text := fold(city)
	if n := len(strings.Fields(text)); n == 0 || n > maxWords {
		return nil
	}
	for _, search := range []func(string) []place{atlas().exact, atlas().beginning, atlas().nearly} {
		for _, t := range versions(text) {
			if found := search(t); len(found) > 0 {
				return ranked(found)
			}
		}
	}
	return ranked(atlas().within(city))
}

// versions is the text, and the text without what is said around a place.
func versions(text string) []string {
	out := []string{text}
	for _, l := range lead {
		if rest, ok := strings.CutPrefix(text, l+" "); ok {
			out = append(out, rest)
		}
	}
	for _, t := range slices.Clone(out) {
		for _, l := range tail {
			if rest, ok := strings.CutSuffix(t, " "+l); ok {
				out = append(out, rest)
			}
		}
	}
	return out
}

// ranked is the zones of places, most populous place first. Of a city and a
// state of one name in one zone the city gives the label.
func ranked(found []place) []Zone {
	slices.SortStableFunc(found, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.label, b.label), cmp.Compare(a.zone, b.zone))
	})
	var out []Zone
	for _, p := range found {
		label := p.label
		twin := func(o place) bool { return o.city && o.zone == p.zone }
		if i := slices.IndexFunc(found, twin); i >= 0 {
			label = found[i].label
		}
		out = append(out, Zone{p.zone, label})
	}
	return usable(out, findSize)
}

// exact finds places with this very name, and those in the area that its last
// words name: "portland maine", "paris tx", "san jose ca usa".
func (b *book) exact(text string) []place {
	return append(slices.Clone(b.places[text]), b.qualified(text, b.exact)...)
}

// qualified splits the area off the text's end and keeps what search finds in
// that area for the rest.
func (b *book) qualified(text string, search func(string) []place) []place {
	var out []place
	for i := strings.IndexByte(text, ' '); i >= 0 && i < len(text); {
		areas := b.areas[text[i+1:]]
		if len(areas) > 0 {
			for _, p := range search(text[:i]) {
				if slices.ContainsFunc(areas, func(a area) bool { return a.holds(p.area) }) {
					out = append(out, p)
				}
			}
		}
		next := strings.IndexByte(text[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return out
}

// beginning finds places that begin with the text, or have a word that does.
func (b *book) beginning(text string) []place {
	if len(text) < 3 {
		return nil
	}
	var first, inside []place
	for key, places := range b.places {
		switch {
		case strings.HasPrefix(key, text):
			first = append(first, places...)
		case len(text) >= 5 && strings.Contains(key, " "+text):
			inside = append(inside, places...)
		}
	}
	if len(first) > 0 {
		return first
	}
	return inside
}

// nearly finds places spelled almost like the text, with or without an area
// after it.
func (b *book) nearly(text string) []place {
	if found := b.misspelled(text); len(found) > 0 {
		return found
	}
	return b.qualified(text, b.misspelled)
}

// misspelled finds the places with the fewest wrong letters: none in names of
// up to three letters, one in names of up to seven, two in longer ones. People
// get the first letter right.
func (b *book) misspelled(text string) []place {
	limit := 2
	switch n := len([]rune(text)); {
	case n < 4:
		return nil
	case n < 8:
		limit = 1
	}
	var out []place
	for key, places := range b.places {
		if len(key) < 4 || key[0] != text[0] {
			continue
		}
		switch d := distance(text, key, limit); {
		case d > limit:
		case d < limit:
			limit, out = d, slices.Clone(places)
		default:
			out = append(out, places...)
		}
	}
	return out
}

// within gives the zones of the area that the text ends with, when the place
// before it is not known there: after a comma ("Marfa, TX"), after a short name
// when the area is spelled out ("Marfa Texas"), or after a place that is known
// elsewhere ("Paris TX").
func (b *book) within(text string) []place {
	if i := strings.LastIndexByte(text, ','); i >= 0 {
		return b.ofAreas(fold(text[i+1:]))
	}
	words := strings.Fields(fold(text))
	for i := 1; i < len(words); i++ { // the longest area first: New Mexico, not Mexico
		head, tail := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		spelledOut := i <= 2 && len(tail) > 3
		if found := b.ofAreas(tail); len(found) > 0 && (spelledOut || len(b.places[head]) > 0) {
			return found
		}
	}
	return nil
}

// ofAreas gives the zones of the states and countries with this name or code.
func (b *book) ofAreas(key string) []place {
	var out []place
	for _, a := range b.areas[key] {
		for _, p := range b.places[b.areaKey[a]] {
			if p.area == a {
				out = append(out, p)
			}
		}
	}
	return out
}
