package zones

import (
	"strings"
	"testing"
)

// found is the zones of a search as "zone label", joined by "; ".
func found(zones []Zone) string {
	var out []string
	for _, z := range zones {
		out = append(out, z.Name+" "+z.Label)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		// Cities, also under other names.
		"Denver":         "America/Denver Denver, CO (Mountain)",
		"nyc":            "America/New_York New York, NY (Eastern)",
		"la":             "America/Los_Angeles Los Angeles, CA (Pacific)",
		"L.A.":           "America/Los_Angeles Los Angeles, CA (Pacific)",
		"sf":             "America/Los_Angeles San Francisco, CA (Pacific)",
		"bombay":         "Asia/Kolkata Mumbai, India",
		"montreal":       "America/Toronto Montréal, QC (Eastern)",
		"SÃO PAULO":      "America/Sao_Paulo São Paulo, Brazil",
		"sao paulo":      "America/Sao_Paulo São Paulo, Brazil",
		"tromso":         "Europe/Oslo Tromsø, Norway",
		"lodz":           "Europe/Warsaw Łódź, Poland",
		"Saint Louis":    "America/Chicago St. Louis, MO (Central)",
		"ft. worth":      "America/Chicago Fort Worth, TX (Central)",
		"Xian":           "Asia/Shanghai Xi'an, China",
		"  new   york  ": "America/New_York New York, NY (Eastern)",
		// The same name in several places: the biggest first.
		"portland":      "America/Los_Angeles Portland, OR (Pacific); America/New_York Portland, ME (Eastern)",
		"london":        "Europe/London London, United Kingdom; America/Toronto London, ON (Eastern)",
		"georgia":       "America/New_York Georgia (Eastern); Asia/Tbilisi Tbilisi, Georgia",
		"washington":    "America/Los_Angeles Washington State (Pacific); America/New_York Washington, DC (Eastern)",
		"washington dc": "America/New_York Washington, DC (Eastern)",
		// With the place it is in.
		"portland maine":               "America/New_York Portland, ME (Eastern)",
		"Portland, ME":                 "America/New_York Portland, ME (Eastern)",
		"Portland, ME, USA":            "America/New_York Portland, ME (Eastern)",
		"London Ontario":               "America/Toronto London, ON (Eastern)",
		"Birmingham, England":          "Europe/London Birmingham, United Kingdom",
		"San José, Costa Rica":         "America/Costa_Rica San José, Costa Rica",
		"Philadelpia, PA":              "America/New_York Philadelphia, PA (Eastern)",
		"Marfa, Texas":                 "America/Chicago Texas (Central); America/Denver Texas (Mountain)",
		"marfa texas":                  "America/Chicago Texas (Central); America/Denver Texas (Mountain)",
		"marfa tx":                     "",
		"taos new mexico":              "America/Denver New Mexico (Mountain)",
		"all of us had fun in georgia": "",
		"Nowhere, OH":                  "America/New_York Ohio (Eastern)",
		"paris tx":                     "America/Chicago Texas (Central); America/Denver Texas (Mountain)",
		"i live in denver co":          "America/Denver Denver, CO (Mountain)",
		// States, countries, zones.
		"TX":               "America/Chicago Texas (Central); America/Denver Texas (Mountain)",
		"hawaii":           "Pacific/Honolulu Hawaii",
		"newfoundland":     "America/St_Johns Newfoundland and Labrador (Newfoundland); America/Goose_Bay Newfoundland and Labrador (Labrador)",
		"ireland":          "Europe/Dublin Dublin, Ireland",
		"uk":               "Europe/London London, United Kingdom",
		"España":           "Europe/Madrid Madrid; Atlantic/Canary Canary Islands; Africa/Ceuta Ceuta",
		"kosovo":           "Europe/Belgrade Kosovo",
		"singapore":        "Asia/Singapore Singapore",
		"America/New_York": "America/New_York New York (Eastern)",
		"america/new york": "America/New_York New York (Eastern)",
		"US/Eastern":       "America/New_York New York (Eastern)",
		"Asia/Calcutta":    "Asia/Kolkata Kolkata (India)",
		"Pacific time":     "America/Los_Angeles Los Angeles (Pacific)",
		"est":              "America/New_York New York (Eastern)",
		// Beginnings, and a letter or two wrong.
		"san fran":    "America/Los_Angeles San Francisco, CA (Pacific)",
		"minneap":     "America/Chicago Minneapolis, MN (Central)",
		"Phildelphia": "America/New_York Philadelphia, PA (Eastern)",
		"melborne":    "Australia/Melbourne Melbourne, VIC",
		"Tuscon":      "America/Phoenix Tucson, AZ (Arizona)",
		"mumbay":      "Asia/Kolkata Mumbai, India",
		// Not places.
		"": "", "x": "", "ok": "", "hi": "", "in": "", "?": "", "12345": "", "Local": "", "UTC": "", "asdf": "", "session was hard": "",
		"what do you mean": "", "😀": "", "15:30": "", strings.Repeat("paris ", 30): "",
	} {
		if got := found(Find(text)); got != want {
			t.Errorf("Find(%q) =\n\t%s, want\n\t%s", text, got, want)
		}
	}
	if got := Find("usa"); len(got) != 5 || got[0].Name != "America/New_York" {
		t.Errorf("Find(usa) = %v", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"boston", "boston", 2, 0}, {"boston", "bostn", 2, 1}, {"boston", "botson", 2, 1}, {"boston", "bosston", 2, 1}, {"boston", "bastan", 2, 2},
		{"boston", "austin", 2, 3}, {"boston", "bos", 2, 3}, {"", "ab", 2, 2}, {"köln", "koln", 1, 1}, {"abcdef", "badcfe", 3, 3},
	} {
		if got := distance(c.a, c.b, c.limit); got != c.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
		if got := distance(c.b, c.a, c.limit); got != c.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", c.b, c.a, c.limit, got, c.want)
		}
	}
}

// FuzzFind checks that whatever is typed, what is given can be used.
func FuzzFind(f *testing.F) {
	for _, text := range []string{"nyc", "portland maine", "São Paulo", "america/new_york", "st. john's", "Phildelphia, PA", "i live in la", "\xff", "us"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Find(text)
		if len(got) > 5 {
			t.Errorf("%d zones", len(got))
		}
		seen := map[string]bool{}
		for _, z := range got {
			if !Valid(z.Name) || z.Label == "" || seen[z.Name] {
				t.Errorf("%q gives %q, %q", text, z.Name, z.Label)
			}
			seen[z.Name] = true
		}
	})
}
