package talk

import (
	"fmt"
	"testing"
	"time"

	"afterglow/nudges"
)

// In every state of the conversation every form of STOP stops at once: nothing
// is planned any more, and there is one answer.
func TestStopStops(t *testing.T) {
	for name, m := range states(t) {
		for _, text := range append([]string{"/stop", "/stop@name_bot", "/STOP", "🙏 /stop", "Stop!", "  stop  "}, stopWords...) {
			w := newWorld(t, m)
			if text == "CANCEL" && w.asks() {
				continue
			}
			if got := told(w.writes(text)); got != "show stop.done" {
				t.Errorf("%s: %q: %s", name, text, got)
			}
			w.isStopped(name + ": " + text)
		}
		w := newWorld(t, m)
		if got := told(w.presses(50, "1 stop")); got != "reply, change stop.done" {
			t.Errorf("%s: the button: %s", name, got)
		}
		w.isStopped(name + ": the button")
	}
}

// asks reports whether a question is open that the word cancel leaves.
func (w *world) asks() bool {
	return (&step{Talk: w.Talk, m: w.m, now: w.now}).asking() != ""
}

func (w *world) isStopped(what string) {
	w.t.Helper()
	coming, _ := nudges.Plan(w.Protocol, w.m, w.now)
	if w.m.Stopped.IsZero() || len(coming) > 0 || len(w.m.Reminders) > 0 || w.m.Asking.Name != "" {
		w.t.Errorf("%s: stopped %v, %d nudges and %d reminders to come, asking %q", what, w.m.Stopped, len(coming), len(w.m.Reminders), w.m.Asking.Name)
	}
}

// states are members in different states of the conversation, by name.
func states(t testing.TB) map[string]nudges.Member {
	t.Helper()
	session := func(m *nudges.Member) {
		m.Sessions = []nudges.Session{{ID: "S1", End: noon.Add(-time.Hour), Logged: noon.Add(-time.Hour)}}
		m.Counted = 1
	}
	all := map[string]nudges.Member{
		"stranger": joinedNever(), "member": joined(), "with a session": with(session), "nudged": withNudges(t), "stopped": with(session, stopped),
		"no notes": with(session, noNotes), "no nudges": with(session, noNudges), "no zone": with(noZone),
		"paused": with(session, func(m *nudges.Member) { m.PausedUntil = noon.Add(72 * time.Hour) }),
		"held":   with(session, func(m *nudges.Member) { m.HeldUntil = noon.Add(20 * time.Hour) }),
	}
	for _, q := range []string{"zone", "when", "hours", "write"} {
		all["asked "+q] = with(session, asked(q, "nudge", "S1/capture", "then", "session"))
	}
	w := newWorld(t, withNudges(t))
	w.presses(204, "1 monday S1/therapy")
	all["reminded"] = w.m
	return all
}

// Stopping again keeps the moment of the first time.
func TestStopAgain(t *testing.T) {
	w := newWorld(t, joined())
	w.writes("stop")
	w.now = w.now.Add(time.Hour)
	w.writes("/stop")
	if !w.m.Stopped.Equal(noon) {
		t.Errorf("stopped at %v", w.m.Stopped)
	}
}

// What takes a STOP back, and what does not.
func TestOnlyResumeResumes(t *testing.T) {
	for _, c := range []struct {
		do   string
		back bool
	}{
		{"/start", true}, {"/resume", true}, {"/START", true}, {"/resume@name_bot", true}, {"[resume]", true},
		{"/start card", false}, {"/start@name_bot card", false}, {"resume", false}, {"start", false}, {"yes", false}, {"a note", false}, {"/session", false},
		{"/plan", false}, {"/settings", false}, {"/pause", false}, {"/help", false}, {"I want to die", false}, {"[consent nudges yes]", false}, {"[ended 0]", false},
		{"[pause week]", false}, {"[intensity full]", false}, {"[kind capture on]", false}, {"[adult yes]", false}, {"[zone Asia/Tokyo]", false}, {"[forget no]", false}, {"[plan]", false},
		{"[monday S1/therapy]", false}, {"[snooze hour S1/therapy]", false},
	} {
		m := withNudges(t)
		m.Stopped = noon.Add(-time.Hour)
		w := newWorld(t, m)
		if c.do[0] == '[' {
			w.presses(50, "1 "+c.do[1:len(c.do)-1])
		} else {
			w.writes(c.do)
		}
		if back := w.m.Stopped.IsZero(); back != c.back {
			t.Errorf("%s: back %v", c.do, back)
		}
	}
}

// Nudges that are on need a zone, so that is asked for.
func TestResumeAsksZone(t *testing.T) {
	w := newWorld(t, with(noZone, stopped))
	dialogue(t, w, [][2]string{{"/resume", "resume, show resume.done, show zone.ask"}, {"Berlin", "show zone.choose"}})
}

// Where nudges are off there is nothing to pause.
func TestPauseWhenStopped(t *testing.T) {
	w := newWorld(t, with(stopped))
	dialogue(t, w, [][2]string{{"/pause", "show plan.stopped"}, {"[pause week]", "reply, change plan.stopped"}})
	if w.m.PausedUntil.After(w.now) {
		t.Errorf("paused until %v", w.m.PausedUntil)
	}
	if d := w.draws(screen("plan.stopped")); len(d.Buttons) != 1 || d.Buttons[0][0].Data != "1 resume" {
		t.Errorf("there is no way back: %v", d.Buttons)
	}
}

