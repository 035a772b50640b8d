package talk

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/png"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"afterglow/nudges"
)

// printed is what is written in a document, with a line for each run of letters.
func printed(t *testing.T, doc []byte) string {
	t.Helper()
	if !bytes.HasPrefix(doc, []byte("%PDF")) {
		t.Fatalf("no PDF: %.20q", doc)
	}
	var b strings.Builder
	stream := regexp.MustCompile(`<</Filter /FlateDecode /Length \d+>>\nstream\n`)
	for _, at := range stream.FindAllIndex(doc, -1) {
		z, err := zlib.NewReader(bytes.NewReader(doc[at[1]:]))
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?s)Td \(((?:\\.|[^\\)])*)\) Tj`).FindAllSubmatch(page, -1) {
			s := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(string(m[1]))
			var u []uint16
			for i := 0; i+1 < len(s); i += 2 {
				u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
			}
			b.WriteString(string(utf16.Decode(u)) + "\n")
		}
	}
	return b.String()
}

// story is a member of two sessions, with what they wrote around them.
func story() (nudges.Member, []nudges.Note) {
	day := func(n int) time.Time { return noon.AddDate(0, 0, n) }
	m := joined()
	m.FirstKept = day(-40)
	m.Sessions = []nudges.Session{{ID: "S1", End: day(-30)}, {ID: "S3", Instead: "S2", Intention: 8, Start: day(-3).Add(-2 * time.Hour), End: day(-3), Confirmed: day(-3)}, {ID: "S4", Start: day(5), End: day(5)}}
	return m, []nudges.Note{
		{Message: 1, At: day(-40), Text: "before it all"},
		{Message: 2, At: day(-31), Text: "to be gentle", Session: "S1", Nudge: "S1/intention"},
		{Message: 3, At: day(-29), Text: "the first page", Session: "S1", Nudge: "S1/prime_journal", Prompt: "p2"},
		{Message: 4, At: day(-10), Text: "a line for later", Session: "S2", Nudge: "S2/intention/again1"},
		{Message: 8, At: day(-4), Text: "typed by itself", Session: "S1"},
		{Message: 5, At: day(-2), Text: "the lake, “still” & <deep>", Session: "S3", Nudge: "S3/prime_journal", Prompt: "p2"},
		{Message: -1, At: day(-2).Add(time.Hour), Session: "S3", Mood: new(6)},
		{Message: 6, At: day(-1), Text: "what stayed of the first", Session: "S1", Nudge: "S1/keep_28"},
		{Message: 7, At: day(-1).Add(time.Hour), Session: "S3", File: &nudges.File{ID: "f", Kind: "voice", Length: 42 * time.Second, Stored: noon}},
	}
}

func bringing(t *testing.T, m nudges.Member, notes []nudges.Note, pictures map[int][]byte) (string, Drawn) {
	t.Helper()
	d, err := newTalk().Draw(Scene{Screen: screen("bring"), Member: m, Notes: notes, Pictures: pictures, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	checkDrawn(t, "bring", d)
	if len(d.Files) != 1 || d.Files[0].Name != "notes.pdf" || d.Protect || d.Files[0].Protect || d.Said {
		t.Fatalf("%+v", d)
	}
	return printed(t, d.Files[0].Data), d
}

// inOrder checks that some lines are there, in their order.
func inOrder(t *testing.T, text string, lines ...string) {
	t.Helper()
	rest := text
	for _, l := range lines {
		i := strings.Index(rest, l)
		if i < 0 {
			t.Fatalf("%q is missing, or not in order:\n%s", l, text)
		}
		rest = rest[i+len(l):]
	}
}

// Where nothing is marked the document holds all since the last session that is
// over, by session, what was intended first.
func TestBringSinceTheLast(t *testing.T) {
	m, notes := story()
	text, d := bringing(t, m, notes, nil)
	inOrder(t, text, "Notes", "since", "Made on Tuesday 9 June 2026", "Session of Sunday 10 May 2026", "what stayed of the first",
		"Session of Saturday 6 June 2026", "a line for later", "typed by itself", "Is there an image", "the lake, “still” & <deep>", "Voice note, 0:42", "1 / 1")
	if !strings.Contains(text, newTalk().drawing(Scene{Member: m}).said(notes[6])) {
		t.Errorf("no mood: %s", text)
	}
	for _, not := range []string{"before it all", "to be gentle", "the first page", "13 June", "14 June", "Other notes"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is in it:\n%s", not, text)
		}
	}
	if strings.Contains(d.HTML, "lake") {
		t.Errorf("the caption tells: %s", d.HTML)
	}
}

// What is marked is all there is, whenever it was written.
func TestBringMarked(t *testing.T) {
	m, notes := story()
	for _, i := range []int{0, 1, 5} {
		notes[i].Bring = true
	}
	text, _ := bringing(t, m, notes, nil)
	inOrder(t, text, "chose to bring", "Other notes", "before it all", "Session of Sunday 10 May", "to be gentle", "Session of Saturday 6 June", "the lake")
	if strings.Contains(text, "the first page") || strings.Contains(text, "a line for later") {
		t.Error(text)
	}
	m.Language = "es"
	text, _ = bringing(t, m, notes, nil)
	inOrder(t, text, "Notas", "Lo que elegí llevar", "Hecho el martes 9 de junio de 2026", "Sesión del sábado 6 de junio")
}

// Without a session all notes are brought, under no heading.
func TestBringWithoutSession(t *testing.T) {
	m := joined()
	text, _ := bringing(t, m, written(3), nil)
	inOrder(t, text, "Made on", "note number 1", "note number 2", "note number 3")
	if strings.Contains(text, "Session") || strings.Contains(text, "Other") || strings.Contains(text, "since") {
		t.Error(text)
	}
}

func TestNothingToBring(t *testing.T) {
	for _, m := range []nudges.Member{joined(), with(noNotes), {}} {
		d, err := newTalk().Draw(Scene{Screen: screen("bring"), Member: m, Now: noon})
		if checkDrawn(t, "bring", d); err != nil || len(d.Files) > 0 || !d.Said {
			t.Errorf("%+v, %v", d, err)
		}
	}
	m, notes := story() // all was written long before the last one
	d, _ := newTalk().Draw(Scene{Screen: screen("bring"), Member: m, Notes: notes[:3], Now: noon})
	if len(d.Files) > 0 || !d.Said {
		t.Errorf("%+v", d)
	}
}

// Only pictures are read for it, and not more than fits into memory.
func TestBringPictures(t *testing.T) {
	m, notes := story()
	file := func(kind, media string, size int64, stored time.Time) nudges.Note {
		return nudges.Note{Message: 10 + len(notes), At: noon, Text: "beside it", Session: "S3", File: &nudges.File{ID: "f", Kind: kind, Type: media, Size: size, Stored: stored}}
	}
	notes = append(notes, file("photo", "", 14<<20, noon))
	notes = append(notes, file("photo", "", 14<<20, noon))
	notes = append(notes, file("document", "image/png", 500, noon))
	notes = append(notes, file("document", "application/pdf", 500, noon))
	notes = append(notes, file("photo", "", 500, time.Time{}))
	scene := Scene{Screen: screen("bring"), Member: m, Notes: notes, Now: noon}
	if got := WantsPictures(scene); !slices.Equal(got, []int{21, 20}) {
		t.Errorf("pictures of %v", got)
	}
	scene.Screen = screen("journal")
	if got := WantsPictures(scene); got != nil {
		t.Errorf("pictures of %v for the journal", got)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	_, without := bringing(t, m, notes, nil)
	_, with := bringing(t, m, notes, map[int][]byte{21: b.Bytes()})
	text, broken := bringing(t, m, notes, map[int][]byte{21: []byte("no")})
	images := func(d Drawn) int { return bytes.Count(d.Files[0].Data, []byte("/Subtype /Image\n")) }
	if images(with) != 1 || images(without) != 0 || images(broken) != 0 {
		t.Errorf("%d pictures, %d without any, %d with a broken one", images(with), images(without), images(broken))
	}
	if !strings.Contains(text, "(a picture that could not be read)") {
		t.Error(text)
	}
}

// The mark under a note says what is wanted, and may arrive twice.
func TestMarks(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = written(3)
	dialogue(t, w, [][2]string{{"[open 1001 0]", "reply, change note"}})
	if b := w.under[50][0]; b.Label != "Bring to my integrator" || b.Data != "1 bring yes 1001 0 journal" {
		t.Errorf("%v", b)
	}
	for range 2 {
		dialogue(t, w, [][2]string{{"[bring yes 1001 0 journal]", "reply bring.marked, mark, change note"}})
		if b := w.under[50][0]; !w.notes[1].Bring || b.Label != "Leave it here" || b.Data != "1 bring no 1001 0 journal" {
			t.Errorf("%v", b)
		}
	}
	dialogue(t, w, [][2]string{{"[bring no 1001 0 journal]", "reply bring.unmarked, mark, change note"}, {"[bring yes 5 0 journal]", "reply bring.marked, mark, change note"},
		{"[bring maybe 1001 0 journal]", "reply button.old"}, {"[bring yes x 0 journal]", "reply button.old"}, {"[bring yes 1 x journal]", "reply button.old"}, {"[bring yes 1 0 here]", "reply button.old"}})
	if w.notes[1].Bring {
		t.Error("the mark stays")
	}
	dialogue(t, newWorld(t, joinedNever()), [][2]string{{"[bring yes 1 0 journal]", "reply button.old"}})
}

func TestBringCommand(t *testing.T) {
	for name, c := range map[string]struct {
		m    nudges.Member
		want string
	}{
		"of a member":   {joined(), "hand bring"},
		"of a stranger": {joinedNever(), "show start.welcome"},
		"none kept":     {with(noNotes), "show journal.off"},
		"none any more": {with(noNotes, func(m *nudges.Member) { m.FirstKept = noon }), "hand bring"},
	} {
		if got := told(newWorld(t, c.m).writes("/bring")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Before a talk the document is one tap away, where there are notes.
func TestBringBeforeATalk(t *testing.T) {
	m := with(func(m *nudges.Member) {
		m.FirstKept = noon
		m.Log = []nudges.Entry{{Nudge: "A1/appt_prep", Kind: nudges.ApptPrep, Session: "A1", Outcome: nudges.Delivered, At: noon}}
	})
	n := nudges.Nudge{ID: "A1/appt_prep", Kind: nudges.ApptPrep, Session: "A1", Due: noon}
	offered := func(m nudges.Member) bool {
		d, _ := newTalk().DrawNudge(m, n, nudges.Note{})
		return slices.ContainsFunc(slices.Concat(d.Buttons...), func(b Button) bool { return b.Data == "1 document A1/appt_prep" })
	}
	if !offered(m) || offered(joined()) {
		t.Error("offered to the wrong member")
	}
	w := newWorld(t, m)
	w.notes = written(2)
	dialogue(t, w, [][2]string{{"[document A1/appt_prep]", "reply, hand bring"}, {"[document A9/appt_prep]", "reply button.old"}})
	if w.m.Log[0].Answered.IsZero() {
		t.Error("not counted as an answer")
	}
}
