package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// guided is a member whose first breath in begins at noon.
func guided(long time.Duration) nudges.Member {
	return with(func(m *nudges.Member) { m.Practice = nudges.Practice{Message: 50, Began: noon, Length: long} })
}

func TestGuide(t *testing.T) {
	const sec, min = time.Second, time.Minute
	for _, c := range []struct {
		long, at     time.Duration
		screen, left string
		begins, ends time.Duration // the latter 0 where it is over
	}{
		{2 * min, -5 * sec, "", "", 0, 0},
		{2 * min, -1, "", "", 0, 0},
		{2 * min, 0, "breath.in", "2", 0, 4 * sec},
		{2 * min, 3900 * time.Millisecond, "breath.in", "2", 0, 4 * sec},
		{2 * min, 4*sec - 1, "breath.in", "2", 0, 4 * sec},
		{2 * min, 4 * sec, "breath.out", "2", 4 * sec, 10 * sec},
		{2 * min, 9900 * time.Millisecond, "breath.out", "2", 4 * sec, 10 * sec},
		{2 * min, 10 * sec, "breath.in", "2", 10 * sec, 14 * sec},
		{2 * min, 30 * sec, "breath.in", "2", 30 * sec, 34 * sec},
		{2 * min, 34 * sec, "breath.out", "1", 34 * sec, 40 * sec},
		{2 * min, 90 * sec, "breath.in", "1", 90 * sec, 94 * sec},
		{2 * min, 94 * sec, "breath.out", "0", 94 * sec, 100 * sec},
		{2 * min, 2*min - 1, "breath.out", "0", 114 * sec, 2 * min},
		{2 * min, 2 * min, "breath.done", "", 2 * min, 0},
		{2 * min, 1000 * time.Hour, "breath.done", "", 2 * min, 0},
		{10 * min, 0, "breath.in", "10", 0, 4 * sec},
		{10 * min, 5*min + 7*sec, "breath.out", "5", 5*min + 4*sec, 5*min + 10*sec},
		{fiveBreaths, 49 * sec, "breath.out", "0", 44 * sec, 50 * sec},
		{fiveBreaths, 50 * sec, "breath.done", "", 50 * sec, 0},
	} {
		p, ok := Guide(guided(c.long), noon.Add(c.at))
		if !ok && c.screen == "" && p.Message == 0 {
			continue
		}
		ends := noon.Add(c.ends)
		if c.ends == 0 {
			ends = time.Time{}
		}
		if !ok || p.Message != 50 || p.Screen.Name != c.screen || p.Screen.Args["left"] != c.left || !p.Begins.Equal(noon.Add(c.begins)) || !p.Ends.Equal(ends) || p.Over != (c.ends == 0) {
			t.Errorf("%v of %v: %+v %v, want %s, %s min left, from %v to %v", c.at, c.long, p, ok, c.screen, c.left, c.begins, c.ends)
		}
	}
	if p, ok := Guide(joined(), noon); ok {
		t.Errorf("nothing is guided, and %+v", p)
	}
}

// Whenever one looks, the phases follow each other without a gap, from the first
// breath to the end.
func TestPhasesFollow(t *testing.T) {
	for _, long := range []time.Duration{fiveBreaths, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute} {
		m, n := guided(long), 0
		for at := noon; ; n++ {
			p, ok := Guide(m, at)
			if !ok || !p.Begins.Equal(at) || n > 2*int(long/breath) {
				t.Fatalf("%v: at %v: %+v %v", long, at.Sub(noon), p, ok)
			}
			if last, _ := Guide(m, p.Ends.Add(-1)); !p.Over && last.Screen.Name != p.Screen.Name {
				t.Errorf("%v: %s turns into %s", long, p.Screen.Name, last.Screen.Name)
			}
			if p.Over {
				break
			}
			at = p.Ends
		}
		if want := 2 * int(long/breath); n != want {
			t.Errorf("%v: %d phases, want %d", long, n, want)
		}
	}
}

// The alarm is that of whatever comes first, the next nudge or the next phase.
func TestAlarmWhileBreathing(t *testing.T) {
	talk := newTalk()
	m := guided(2 * time.Minute)
	m.Sessions = []nudges.Session{{ID: "S1", End: noon.Add(-20 * time.Hour), Logged: noon.Add(-20 * time.Hour)}}
	bare := m
	bare.Practice = nudges.Practice{}
	slot, nudge := nudges.Alarm(talk.Protocol, bare, noon.Add(-time.Hour))
	if slot.IsZero() {
		t.Fatal("no nudge to compare with")
	}
	for _, c := range []struct {
		name                string
		began, now          time.Duration // since the nudge is due
		alarm, alreadyShown time.Duration
	}{
		{"the first breath", -30 * time.Second, -33 * time.Second, -30 * time.Second, -30 * time.Second},
		{"a phase", -30 * time.Second, -27 * time.Second, -30 * time.Second, -26 * time.Second},
		{"the nudge", -3 * time.Second, -2 * time.Second, -3 * time.Second, 0},
		{"the end", -150 * time.Second, -20 * time.Second, -30 * time.Second, -30 * time.Second},
		{"the nudge before the first breath", time.Second, -2 * time.Second, 0, 0},
	} {
		m.Practice.Began, m.Next = nudge.Add(c.began), slot
		for shown, want := range map[bool]time.Duration{false: c.alarm, true: c.alreadyShown} {
			alarm := talk.Alarm
			if shown {
				alarm = talk.AlarmShown
			}
			got, ring := alarm(m, nudge.Add(c.now))
			if !ring.Equal(nudge.Add(want)) || !got.Next.Equal(slot) {
				t.Errorf("%s, shown %v: it rings at %v for %v, want %v", c.name, shown, ring.Sub(nudge), got.Next, want)
			}
		}
	}
}

