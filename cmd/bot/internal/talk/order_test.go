package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// joinedNever is somebody who writes for the first time.
func joinedNever() nudges.Member { return nudges.Member{Seed: 1} }

// carded tells what is to be done, beginning with the help card that was noted.
func (w *world) carded(before nudges.Member, effects []Effect) string {
	list := told(effects)
	if n := len(w.m.Cards); n > len(before.Cards) {
		list = "card " + w.m.Cards[n-1].Tier + ", " + list
	}
	return strings.TrimSuffix(list, ", ")
}

// A message is looked at in a fixed order: crisis language, then commands and
// the words that mean stop, then the question that is open, then the journal.
var order = []struct {
	name, text string
	m          nudges.Member
	want       string
}{
	{"crisis, of a stranger", "I want to die", joinedNever(), "card A"},
	{"crisis, of a member", "I want to die", joined(), "card A, keep"},
	{"crisis, kept by nobody", "I want to die", with(noNotes), "card A"},
	{"crisis, of one who stopped", "I want to die", with(stopped), "card A, keep"},
	{"crisis before a question", "I want to die", with(asked("when")), "card A, keep"},
	{"crisis before a command", "/plan I want to die", joined(), "card A, keep"},
	{"crisis that is no stop word", "make it stop", joined(), "card B, keep"},
	{"crisis that is no time", "I took all my pills at 3 pm and want to die", with(asked("when")), "card A, keep"},
	{"crisis and the command", "/stop I want to die", joined(), "card A, keep, show stop.done"},
	{"crisis and the command, of a stranger", "I want to die /stop", joinedNever(), "card A, show stop.done"},

	{"command of a stranger", "/plan", joinedNever(), "show start.welcome"},
	{"command before a question", "/plan", with(asked("when")), "show plan"},
	{"command and a note", "/journal today I saw the lake", joined(), "keep, show note.aside, show journal"},
	{"command and a note that nobody keeps", "/journal today I saw the lake", with(noNotes), "show journal"},
	{"command and a note of a stranger", "/journal today I saw the lake", joinedNever(), "show start.welcome"},
	{"no command and a note", "/me saw the lake", joined(), "keep, show note.aside, show command.unknown"},
	{"session and a time", "/session 1 pm", joined(), "show session.confirm"},
	{"session and no time", "/session was long", joined(), "keep, show note.aside, show session.ask"},
	{"session and a time, without a zone", "/session 1 pm", with(noZone), "keep, show note.aside, show zone.ask"},
	{"stop and a note", "please /stop now", joined(), "keep, show stop.done"},
	{"stop and a note that nobody keeps", "please /stop now", with(noNotes), "show stop.done"},
	{"stop and an emoji", "🙏 /stop", joined(), "show stop.done"},
	{"stop before the welcome", "stop", joinedNever(), "show stop.done"},
	{"stop before a question", "stop", with(asked("when")), "show stop.done"},
	{"quit in the settings", "QUIT", with(asked("hours")), "show stop.done"},
	{"cancel in a question", "cancel", with(asked("zone")), "show cancelled"},
	{"cancel after Write", "Cancel.", with(asked("write", "nudge", "S1/capture")), "show cancelled"},
	{"cancel in no question", "cancel", joined(), "show stop.done"},
	{"cancel in one long ago", "cancel", with(asked("zone"), func(m *nudges.Member) { m.Asking.At = noon.Add(-time.Hour) }), "show stop.done"},
	{"cancel before the welcome", "cancel", joinedNever(), "show stop.done"},
	{"cancel in the welcome", "cancel", nudges.Member{Asking: nudges.Question{Name: "welcome", At: noon}}, "show cancelled"},
	{"cancel before erasing", "cancel", with(asked("sure")), "show cancelled"},
	{"a note before erasing", "not yet", with(asked("sure")), "keep, react"},
	{"stop when stopped", "stop", with(stopped), "show stop.done"},

	{"a note of a stranger", "3 pm", joinedNever(), "show start.welcome"},
	{"a time, asked for", "3 pm", with(asked("when")), "show session.confirm"},
	{"a time of two kinds", "at 2", with(asked("when")), "show session.choices"},
	{"a time long ago", "June 1 at 10am", with(asked("when")), "show session.old"},
	{"no time", "a long afternoon", with(asked("when")), "keep, show note.aside, show session.again"},
	{"no time, kept by nobody", "a long afternoon", with(asked("when"), noNotes), "show session.again"},
	{"a time too long ago", "April 1 at 10am", with(asked("when")), "show session.far"},
	{"a time too far ahead", "2026-12-24 10:00", with(asked("when")), "show session.far"},
	{"yes to a time", "Yes!", with(asked("when", "times", unixMinute(noon))), "change session.noted"},
	{"yes to a time too long ago", "yes", with(asked("when", "times", unixMinute(noon.Add(-31*24*time.Hour)))), "keep, show note.aside, show session.again"},
	{"yes to one of two", "yes", with(asked("when", "times", unixMinute(noon)+" "+unixMinute(noon.Add(-12*time.Hour)))), "keep, show note.aside, show session.again"},
	{"yes to nothing", "yes", with(asked("when")), "keep, show note.aside, show session.again"},
	{"yes, and nothing was asked", "yes", joined(), "keep, react"},
	{"a time, typed under the buttons", "3 pm", with(asked("ended")), "show session.confirm"},
	{"a note, typed under the buttons", "a long afternoon", with(asked("ended")), "keep, react"},
	{"a city", "Berlin", with(asked("zone")), "show zone.choose"},
	{"a clock", "2:05 pm", with(asked("zone")), "show zone.choose"},
	{"no place", "xyzzy plugh", with(asked("zone")), "keep, show note.aside, show zone.unknown"},
	{"hours", "9 am to 10 pm", with(asked("hours")), "show settings"},
	{"no hours", "always", with(asked("hours")), "keep, show note.aside, show settings.hours_again"},
	{"hours too short", "9 to 10 am", with(asked("hours")), "keep, show note.aside, show settings.hours_again"},
	{"a question long ago", "3 pm", with(asked("when"), func(m *nudges.Member) { m.Asking.At = noon.Add(-31 * time.Minute) }), "keep, react"},
	{"a question that is still open", "3 pm", with(asked("when"), func(m *nudges.Member) { m.Asking.At = noon.Add(-30 * time.Minute) }), "show session.confirm"},

	{"a note", "3 pm", joined(), "keep, react"},
	{"a note after Write", "3 pm", with(asked("write", "nudge", "S1/capture")), "keep, react"},
	{"a note of one who stopped", "still here", with(stopped), "keep, react"},
	{"a note that nobody keeps", "3 pm", with(noNotes), "show note.not_stored"},
	{"a stop word in a sentence", "I want to stop drinking", joined(), "keep, react"},
}

