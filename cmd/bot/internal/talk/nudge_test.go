package talk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/nudges"
)

// withNudges is a member who was sent capture, prime_journal, mindfulness and
// therapy after a session, the last a minute ago, as messages 201 to 204.
func withNudges(t testing.TB) nudges.Member {
	t.Helper()
	m := joined()
	end := noon.Add(-47 * time.Hour)
	m.Sessions = []nudges.Session{{ID: "S1", End: end, Logged: end}}
	m.Counted = 1
	for i, e := range []struct {
		kind nudges.Kind
		at   time.Duration
	}{{nudges.Capture, 4 * time.Hour}, {nudges.PrimeJournal, 17 * time.Hour}, {nudges.Mindfulness, 22 * time.Hour}, {nudges.Therapy, 47*time.Hour - time.Minute}} {
		m.Log = append(m.Log, nudges.Entry{Nudge: nudges.NewID("S1", e.kind), Kind: e.kind, Session: "S1", Slot: end.Add(e.at), At: end.Add(e.at),
			Outcome: nudges.Delivered, Prompt: string(e.kind[0]) + "1", Message: 201 + i})
	}
	return m
}

// What a locked phone shows of a nudge is its first line; the rest is a
// spoiler, and nothing of the member's is in it.
func TestDrawNudge(t *testing.T) {
	talk := newTalk()
	for _, k := range talk.Protocol.Kinds() {
		for seed := range uint64(12) {
			m := withNudges(t)
			m.Seed = seed
			n := nudges.Nudge{ID: nudges.NewID("S1", k), Kind: k, Session: "S1", Silent: seed%2 == 0}
			d, id := talk.DrawNudge(m, n, nudges.Note{})
			checkDrawn(t, string(k), d)
			first, rest, _ := strings.Cut(d.HTML, "\n")
			if strings.ContainsAny(first, "<>") || !strings.HasPrefix(rest, "<tg-spoiler>") || !strings.HasSuffix(rest, "</tg-spoiler>") || strings.Count(rest, "<") != 2 {
				t.Errorf("%s shows before the tap: %s", k, d.HTML)
			}
			if !slices.ContainsFunc(talk.Words.Prompts("en", k), func(p content.Prompt) bool { return p.ID == id && first == escape(p.First) }) {
				t.Errorf("%s was drawn with %q: %s", k, id, d.HTML)
			}
			if d.Silent != n.Silent || d.Protect || len(d.Files) > 0 {
				t.Errorf("%s: %+v", k, d)
			}
		}
	}
}

// What was put off comes back in the words of its first sending, whatever was
// sent since.
func TestDrawNudgeAgain(t *testing.T) {
	talk, m := newTalk(), withNudges(t)
	m.Log[1].Prompt = "p7"
	m.Log = append(m.Log, nudges.Entry{Nudge: "S2/prime_journal", Kind: nudges.PrimeJournal, Session: "S2", Outcome: nudges.Delivered, Prompt: "p3"})
	_, first := talk.DrawNudge(m, nudges.Nudge{ID: "S3/prime_journal", Kind: nudges.PrimeJournal, Session: "S3"}, nudges.Note{})
	if first == "p7" || first == "p3" {
		t.Errorf("a new nudge comes in the words %s, used before", first)
	}
	d, again := talk.DrawNudge(m, nudges.Nudge{ID: "S1/prime_journal/again1", Kind: nudges.PrimeJournal, Session: "S1", Again: 1}, nudges.Note{})
	if again != "p7" || !strings.HasPrefix(d.HTML, "A blank page, no hurry.") {
		t.Errorf("it came back in the words %s: %s", again, d.HTML)
	}
	m.Log[1].Prompt = "gone"
	if _, again := talk.DrawNudge(m, nudges.Nudge{ID: "S1/prime_journal/again1", Kind: nudges.PrimeJournal, Session: "S1", Again: 1}, nudges.Note{}); again == "" || again == "gone" {
		t.Errorf("words that are gone come back as %q", again)
	}
}

func TestNudgeButtons(t *testing.T) {
	for _, c := range []struct{ press, want string }{
		{"write S1/capture", "reply nudge.write"},
		{"later S1/therapy", "reply, rebutton nudge.later"},
		{"fewer S1/therapy", "reply, rebutton nudge.fewer"},
		{"back S1/therapy", "reply, rebutton nudge.buttons"},
		{"notnow S1/capture", "reply nudge.not_now, rebutton"},
		{"declined S1/therapy", "reply nudge.not_now, rebutton"},
		{"booked S1/therapy", "reply, rebutton, show appointment.booked"},
		{"monday S1/therapy", "reply, rebutton, show nudge.put_off"},
		{"snooze hour S1/therapy", "reply, rebutton, show nudge.put_off"},
		{"snooze morning S1/therapy", "reply, rebutton, show nudge.put_off"},
		{"snooze evening S1/prime_journal", "reply nudge.too_late"},
		{"snooze someday S1/therapy", "reply nudge.too_late"},
		{"write S2/capture", "reply button.old"},
		{"monday therapy", "reply button.old"},
		{"undo S01", "reply button.old"},
		{"undo S1", "reply, change session.undone"},
		{"kind therapy off", "reply, rebutton, show fewer.done"},
		{"intensity gentle", "reply, rebutton, show fewer.done"},
	} {
		w := newWorld(t, withNudges(t))
		if got := told(w.presses(204, "1 "+c.press)); got != c.want {
			t.Errorf("%s: %s, want %s", c.press, got, c.want)
		}
	}
}

