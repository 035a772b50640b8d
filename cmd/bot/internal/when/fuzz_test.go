package when

import (
	"testing"
	"time"
)

// FuzzParse checks the promises of a Reading on any text.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"yesterday at 6 pm", "2h30 ago", "9.6.2026 11:00", "6/9 11am", "tuesday, june 9th at half past three", "last night at 2", "hace una hora y media",
		"el martes que viene a las 3 de la tarde", "25:99", "20 to 9 in the morning tomorrow", "from 8 to 21", "2026-06-09T11:00", "next week on sunday 1430",
	} {
		f.Add(text, int64(1781124000), uint8(0))
	}
	zones := []*time.Location{time.UTC, zone(f, "America/New_York"), zone(f, "Australia/Lord_Howe"), zone(f, "Asia/Kathmandu"), zone(f, "Pacific/Apia")}
	langs := []string{"en", "en-US", "es", "", "en-GB"}
	f.Fuzz(func(t *testing.T, text string, unix int64, pick uint8) {
		now := time.Unix(946684800+(unix%3e9+3e9)%3e9, 0).In(zones[int(pick)%len(zones)]) // 2000 to 2095
		lang := langs[int(pick)/len(zones)%len(langs)]
		for s := either; s <= future; s++ {
			if r, ok := parse(text, now, lang, s); ok {
				checkReading(t, r, now)
			}
		}
		for _, c := range Clocks(text) {
			if c.Hour < 0 || c.Hour > 23 || c.Minute < 0 || c.Minute > 59 {
				t.Errorf("Clocks gave %v", c)
			}
		}
		if from, to, ok := ParseHours(text); ok && !(0 <= from && from < 1440 && from != to && 0 <= to && to <= 1440) {
			t.Errorf("ParseHours gave %d to %d", from, to)
		}
	})
}

func checkReading(t *testing.T, r Reading, now time.Time) {
	t.Helper()
	if r.At.IsZero() {
		t.Fatal("the moment is the zero time")
	}
	if len(r.Choices) == 1 || len(r.Choices) > 0 && !r.Choices[0].Equal(r.At) {
		t.Errorf("choices %v do not begin with %v", r.Choices, r.At)
	}
	for i, c := range append([]time.Time{r.At}, r.Choices...) {
		if c.Before(now.AddDate(0, 0, -400)) || c.After(now.AddDate(0, 0, 400)) {
			t.Errorf("%v is more than 400 days from %v", c, now)
		}
		if i > 1 && c.Sub(now).Abs() < r.Choices[i-2].Sub(now).Abs() {
			t.Errorf("choices %v are not nearest to %v first", r.Choices, now)
		}
	}
}
