package talk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/search"
	"afterglow/nudges"
)

// What is asked for, and what is a note instead.
func TestSearchTyped(t *testing.T) {
	long := strings.Repeat("a long page for the journal ", 6)
	answers := nudges.Entry{Nudge: "S1/capture", Kind: nudges.Capture, Session: "S1", Message: 90, Outcome: nudges.Delivered, At: noon.Add(-time.Hour)}
	for _, c := range []struct {
		name, text string
		m          nudges.Member
		want       string
	}{
		{"words behind the command", "/search the lake", joined(), "show search"},
		{"words behind the command, of a stranger", "/search the lake", joinedNever(), "show start.welcome"},
		{"none behind it", "/search", joined(), "show search.ask"},
		{"no notes are kept", "/search lake", with(noNotes), "show journal.off"},
		{"none are kept any more", "/search lake", with(noNotes, func(m *nudges.Member) { m.FirstKept = noon }), "show search"},
		{"no word behind it", "/search ?!", joined(), "keep, show note.aside, show search.ask"},
		{"a page behind it", "/search " + long, joined(), "keep, show note.aside, show search.ask"},
		{"crisis behind it", "/search I want to die", joined(), "keep"},
		{"the answer", "lake", with(asked("search")), "show search"},
		{"an emoji", "🌊", with(asked("search")), "show search"},
		{"no word", "...", with(asked("search")), "keep, show note.aside, show search.ask"},
		{"a page", long, with(asked("search")), "keep, show note.aside, show search.ask"},
		{"crisis", "I want to die", with(asked("search")), "keep"},
		{"cancel", "cancel", with(asked("search")), "show cancelled"},
		{"stop", "stop", with(asked("search")), "show stop.done"},
		{"an answer too late", "lake", with(asked("search"), func(m *nudges.Member) { m.Asking.At = noon.Add(-31 * time.Minute) }), "keep, react"},
	} {
		c.m.Log = append(c.m.Log, answers)
		if got := told(newWorld(t, c.m).writes(c.text)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	m := with(asked("search"))
	m.Log = []nudges.Entry{answers}
	if got := told(newWorld(t, m).writes("lake", 90)); got != "keep, react" {
		t.Errorf("a reply to a nudge: %s", got)
	}
}

// A search is no open question: what is written next is a note, and "cancel"
// means the nudges.
func TestAfterSearch(t *testing.T) {
	for text, want := range map[string]string{"the moon": "keep, react", "cancel": "show stop.done", "/search moon": "show search"} {
		w := newWorld(t, joined())
		w.writes("/search lake")
		if got := told(w.writes(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Pages turn for half an hour, by buttons that hold no word of the search.
func TestSearchPages(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = written(20)
	w.notes[13].Text = "something else"
	effects := w.writes("/search NOTE numb")
	d := w.draws(effects[0].(Show).Screen)
	text, _ := visible(d.HTML)
	if !d.Protect || !strings.Contains(text, "1. 2:00 pm  note number 20") || strings.Contains(text, "else") || !strings.Contains(text, "Page 1 of 4.") || d.Buttons[0][0].Data != "1 hit 1019 0 0" {
		t.Error(text, d.Buttons)
	}
	for _, row := range d.Buttons {
		for _, b := range row {
			if strings.Contains(strings.ToLower(b.Data+b.Label), "numb") {
				t.Errorf("a button holds a word: %v", b)
			}
		}
	}
	dialogue(t, w, [][2]string{{"[found 3]", "reply, change search"}, {"[found 99]", "reply, change search"}, {"[found -1]", "reply, change search"}, {"[found x]", "reply button.old"}, {"[hit 1 x 0]", "reply button.old"}})
	dialogue(t, w, [][2]string{{"[drop 1019 0]", "reply note.deleted, remove, change search"}})
	w.now = w.now.Add(31 * time.Minute)
	dialogue(t, w, [][2]string{{"[found 1]", "reply search.over"}, {"[drop 1018 0]", "reply note.deleted, remove, change note.deleted"}})
	if len(w.notes) != 18 {
		t.Errorf("%d notes", len(w.notes))
	}
	if strings.Contains(encoded(t, w.m), "numb") {
		t.Errorf("the words are still there: %s", encoded(t, w.m))
	}
	dialogue(t, newWorld(t, joinedNever()), [][2]string{{"[found 0]", "reply button.old"}, {"[hit 1 0 0]", "reply button.old"}})
}

// Every note that is found is on one page, newest first.
func TestSearchFindsAll(t *testing.T) {
	for n := range 20 {
		var got []string
		for page := range max(1, (n+notesPerPage-1)/notesPerPage) {
			d, err := newTalk().Draw(Scene{Screen: screen("search", "words", "note", "page", count(page)), Member: joined(), Notes: append(written(n), nudges.Note{Message: 5, Text: "x", At: noon}), Now: noon})
			if checkDrawn(t, "search", d); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				for _, b := range d.Buttons[0] {
					got = append(got, b.Data)
				}
			}
		}
		for i := range n {
			if want := fmt.Sprintf("1 hit %d %d 0", 1000+n-1-i, i/notesPerPage); len(got) != n || got[i] != want {
				t.Fatalf("%d notes: %v", n, got)
			}
		}
	}
}

// From a note that was found the way leads back to the search.
func TestOpenFound(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = long(9)
	w.writes("/search note")
	dialogue(t, w, [][2]string{{"[hit 1000 1 0]", "reply, change note"}})
	if last := w.under[50][len(w.under[50])-1]; last.Data != "1 found 1" {
		t.Errorf("back is %v", last)
	}
	dialogue(t, w, [][2]string{{"[hit 1003 0 1]", "reply, change note, hand note.file"}, {"[bring yes 1003 0 search]", "reply bring.marked, mark, change note"}})
	if last := w.under[50][len(w.under[50])-1]; last.Data != "1 found 0" {
		t.Errorf("back is %v", last)
	}
	text, _ := visible(w.draws(screen("search", "words", "number 4", "page", "0")).HTML)
	if !strings.Contains(text, "Voice note, 0:42: note number 4") {
		t.Error(text)
	}
}

func TestNothingFound(t *testing.T) {
	for name, c := range map[string]struct {
		m     nudges.Member
		notes []nudges.Note
		want  string
	}{
		"no such note": {joined(), written(3), "I found no note"},
		"no note":      {joined(), nil, "Your journal is empty"},
		"none kept":    {with(noNotes), nil, "You chose not to have notes kept"},
	} {
		d, err := newTalk().Draw(Scene{Screen: screen("search", "words", "moon", "page", "0"), Member: c.m, Notes: c.notes, Now: noon})
		if err != nil || !strings.HasPrefix(d.HTML, c.want) || len(d.Buttons) > 0 {
			t.Errorf("%s: %s, %v", name, d.HTML, err)
		}
	}
}

func TestAroundHit(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"the lake", "the [lake]"},
		{"Lake", "[Lake]"},
		{" two\n\nlakes ", "two [lakes]"},
		{"and then, after a very long walk, the lake", "…very long walk, the [lake]"},
		{"lake " + strings.Repeat("a", 80), "[lake] " + strings.Repeat("a", 55) + "…"},
		{strings.Repeat("a", 80) + " lake", "…[lake]"},
		{strings.Repeat("ä", 40) + "-lake", "…" + strings.Repeat("ä", 21) + "-[lake]"},
		{"lake" + strings.Repeat("b", 40), "[lake" + strings.Repeat("b", 26) + "]…"},
	} {
		before, hit, after := aroundHit(search.Parse("LAKE"), c.text)
		if got := before + "[" + hit + "]" + after; got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// The words of a search do not outlive it by more than a night.
func TestEndSearch(t *testing.T) {
	w := newWorld(t, joined())
	w.writes("/search lake")
	if m := EndSearch(w.m, noon.Add(30*time.Minute)); m.Asking.Args["search"] != "lake" {
		t.Error("it ended too soon")
	}
	if m := EndSearch(w.m, noon.Add(31*time.Minute)); m.Asking.Args != nil {
		t.Errorf("left: %v", m.Asking)
	}
	if m := EndSearch(with(asked("elsewhere")), noon.Add(99*time.Hour)); m.Asking.Name != "elsewhere" {
		t.Error("a question was taken for a search")
	}
}
