package content

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The formats give a moment back, with the language's own names.
func TestFormats(t *testing.T) {
	l := Builtin()
	afternoon, morning := time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC), time.Date(2026, 11, 22, 9, 7, 0, 0, time.UTC)
	for _, c := range []struct {
		lang, key string
		at        time.Time
		want      string
	}{
		{"en", "format.clock", afternoon, "3:00 pm"}, {"en", "format.day", afternoon, "Tuesday 9 June"}, {"en", "format.date", morning, "Sunday 22 November 2026"},
		{"en", "format.moment", morning, "Sunday 22 November, 9:07 am"}, {"en", "format.short_day", afternoon, "Tue 9 Jun"},
		{"en", "format.today", afternoon, "today, 3:00 pm"}, {"en", "format.tomorrow", afternoon, "tomorrow, 3:00 pm"}, {"en", "format.yesterday", afternoon, "yesterday, 3:00 pm"},
		{"es", "format.clock", afternoon, "15:00"}, {"es", "format.day", afternoon, "martes 9 de junio"}, {"es", "format.date", morning, "domingo 22 de noviembre de 2026"},
		{"es", "format.moment", afternoon, "el martes 9 de junio, 15:00"}, {"es", "format.moment", morning, "el domingo 22 de noviembre, 09:07"}, {"es", "format.short_day", afternoon, "mar 9 jun"},
		{"es", "format.today", afternoon, "hoy, 15:00"}, {"es", "format.tomorrow", afternoon, "mañana, 15:00"}, {"es", "format.yesterday", morning, "ayer, 09:07"},
		{"es-MX", "format.day", afternoon, "martes 9 de junio"}, {"de", "format.day", afternoon, "Tuesday 9 June"},
	} {
		if got := l.Format(c.lang, c.key, c.at); got != c.want {
			t.Errorf("%s: %s: %q, want %q", c.lang, c.key, got, c.want)
		}
	}
}

// Of every day of a year, the full names and the short ones are right, and the
// zone is that of the moment.
func TestFormatAllYear(t *testing.T) {
	days := []string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}
	months := []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}
	l, zone := Builtin(), time.FixedZone("", 14*60*60)
	for n := range 366 {
		at := time.Date(2028, 1, 1+n, 11, 30, 0, 0, time.UTC).In(zone)
		day, month := days[at.Weekday()], months[at.Month()-1]
		if got, want := l.Format("es", "format.date", at), day+at.Format(" 2 de ")+month+" de "+at.Format("2006"); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		if got, want := l.Format("es", "format.short_day", at), short(day)+at.Format(" 2 ")+short(month); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

func short(name string) string { return string([]rune(name)[:3]) }

// What a name looks like is of no matter, nor what stands beside it.
func TestFormatNames(t *testing.T) {
	at := time.Date(2026, 6, 9, 15, 4, 5, 0, time.UTC)
	c := calendar{
		Days:   []string{"", "", "Jan 2 Monday PM", "", "", "", ""},
		Months: []string{"", "", "", "", "", "Mon2006", "", "", "", "", "", ""},
	}
	for layout, want := range map[string]string{
		"Monday": "Jan 2 Monday PM", "January": "Mon2006", "MondayJanuary2": "Jan 2 Monday PMMon20069",
		"Mon Jan 2": "Tue Jun 9", // no short names: Go's
		"":          "", "15:04, 2006": "15:04, 2026", "no part of a date": "no part of a date",
	} {
		if got := c.format(at, layout); got != want {
			t.Errorf("%q: %q, want %q", layout, got, want)
		}
	}
	if got := (calendar{}).format(at, time.RFC1123); got != at.Format(time.RFC1123) {
		t.Errorf("without names: %q", got)
	}
}

func TestCalendarIsWhole(t *testing.T) {
	for names, want := range map[string]string{
		"": "", "days: [a, b, c, d, e, f, g]": "", "months_short: [a, b, c, d, e, f, g, h, i, j, k, l]": "",
		"days: [a, b]": "days has 2 names, not 7", "days_short: [a]": "days_short has 1 names", "months: [a, b, c, d, e, f, g]": "months has 7 names, not 12", "months_short: [a]": "months_short",
	} {
		_, err := Load(library("en/words.yaml", goodWords+names, "en/prompts.yaml", goodPrompts))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", names, err, want)
		}
	}
	l := Builtin()
	for _, lang := range l.Languages() {
		c := l.languages[lang].calendar
		for _, list := range [][]string{c.Days, c.DaysShort, c.Months, c.MonthsShort} {
			if lang != Fallback && len(list) == 0 || slices.Contains(list, "") || len(slices.Compact(slices.Sorted(slices.Values(list)))) != len(list) {
				t.Errorf("%s: the names %q", lang, list)
			}
		}
	}
}
