package zones

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestZonesLoad loads every zone named anywhere.
func TestZonesLoad(t *testing.T) {
	all := lines("zones")
	if len(all) < 450 {
		t.Fatalf("only %d zones", len(all))
	}
	for i, l := range all {
		if _, err := time.LoadLocation(l[0]); err != nil {
			t.Error(err)
		}
		if !Valid(l[0]) || l[1] != "" && !Valid(l[1]) || l[1] == l[0] {
			t.Errorf("%q, today %q: not valid", l[0], l[1])
		}
		if i > 0 && all[i-1][0] >= l[0] {
			t.Errorf("%s is out of order, or there twice", l[0])
		}
	}
	for _, file := range []struct {
		name   string
		column int
	}{{"cities", 3}, {"regions", 4}, {"countries", 3}} {
		for _, l := range lines(file.name) {
			for _, zone := range strings.Fields(l[file.column]) {
				if !Valid(zone) {
					t.Errorf("%s: %s: %s is not valid", file.name, l[0], zone)
				}
			}
		}
	}
}

// TestOldNames: an old name shows the same time as today's, now and then.
func TestOldNames(t *testing.T) {
	for _, l := range lines("zones") {
		if l[1] == "" {
			continue
		}
		old, err := time.LoadLocation(l[0])
		if err != nil {
			t.Fatal(err)
		}
		today, err := time.LoadLocation(l[1])
		if err != nil {
			t.Fatal(err)
		}
		for month := time.January; month <= time.December; month++ {
			at := time.Date(2026, month, 15, 12, 0, 0, 0, time.UTC)
			if a, b := at.In(old).Format(time.TimeOnly), at.In(today).Format(time.TimeOnly); a != b {
				t.Errorf("%s shows %s, %s shows %s", l[0], a, l[1], b)
			}
		}
	}
}

func TestCities(t *testing.T) {
	all := lines("cities")
	if len(all) < 1000 {
		t.Fatalf("only %d cities", len(all))
	}
	seen := map[string]bool{}
	for _, l := range all {
		key := l[0] + "/" + l[1] + "/" + l[2]
		if seen[key] {
			t.Errorf("%s is there twice", key)
		}
		seen[key] = true
		if people, err := strconv.Atoi(l[4]); err != nil || people < 1 || people > 40000 {
			t.Errorf("%s: people %q", key, l[4])
		}
		if _, ok := atlas().countries[l[1]]; !ok {
			t.Errorf("%s: unknown country", key)
		}
		if _, ok := atlas().areaKey[area{l[1], l[2]}]; !ok {
			t.Errorf("%s: unknown state", key)
		}
		if needs := slices.Contains([]string{"US", "CA", "AU"}, l[1]); needs != (l[2] != "") {
			t.Errorf("%s: state %q", key, l[2])
		}
		if zone := l[3]; !foundAs(l[0], zone) {
			t.Errorf("%s: its own name does not lead to %s", key, zone)
		}
	}
}

// foundAs reports whether the text leads to the zone, among all places of that
// name.
func foundAs(text, zone string) bool {
	return slices.ContainsFunc(atlas().exact(fold(text)), func(p place) bool { return p.zone == zone })
}

func TestCountriesAndStates(t *testing.T) {
	capital := map[string]bool{}
	for _, l := range lines("cities") {
		capital[l[1]] = true
	}
	empty := []string{"AQ", "GS", "TF", "UM"} // nobody's home
	for _, l := range lines("countries") {
		if !capital[l[0]] && !slices.Contains(empty, l[0]) {
			t.Errorf("%s has no city", l[1])
		}
		zones := strings.Fields(l[3])
		if len(zones) == 0 || len(zones) > 9 || !foundAs(l[1], zones[0]) {
			t.Errorf("%s: %v", l[1], zones)
		}
	}
	states := 0
	for _, l := range lines("regions") {
		if l[0] == "US" {
			states++
		}
		for _, zone := range strings.Fields(l[4]) {
			if !foundAs(l[2], zone) {
				t.Errorf("%s does not lead to %s", l[2], zone)
			}
		}
	}
	if states != 51 {
		t.Errorf("%d states of the US, want 50 and DC", states)
	}
}

// TestCitiesLieInTheirStates: a city shows a time that its state has.
func TestCitiesLieInTheirStates(t *testing.T) {
	times := map[area][]string{}
	called := func(zone string) string {
		if common := atlas().names[zone].common; common != "" {
			return common
		}
		return zone
	}
	for _, l := range lines("regions") {
		for _, zone := range strings.Fields(l[4]) {
			times[area{l[0], l[1]}] = append(times[area{l[0], l[1]}], called(zone))
		}
	}
	for _, l := range lines("cities") {
		if l[2] != "" && !slices.Contains(times[area{l[1], l[2]}], called(l[3])) {
			t.Errorf("%s, %s: %s is not a time of that state", l[0], l[2], l[3])
		}
	}
}

func TestUsable(t *testing.T) {
	got := usable([]Zone{{"America/Nowhere", "x"}, {"Europe/Paris", "a"}, {"UTC", "x"}, {"Europe/Paris", "b"}, {"Europe/Rome", "c"}, {"Europe/Oslo", "d"}}, 2)
	if want := []Zone{{"Europe/Paris", "a"}, {"Europe/Rome", "c"}}; !slices.Equal(got, want) {
		t.Errorf("usable = %v, want %v", got, want)
	}
}

// TestLabels: a label fits on a button.
func TestLabels(t *testing.T) {
	for key, places := range atlas().places {
		for _, p := range places {
			if n := utf8.RuneCountInString(p.label); n == 0 || n > 50 {
				t.Errorf("%q: label %q has %d characters", key, p.label, n)
			}
		}
	}
}
