package when

import (
	"testing"
	"time"
)

// Wednesday 10 June 2026, 16:40 by the member's clock.
func TestParseUntil(t *testing.T) {
	now := moment(t, wednesday, "America/New_York")
	for _, c := range []struct{ text, lang, want string }{
		{"June 20", "en-US", "day 2026-06-20"},
		{"until June 20th", "en-US", "day 2026-06-20"},
		{"till the 20th", "en", "day 2026-06-20"},
		{"Until Friday.", "en", "day 2026-06-12"},
		{"wednesday", "en", "day 2026-06-17"},
		{"tomorrow", "en", "day 2026-06-11"},
		{"today", "en", "day 2026-06-10"},
		{"in two weeks", "en", "day 2026-06-24"},
		{"in 3 days", "en", "day 2026-06-13"},
		{"6/20", "en-US", "day 2026-06-20"},
		{"2026-07-01", "en", "day 2026-07-01"},
		{"June 1", "en", "day 2026-06-01"},
		{"June 1 2026", "en", "day 2026-06-01"},
		{"yesterday", "en", "day 2026-06-09"},
		{"next friday", "en", "day 2026-06-12 | 2026-06-19"},
		{"20 de junio", "es", "day 2026-06-20"},
		{"hasta el viernes", "es", "day 2026-06-12"},
		{"hasta el 20 de junio", "es-MX", "day 2026-06-20"},
		{"en dos semanas", "es", "day 2026-06-24"},
		{"dentro de 3 días", "es", "day 2026-06-13"},
		{"mañana", "es", "day 2026-06-11"},
		{"hasta el viernes", "en", "day 2026-06-12"}, // members mix languages

		{"until tomorrow at 18:00", "en", "2026-06-11 18:00"},
		{"in 2 hours", "en", "2026-06-10 18:40"},
		{"friday 6 pm", "en", "2026-06-12 18:00"},

		{"", "en", ""}, {"until", "en", ""}, {"at", "en", ""}, {"on", "en", ""}, {"around", "en", ""}, {"it was", "en", ""}, {"tonight", "en", ""},
		{"the lake on Friday", "en", ""}, {"June", "en", ""}, {"in the morning", "en", ""}, {"6/9", "en", ""}, {"forever", "en", ""}, {"12:00", "", "2026-06-11 00:00 | 2026-06-11 12:00"},
	} {
		r, whole, ok := ParseUntil(c.text, now, c.lang)
		if got := told(r, whole, ok); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}

func told(r Reading, whole, ok bool) (s string) {
	if !ok {
		return ""
	}
	layout := "2006-01-02 15:04"
	if whole {
		s, layout = "day ", time.DateOnly
	}
	s += r.At.Format(layout)
	for _, c := range r.Choices[min(1, len(r.Choices)):] {
		s += " | " + c.Format(layout)
	}
	return s
}
