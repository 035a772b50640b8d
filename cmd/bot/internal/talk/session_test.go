package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// sessions says when sessions are, as hours and minutes from noon: "S1 -1h0m".
// One that was planned has its start in brackets.
func sessions(m nudges.Member) string {
	var list []string
	for _, s := range m.Sessions {
		text := string(s.ID) + " " + short(s.End.Sub(noon))
		if !s.Start.IsZero() {
			text += " (" + short(s.Start.Sub(noon)) + ")"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func short(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	return strings.TrimSuffix(d.String(), "0s")
}

// Sessions are logged by button, by typed time, twice, corrected and ahead.
func TestLog(t *testing.T) {
	log := func(d time.Duration) string { return "log " + unixMinute(noon.Add(d)) }
	const h = time.Hour
	for _, c := range []struct {
		name   string
		events []string // presses, each a minute after the other, or a time to wait
		want   string
	}{
		{"just now", []string{"ended 0"}, "S1 0s"},
		{"an hour ago", []string{"ended 60"}, "S1 -1h0m"},
		{"twice the same tap", []string{"ended 0", "ended 0"}, "S1 0s"},
		{"again nine minutes later", []string{"ended 0", "8m", "ended 0"}, "S1 0s"},
		{"again eleven minutes later", []string{"ended 0", "10m", "ended 0"}, "S1 0s, S2 11m"},
		{"corrected", []string{"ended 0", "ended 60"}, "S1 -59m"},
		{"corrected twice", []string{"ended 0", "ended 60", "ended 120"}, "S1 -1h58m"},
		{"corrected, too late for that", []string{"ended 0", "15m", "ended 60"}, "S2 -44m, S1 0s"},
		{"another treatment of that day", []string{"ended 0", log(-6 * h)}, "S2 -6h0m, S1 0s"},
		{"nearly another", []string{"ended 0", log(-6*h + time.Minute)}, "S1 -5h59m"},
		{"two days apart", []string{"ended 0", log(-48 * h)}, "S2 -48h0m, S1 0s"},
		{"about the same, days later", []string{log(-48 * h), "24h", log(-48*h + 10*time.Minute)}, "S1 -47h50m"},
		{"ahead", []string{log(24 * h)}, "S1 25h30m (24h0m)"},
		{"ahead, twice", []string{log(24 * h), log(24 * h)}, "S1 25h30m (24h0m)"},
		{"ahead, corrected", []string{log(24 * h), log(22 * h)}, "S1 23h30m (22h0m)"},
		{"ahead, another day", []string{log(24 * h), log(72 * h)}, "S1 25h30m (24h0m), S2 73h30m (72h0m)"},
		{"ahead, put off a day later by two hours", []string{log(48 * h), "24h", log(50 * h)}, "S1 51h30m (50h0m)"},
		{"ahead, and it ended as planned", []string{log(24 * h), "25h30m", "ended 0"}, "S1 25h31m"},
		{"ahead, and it ended later", []string{log(24 * h), "27h", "ended 0"}, "S1 27h1m"},
		{"ahead, and it ended sooner", []string{log(24 * h), "25h", "ended 0"}, "S1 25h1m"},
		{"ahead, and another one before it", []string{log(24 * h), "ended 0"}, "S2 1m, S1 25h30m (24h0m)"},
		{"the nearer of two is meant", []string{"ended 0", "15m", "ended 60", "ended 17"}, "S2 -44m, S1 0s"},
		{"a rounded clock is not ahead", []string{log(15 * time.Minute)}, "S1 0s"},
		{"a little ahead is", []string{log(20 * time.Minute)}, "S1 1h50m (20m)"},
		{"a month ago", []string{log(-30*24*h + time.Hour)}, "S1 -719h0m"},
		{"longer ago", []string{log(-30*24*h - time.Minute)}, ""},
		{"a quarter ahead", []string{log(90 * 24 * h)}, "S1 2161h30m (2160h0m)"},
		{"further ahead", []string{log(90*24*h + time.Hour)}, ""},
		{"forged", []string{"ended -1", "ended 1441", "ended x", "log x", "log -5", "log 99999999999", "log 9223372036854775807", "undo S1", "undo x"}, ""},
		{"undone is none but that", []string{"ended 0", "undo S1x", "undo S01", "undo 1", "undo S2", "undo S0"}, "S1 0s"},
		{"undone", []string{"ended 0", "undo S1"}, ""},
		{"undone twice", []string{"ended 0", "undo S1", "undo S1"}, ""},
		{"undone, then another: names are not used twice", []string{"ended 0", "undo S1", "ended 0"}, "S2 2m"},
		{"undone is the one that was meant", []string{log(-48 * h), "ended 0", "undo S1"}, "S2 1m"},
	} {
		w := newWorld(t, joined())
		for _, e := range c.events {
			if d, err := time.ParseDuration(e); err == nil {
				w.now = w.now.Add(d)
				continue
			}
			w.presses(50, "1 "+e)
			w.now = w.now.Add(time.Minute)
		}
		if got := sessions(w.m); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What the member is told after logging.
func TestNoted(t *testing.T) {
	for _, c := range []struct {
		name, press string
		m           nudges.Member
		want        string
	}{
		{"ended", "ended 0", joined(), "Noted. Rest is enough for now.\nIt ended today, 3:00 pm."},
		{"yesterday", "log " + unixMinute(noon.Add(-20*time.Hour)), joined(), "Noted. Rest is enough for now.\nIt ended yesterday, 7:00 pm."},
		{"stopped", "ended 0", with(stopped), "Noted. Rest is enough for now.\nIt ended today, 3:00 pm. Nudges are off and stay off; /resume turns them on."},
		{"no nudges", "ended 0", with(noNudges), "Noted. Rest is enough for now.\nIt ended today, 3:00 pm. Nudges are off and stay off; /resume turns them on."},
		{"planned", "log " + unixMinute(noon.Add(24*time.Hour)), joined(), "Noted: it begins Wednesday 10 June, 3:00 pm."},
		{"ended as planned", "ended 0", with(func(m *nudges.Member) {
			m.Sessions = []nudges.Session{{ID: "S1", Start: noon.Add(-90 * time.Minute), End: noon, Logged: noon.Add(-48 * time.Hour)}}
			m.Counted = 1
		}), "Noted. Rest is enough for now.\nIt ended today, 3:00 pm."},
	} {
		w := newWorld(t, c.m)
		effects := w.presses(50, "1 "+c.press)
		d := w.draws(effects[1].(Change).Screen)
		if got, _ := visible(d.HTML); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Sessions need a zone: it is asked for first, and then goes on.
func TestSessionNeedsZone(t *testing.T) {
	w := newWorld(t, with(noZone))
	for _, c := range []struct{ do, want string }{
		{"/plan", "show zone.ask"},
		{"/session", "show zone.ask"},
		{"1 ended 0", "reply button.old"},
		{"1 session", "reply button.old"},
		{"xyzzy plugh", "keep, show note.aside, show zone.unknown"},
		{"Berlin", "show zone.choose"},
		{"1 zone Europe/Berlin", "reply, change zone.set, show session.ask"},
		{"1 ended 0", "reply, change session.noted"},
	} {
		var effects []Effect
		if strings.HasPrefix(c.do, "1 ") {
			effects = w.presses(50, c.do)
		} else {
			effects = w.writes(c.do)
		}
		if got := told(effects); got != c.want {
			t.Errorf("%s: %s, want %s", c.do, got, c.want)
		}
	}
}

// A typed time is said back; the choice made there is what is logged.
func TestTypedTimes(t *testing.T) {
	for _, c := range []struct{ text, screen, want string }{
		{"3:30 pm", "session.confirm", ""}, // asked back and not answered
		{"yesterday at 6 pm", "session.confirm", "S1 -21h0m"},
		{"tomorrow 2 pm", "session.confirm", "S1 24h30m (23h0m)"},
		{"June 1 at 10am", "session.old", "S1 -197h0m"},
		{"at 2", "session.choices", "S1 -1h0m"},
	} {
		w := newWorld(t, with(asked("when")))
		show, is := w.writes(c.text)[0].(Show)
		if !is || show.Screen.Name != c.screen {
			t.Errorf("%q: %+v", c.text, show)
			continue
		}
		if got := sessions(w.m); got != "" {
			t.Errorf("%q is logged without asking: %s", c.text, got)
		}
		if c.want == "" {
			continue
		}
		w.presses(w.message, w.under[w.message][0].Data)
		if got := sessions(w.m); got != c.want || w.m.Asking.Name != "" {
			t.Errorf("%q: %s, asking %q, want %s", c.text, got, w.m.Asking.Name, c.want)
		}
	}
}

// A time that was denied is not what a later yes means.
func TestDeniedTime(t *testing.T) {
	w := newWorld(t, joined())
	dialogue(t, w, [][2]string{
		{"/session", "show session.ask"}, {"1 pm", "show session.confirm"}, {"no", "keep, show note.aside, show session.again"},
		{"ok", "keep, show note.aside, show session.again"}, {"2 pm", "show session.confirm"}, {"ok", "change session.noted"},
	})
	if got := sessions(w.m); got != "S1 -1h0m" {
		t.Error(got)
	}
}

// Where the bot was away, a time is meant as of when it was written.
func TestTimeWrittenEarlier(t *testing.T) {
	m := with(asked("when"))
	ev := Wrote{Origin: Origin{At: noon}, Message: 5, Text: "an hour ago"}
	_, effects := newTalk().Step(m, ev, noon.Add(3*time.Hour))
	if show, is := effects[0].(Show); !is || show.Screen.Args["times"] != unixMinute(noon.Add(-time.Hour)) {
		t.Errorf("%+v", effects)
	}
}

// "This morning" offers the full hours that are over.
func TestMorning(t *testing.T) {
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{noon, "7:00 am 8:00 am 9:00 am 10:00 am 11:00 am 12:00 pm Other"},
		{noon.Add(-5 * time.Hour), "7:00 am 8:00 am 9:00 am 10:00 am Other"},
		{noon.Add(-5*time.Hour - time.Minute), "7:00 am 8:00 am 9:00 am Other"},
		{noon.Add(-12 * time.Hour), "Other"},
	} {
		w := newWorld(t, joined())
		w.now = c.now
		w.presses(50, "1 morning")
		var labels []string
		for _, b := range w.under[50] {
			labels = append(labels, b.Label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("at %v: %s, want %s", c.now, got, c.want)
		}
	}
}
