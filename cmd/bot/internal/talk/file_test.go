package talk

import (
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// TestFirstFile: the line that nobody hears or sees it comes once.
func TestFirstFile(t *testing.T) {
	w := newWorld(t, joined())
	for i, want := range []string{"keep, fetch, show media.first", "keep, fetch", "keep, fetch"} {
		if got := told(w.sends("voice", "")); got != want {
			t.Errorf("file %d: %s, want %s", i+1, got, want)
		}
	}
	if !w.m.FirstFile.Equal(noon) || len(w.notes) != 3 {
		t.Errorf("the first file came %v; %d notes", w.m.FirstFile, len(w.notes))
	}
}

// TestTooLarge: of a file that can't be kept the words are, and to the byte.
func TestTooLarge(t *testing.T) {
	for _, c := range []struct {
		size    int64
		caption string
		want    string
		notes   int
	}{
		{MaxFile, "", "keep, fetch, show media.first", 1},
		{MaxFile + 1, "", "show media.too_large", 0},
		{MaxFile + 1, "the lake", "keep, show media.too_large", 1},
		{0, "", "keep, fetch, show media.first", 1}, // Telegram does not say
		{MaxFile + 1, "stop", "show stop.done", 0},
	} {
		w := newWorld(t, joined())
		got := told(w.happens(Wrote{Origin: w.origin(), Message: w.id(), Text: c.caption, Media: "video", File: &nudges.File{ID: "f", Kind: "video", Size: c.size}}))
		if got != c.want || len(w.notes) != c.notes {
			t.Errorf("%d bytes with %q: %s and %d notes, want %s and %d", c.size, c.caption, got, len(w.notes), c.want, c.notes)
		}
		if c.size > MaxFile && len(w.notes) > 0 && w.notes[0].File != nil {
			t.Errorf("%d bytes: a file that will never come", c.size)
		}
	}
}

// TestCaptionEdits: the words change, the file stays, and goes only with a note
// that holds nothing else.
func TestCaptionEdits(t *testing.T) {
	w := newWorld(t, joined())
	w.sends("photo", "the lake")
	photo := w.notes[0].Message
	for _, text := range []string{"the sea", ""} {
		w.happens(Edited{Origin: w.origin(), Message: photo, Text: text, Media: "photo"})
		if len(w.notes) != 1 || w.notes[0].Text != text || w.notes[0].File == nil {
			t.Errorf("after an edit to %q: %+v", text, w.notes)
		}
	}
}

// a file note, as it is stored.
func fileNote(kind string, change ...func(*nudges.File)) nudges.Note {
	f := &nudges.File{ID: "f", Kind: kind, Size: 10, Stored: noon}
	for _, c := range change {
		c(f)
	}
	return nudges.Note{Message: 1000, At: noon.Add(-time.Minute), File: f}
}

// TestFileInJournal: a note with a file says what it is, and opening it hands it
// over as what it was.
func TestFileInJournal(t *testing.T) {
	for _, c := range []struct {
		note  nudges.Note
		text  string
		line  string
		photo bool
		voice bool
	}{
		{fileNote("voice", func(f *nudges.File) { f.Length = 62 * time.Second }), "", "Voice note, 1:02", false, true},
		{fileNote("photo"), "the lake", "Photo: the lake", true, false},
		{fileNote("document"), "", "File", false, false},
		{fileNote("video_note", func(f *nudges.File) { f.Length = 5 * time.Second }), "", "Video note, 0:05", false, false},
	} {
		w := newWorld(t, joined())
		c.note.Text = c.text
		w.notes = []nudges.Note{c.note}
		list := w.draws(screen("journal", "page", "0"))
		text, _ := visible(list.HTML)
		if !strings.Contains(text, "2:59 pm  "+c.line+"\n") || list.Buttons[0][0].Data != "1 show 1000 0" {
			t.Errorf("the journal shows %q %v, want %q", text, list.Buttons, c.line)
		}
		if got := told(w.presses(50, "1 show 1000 0")); got != "reply, change note, hand note.file" {
			t.Errorf("opening it: %s", got)
		}
		opened := w.draws(screen("note", "note", "1000", "page", "0"))
		if text, _ := visible(opened.HTML); !strings.Contains(text, strings.Split(c.line, ":")[0]) || strings.Contains(text, "on its way") || !opened.Protect {
			t.Errorf("opened it shows %q", text)
		}
		files := w.draws(screen("note.file", "note", "1000")).Files
		if len(files) != 1 || files[0].Note != 1000 || files[0].Photo != c.photo || files[0].Voice != c.voice || !files[0].Protect {
			t.Errorf("%s is handed over as %+v", c.line, files)
		}
		files = w.draws(ExportFile(1000)).Files
		if len(files) != 1 || files[0].Photo || files[0].Voice || files[0].Protect {
			t.Errorf("%s is exported as %+v", c.line, files)
		}
	}
}

// TestFileOnItsWay: until it is stored there is nothing to hand over, and the
// note says so.
func TestFileOnItsWay(t *testing.T) {
	w := newWorld(t, joined())
	w.notes = []nudges.Note{fileNote("voice", func(f *nudges.File) { f.Stored = time.Time{} })}
	if text := w.draws(screen("note", "note", "1000", "page", "0")).HTML; !strings.Contains(text, "on its way") {
		t.Errorf("it shows %q", text)
	}
	for _, s := range []Screen{screen("note.file", "note", "1000"), ExportFile(1000), ExportFile(5)} {
		if d := w.draws(s); len(d.Files) != 0 {
			t.Errorf("%s hands over %+v", s.Name, d.Files)
		}
	}
}

// TestFileNames: tidy, sorted by time, and no two alike.
func TestFileNames(t *testing.T) {
	named := func(name string) func(*nudges.File) { return func(f *nudges.File) { f.Name = name } }
	for _, c := range []struct{ kind, name, want string }{
		{"voice", "", "2026-06-09_1459_voice.ogg"},
		{"photo", "", "2026-06-09_1459_photo.jpg"},
		{"audio", "song.m4a", "2026-06-09_1459_audio.m4a"},
		{"document", "my page.PDF", "2026-06-09_1459_document.PDF"},
		{"document", "", "2026-06-09_1459_document.bin"},
		{"document", "../../etc/passwd\n", "2026-06-09_1459_document.bin"},
		{"document", "a.\u202efdp/x", "2026-06-09_1459_document._fdp_x"},
	} {
		w := newWorld(t, joined())
		w.notes = []nudges.Note{fileNote(c.kind, named(c.name))}
		if f := w.draws(ExportFile(1000)).Files; len(f) != 1 || f[0].Name != c.want {
			t.Errorf("%s %q is exported as %+v, want %s", c.kind, c.name, f, c.want)
		}
		if f := w.draws(screen("note.file", "note", "1000")).Files; strings.ContainsAny(f[0].Name, "/\n\u202e") || f[0].Name == "" {
			t.Errorf("%q is handed over as %q", c.name, f[0].Name)
		}
	}
	w := newWorld(t, joined())
	for i := range 3 { // an album
		n := fileNote("photo")
		n.Message += i
		w.notes = append(w.notes, n)
	}
	for i, want := range []string{"2026-06-09_1459_photo.jpg", "2026-06-09_1459_photo_2.jpg", "2026-06-09_1459_photo_3.jpg"} {
		if f := w.draws(ExportFile(1000 + i)).Files; f[0].Name != want {
			t.Errorf("photo %d is %s, want %s", i+1, f[0].Name, want)
		}
	}
	if text := string(w.draws(screen("export")).Files[1].Data); !strings.Contains(text, "[2026-06-09_1459_photo_2.jpg]") {
		t.Errorf("the notes to read do not name their files:\n%s", text)
	}
}

// TestLongNames: a name keeps its end.
func TestLongNames(t *testing.T) {
	if got := tidy(strings.Repeat("ä", 300) + ".pdf"); !strings.HasSuffix(got, "ä.pdf") || len([]rune(got)) != 100 {
		t.Errorf("%q", got)
	}
}