// Who never agreed to nudges is asked for that instead.
func TestResumeAsksConsent(t *testing.T) {
	w := newWorld(t, with(noNudges, stopped))
	dialogue(t, w, [][2]string{
		{"/resume", "resume, show resume.consent"}, {"[resume]", "reply, resume, change resume.consent"},
		{"[consent nudges yes]", "reply, change settings"}, {"/resume", "resume, show resume.done"},
	})
	if !w.m.Consent.Nudges.Yes || !w.m.Stopped.IsZero() {
		t.Error("nudges are off")
	}
}

// A pause ends with the beginning of the member's waking hours, by their clock.
func TestPauseUntil(t *testing.T) {
	for _, zone := range []string{"America/New_York", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Apia", "Australia/Lord_Howe", "Europe/London", "UTC"} {
		for day := range 15 {
			for _, clock := range []time.Duration{0, 30 * time.Minute, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour, 23*time.Hour + 59*time.Minute} {
				for _, waking := range []*nudges.Hours{nil, {From: 10*60 + 30, To: 22 * 60}, {From: 0, To: 0}, {From: 22 * 60, To: 6 * 60}} {
					location, err := time.LoadLocation(zone)
					if err != nil {
						t.Fatal(err)
					}
					now := time.Date(2026, 6, 1+day, 0, 0, 0, 0, location).Add(clock)
					checkPauses(t, with(func(m *nudges.Member) { m.Zone, m.Waking = zone, waking }), now)
				}
			}
		}
	}
}

func checkPauses(t *testing.T, m nudges.Member, now time.Time) {
	t.Helper()
	from := 8 * 60
	if m.Waking != nil {
		from = int(m.Waking.From)
	}
	for _, name := range []string{"tomorrow", "monday", "week"} {
		s := &step{Talk: newTalk(), m: m, now: now.UTC()}
		until, ok := s.pauseUntil(name)
		local := until.In(now.Location())
		days := int(midnight(local).Sub(midnight(now)) / (24 * time.Hour))
		right := map[string]bool{"tomorrow": days == 1, "week": days == 7, "monday": days >= 1 && days <= 7 && local.Weekday() == time.Monday}[name]
		if !ok || !right || local.Hour()*60+local.Minute() != from || until.Location() != time.UTC {
			t.Errorf("%s from %v: %v", name, now, local)
		}
	}
}

func TestPauseAtClockChange(t *testing.T) {
	for _, c := range []struct {
		zone       string
		from       nudges.Clock
		now, until string
	}{
		{"America/New_York", 2*60 + 30, "2026-03-07T12:00:00-05:00", "2026-03-08T03:30:00-04:00"}, // 02:30 does not exist
		{"America/New_York", 2*60 + 30, "2026-10-31T12:00:00-04:00", "2026-11-01T02:30:00-05:00"},
		{"America/Havana", 0, "2026-03-07T12:00:00-05:00", "2026-03-08T01:00:00-04:00"}, // nor does midnight there
		{"Africa/Cairo", 0, "2026-04-23T12:00:00+02:00", "2026-04-24T01:00:00+03:00"},
		{"Africa/Cairo", 8 * 60, "2026-04-23T12:00:00+02:00", "2026-04-24T08:00:00+03:00"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		want, err2 := time.Parse(time.RFC3339, c.until)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		s := &step{Talk: newTalk(), now: now, m: with(func(m *nudges.Member) { m.Zone, m.Waking = c.zone, &nudges.Hours{From: c.from, To: 20 * 60} })}
		if got, ok := s.pauseUntil("tomorrow"); !ok || !got.Equal(want) {
			t.Errorf("from %s: %v, want %s", c.now, got, c.until)
		}
	}
}

func TestPause(t *testing.T) {
	w := newWorld(t, states(t)["with a session"])
	dialogue(t, w, [][2]string{
		{"/pause", "show pause.ask"}, {"[pause forever]", "reply button.old"}, {"[pause tomorrow]", "reply, change pause.done"},
	})
	if want := "2026-06-10 12:00:00 +0000 UTC"; fmt.Sprint(w.m.PausedUntil) != want {
		t.Errorf("until %v, want %s", w.m.PausedUntil, want)
	}
	coming, _ := nudges.Plan(w.Protocol, w.m, w.now)
	if len(coming) == 0 || coming[0].Due.Before(w.m.PausedUntil) {
		t.Errorf("comes %v", coming)
	}
	dialogue(t, w, [][2]string{{"[pause week]", "reply, change pause.done"}, {"/resume", "resume, show resume.done"}})
	if w.m.PausedUntil.After(w.now) {
		t.Errorf("paused until %v", w.m.PausedUntil)
	}
	dialogue(t, newWorld(t, joinedNever()), [][2]string{{"[pause week]", "reply button.old"}, {"[resume]", "reply button.old"}, {"[stop]", "reply, change stop.done"}})
}
