package talk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"afterglow/nudges"
)

// written are n notes, an hour apart, the newest an hour before noon.
func written(n int) (notes []nudges.Note) {
	for i := range n {
		notes = append(notes, nudges.Note{Message: 1000 + i, At: noon.Add(-time.Duration(n-i) * time.Hour), Text: fmt.Sprintf("note number %d", i+1)})
	}
	return notes
}

// long are written notes, of which one came with a file, and the last is as long
// as Telegram takes it.
func long(n int) []nudges.Note {
	notes := written(n)
	notes[n-1].Text = strings.Repeat("😀", 2048)
	if n > 4 {
		notes[3].File = &nudges.File{ID: "f", Kind: "voice", Length: 42 * time.Second, Stored: noon}
	}
	return notes
}

// Every note is on one page, newest first, and opens from there.
func TestPages(t *testing.T) {
	talk := newTalk()
	for n := range 26 {
		notes := written(n)
		pages := max(1, (n+notesPerPage-1)/notesPerPage)
		seen := 0
		for page := range pages {
			d, err := talk.Draw(Scene{Screen: screen("journal", "page", count(page)), Member: joined(), Notes: notes, Now: noon})
			if checkDrawn(t, "journal", d); err != nil || !d.Protect {
				t.Fatal(err, d.Protect)
			}
			text, _ := visible(d.HTML)
			for i := seen; i < min(n, seen+notesPerPage); i++ {
				want := notes[n-1-i]
				b := d.Buttons[0][i-seen]
				if !strings.Contains(text, want.Text) || b.Label != count(i-seen+1) || b.Data != fmt.Sprintf("1 open %d %d", want.Message, page) {
					t.Errorf("%d notes, page %d: %s %v", n, page, text, b)
				}
			}
			seen += min(notesPerPage, n-seen)
			checkTurns(t, d, page, pages)
			if strings.Contains(text, fmt.Sprintf("Page %d of %d", page+1, pages)) != (pages > 1) {
				t.Errorf("%d notes, page %d: %s", n, page, text)
			}
		}
		if seen != n {
			t.Errorf("%d of %d notes are on a page", seen, n)
		}
	}
}

func checkTurns(t *testing.T, d Drawn, page, pages int) {
	t.Helper()
	var turns []string
	for _, row := range d.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, "1 journal") {
				turns = append(turns, b.Data)
			}
		}
	}
	var want []string
	if page > 0 {
		want = append(want, fmt.Sprintf("1 journal %d", page-1))
	}
	if page < pages-1 {
		want = append(want, fmt.Sprintf("1 journal %d", page+1))
	}
	if strings.Join(turns, ", ") != strings.Join(want, ", ") {
		t.Errorf("page %d of %d turns to %v", page, pages, turns)
	}
}

// A page that is not there, because notes were deleted or a button was forged,
// is the nearest one.
func TestPageOutOfReach(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = written(8)
	for press, want := range map[string]string{
		"journal 99": "1 open 1001 1", "journal -5": "1 open 1007 0", "journal 9223372036854775807": "1 open 1001 1", "journal +1": "1 open 1001 1", "journal 0000000000000000000000000000000000000000000000001": "1 open 1001 1",
	} {
		if got := told(w.presses(50, "1 "+press)); got != "reply, change journal" || w.under[50][0].Data != want {
			t.Errorf("%s: %s, %v", press, got, w.under[50])
		}
	}
	for _, press := range []string{"journal x", "journal 99999999999999999999", "open 1 x", "open x 1", "delete 1 1e3", "keep 0x5"} {
		if got := told(w.presses(50, "1 "+press)); got != "reply button.old" {
			t.Errorf("%s: %s", press, got)
		}
	}
}

// A forged number as long as a button allows makes no button that is too long.
func TestForgedNumbers(t *testing.T) {
	for _, press := range []string{"journal ", "open 1007 ", "open 1 ", "open 1007 +", "open 1007 -", "delete 1007 ", "keep "} {
		w := newWorld(t, joined())
		w.notes = written(8)
		data := "1 " + press
		if got := told(w.presses(50, data+strings.Repeat("0", MaxData-len(data)))); got == "reply button.old" {
			t.Errorf("%s00…0: %s", press, got)
		}
	}
}

func TestOpenAndDelete(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = written(7)
	w.notes[3].Nudge, w.notes[3].Prompt = "S1/prime_journal", "p2"
	dialogue(t, w, [][2]string{{"[open 1003 0]", "reply, change note"}})
	d := w.draws(screen("note", "note", "1003", "page", "0"))
	text, _ := visible(d.HTML)
	if !d.Protect || !strings.Contains(text, "note number 4") || !strings.Contains(text, "Is there an image") || strings.Contains(text, "(edited)") {
		t.Error(text)
	}
	w.edits(1003, "changed")
	if text := w.draws(screen("note", "note", "1003", "page", "0")).HTML; !strings.Contains(text, "changed") || !strings.Contains(text, "(edited)") {
		t.Error(text)
	}
	dialogue(t, w, [][2]string{{"[delete 1003 1]", "reply note.deleted, remove, change journal"}, {"[delete 1003 1]", "reply note.deleted, remove, change journal"}, {"[open 1003 0]", "reply, change note"}})
	if len(w.notes) != 6 || w.under[50][0].Data != "1 journal 0" {
		t.Errorf("%d notes, %v", len(w.notes), w.under[50])
	}
	dialogue(t, w, [][2]string{{"[keep 1004]", "reply, remove, change note.removed"}})
	if len(w.notes) != 5 {
		t.Errorf("%d notes", len(w.notes))
	}
	dialogue(t, newWorld(t, joinedNever()), [][2]string{{"[journal 0]", "reply button.old"}, {"[delete 1 0]", "reply button.old"}, {"[keep 1]", "reply button.old"}})
}

