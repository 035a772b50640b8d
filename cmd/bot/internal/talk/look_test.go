package talk

import (
	"strings"
	"testing"

	"afterglow/nudges"
)

// A language that the member chose stays, whatever Telegram says.
func TestLanguageStays(t *testing.T) {
	w := newWorld(t, joined())
	dialogue(t, w, [][2]string{
		{"/settings", "show settings"}, {"[set language]", "reply, change settings.language"}, {"[language es]", "reply, change settings"},
		{"a note", "keep, react"}, // Telegram says en-US with each
	})
	if w.m.Language != "es" {
		t.Errorf("the language is %q", w.m.Language)
	}
	if d := w.draws(screen("settings")); !strings.Contains(d.HTML, "Ajustes") {
		t.Errorf("the settings are %s", d.HTML)
	}
	if d := w.draws(screen("settings.language")); len(d.Buttons) != 3 || d.Buttons[0][0].Label != "English" || d.Buttons[1][0].Label != "Español" {
		t.Errorf("the languages are %v", d.Buttons)
	}
}

// The country of a language says how dates are read: who presses their own
// language keeps it.
func TestLanguageKeepsItsCountry(t *testing.T) {
	for _, c := range []struct{ before, press, want string }{{"en-GB", "en", "en-GB"}, {"EN-gb", "en", "EN-gb"}, {"es-MX", "en", "en"}, {"", "en", "en-US"}, {"de", "en", "en"}, {"en", "es", "es"}} {
		w := newWorld(t, with(func(m *nudges.Member) { m.Language = c.before }))
		if w.presses(50, "1 language "+c.press); w.m.Language != c.want {
			t.Errorf("%q and [%s]: %q, want %q", c.before, c.press, w.m.Language, c.want)
		}
	}
}

// A note shows the prompt it answered in the words that were read then.
func TestPromptKeepsItsLanguage(t *testing.T) {
	w := newWorld(t, with(func(m *nudges.Member) { m.Language = "es" }))
	for _, lang := range []string{"en", "es"} {
		p := w.Words.Prompts(lang, nudges.Capture)[0]
		w.notes = []nudges.Note{{Message: 90, At: noon, Text: "the lake", Prompt: p.ID}}
		if d := w.draws(screen("note", "note", "90", "page", "0")); !strings.Contains(d.HTML, "<i>"+escape(p.Ask)+"</i>") {
			t.Errorf("the prompt %s is not shown: %s", p.ID, d.HTML)
		}
	}
}

// Presses that make no sense change nothing.
func TestForgedLook(t *testing.T) {
	for _, press := range []string{"language de", "language EN", "language es-MX", "discreet maybe", "discreet On", "tidy yes", "set tidyness"} {
		if got := told(newWorld(t, joined()).presses(50, "1 "+press)); got != "reply button.old" {
			t.Errorf("%s: %s", press, got)
		}
	}
	for _, press := range []string{"language es", "discreet off", "tidy on"} {
		if got := told(newWorld(t, joinedNever()).presses(50, "1 "+press)); got != "reply button.old" {
			t.Errorf("%s of a stranger: %s", press, got)
		}
	}
}

// Discreet mode covers all but the first line. Without it nothing is covered but
// what the member wrote.
func TestDiscreet(t *testing.T) {
	w := newWorld(t, withNudges(t))
	session := w.m.Sessions[0]
	echoed := nudges.Note{Message: 90, At: session.End.Add(-1), Text: "a line of mine"}
	n := nudges.Nudge{ID: nudges.ID(string(session.ID) + "/prime_journal"), Kind: nudges.PrimeJournal, Session: session.ID, Due: noon}
	covers := func() (plain, hidden string) {
		d, _ := w.DrawNudge(w.m, n, echoed)
		checkDrawn(t, "nudge", d)
		before, rest, _ := strings.Cut(d.HTML, "<tg-spoiler>")
		hidden, after, _ := strings.Cut(rest, "</tg-spoiler>")
		if !d.Protect {
			t.Error("it can be forwarded")
		}
		return before + after, hidden
	}
	w.presses(50, "1 discreet on")
	plain, hidden := covers()
	ask := strings.SplitN(hidden, "\n", 2)[0]
	if strings.Count(plain, "\n") != 1 || ask == "" || !strings.Contains(hidden, echoed.Text) {
		t.Errorf("discreet: %q, covered %q", plain, hidden)
	}
	for range 2 {
		w.presses(50, "1 discreet off")
	}
	plain, hidden = covers()
	if !strings.Contains(plain, ask) || strings.Contains(plain, echoed.Text) || !strings.Contains(hidden, echoed.Text) || strings.Contains(hidden, ask) {
		t.Errorf("open: %q, covered %q", plain, hidden)
	}
	if got := told(w.presses(50, "1 discreet on")); got != "reply, change settings" || w.m.Open {
		t.Errorf("back: %s, open %v", got, w.m.Open)
	}
}

// In a tidy chat a note is deleted instead of acknowledged, and nothing else is:
// no crisis message, no command, no answer, no file, nothing that is not kept.
func TestTidy(t *testing.T) {
	tidy := func(m *nudges.Member) { m.Tidy = true }
	for _, c := range []struct {
		name, text string
		m          nudges.Member
		want       string
	}{
		{"a note", "the lake", with(tidy), "keep, clear"},
		{"a note after Write", "the lake", with(tidy, asked("write", "nudge", "S1/capture")), "keep, clear"},
		{"a note without it", "the lake", joined(), "keep, react"},
		{"a note that nobody keeps", "the lake", with(tidy, noNotes), "show note.not_stored"},
		{"crisis", "I want to die", with(tidy), "keep"},
		{"a command", "/plan", with(tidy), "show plan"},
		{"a command and a note", "/journal the lake", with(tidy), "keep, show note.aside, show journal"},
		{"stop", "stop", with(tidy), "show stop.done"},
		{"stop and a note", "please /stop now", with(tidy), "keep, show stop.done"},
		{"no answer", "the lake", with(tidy, asked("when")), "keep, show note.aside, show session.again"},
		{"an answer", "3 pm", with(tidy, asked("when")), "show session.confirm"},
	} {
		w := newWorld(t, c.m)
		effects := w.writes(c.text)
		if got := told(effects); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		for _, e := range effects {
			if clear, is := e.(Clear); is && clear.Message != w.wrote[0] {
				t.Errorf("%s: %d is deleted, not %d", c.name, clear.Message, w.wrote[0])
			}
		}
	}
	w := newWorld(t, with(tidy, firstFile))
	if got := told(w.sends("photo", "the lake")); got != "keep, fetch" {
		t.Errorf("a photo: %s", got)
	}
}

// Tidying is off until it is turned on, and the setting says when it does nothing.
func TestTidySetting(t *testing.T) {
	w := newWorld(t, joined())
	dialogue(t, w, [][2]string{
		{"[set tidy]", "reply, change settings.tidy"}, {"one", "keep, react"}, {"[tidy on]", "reply, change settings"}, {"[tidy on]", "reply, change settings"},
		{"two", "keep, clear"}, {"[tidy off]", "reply, change settings"}, {"three", "keep, react"},
	})
	kept := w.draws(screen("settings.tidy")).HTML
	w.m.Consent.Notes.Yes = false
	if not := w.draws(screen("settings.tidy")).HTML; !strings.HasPrefix(not, kept+"\n\n") {
		t.Errorf("where nothing is kept it says %s", not)
	}
}