func TestOrder(t *testing.T) {
	for _, c := range order {
		w := newWorld(t, c.m)
		if got := w.carded(c.m, w.writes(c.text)); got != c.want {
			t.Errorf("%s: %q: %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

func TestOrderOfCaptions(t *testing.T) {
	for _, c := range []struct {
		media, text string
		m           nudges.Member
		want        string
	}{
		{"voice", "", joined(), "keep, fetch, show media.first"},
		{"sticker", "", joined(), "show media.other"},
		{"photo", "the lake", joined(), "keep, fetch, show media.first"},
		{"document", "", with(firstFile), "keep, fetch"},
		{"other", "the lake", joined(), "keep, show media.caption"},
		{"voice", "", with(noNotes), "show media.not_kept"},
		{"photo", "the lake", with(noNotes), "show media.not_kept"},
		{"photo", "the lake", joinedNever(), "show start.welcome"},
		{"photo", "I want to die", joined(), "card A, keep, fetch quietly"},
		{"photo", "stop", joined(), "keep, fetch quietly, show stop.done"},
		{"photo", "/stop@name_bot", joined(), "keep, fetch quietly, show stop.done"},
		{"photo", "/stop", with(noNotes), "show stop.done"},
		{"voice", "🙏 /stop", joinedNever(), "show stop.done"},
		{"photo", "/plan", joined(), "keep, fetch, show media.first"},
		{"photo", "3 pm", with(asked("when")), "keep, fetch, show media.first"},
		{"photo", "/stop please", joined(), "keep, fetch quietly, show stop.done"},
	} {
		w := newWorld(t, c.m)
		if got := w.carded(c.m, w.sends(c.media, c.text)); got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.media, c.text, got, c.want)
		}
	}
}

func TestOrderOfEdits(t *testing.T) {
	for _, c := range []struct {
		text string
		m    nudges.Member
		want string
	}{
		{"better", joined(), "amend"},
		{"better", with(noNotes), ""},
		{"better", joinedNever(), ""},
		{"", joined(), ""},
		{"stop", joined(), "show stop.done, amend"},
		{"/stop@name_bot", joinedNever(), "show stop.done"},
		{"I want to die", joined(), "card A, amend"},
		{"I want to die /stop", with(noNotes), "card A, show stop.done"},
		{"/plan", joined(), "amend"},
		{"3 pm", with(asked("when")), "amend"},
	} {
		w := newWorld(t, c.m)
		if got := w.carded(c.m, w.edits(90, c.text)); got != c.want {
			t.Errorf("edited to %q: %s, want %s", c.text, got, c.want)
		}
	}
}

// A crisis message holds nudges for a day, whatever else is going on.
func TestCrisisHolds(t *testing.T) {
	w := newWorld(t, with(stopped, asked("when")))
	w.writes("I want to die")
	if want := noon.Add(24 * time.Hour); !w.m.HeldUntil.Equal(want) {
		t.Errorf("held until %v, want %v", w.m.HeldUntil, want)
	}
	if w.m.Stopped.IsZero() || w.m.Asking.Name != "when" {
		t.Error("it changed more than that")
	}
	if len(w.notes) != 1 || w.notes[0].Text != "I want to die" {
		t.Errorf("kept: %v", w.notes)
	}
	w.now = w.now.Add(time.Hour)
	w.edits(w.wrote[0], "i cant stop thinking about killing myself")
	if len(w.m.Cards) != 2 || !w.m.Cards[0].At.Equal(noon) || w.m.Cards[1].Tier != "A" {
		t.Errorf("cards: %v", w.m.Cards)
	}
	if want := noon.Add(25 * time.Hour); !w.m.HeldUntil.Equal(want) || !w.m.Stopped.Before(noon) {
		t.Errorf("after the edit held until %v, stopped %v", w.m.HeldUntil, w.m.Stopped)
	}
	if w.notes[0].Text != "i cant stop thinking about killing myself" {
		t.Errorf("kept: %v", w.notes)
	}
	if crisis.Check("/help_now") != crisis.None {
		t.Error("the command for help is taken for crisis language")
	}
}

// What happens in a group gets one line, once, and no more.
func TestElsewhere(t *testing.T) {
	w := newWorld(t, nudges.Member{})
	for i, want := range []string{"show elsewhere", "", ""} {
		if got := told(w.happens(Elsewhere{w.origin()})); got != want {
			t.Errorf("number %d: %q, want %q", i, got, want)
		}
		w.now = w.now.Add(100 * time.Hour)
	}
}

func TestLeftAndReturned(t *testing.T) {
	w := newWorld(t, joined())
	if got := told(w.happens(Left{w.origin()})); got != "" || !w.m.Unreachable {
		t.Errorf("left: %q, unreachable %v", got, w.m.Unreachable)
	}
	if got := told(w.happens(Returned{w.origin()})); got != "" || w.m.Unreachable {
		t.Errorf("returned: %q, unreachable %v", got, w.m.Unreachable)
	}
	w.happens(Left{w.origin()})
	if w.writes("hello"); w.m.Unreachable {
		t.Error("who writes can be reached")
	}
}

// What was written behind a command is kept as it was meant: with the slash
// where there is no such command.
func TestRestOfCommand(t *testing.T) {
	for text, want := range map[string]string{
		"/journal  today\nthe lake": "today\nthe lake", "/Me saw it": "/me saw it", "please /stop now": "please /stop now", "/stop I want to die": "/stop I want to die", "/session was long": "was long",
	} {
		w := newWorld(t, joined())
		if w.writes(text); len(w.notes) != 1 || w.notes[0].Text != want {
			t.Errorf("%q is kept as %v", text, w.notes)
		}
	}
}

// Inside anything that is open, cancel leaves that and offers to stop.
func TestCancelLeaves(t *testing.T) {
	for _, c := range []struct {
		m    nudges.Member
		open string
	}{
		{joinedNever(), "/start"}, {joinedNever(), "hello"}, {joined(), "/forget"}, {joined(), "/pause"}, {joined(), "/session"}, {with(noZone), "/plan"}, {joined(), "[set hours]"},
		{joined(), "[set zone]"}, {joined(), "[other]"}, {withNudges(t), "[write S1/capture]"},
	} {
		w := newWorld(t, c.m)
		if data, is := strings.CutPrefix(c.open, "["); is {
			w.presses(50, "1 "+strings.TrimSuffix(data, "]"))
		} else {
			w.writes(c.open)
		}
		dialogue(t, w, [][2]string{{"Cancel", "show cancelled"}, {"cancel", "show stop.done"}})
	}
}
