package talk

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

func TestPressData(t *testing.T) {
	for _, c := range []struct {
		p    Press
		data string
	}{
		{Press{"stop", nil}, "1 stop"},
		{Press{"adult", []string{"yes"}}, "1 adult yes"},
		{Press{"consent", []string{"notes", "no"}}, "1 consent notes no"},
		{Press{"zone", []string{"America/Argentina/ComodRivadavia"}}, "1 zone America/Argentina/ComodRivadavia"},
		{Press{"snooze", []string{"evening", "S123456/prime_journal/again12"}}, "1 snooze evening S123456/prime_journal/again12"},
		{Press{"delete", []string{"9223372036854775807", "1234567890123456789"}}, "1 delete 9223372036854775807 1234567890123456789"},
	} {
		if got := c.p.Data(); got != c.data || len(got) > MaxData {
			t.Errorf("%+v: %q, want %q", c.p, got, c.data)
		}
		back, err := ParsePress(c.data)
		if err != nil || back.Verb != c.p.Verb || !slices.Equal(back.Args, c.p.Args) {
			t.Errorf("%q: %+v, %v, want %+v", c.data, back, err, c.p)
		}
	}
}

func TestOldButtons(t *testing.T) {
	for _, data := range []string{
		"", " ", "1", "1 ", "stop", "0 stop", "2 stop", "11 stop", "1 STOP", "1 nothing", "1  stop", " 1 stop", "1 stop ", "1 stop now", "1 adult", "1 adult ",
		"1 adult yes no", "1 adult y\x00s", "1 adult y\ts", "1 zone Europe/Z\u00fcrich", "1 zone \xff", "1\u00a0stop", "1 stop\n", "1 undo " + strings.Repeat("S", 60),
	} {
		if p, err := ParsePress(data); !errors.Is(err, ErrOldButton) {
			t.Errorf("%q: %+v, %v", data, p, err)
		}
	}
}

func TestImpossibleButtons(t *testing.T) {
	for _, p := range []Press{
		{"nothing", nil}, {"adult", nil}, {"stop", []string{"now"}}, {"adult", []string{""}}, {"adult", []string{"y s"}}, {"zone", []string{strings.Repeat("x", 60)}},
		{"consent", []string{"notes yes"}}, {"ended 0", nil},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v makes a button", p)
				}
			}()
			p.Data()
		}()
	}
}

// Every verb is understood by the flow it belongs to: a press of each is
// answered by something, in some state of the conversation.
func TestEveryVerb(t *testing.T) {
	args := map[string]string{
		"adult": "yes", "consent": "nudges yes", "zone": "Europe/Paris", "ended": "60", "log": unixMinute(noon), "undo": "S1",
		"meet": unixMinute(noon.Add(time.Hour)), "unmeet": "A1", "calendar": "A1", "intend": "S2", "takeaway": "A1 no", "scale": "S1/capture", "mood": "6 1 S1/capture", "unmood": "1 -",
		"write": "S1/capture", "later": "S1/capture", "snooze": "hour S1/capture", "notnow": "S1/capture", "fewer": "S1/capture", "back": "S1/capture",
		"why": "S1/capture", "reread": "S1/capture", "going": "yes C1/circle", "held": "yes S1/capture",
		"booked": "S1/therapy", "monday": "S1/therapy", "declined": "S1/therapy", "journal": "0", "open": "90 0", "show": "90 0", "delete": "90 0", "keep": "90", "rest": "90", "found": "0", "hit": "90 0 0", "drop": "90 0", "bring": "yes 90 0 journal", "document": "S1/capture",
		"practice": "walk S1/mindfulness", "practise": "breaths five S1/mindfulness", "practised": "-", "set": "main", "language": "es", "discreet": "off", "tidy": "on", "hours": "480 1260", "kind": "capture off", "intensity": "full", "pause": "week", "forget": "no",
	}
	for _, verb := range slices.Sorted(maps.Keys(verbs)) {
		w := newWorld(t, withNudges(t))
		w.m.Log = append(w.m.Log, nudges.Entry{Nudge: "C1/circle", Kind: nudges.CircleInvite, Session: "C1", Outcome: nudges.Delivered})
		meets(24 * time.Hour)(&w.m)
		coming(24 * time.Hour)(&w.m)
		w.m.Moods = 1
		data := strings.TrimSpace("1 " + verb + " " + args[verb])
		effects := w.presses(50, data)
		if r, is := effects[0].(Reply); !is || r.Screen.Name == "button.old" {
			t.Errorf("%q: %s", data, told(effects))
		}
	}
}

func FuzzPress(f *testing.F) {
	for _, data := range []string{"", "1 stop", "1 zone America/New_York", "1 open 5 0", "1 delete 1 2", "2 stop", "1 snooze hour S1/capture", "\xff\x00"} {
		f.Add(data)
	}
	talk, m := newTalk(), withNudges(f)
	f.Fuzz(func(t *testing.T, data string) {
		p, err := ParsePress(data)
		if err == nil && p.Data() != data {
			t.Errorf("%q is written as %q", data, p.Data())
		}
		if err != nil && (err != ErrOldButton || p.Verb != "" || p.Args != nil) {
			t.Errorf("%q: %+v, %v", data, p, err)
		}
		w := &world{Talk: talk, t: t, now: noon, m: m, message: 100, under: map[int][]Button{}}
		w.presses(50, data)
	})
}
