package talk

import (
	"testing"
	"time"

	"afterglow/nudges"
)

// Until when a pause lasts that was typed: noon is Tuesday 9 June 2026, 15:00 in
// New York, and waking hours begin at eight.
func TestPauseTyped(t *testing.T) {
	day := func(month time.Month, day, hour int) time.Time {
		l, err := time.LoadLocation("America/New_York")
		if err != nil {
			t.Fatal(err)
		}
		return time.Date(2026, month, day, hour, 0, 0, 0, l)
	}
	for _, c := range []struct {
		text, want string
		until      time.Time
	}{
		{"June 20", "change pause.done", day(6, 20, 8)},
		{"until Friday", "change pause.done", day(6, 12, 8)},
		{"hasta el 20 de junio", "change pause.done", day(6, 20, 8)},
		{"in two weeks", "change pause.done", day(6, 23, 8)},
		{"December 6", "change pause.done", day(12, 6, 7)}, // 180 days on, an hour of which clocks give back
		{"tomorrow at 18:00", "change pause.done", day(6, 10, 18)},
		{"December 7", "show pause.again", time.Time{}},
		{"2028-01-01", "keep, show note.aside, show pause.again", time.Time{}}, // farther than any time that is read
		{"June 1", "show pause.again", time.Time{}},
		{"today", "show pause.again", time.Time{}},
		{"yesterday 18:00", "show pause.again", time.Time{}},
		{"next Thursday", "show pause.choices", time.Time{}},
		{"Friday at 2", "show pause.choices", time.Time{}},
		{"I need a while", "keep, show note.aside, show pause.again", time.Time{}},
		{"cancel", "show cancelled", time.Time{}},
	} {
		m := with(asked("pause"))
		if c.until.Month() == time.December {
			m.Waking = &nudges.Hours{From: 7 * 60, To: 20 * 60}
		}
		w := newWorld(t, m)
		if got := told(w.writes(c.text)); got != c.want || !w.m.PausedUntil.Equal(c.until) {
			t.Errorf("%q: %s until %v, want %s until %v", c.text, got, w.m.PausedUntil, c.want, c.until)
		}
		if open := w.m.Asking.Name == "pause"; open != (c.until.IsZero() && c.text != "cancel") {
			t.Errorf("%q: asking %q", c.text, w.m.Asking.Name)
		}
	}
}

// Under the buttons of /pause a day may be typed as well; anything else is a
// note.
func TestPauseTypedUnderButtons(t *testing.T) {
	for text, want := range map[string]string{"June 20": "change pause.done", "next Thursday": "show pause.choices", "yesterday": "keep, react", "a quiet day": "keep, react"} {
		dialogue(t, newWorld(t, joined()), [][2]string{{"/pause", "show pause.ask"}, {text, want}})
	}
}

// One of two days is chosen with a button, which says until when.
func TestPauseChoice(t *testing.T) {
	w := newWorld(t, with(asked("pause")))
	w.writes("next Thursday")
	choices := w.under[w.message]
	if len(choices) != 2 || choices[0].Label == choices[1].Label {
		t.Fatalf("choices %v", choices)
	}
	for range 2 {
		w.presses(w.message, choices[1].Data)
		if got := w.m.PausedUntil; !got.Equal(time.Date(2026, 6, 18, 12, 0, 0, 0, time.UTC)) {
			t.Errorf("paused until %v", got)
		}
	}
}

// The next session is offered only where one is logged ahead, and the pause ends
// when that is planned to be over.
func TestPauseUntilSession(t *testing.T) {
	offers := func(w *world) bool {
		for _, row := range w.draws(screen("pause.ask")).Buttons {
			if row[0].Data == "1 pause session" {
				return true
			}
		}
		return false
	}
	past := nudges.Session{ID: "S1", End: noon.Add(-time.Hour), Logged: noon}
	ahead := nudges.Session{ID: "S2", Start: noon.Add(50 * time.Hour), End: noon.Add(52 * time.Hour), Logged: noon}
	later := nudges.Session{ID: "S3", Start: noon.Add(90 * time.Hour), End: noon.Add(92 * time.Hour), Logged: noon}
	w := newWorld(t, with(func(m *nudges.Member) { m.Sessions = []nudges.Session{past} }))
	if got := told(w.presses(50, "1 pause session")); offers(w) || got != "reply button.old" {
		t.Errorf("without one ahead: %s", got)
	}
	w = newWorld(t, with(func(m *nudges.Member) { m.Sessions = []nudges.Session{past, ahead, later} }))
	if got := told(w.presses(50, "1 pause session")); !offers(w) || got != "reply, change pause.done" || !w.m.PausedUntil.Equal(ahead.End) || !w.m.PausedFrom.Equal(noon) {
		t.Errorf("with one ahead: %s, until %v", got, w.m.PausedUntil)
	}
}

// What nobody offered is no pause, and where nudges are off there is none.
func TestForgedPause(t *testing.T) {
	for _, until := range []string{"never", "Monday", unixMinute(noon), unixMinute(noon.Add(-time.Hour)), unixMinute(noon.Add(181 * 24 * time.Hour)), "-1", "99999999999999999999"} {
		if got := told(newWorld(t, joined()).presses(50, "1 pause "+until)); got != "reply button.old" {
			t.Errorf("%s: %s", until, got)
		}
	}
	w := newWorld(t, with(stopped))
	for _, until := range []string{"date", unixMinute(noon.Add(time.Hour))} {
		if got := told(w.presses(50, "1 pause "+until)); got != "reply, change plan.stopped" || !w.m.PausedUntil.IsZero() || w.m.Asking.Name != "" {
			t.Errorf("%s when stopped: %s, until %v", until, got, w.m.PausedUntil)
		}
	}
}
