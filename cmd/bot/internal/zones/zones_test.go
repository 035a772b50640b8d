package zones

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

// names is the zones' names, joined by spaces.
func names(zones []Zone) string {
	var out []string
	for _, z := range zones {
		out = append(out, z.Name)
	}
	return strings.Join(out, " ")
}

func TestPicker(t *testing.T) {
	for country, want := range map[string]string{
		"US": "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu America/Puerto_Rico",
		"GB": "Europe/London", "uk": "Europe/London", " ie ": "Europe/Dublin", "DE": "Europe/Berlin",
		"ES": "Europe/Madrid Atlantic/Canary Africa/Ceuta",
		"NZ": "Pacific/Auckland Pacific/Chatham",
		"XX": strings.Join(worldwide, " "), "": strings.Join(worldwide, " "),
	} {
		if got := names(Picker(country)); got != want {
			t.Errorf("Picker(%q) = %s, want %s", country, got, want)
		}
	}
	for _, country := range []string{"CA", "AU", "MX", "BR", "RU", "AR", "AQ"} {
		if n := len(Picker(country)); n < 6 || n > 9 {
			t.Errorf("Picker(%q) gives %d zones, want 6 to 9", country, n)
		}
	}
	if got := Picker("US")[0].Label; got != "New York (Eastern)" {
		t.Errorf("label = %q", got)
	}
}

func TestByClock(t *testing.T) {
	june := time.Date(2026, 6, 10, 20, 37, 10, 0, time.UTC)
	january := time.Date(2026, 1, 10, 20, 37, 10, 0, time.UTC)
	for _, c := range []struct {
		hour, minute int
		now          time.Time
		first        string // the beginning of what is given
		not          string
	}{
		{16, 37, june, "America/New_York", "America/Chicago"},
		{16, 31, june, "America/New_York", "America/Chicago"},
		{16, 44, june, "America/New_York", ""},
		{15, 37, june, "America/Chicago", "America/New_York"},
		{15, 37, january, "America/New_York", "America/Los_Angeles"},
		{13, 37, june, "America/Los_Angeles", "America/Denver"},
		{2, 22, june, "Asia/Kathmandu", ""},
		{2, 7, june, "Asia/Kolkata Asia/Colombo", ""},
		{10, 37, june, "Pacific/Honolulu", ""},
		{9, 37, june, "Pacific/Apia Pacific/Tongatapu Pacific/Pago_Pago", ""}, // today and tomorrow,
		{10, 37, january, "Pacific/Honolulu", "Pacific/Auckland"},
		{8, 37, june, "Pacific/Auckland", ""},
		{16, 52, june, "", "America/New_York"},
		{16, 15, june, "", "America/New_York"},
		{24, 0, june, "", "Europe/London"},
		{-1, 37, june, "", "Europe/London"},
		{21, 60, june, "", "Europe/London"},
		{21, 37, june.In(time.FixedZone("", 3*3600)), "Africa/Lagos Europe/London", ""},
	} {
		got := names(ByClock(c.hour, c.minute, c.now))
		if !strings.HasPrefix(got, c.first) || c.first == "" && got != "" {
			t.Errorf("ByClock(%d:%02d at %v) = %s, want %s first", c.hour, c.minute, c.now, got, c.first)
		}
		if c.not != "" && slices.Contains(strings.Fields(got), c.not) {
			t.Errorf("ByClock(%d:%02d at %v) = %s, must not give %s", c.hour, c.minute, c.now, got, c.not)
		}
		if n := len(strings.Fields(got)); n > 6 {
			t.Errorf("ByClock(%d:%02d) gives %d zones", c.hour, c.minute, n)
		}
	}
}

// TestByClockAllDay asks around the clock: what is given shows that time.
func TestByClockAllDay(t *testing.T) {
	now := time.Date(2026, 3, 29, 1, 20, 0, 0, time.UTC)
	for m := 0; m < 24*60; m += 15 {
		for _, z := range ByClock(m/60, m%60, now) {
			loc, err := time.LoadLocation(z.Name)
			if err != nil {
				t.Fatal(err)
			}
			local := now.In(loc)
			off := (local.Hour()*60 + local.Minute() - m + 24*60) % (24 * 60)
			if off > 7 && off < 24*60-8 {
				t.Errorf("at %02d:%02d %s shows %s", m/60, m%60, z.Name, local.Format("15:04"))
			}
		}
	}
}

func TestValid(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Europe/Oslo", "Asia/Calcutta"} {
		if !Valid(name) {
			t.Errorf("%q is not valid", name)
		}
	}
	for _, name := range []string{
		"", "Local", "UTC", "GMT", "EST", "EST5EDT", "Etc/UTC", "Etc/GMT+5", "US/Eastern", "america/new_york", "America/New York", "America/Nowhere", "America/",
		"America", "../etc/passwd", "/etc/localtime", "America/../Europe/London", "posix/Europe/London", "Europe/London ",
	} {
		if Valid(name) {
			t.Errorf("%q is valid", name)
		}
	}
}
