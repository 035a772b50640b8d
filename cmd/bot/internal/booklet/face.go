package booklet

import (
	"bytes"
	"errors"
	"fmt"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a font and what has been asked of it.
type face struct {
	name   string // in the document
	ttf    []byte
	font   *sfnt.Font
	buf    *sfnt.Buffer
	widths map[rune]float64 // in ems; negative when the font lacks the letter
}

// newFace parses a font, which takes microseconds.
func newFace(name string, ttf []byte) (*face, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("booklet: parse font: %w", err)
	}
	return &face{name: name, ttf: ttf, font: f, buf: new(sfnt.Buffer), widths: map[rune]float64{}}, nil
}

// width returns a letter's width in ems, and whether the font has it.
func (f *face) width(r rune) (float64, bool) {
	w, known := f.widths[r]
	if !known {
		w = f.measure(r)
		f.widths[r] = w
	}
	return max(w, 0), w >= 0
}

// measure asks the font. The library writes letters as two bytes, so what is
// beyond them counts as lacking.
func (f *face) measure(r rune) float64 {
	const em = 1000 // pixels: fractions of them do not matter
	if r > 0xffff {
		return -1
	}
	i, err := f.font.GlyphIndex(f.buf, r)
	if err != nil || i == 0 {
		return -1
	}
	w, err := f.font.GlyphAdvance(f.buf, i, fixed.I(em), font.HintingNone)
	if err != nil {
		return -1
	}
	return float64(w) / 64 / em
}

// faces are the fonts of one document. Serifs for the member's own words,
// which are read; no serifs for labels, which are found.
type faces struct {
	serif, italic, sans, bold *face
	more                      []*face // the caller's
}

func loadFaces(more []Font) (faces, error) {
	var fs faces
	var err error
	for _, f := range []struct {
		to   **face
		name string
		ttf  []byte
	}{
		{&fs.serif, "serif", liberationserifregular.TTF},
		{&fs.italic, "italic", liberationserifitalic.TTF},
		{&fs.sans, "sans", liberationsansregular.TTF},
		{&fs.bold, "bold", liberationsansbold.TTF},
	} {
		if *f.to, err = newFace(f.name, f.ttf); err != nil {
			return faces{}, err
		}
	}
	for i, m := range more {
		if err := usable(m.TTF); err != nil {
			return faces{}, fmt.Errorf("booklet: font %q: %w", m.Name, err)
		}
		f, err := newFace(fmt.Sprintf("more%d", i), m.TTF)
		if err != nil {
			return faces{}, fmt.Errorf("booklet: font %q: %w", m.Name, err)
		}
		fs.more = append(fs.more, f)
	}
	return fs, nil
}

var errFont = errors.New("not a TrueType font that can be embedded")

// usable reports why a font cannot be used.
func usable(ttf []byte) error {
	// The library prints a line when it finds no letters: look first.
	f, err := sfnt.Parse(ttf)
	if err != nil || f.NumGlyphs() == 0 || !bytes.HasPrefix(ttf, []byte{0, 1, 0, 0}) || !embeds(ttf) {
		return errFont
	}
	return nil
}

// find returns the first font that has a letter, the wanted one if it can.
func (fs faces) find(r rune, wanted *face) (*face, float64, bool) {
	if w, ok := wanted.width(r); ok {
		return wanted, w, true
	}
	for _, f := range [...]*face{fs.serif, fs.sans} {
		if w, ok := f.width(r); ok {
			return f, w, true
		}
	}
	for _, f := range fs.more {
		if w, ok := f.width(r); ok {
			return f, w, true
		}
	}
	return nil, 0, false
}