// The longest message that Telegram takes is shown within its limits, whatever
// is in it.
func TestLongNotes(t *testing.T) {
	for name, text := range map[string]string{
		"letters": strings.Repeat("a", 4096), "emoji": strings.Repeat("😀", 2048), "families": strings.Repeat("👩‍👩‍👧", 512), "odd": "a" + strings.Repeat("😀", 2047),
		"markup": strings.Repeat("<b>&\"'", 682), "lines": strings.Repeat("\n", 4095) + "a", "words": strings.Repeat("ab ", 1365) + "a", "accents": strings.Repeat("e\u0301", 2048), "one": "😀",
	} {
		w := newWorld(t, joined())
		for range 7 {
			w.writes(text)
		}
		w.notes[6].Prompt = "p1"
		w.writes("/journal")
		w.showsWhole(name, w.notes[6])
		if files := w.draws(screen("export")).Files; !strings.Contains(string(files[1].Data), text) {
			t.Errorf("%s: the file of notes lacks the note", name)
		}
	}
}

// showsWhole checks that a note can be read to its end.
func (w *world) showsWhole(name string, n nudges.Note) {
	w.t.Helper()
	w.under[50] = nil
	w.presses(50, "1 open "+count(n.Message)+" 0")
	d := w.draws(screen("note", "note", count(n.Message), "page", "0"))
	shown, _ := visible(d.HTML)
	goesOn := slices.ContainsFunc(w.under[50], func(b Button) bool { return b.Data == "1 rest "+count(n.Message) })
	if goesOn != (units(n.Text) > noteStart) {
		w.t.Errorf("%s: %d units, goes on %v", name, units(n.Text), goesOn)
	}
	if !goesOn {
		if !strings.Contains(shown, strings.TrimSpace(n.Text)) {
			w.t.Errorf("%s: not whole: %s", name, shown)
		}
		return
	}
	w.presses(50, "1 rest "+count(n.Message))
	more, _ := visible(w.draws(screen("note.rest", "note", count(n.Message))).HTML)
	if !strings.HasSuffix(n.Text, more) || more == "" || units(more) > units(n.Text)-noteStart+1 || name != "lines" && !strings.Contains(shown, strings.TrimSpace(strings.TrimSuffix(n.Text, more))) {
		w.t.Errorf("%s: begins %.50q, goes on %.50q", name, shown, more)
	}
}

func TestLimit(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc …"}, {"😀😀", 4, "😀😀"}, {"😀😀", 3, "😀 …"}, {"a😀", 2, "a …"}, {"äöü", 2, "äö …"},
	} {
		if got := limit(c.text, c.n); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"short": "short", " two\n\n lines\t": "two lines", strings.Repeat("a", 60): strings.Repeat("a", 60), strings.Repeat("a", 61): strings.Repeat("a", 57) + "…",
		strings.Repeat("a", 56) + " " + strings.Repeat("b", 9): strings.Repeat("a", 56) + "…", strings.Repeat("😀", 61): strings.Repeat("😀", 57) + "…",
	} {
		if got := excerpt(text); got != want || !utf8.ValidString(got) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// An export holds everything, to read and for machines.
func TestExport(t *testing.T) {
	m := withNudges(t)
	m.Cards = []nudges.Card{{At: noon, Tier: "B"}}
	m.Asking, m.Muted, m.Waking = nudges.Question{Name: "when", At: noon}, []nudges.Kind{nudges.Therapy}, &nudges.Hours{From: 480, To: 1200}
	notes := written(30)
	notes[2].Text, notes[2].Prompt, notes[2].Edited = "<b>\"quotes\" & ünïcødé 😀\nand a second line", "n1", noon
	notes[3].Prompt = "gone"
	d, err := newTalk().Draw(Scene{Screen: screen("export"), Member: m, Notes: notes, Messages: []int{1, 2}, Now: noon})
	if err != nil || len(d.Files) != 2 || d.Protect {
		t.Fatalf("%v, %d files", err, len(d.Files))
	}
	var all struct {
		Made   time.Time
		Member nudges.Member
		Notes  []nudges.Note

		Messages []int
	}
	if err := json.Unmarshal(d.Files[0].Data, &all); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all.Messages, []int{1, 2}) || !all.Made.Equal(noon) || encoded(t, all.Member) != encoded(t, m) || encoded(t, all.Notes) != encoded(t, notes) {
		t.Errorf("%s", d.Files[0].Data)
	}
	text := string(d.Files[1].Data)
	at := 0
	for _, n := range notes {
		i := strings.Index(text[at:], n.Text+"\n")
		if i < 0 {
			t.Fatalf("%q is missing, or not in order", n.Text)
		}
		at += i
	}
	for _, want := range []string{"Monday 8 June 2026\n", "Tuesday 9 June 2026\n", "2:00 pm\nnote number 30\n", "> You could pick one of the six below"} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q is there %d times", want, strings.Count(text, want))
		}
	}
	d, err = newTalk().Draw(Scene{Screen: screen("export"), Now: noon})
	if err != nil || len(d.Files) != 1 || !json.Valid(d.Files[0].Data) {
		t.Errorf("of a stranger: %v, %+v", err, d.Files)
	}
}
