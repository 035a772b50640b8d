package talk

import (
	"strings"
	"testing"

	"afterglow/nudges"
)

func TestSettings(t *testing.T) {
	w := newWorld(t, joined())
	dialogue(t, w, [][2]string{
		{"/settings", "show settings"},
		{"[set zone]", "reply, change zone.ask"},
		{"Paris", "show zone.choose"},
		{"[zone Europe/Paris]", "reply, change zone.set"},
		{"[set hours]", "reply, change settings.hours"},
		{"[hours 420 1200]", "reply, change settings"},
		{"a note now", "keep, react"},
		{"[set hours]", "reply, change settings.hours"},
		{"9am until midnight", "show settings"},
		{"[set hours]", "reply, change settings.hours"},
		{"[set main]", "reply, change settings"},
		{"8-21", "keep, react"},
		{"[set kinds]", "reply, change settings.kinds"},
		{"[kind mindfulness off]", "reply, change settings.kinds"},
		{"[kind mindfulness off]", "reply, change settings.kinds"},
		{"[kind therapy off]", "reply, change settings.kinds"},
		{"[kind therapy on]", "reply, change settings.kinds"},
		{"[set intensity]", "reply, change settings.intensity"},
		{"[intensity gentle]", "reply, change settings"},
		{"[set notes]", "reply, change settings.notes"},
		{"[consent notes no]", "reply, change settings"},
	})
	want := "Settings\nClock: Paris\nWaking hours: 9:00 am – 12:00 am\nHow much: Gentle\nTurned off: A short practice\nNotes: not kept"
	if got, _ := visible(w.draws(screen("settings")).HTML); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestForgedSettings(t *testing.T) {
	for _, press := range []string{
		"set nothing", "set Main", "hours 0 x", "hours -1 600", "hours 1440 600", "hours 600 1441", "hours 600 700", "hours 600 719", "hours 1380 30", "kind everything off", "kind capture maybe", "kind  off",
		"intensity loud", "intensity Gentle", "consent sleep yes", "consent notes maybe", "zone Local", "zone UTC", "zone ../../etc/passwd", "zone europe/paris",
	} {
		if got := told(newWorld(t, joined()).presses(50, "1 "+press)); got != "reply button.old" {
			t.Errorf("%s: %s", press, got)
		}
	}
	for _, press := range []string{"set main", "hours 480 1260", "kind capture off", "intensity full"} {
		if got := told(newWorld(t, joinedNever()).presses(50, "1 "+press)); got != "reply button.old" {
			t.Errorf("%s of a stranger: %s", press, got)
		}
	}
}

// Hours are at least two long, may go round midnight, and the same twice is the
// whole day.
func TestSetHours(t *testing.T) {
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{480, 1260, "8:00 am – 9:00 pm"}, {0, 1440, "the whole day"}, {0, 0, "the whole day"}, {600, 600, "the whole day"}, {600, 720, "10:00 am – 12:00 pm"},
		{1320, 360, "10:00 pm – 6:00 am"}, {1380, 60, "11:00 pm – 1:00 am"}, {540, 1440, "9:00 am – 12:00 am"},
	} {
		w := newWorld(t, joined())
		w.presses(50, "1 hours "+count(c.from)+" "+count(c.to))
		text, _ := visible(w.draws(screen("settings")).HTML)
		if !strings.Contains(text, "Waking hours: "+c.want+"\n") {
			t.Errorf("%d to %d: %s", c.from, c.to, text)
		}
		if h := nudges.Waking(w.Protocol, w.m); h.From < 0 || h.From > 1439 || h.To < 0 || h.To > 1439 {
			t.Errorf("%d to %d are kept as %v", c.from, c.to, h)
		}
	}
}

// Erasing takes one confirmation, and any other answer leaves everything.
func TestForget(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.notes = written(3)
	dialogue(t, w, [][2]string{
		{"/forget", "show forget.ask"}, {"[forget maybe]", "reply button.old"}, {"[forget no]", "reply, change forget.kept"},
	})
	if len(w.notes) != 3 || len(w.m.Sessions) != 1 {
		t.Error("it is gone before it was asked for")
	}
	dialogue(t, w, [][2]string{{"[forget yes]", "forget, reply"}, {"hello", "show start.welcome"}})
	if len(w.notes) > 0 || len(w.m.Sessions) > 0 {
		t.Error("something is left")
	}
	dialogue(t, newWorld(t, joinedNever()), [][2]string{{"/forget", "show forget.ask"}, {"[forget yes]", "forget, reply"}})
}
