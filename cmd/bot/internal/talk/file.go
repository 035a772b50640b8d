package talk

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"afterglow/nudges"
)

// MaxFile is the size in bytes of the largest file that can be kept: Telegram
// gives no larger one to a bot (Bot API, getFile).
const MaxFile = 20 << 20

// fits reports whether a message comes with a file that can be kept.
func (w Wrote) fits() bool { return w.File != nil && w.File.Size <= MaxFile }

// media answers what is not text. With consent a file becomes a note, with its
// caption as the text. It is said to be kept only once all of it is stored; until
// then there is no answer, but for the line that comes with the first one. A
// question that is open stays so.
func (s *step) media(w Wrote) {
	switch {
	case !s.m.Consent.Notes.Yes && w.File != nil:
		s.show("media.not_kept")
	case w.fits():
		s.keep(w)
		s.fetch(w, false)
		if s.m.FirstFile.IsZero() {
			s.m.FirstFile = s.now
			s.show("media.first")
		}
	case w.File != nil:
		if w.Text != "" {
			s.keep(w)
		}
		s.show("media.too_large", "caption", fmt.Sprint(w.Text != ""))
	default:
		s.unkept(w)
	}
}

// unkept answers what holds no file, or none that can be asked for. A caption is
// kept like a note.
func (s *step) unkept(w Wrote) {
	switch {
	case w.Text != "" && s.m.Consent.Notes.Yes:
		s.keep(w)
		s.show("media.caption")
	case w.Media == "other" || w.Media == "sticker":
		s.show("media.other")
	default:
		s.show("media.not_kept")
	}
}

// fetch asks for the file of a note that is being kept. When it is quiet nothing
// is said about how it ends, because something else has been answered.
func (s *step) fetch(w Wrote, quiet bool) {
	if w.fits() && s.m.Consent.Notes.Yes {
		s.do(Fetch{Message: w.Message, Quiet: quiet})
	}
}

// keepFile keeps a file whose caption is answered as what it says: a word that
// means stop.
func (s *step) keepFile(w Wrote) {
	if w.fits() && s.joined() {
		s.keep(w)
		s.fetch(w, true)
	}
}

// FileFailed says that a document or picture could not be sent.
func FileFailed() Screen { return screen("file.failed") }

// FileKept says that the file of a note is stored.
func FileKept(message int) React { return React{message, kept, screen("note.kept")} }

// FileLost says that Telegram did not give a file, and whether the words beside
// it are kept.
func FileLost(sent time.Time, caption bool) Show {
	return Show{screen("media.lost", "at", unixMinute(sent), "caption", fmt.Sprint(caption))}
}

// FileTooLarge says that a file turned out larger than MaxFile.
func FileTooLarge(caption bool) Show {
	return Show{screen("media.too_large", "caption", fmt.Sprint(caption))}
}

// ExportFile is the screen that sends the file of a note to be saved.
func ExportFile(message int) Screen { return screen("export.file", "note", count(message)) }

func (d *drawing) mediaTooLarge() error {
	return d.text("media.too_large", "Caption", d.arg("caption") == "true")
}

func (d *drawing) mediaLost() error {
	at, _ := minuteOf(d.arg("at"))
	return d.text("media.lost", "When", d.moment(at), "Caption", d.arg("caption") == "true")
}

// fileWord says in a word what came with a note, and how long it is: "Voice
// note, 0:42". It is empty for a note of words only.
func (d *drawing) fileWord(n nudges.Note) string {
	if n.File == nil {
		return ""
	}
	word := d.label("media." + n.File.Kind)
	if s := int(n.File.Length / time.Second); s > 0 {
		word += fmt.Sprintf(", %d:%02d", s/60, s%60)
	}
	return word
}

// headed puts the word for a note's file before some of its text.
func (d *drawing) headed(n nudges.Note, text string) string {
	word := d.fileWord(n)
	if word == "" || text == "" {
		return word + text
	}
	return word + ": " + text
}

// noteFile sends the file of a note as what it was, so that it can't be passed
// on by mistake: a voice note is heard and a photo, covered, seen in the chat.
func (d *drawing) noteFile() error { return d.fileOf(true) }

// exportFile sends it as a document with a tidy name, to be saved.
func (d *drawing) exportFile() error { return d.fileOf(false) }

func (d *drawing) fileOf(asItWas bool) error {
	i := slices.IndexFunc(d.Notes, func(n nudges.Note) bool { return count(n.Message) == d.arg("note") })
	if i < 0 || d.Notes[i].File == nil || d.Notes[i].File.Stored.IsZero() {
		return d.text("note.gone") // nobody sees it: there is nothing to send
	}
	n := d.Notes[i]
	f := File{Name: d.fileName(i), Note: n.Message, Protect: asItWas}
	if asItWas {
		f.Photo, f.Voice = n.File.Kind == "photo", n.File.Kind == "voice"
		if own := tidy(n.File.Name); own != "" {
			f.Name = own
		}
	}
	d.out.Files = []File{f}
	return d.text("note.file", "Day", d.day(n.At), "Time", d.clock(n.At))
}

// fileName is the name of a note's file in an export: 2026-06-10_0910_voice.ogg,
// by the member's clock. Those of the same kind and minute are counted.
func (d *drawing) fileName(i int) string {
	stem := d.fileStem(i)
	same := 1
	for j := range i {
		if d.Notes[j].File != nil && d.fileStem(j) == stem {
			same++
		}
	}
	if same > 1 {
		stem += "_" + count(same)
	}
	return stem + ending(*d.Notes[i].File)
}

func (d *drawing) fileStem(i int) string {
	n := d.Notes[i]
	return n.At.In(d.zone).Format("2006-01-02_1504_") + n.File.Kind
}

// endings are those of the kinds whose files Telegram makes itself.
var endings = map[string]string{"voice": ".ogg", "photo": ".jpg", "video": ".mp4", "video_note": ".mp4", "audio": ".mp3"}

// ending is what the name of a file ends in: as its own name does, or else by
// its kind.
func ending(f nudges.File) string {
	if own := path.Ext(tidy(f.Name)); len(own) > 1 && len(own) <= 9 {
		return own
	}
	if usual := endings[f.Kind]; usual != "" {
		return usual
	}
	return ".bin"
}

// tidy makes a name that came with a file one that can be given to it again.
func tidy(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || !unicode.IsPrint(r) {
			return '_'
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 100 {
		name = string(r[len(r)-100:]) // the end says what it is
	}
	return strings.Trim(name, " .")
}
