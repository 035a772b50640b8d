package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// The look back names the answer to the small step of the same session.
func TestEchoOfStep(t *testing.T) {
	week := nudges.Nudge{ID: "S1/week_reflect", Kind: nudges.WeekReflect, Session: "S1"}
	for _, c := range []struct {
		why    string
		n      nudges.Nudge
		change func(*nudges.Member)
		want   int
	}{
		{"the step", week, func(*nudges.Member) {}, 77},
		{"put off, and answered then", week, func(m *nudges.Member) {
			m.Log[4].Reply = 0
			m.Log = append(m.Log, nudges.Entry{Nudge: "S1/small_step/again1", Kind: nudges.SmallStep, Session: "S1", Outcome: nudges.Unknown, Reply: 78})
		}, 78},
		{"of another session", nudges.Nudge{Kind: nudges.WeekReflect, Session: "S2"}, func(*nudges.Member) {}, 0},
		{"with another kind", nudges.Nudge{Kind: nudges.Connect, Session: "S1"}, func(*nudges.Member) {}, 0},
		{"with the page", nudges.Nudge{Kind: nudges.PrimeJournal, Session: "S1"}, func(*nudges.Member) {}, 0},
		{"the answer to another kind", week, func(m *nudges.Member) { m.Log[4].Kind = nudges.Connect }, 0},
		{"never sent", week, func(m *nudges.Member) { m.Log[4].Outcome = nudges.Dropped }, 0},
		{"notes are not kept", week, noNotes, 0},
	} {
		m := withNudges(t)
		m.Log = append(m.Log, nudges.Entry{Nudge: "S1/small_step", Kind: nudges.SmallStep, Session: "S1", Outcome: nudges.Delivered, Reply: 77})
		c.change(&m)
		if got := Echo(m, c.n); got != c.want {
			t.Errorf("%s: note %d, want %d", c.why, got, c.want)
		}
	}
}

// What is given back is behind the tap, shortened, and can't be forwarded; words
// of crisis are not given back, nor a line from after the session.
func TestGivenBack(t *testing.T) {
	m := withNudges(t)
	end := m.Sessions[0].End
	const line, step = "Your line from before: “slow”", "Your step from before: “slow”\nYou could keep it, or let it go. Either is fine."
	for _, c := range []struct {
		why  string
		kind nudges.Kind
		note nudges.Note
		want string
	}{
		{"an intention", nudges.PrimeJournal, nudges.Note{Text: "slow", At: end.Add(-time.Hour)}, line},
		{"an intention from afterwards", nudges.PrimeJournal, nudges.Note{Text: "slow", At: end}, ""},
		{"a step", nudges.WeekReflect, nudges.Note{Text: "slow", At: end.Add(3 * day)}, step},
		{"markup", nudges.WeekReflect, nudges.Note{Text: "<b>"}, "“&lt;b&gt;”"},
		{"crisis in a line", nudges.PrimeJournal, nudges.Note{Text: "I want to kill myself", At: end.Add(-time.Hour)}, ""},
		{"crisis in a step", nudges.WeekReflect, nudges.Note{Text: "I want to kill myself"}, ""},
		{"a voice note", nudges.WeekReflect, nudges.Note{File: &nudges.File{Kind: "voice"}}, ""},
		{"with another kind", nudges.Connect, nudges.Note{Text: "slow"}, ""},
		{"a page", nudges.WeekReflect, nudges.Note{Text: strings.Repeat("x", 301)}, "“" + strings.Repeat("x", 300) + " …”"},
	} {
		d, _ := newTalk().DrawNudge(m, nudges.Nudge{ID: nudges.NewID("S1", c.kind), Kind: c.kind, Session: "S1"}, c.note)
		checkDrawn(t, c.why, d)
		first, hidden, _ := strings.Cut(d.HTML, "\n<tg-spoiler>")
		given := strings.Contains(d.HTML, "from before")
		if !strings.Contains(hidden, c.want) || given != (c.want != "") || d.Protect != given || strings.Contains(first, "from before") {
			t.Errorf("%s: protected %v: %s", c.why, d.Protect, d.HTML)
		}
	}
}
