package talk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// faces writes buttons as a chat does, with what they ask for.
func faces(rows [][]Button) string {
	var lines []string
	for _, row := range rows {
		line := ""
		for _, b := range row {
			line += "[" + b.Label + ": " + strings.TrimPrefix(b.Data, "1 ") + "]"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestPracticeButtons(t *testing.T) {
	for _, c := range []struct {
		s    Screen
		want string
	}{
		{screen("practice.menu"), "[Walk outside: practice walk -][Music or drawing: practice music -]\n[Slow breaths: practice breaths -][Stretch or yoga: practice stretch -]\n[Sit quietly: practice sit -][Body scan: practice scan -]"},
		{screen("practice.minutes", "practice", "sit", "nudge", "-"), "[2 min: practise sit 2 -][5 min: practise sit 5 -][10 min: practise sit 10 -]\n[Back: practices]"},
		{screen("practice.minutes", "practice", "walk", "nudge", "S1/mindfulness"), "[2 min: practise walk 2 S1/mindfulness][5 min: practise walk 5 S1/mindfulness][10 min: practise walk 10 S1/mindfulness]\n[Back: back S1/mindfulness]"},
		{screen("practice.scan", "minutes", "5", "nudge", "S1/mindfulness"), "[Done: practised S1/mindfulness]"},
		{screen("practice.done"), ""},
	} {
		d, err := newTalk().Draw(Scene{Screen: c.s, Member: joined(), Now: noon})
		if err != nil || faces(d.Buttons) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.s.Name, err, faces(d.Buttons), c.want)
		}
	}
}

// Even under the nudge with the longest name each button fits.
func TestPracticeButtonsFit(t *testing.T) {
	const id = "S123456/mindfulness_2/again12"
	d := newTalk().drawing(Scene{Member: joined(), Now: noon})
	rows := append(d.practiceRows(id), []Button{d.fiveBreaths(id)})
	for _, name := range practices {
		drawn, err := newTalk().Draw(Scene{Screen: screen("practice.minutes", "practice", name, "nudge", id), Member: joined(), Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, drawn.Buttons...)
	}
	checkButtons(t, "practices", rows)
	if n := len(slices.Concat(rows...)); n != 6+1+6*4 {
		t.Errorf("%d buttons", n)
	}
}

func TestPressPractice(t *testing.T) {
	const old = "reply button.old"
	for _, c := range []struct {
		data, want string
		m          nudges.Member
	}{
		{"practices", "reply, change practice.menu", joined()},
		{"practice walk -", "reply, rebutton practice.minutes", joined()},
		{"practice breaths S1/mindfulness", "reply, rebutton practice.minutes", withNudges(t)},
		{"practise scan 10 -", "reply, change practice.scan", joined()},
		{"practise breaths 10 -", "reply, change breath.ready", joined()},
		{"practise breaths 10 -", "reply, change breath.ready", with(stopped, noZone, noNotes)},
		{"practise walk 2 -", "reply, change breath.stopped, change practice.walk", guided(time.Minute)},
		{"practised -", "reply, change practice.done", joined()},
		{"practised S1/mindfulness", "reply, change practice.done", withNudges(t)},
		{"endbreath", "reply, change breath.stopped", joined()},
		{"practices", old, joinedNever()},
		{"practice walk -", old, joinedNever()},
		{"endbreath", old, joinedNever()},
		{"practice run -", old, joined()},
		{"practice menu -", old, joined()},
		{"practice walk S1/mindfulness", old, joined()},
		{"practise walk 3 -", old, joined()},
		{"practise walk five -", old, joined()},
		{"practise breaths 3 -", old, joined()},
		{"practise breaths 2 S2/mindfulness", old, withNudges(t)},
		{"practised S1/prime", old, withNudges(t)},
	} {
		w := newWorld(t, c.m)
		if got := told(w.presses(60, "1 "+c.data)); got != c.want {
			t.Errorf("%q: %s, want %s", c.data, got, c.want)
		}
	}
}

// A press under a nudge is its answer, and Done takes back what was put off.
func TestPracticeUnderNudge(t *testing.T) {
	for data, drops := range map[string]bool{"practice sit S1/mindfulness": false, "practise sit 2 S1/mindfulness": false, "practised S1/mindfulness": true} {
		m := withNudges(t)
		m.Reminders = []nudges.Reminder{{Nudge: "S1/mindfulness", Kind: nudges.Mindfulness, Session: "S1", Slot: noon.Add(time.Hour)}, {Nudge: "S1/therapy", Kind: nudges.Therapy, Session: "S1", Slot: noon.Add(2 * time.Hour)}}
		w := newWorld(t, m)
		w.presses(203, "1 "+data)
		if !w.m.Log[2].Answered.Equal(noon) || !w.m.Log[1].Answered.IsZero() {
			t.Errorf("%q: answered %v", data, w.m.Log)
		}
		if left := len(w.m.Reminders); (left == 1) != drops || w.m.Reminders[left-1].Nudge != "S1/therapy" {
			t.Errorf("%q: reminders %v", data, w.m.Reminders)
		}
	}
}