// A phase says how long it takes in dots, and never shows a name.
func TestBreathDrawn(t *testing.T) {
	for at, want := range map[time.Duration]string{
		0: "Breathe in\n● ● ● ●\n\n2 min left", 4 * time.Second: "Breathe out, slowly\n○ ○ ○ ○ ○ ○\n\n2 min left", 114 * time.Second: "Breathe out, slowly\n○ ○ ○ ○ ○ ○\n\nnearly there",
	} {
		m := guided(2 * time.Minute)
		p, _ := Guide(m, noon.Add(at))
		d, err := newTalk().Draw(Scene{Screen: p.Screen, Member: m, Now: noon})
		if err != nil || d.HTML != want || len(d.Buttons) != 1 || d.Buttons[0][0].Data != "1 endbreath" {
			t.Errorf("%v: %+v, %v, want %q", at, d, err, want)
		}
	}
}

func TestBreathing(t *testing.T) {
	w := newWorld(t, withNudges(t))
	if got := told(w.presses(203, "1 practise breaths 2 S1/mindfulness")); got != "reply, change breath.ready" {
		t.Errorf("to begin: %s", got)
	}
	want := nudges.Practice{Message: 203, Began: noon.Add(5 * time.Second), Length: 2 * time.Minute, Nudge: "S1/mindfulness"}
	if w.m.Practice != want || w.m.Log[2].Answered.IsZero() {
		t.Errorf("%+v, %+v", w.m.Practice, w.m.Log[2])
	}
	w.now = noon.Add(7 * time.Second)
	if got := told(w.presses(203, "1 practise breaths 2 S1/mindfulness")); got != "reply" || w.m.Practice != want {
		t.Errorf("pressed twice: %s, %+v", got, w.m.Practice)
	}
	for _, text := range []string{"the window was open", "/plan", "I want to die", "/practice"} {
		if w.writes(text); w.m.Practice != want {
			t.Errorf("%q ends it", text)
		}
	}
	if got := told(w.presses(60, "1 practise breaths five -")); got != "reply, change breath.stopped, change breath.ready" || w.m.Practice.Message != 60 || w.m.Practice.Length != 50*time.Second {
		t.Errorf("another: %s, %+v", got, w.m.Practice)
	}
	if got := told(w.presses(60, "1 endbreath")); got != "reply, change breath.stopped" || w.m.Practice != (nudges.Practice{}) {
		t.Errorf("ended: %s, %+v", got, w.m.Practice)
	}
	if got := told(w.presses(60, "1 practise breaths 2 -")); got != "reply, change breath.ready" {
		t.Errorf("once more: %s", got)
	}
	if got := told(w.writes("stop")); got != "show stop.done, change breath.stopped" || w.m.Practice != (nudges.Practice{}) {
		t.Errorf("STOP: %s, %+v", got, w.m.Practice)
	}
	if got := told(w.presses(0, "1 practise breaths five -")); got != "reply, change practice.breaths" || w.m.Practice != (nudges.Practice{}) {
		t.Errorf("in a message that Telegram does not name: %s, %+v", got, w.m.Practice)
	}
	w.presses(60, "1 practise breaths 2 -")
	if w.happens(Left{w.origin()}); w.m.Practice != (nudges.Practice{}) {
		t.Error("it goes on for a member who left")
	}
}

// Done to the end, the nudge that it was chosen under does not come back; given
// up, it does.
func TestBreathed(t *testing.T) {
	for _, done := range []bool{true, false} {
		m := guided(2 * time.Minute)
		m.Practice.Nudge = "S1/mindfulness/again1"
		m.Reminders = []nudges.Reminder{{Nudge: "S1/mindfulness", Slot: noon.Add(time.Hour)}, {Nudge: "S1/therapy", Slot: noon.Add(time.Hour)}}
		before := encoded(t, m)
		got := Breathed(m, done)
		if got.Practice != (nudges.Practice{}) || len(got.Reminders) != map[bool]int{true: 1, false: 2}[done] || got.Reminders[len(got.Reminders)-1].Nudge != "S1/therapy" {
			t.Errorf("done %v: %+v", done, got)
		}
		if encoded(t, m) != before || strings.Contains(encoded(t, got), "Message\":50") {
			t.Errorf("done %v: %s", done, encoded(t, got))
		}
	}
}
