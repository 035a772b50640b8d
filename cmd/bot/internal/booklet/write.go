package booklet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
)

// writer puts lines on the pages of a document.
type writer struct {
	pdf   *fpdf.Fpdf
	set   *setter
	faces map[*face]bool // that the document has
}

var errLibrary = errors.New("booklet: the PDF library gave up")

// tag returns a language tag, or nothing when it has other signs than those of
// one: the library writes it as it is.
func tag(language string) string {
	for _, r := range language {
		if r > unicode.MaxASCII || r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return ""
		}
	}
	return language
}

// write makes the document. The library panics on what it does not expect;
// nothing of that kind is known, and if there is, the bot goes on.
func write(b Booklet, s *setter, pages [][]line) (doc []byte, err error) {
	defer func() {
		if recover() != nil {
			doc, err = nil, errLibrary
		}
	}()
	w := &writer{pdf: blank(), set: s, faces: map[*face]bool{}}
	w.pdf.SetTitle(s.plain(b.Title), true)
	w.pdf.SetLang(tag(b.Language))
	for i, p := range s.photos.all {
		w.pdf.RegisterImageReader(strconv.Itoa(i), "jpg", bytes.NewReader(p.jpeg))
	}
	for i, page := range pages {
		w.pdf.AddPage()
		w.page(page)
		if b.Footer != nil {
			w.foot(b.Footer(i+1, len(pages)))
		}
	}
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("booklet: %w", err)
	}
	return anonymous(out.Bytes()), nil
}

// embeds tries a font in a document of its own, because the library answers
// some with a panic.
func embeds(ttf []byte) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	pdf := blank()
	pdf.AddUTF8FontFromBytes("font", "", bytes.Clone(ttf))
	pdf.AddPage()
	pdf.SetFont("font", "", 12)
	pdf.Text(0, 0, "a")
	return pdf.Output(io.Discard) == nil
}

// blank is a document without pages.
func blank() *fpdf.Fpdf {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // fonts and pictures in the same order each time
	pdf.SetProducer("", false)
	pdf.SetCreationDate(noDate)
	pdf.SetModificationDate(noDate)
	return pdf
}

// noDate keeps the library from asking the clock.
var noDate = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// anonymous takes out what the library always writes: two dates, and the wish
// that readers open with the outline beside the page. Spaces in their place
// leave all offsets as they are. Nothing else can be meant, because these come
// after all pages, fonts and pictures.
func anonymous(doc []byte) []byte {
	for _, s := range []string{
		"/CreationDate (D:20000101000000)",
		"/ModDate (D:20000101000000)",
		"/PageMode /UseOutlines",
	} {
		if i := bytes.LastIndex(doc, []byte(s)); i >= 0 {
			copy(doc[i:], bytes.Repeat([]byte{' '}, len(s)))
		}
	}
	return doc
}

func (w *writer) page(lines []line) {
	y := top
	for _, l := range lines {
		w.ground(l, y)
		y += l.height
	}
	y = top
	for _, l := range lines {
		w.line(l, y)
		y += l.height
	}
}

// ground draws what lies under a line: strips that join those of its neighbours.
func (w *writer) ground(l line, y float64) {
	if l.tint {
		w.fill(tint)
		w.pdf.Rect(left-10, y, textWidth+20, l.height+0.3, "F")
	}
	if l.bar {
		w.fill(bar)
		w.pdf.Rect(left-13, y, 3, l.height+0.3, "F")
	}
}

func (w *writer) fill(s shade) { w.pdf.SetFillColor(s.r, s.g, s.b) }

func (w *writer) line(l line, y float64) {
	for _, r := range l.runs {
		w.write(r, y+l.base)
	}
	if l.opens != "" && len(l.runs) > 0 {
		w.pdf.Bookmark(w.set.plain(l.opens), 0, y)
	}
	if l.box {
		w.pdf.SetDrawColor(soft.r, soft.g, soft.b)
		w.pdf.SetLineWidth(0.8)
		w.pdf.Rect(left+1, y+l.base-9, 9.5, 9.5, "D")
	}
	if l.photo > 0 {
		p := w.set.photos.all[l.photo-1]
		w.pdf.ImageOptions(strconv.Itoa(l.photo-1), left, y, p.width, p.height, false, fpdf.ImageOptions{ImageType: "jpg"}, 0, "")
	}
}

// write puts a run on the page. Fonts come into the document when they are
// first needed; the library writes into their bytes, so it gets its own.
func (w *writer) write(r run, y float64) {
	if !w.faces[r.face] {
		w.pdf.AddUTF8FontFromBytes(r.face.name, "", bytes.Clone(r.face.ttf))
		w.faces[r.face] = true
	}
	if size, _ := w.pdf.GetFontSize(); size != r.size || w.pdf.GetFontFamily() != r.face.name {
		w.pdf.SetFont(r.face.name, "", r.size)
	}
	w.pdf.SetTextColor(r.ink.r, r.ink.g, r.ink.b)
	w.pdf.Text(r.x, y, r.text)
}

// foot writes the page's footer, one line, in the middle.
func (w *writer) foot(text string) {
	st := style{w.set.faces.sans, 9.5, 13, soft}
	lines := paragraphs(text)
	if len(lines) == 0 {
		return
	}
	cs := wrap(w.set.clusters(lines[0], st), textWidth/st.size)
	if len(cs) == 0 {
		return
	}
	width := span(cs[0]) * st.size
	for _, r := range runs(reorder(cs[0], leftwards(cs[0])), st, left+(textWidth-width)/2) {
		w.write(r, footer)
	}
}
