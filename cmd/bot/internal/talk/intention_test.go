package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// coming logs a session that begins a while from now, for an hour.
func coming(until time.Duration) func(*nudges.Member) {
	return func(m *nudges.Member) {
		m.Counted++
		start := noon.Add(until)
		m.Sessions = append(m.Sessions, nudges.Session{ID: nudges.SessionID("S" + count(m.Counted)), Start: start, End: start.Add(time.Hour), Logged: noon.Add(-time.Hour)})
	}
}

// over logs a session that ended a while ago.
func over(since time.Duration) func(*nudges.Member) {
	return func(m *nudges.Member) {
		m.Counted++
		end := noon.Add(-since)
		m.Sessions = append(m.Sessions, nudges.Session{ID: nudges.SessionID("S" + count(m.Counted)), End: end, Logged: end})
	}
}

// line says that the latest session has a note with its intention.
func line(message int) func(*nudges.Member) {
	return func(m *nudges.Member) { m.Sessions[len(m.Sessions)-1].Intention = message }
}

func TestIntentionCommand(t *testing.T) {
	for _, c := range []struct {
		name string
		m    nudges.Member
		text string
		want string
		line int // of the latest session, afterwards
	}{
		{"a stranger", joinedNever(), "/intention", "show start.welcome", 0},
		{"no session", joined(), "/intention", "show intention.none", 0},
		{"no session, and a line", joined(), "/intention slow", "keep, show note.aside, show intention.none", 0},
		{"one that is over, without a line", with(over(time.Hour)), "/intention", "show intention.none", 0},
		{"one that is over, with a line", with(over(time.Hour), line(60)), "/intention", "show intention", 60},
		{"one that is over, and a line now", with(over(time.Hour), line(60)), "/intention slow", "keep, show note.aside, show intention", 60},
		{"one to come", with(coming(day)), "/intention", "show intention.ask", 0},
		{"one that has begun", with(coming(-30 * time.Minute)), "/intention", "show intention.ask", 0},
		{"one to come, with a line", with(coming(day), line(60)), "/intention", "show intention", 60},
		{"one to come, and a line", with(coming(day)), "/intention slow", "keep, react", 101},
		{"another line", with(coming(day), line(60)), "/intention slow", "keep, react", 101},
		{"of two the next", with(coming(day), line(60), coming(9*day)), "/intention", "show intention", 0},
		{"while nudges are off", with(coming(day), stopped), "/intention slow", "keep, react", 101},
		{"no notes", with(coming(day), noNotes), "/intention", "show intention.not_kept", 0},
		{"no notes, and a line", with(coming(day), noNotes), "/intention slow", "show intention.not_kept", 0},
		{"no notes any more", with(coming(day), line(60), noNotes), "/intention", "show intention.not_kept", 60},
	} {
		w := newWorld(t, c.m)
		if got := told(w.writes(c.text)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		got := 0
		if n := len(w.m.Sessions); n > 0 {
			got = w.m.Sessions[n-1].Intention
		}
		if got != c.line {
			t.Errorf("%s: the line is note %d, want %d", c.name, got, c.line)
		}
	}
}

// What is written after the question is the line, unless it is something else.
func TestIntentionTyped(t *testing.T) {
	asking := asked("intention", "session", "S2")
	sent := func(m *nudges.Member) {
		m.Log = append(m.Log, nudges.Entry{Nudge: "S2/intention", Kind: nudges.Intention, Session: "S2", At: noon.Add(-time.Hour), Outcome: nudges.Delivered, Message: 90})
		m.Reminders = append(m.Reminders, nudges.Reminder{Nudge: "S2/intention", Kind: nudges.Intention, Session: "S2", Slot: noon.Add(time.Hour)})
	}
	for _, c := range []struct {
		name    string
		m       nudges.Member
		text    string
		replyTo int
		want    string
		line    int
	}{
		{"a line", with(over(day), coming(day), asking), "slow", 0, "keep, react", 101},
		{"another", with(over(day), coming(day), line(60), asking), "slow", 0, "keep, react", 101},
		{"after the nudge", with(over(day), coming(day), sent, asking), "slow", 0, "keep, react", 101},
		{"a reply to the nudge", with(over(day), coming(day), sent, asking), "slow", 90, "keep, react", 0},
		{"words of crisis", with(over(day), coming(day), asking), "I want to kill myself tonight", 0, "keep", 0},
		{"after a crisis", with(over(day), coming(day), asking, func(m *nudges.Member) { m.HeldFrom = noon.Add(-30 * time.Second) }), "slow", 0, "keep, react", 0},
		{"over meanwhile", with(over(day), coming(-2*time.Hour), asking), "slow", 0, "keep, react", 0},
		{"taken out meanwhile", with(over(day), asking), "slow", 0, "keep, react", 0},
		{"notes no more", with(over(day), coming(day), asking, noNotes), "slow", 0, "show note.not_stored", 0},
		{"a stop", with(over(day), coming(day), asking), "STOP", 0, "show stop.done", 0},
	} {
		w := newWorld(t, c.m)
		got := told(w.writes(c.text, c.replyTo))
		if n := len(w.m.Sessions); got != c.want || w.m.Sessions[n-1].Intention != c.line {
			t.Errorf("%s: %s, want %s; the line is note %d, want %d", c.name, got, c.want, w.m.Sessions[n-1].Intention, c.line)
		}
		for _, e := range w.m.Log {
			if e.Reply != 101 || e.Answered.IsZero() || c.line != 0 && len(w.m.Reminders) > 0 {
				t.Errorf("%s: the nudge that asked for it stays open: %+v, %v", c.name, e, w.m.Reminders)
			}
		}
	}
}

// A second answer to the nudge is the newer line; one after the session is none.
func TestIntentionAnsweredAgain(t *testing.T) {
	for until, want := range map[time.Duration]int{day: 102, -2 * time.Hour: 0} {
		m := with(coming(until))
		m.Log = append(m.Log, nudges.Entry{Nudge: "S1/intention", Kind: nudges.Intention, Session: "S1", At: noon.Add(-time.Hour), Outcome: nudges.Delivered, Message: 90})
		w := newWorld(t, m)
		w.writes("slow", 90)
		w.writes("kind", 90)
		if got := w.m.Sessions[0]; got.Intention != want || w.m.Log[0].Reply != 101 {
			t.Errorf("the line is note %d, want %d; the first answer %d", got.Intention, want, w.m.Log[0].Reply)
		}
	}
}

func TestIntentionButton(t *testing.T) {
	for _, c := range []struct {
		name, press string
		m           nudges.Member
		want        string
	}{
		{"to come", "intend S1", with(coming(day)), "reply intention.write"},
		{"over", "intend S1", with(over(time.Hour)), "reply button.old"},
		{"of no session", "intend S2", with(coming(day)), "reply button.old"},
		{"of a stranger", "intend S1", joinedNever(), "reply button.old"},
		{"no notes", "intend S1", with(coming(day), noNotes), "reply, change intention.not_kept"},
	} {
		w := newWorld(t, c.m)
		for range 2 {
			if got := told(w.presses(50, "1 "+c.press)); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		if open := w.m.Asking.Name == "intention"; open != (c.want == "reply intention.write") {
			t.Errorf("%s: asks %q", c.name, w.m.Asking.Name)
		}
	}
}

// The line is shown as long as it is there and fit to be given back.
func TestIntentionShown(t *testing.T) {
	const none = "A line of intention goes with"
	for _, c := range []struct {
		name    string
		m       nudges.Member
		note    nudges.Note
		want    string
		buttons string
	}{
		{"to come", with(coming(day)), nudges.Note{Message: 60, Text: "<slow>"}, "Your line for Wednesday 10 June, 3:00 pm:\n\n&lt;slow&gt;", "1 intend S1"},
		{"over", with(over(time.Hour)), nudges.Note{Message: 60, Text: "slow"}, "Your line from before Tuesday 9 June, 2:00 pm:\n\nslow", ""},
		{"a voice note", with(coming(day)), nudges.Note{Message: 60, File: &nudges.File{Kind: "voice"}}, "Your line for Wednesday 10 June, 3:00 pm:\n\nVoice note", "1 intend S1"},
		{"deleted", with(coming(day)), nudges.Note{Message: 61, Text: "slow"}, "No line is kept for Wednesday 10 June, 3:00 pm now.", "1 intend S1"},
		{"emptied", with(coming(day)), nudges.Note{Message: 60}, "No line is kept for", "1 intend S1"},
		{"made words of crisis", with(coming(day)), nudges.Note{Message: 60, Text: "I want to kill myself"}, "No line is kept for", "1 intend S1"},
		{"over and deleted", with(over(time.Hour)), nudges.Note{Message: 61, Text: "slow"}, none, "1 session"},
		{"taken out meanwhile", joined(), nudges.Note{Message: 60, Text: "slow"}, none, "1 session"},
	} {
		d, err := newTalk().Draw(Scene{Screen: screen("intention", "session", "S1", "note", "60"), Member: c.m, Notes: []nudges.Note{{Message: 7, Text: "other"}, c.note}, Now: noon})
		checkDrawn(t, c.name, d)
		buttons := ""
		for _, row := range d.Buttons {
			buttons += row[0].Data
		}
		if err != nil || !strings.HasPrefix(d.HTML, c.want) || buttons != c.buttons || d.Protect != strings.HasPrefix(d.HTML, "Your line") {
			t.Errorf("%s: %q with %q, protected %v, %v", c.name, d.HTML, buttons, d.Protect, err)
		}
	}
}

// A session whose time is corrected, or that is moved, keeps its line, however
// often.
func TestIntentionMoves(t *testing.T) {
	for name, acts := range map[string]func(*world){
		"corrected": func(w *world) { w.writes("/session tomorrow 4 pm"); w.writes("yes") },
		"it ended":  func(w *world) { w.now = noon.Add(28 * time.Hour); w.presses(50, "1 ended 0") },
		"moved, and then it ended": func(w *world) {
			w.now = noon.Add(26 * time.Hour)
			w.m.Log = append(w.m.Log, nudges.Entry{Nudge: "S1/capture", Kind: nudges.Capture, Session: "S1", At: w.now, Outcome: nudges.Delivered, Message: 90})
			w.presses(90, "1 held moved S1/capture")
			w.writes("one day")
			w.writes("friday 10 am")
			w.writes("yes")
			w.now = noon.Add(73 * time.Hour)
			w.presses(50, "1 ended 30")
		},
		"said to have ended, and moved": func(w *world) {
			w.now = noon.Add(26 * time.Hour)
			w.m.Log = append(w.m.Log, nudges.Entry{Nudge: "S1/capture", Kind: nudges.Capture, Session: "S1", At: w.now, Outcome: nudges.Delivered, Message: 90})
			w.presses(90, "1 held ended S1/capture")
			w.writes("tomorrow 10 am")
			w.writes("yes")
		},
	} {
		w := newWorld(t, with(coming(day), line(60)))
		acts(w)
		n := nudges.Nudge{Kind: nudges.PrimeJournal}
		if len(w.m.Sessions) == 1 {
			n.Session = w.m.Sessions[0].ID
		}
		if got := Echo(w.m, n); got != 60 {
			t.Errorf("%s: the page gives back note %d: %+v", name, got, w.m.Sessions)
		}
	}
}

// A session that was moved and then corrected gives back what was answered to
// the nudge of the first one.
func TestInsteadStays(t *testing.T) {
	m := with(coming(day))
	m.Sessions[0].ID, m.Sessions[0].Instead = "S7", "S1"
	m.Log = append(m.Log, nudges.Entry{Nudge: "S1/intention", Kind: nudges.Intention, Session: "S1", Outcome: nudges.Delivered, Reply: 60})
	w := newWorld(t, m)
	w.now = noon.Add(26 * time.Hour)
	w.presses(50, "1 ended 0")
	if got := Echo(w.m, nudges.Nudge{Kind: nudges.PrimeJournal, Session: "S7"}); got != 60 || len(w.m.Sessions) != 1 {
		t.Errorf("the page gives back note %d: %+v", got, w.m.Sessions)
	}
}