// While nudges are off or held back, none is promised.
func TestNothingIsPromised(t *testing.T) {
	for name, change := range map[string]func(*nudges.Member){
		"stopped": stopped, "paused": func(m *nudges.Member) { m.PausedUntil = noon.Add(200 * time.Hour) }, "held": func(m *nudges.Member) { m.HeldUntil = noon.Add(200 * time.Hour) },
	} {
		for _, press := range []string{"monday S1/therapy", "snooze hour S1/therapy"} {
			m := withNudges(t)
			change(&m)
			w := newWorld(t, m)
			if got := told(w.presses(204, "1 "+press)); got != "reply nudge.too_late" || len(w.m.Reminders) > 0 {
				t.Errorf("%s: %s: %s, %v", name, press, got, w.m.Reminders)
			}
		}
	}
}

// A tap is an answer, for the plan and for the words.
func TestTapsAnswer(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.presses(202, "1 write S1/prime_journal")
	if got := w.m.Log[1].Answered; !got.Equal(noon) || !w.m.Log[0].Answered.IsZero() {
		t.Errorf("answered at %v", got)
	}
	w.now = w.now.Add(time.Minute)
	w.presses(202, "1 notnow S1/prime_journal")
	if got := w.m.Log[1].Answered; !got.Equal(noon) {
		t.Errorf("the second tap counts: %v", got)
	}
}

// A button pressed twice does once what it says.
func TestPressedTwice(t *testing.T) {
	for _, press := range []string{"monday S1/therapy", "snooze hour S1/therapy", "snooze morning S1/therapy"} {
		w := newWorld(t, withNudges(t))
		w.presses(204, "1 "+press)
		one := slices.Clone(w.m.Reminders)
		w.now = w.now.Add(2 * time.Second)
		if got := told(w.presses(204, "1 "+press)); got != "reply" || len(one) != 1 || !slices.Equal(one, w.m.Reminders) {
			t.Errorf("%s again: %s, %v", press, got, w.m.Reminders)
		}
	}
}

// Booked, pressed under the reminder, takes back the next reminder too.
func TestBookedUnderReminder(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.m.Muted = slices.DeleteFunc(w.Protocol.Kinds(), func(k nudges.Kind) bool { return k == nudges.Therapy })
	w.presses(204, "1 monday S1/therapy")
	if !w.nudged() || w.m.Log[4].Nudge != "S1/therapy/again1" {
		t.Fatalf("the reminder was not sent: %v", w.m.Log)
	}
	id := w.message
	w.presses(id, "1 monday S1/therapy/again1")
	w.presses(id, "1 booked S1/therapy/again1")
	if w.nudged() {
		t.Errorf("after Booked comes %s", w.m.Log[len(w.m.Log)-1].Nudge)
	}
}

// A nudge whose session was taken out can't come back: the member is told.
func TestMondayOfNoSession(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.presses(300, "1 undo S1")
	if got := told(w.presses(204, "1 monday S1/therapy")); got != "reply nudge.too_late" {
		t.Error(got)
	}
}

// A note is filed with the nudge it answers.
func TestEchoed(t *testing.T) {
	for _, c := range []struct {
		name    string
		replyTo int
		change  func(*world)
		want    nudges.ID
	}{
		{"the latest unanswered", 0, func(*world) {}, "S1/therapy"},
		{"the one it replies to", 201, func(*world) {}, "S1/capture"},
		{"a reply to something else", 77, func(*world) {}, ""},
		{"where Write was pressed", 0, func(w *world) { w.presses(202, "1 write S1/prime_journal") }, "S1/prime_journal"},
		{"a reply says more than Write", 201, func(w *world) { w.presses(202, "1 write S1/prime_journal") }, "S1/capture"},
		{"Write long ago", 0, func(w *world) { w.presses(202, "1 write S1/prime_journal"); w.now = w.now.Add(31 * time.Minute) }, "S1/therapy"},
		{"all answered", 0, func(w *world) { w.presses(204, "1 notnow S1/therapy") }, ""},
		{"too long ago", 0, func(w *world) { w.now = w.now.Add(6 * time.Hour) }, ""},
		{"never sent", 0, func(w *world) { w.m.Log[3].Outcome = nudges.Dropped }, ""},
	} {
		w := newWorld(t, withNudges(t))
		c.change(w)
		w.writes("a page", c.replyTo)
		n := w.notes[0]
		if n.Nudge != c.want || (n.Prompt == "") != (c.want == "") || n.Session != "S1" || n.Text != "a page" {
			t.Errorf("%s: %+v, want %s", c.name, n, c.want)
		}
	}
}

// After Write, the next text is the note and the one after it another.
func TestWrite(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.presses(201, "1 write S1/capture")
	w.writes("one")
	w.writes("two")
	if w.m.Asking.Name != "" || len(w.notes) != 2 || w.notes[0].Nudge != "S1/capture" || w.notes[1].Nudge != "S1/therapy" {
		t.Errorf("asking %q, notes %+v", w.m.Asking.Name, w.notes)
	}
	if n := len(w.m.Wrote); n != 2 {
		t.Errorf("%d moments of notes", n)
	}
	w.now = w.now.Add(73 * time.Hour)
	w.writes("three")
	if n := len(w.m.Wrote); n != 1 {
		t.Errorf("after three days %d moments of notes", n)
	}
}
