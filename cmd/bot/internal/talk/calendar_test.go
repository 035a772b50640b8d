package talk

import (
	"slices"
	"strings"
	"testing"

	"afterglow/nudges"
)

// withCircle is a talk whose clinic holds a circle in three days.
func withCircle() *Talk {
	talk := newTalk()
	talk.Protocol.Circles = nudges.Listed{{ID: "C1", At: noon.Add(3 * day), Name: "Evening, circle", Link: "https://example.com/circle"}}
	return talk
}

// The file says what it is called in the chat, and not whose it is.
func TestCalendarFile(t *testing.T) {
	for _, c := range []struct {
		of   string
		want []string
	}{
		{"A1", []string{"DTSTART:20260611T190000Z", "DTEND:20260611T200000Z", "SUMMARY:Your talk", "DTSTAMP:20260609T190000Z", "CLASS:PRIVATE"}},
		{"C1", []string{"DTSTART:20260612T190000Z", "DTEND:20260612T203000Z", `SUMMARY:Evening\, circle`}},
		{"A2", nil},
		{"C2", nil},
	} {
		w := newWorld(t, with(meets(2*day)))
		w.Talk = withCircle()
		press := "reply, hand calendar.file"
		if c.want == nil {
			press = "reply button.old"
		}
		for range 2 {
			if got := told(w.presses(50, "1 calendar "+c.of)); got != press {
				t.Errorf("%s: %s, want %s", c.of, got, press)
			}
		}
		d := w.draws(screen("calendar.file", "of", c.of))
		if d.HTML != "For your calendar." || len(d.Buttons) > 0 || len(d.Files) > 1 || (len(d.Files) == 1) != (c.want != nil) {
			t.Fatalf("%s: %+v", c.of, d)
		}
		for _, f := range d.Files {
			lines := strings.Split(string(f.Data), "\r\n")
			for _, want := range c.want {
				if !slices.Contains(lines, want) {
					t.Errorf("%s: no %s in\n%s", c.of, want, f.Data)
				}
			}
			if f.Name != "event.ics" || f.Protect || strings.Contains(string(f.Data), "Example Clinic") || strings.Contains(string(f.Data), "http") {
				t.Errorf("%s: %+v\n%s", c.of, f, f.Data)
			}
		}
	}
}

func TestCalendarFileOfStranger(t *testing.T) {
	w := newWorld(t, joinedNever())
	w.Talk = withCircle()
	if got := told(w.presses(50, "1 calendar C1")); got != "reply button.old" {
		t.Error(got)
	}
}

// An event is called the same each time, and differently for everybody.
func TestEventUID(t *testing.T) {
	seen := map[string]bool{}
	for _, seed := range []uint64{1, 2, 1 << 63} {
		for _, id := range []string{"A1", "A2", "C1"} {
			uid := eventUID(seed, id)
			if uid != eventUID(seed, id) || seen[uid] || len(uid) != 32 || strings.Trim(uid, "0123456789abcdef") != "" {
				t.Errorf("%d %s: %q", seed, id, uid)
			}
			seen[uid] = true
		}
	}
}

// The button stands where there is something to put into a calendar.
func TestCalendarButtons(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Screen
		want bool
	}{
		{"a talk", screen("appointment.noted", "appointment", "A1"), true},
		{"a talk that was taken out", screen("appointment.noted", "appointment", "A2"), false},
		{"a circle", screen("circle.going", "circle", "C1"), true},
		{"a circle that is over", screen("circle.going", "circle", "C0"), false},
	} {
		w := newWorld(t, with(meets(2*day)))
		w.Talk = withCircle()
		d := w.draws(c.s)
		if got := slices.ContainsFunc(slices.Concat(d.Buttons...), func(b Button) bool { return strings.HasPrefix(b.Data, "1 calendar ") }); got != c.want {
			t.Errorf("%s: %+v", c.name, d.Buttons)
		}
	}
}
