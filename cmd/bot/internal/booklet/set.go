package booklet

import "golang.org/x/text/unicode/norm"

// The page, in points. A5 is read on a phone without zooming, and prints two to
// a sheet of A4.
const (
	pageWidth  = 419.53
	pageHeight = 595.28
	left       = 38.0
	textWidth  = pageWidth - 2*left
	top        = 42.0
	bottom     = pageHeight - 50
	footer     = pageHeight - 26 // its baseline
)

// shade is a colour of grey or nearly so.
type shade struct{ r, g, b int }

// The inks. Both reach a contrast of 6:1 on the tint.
var (
	ink  = shade{0x1e, 0x1e, 0x24}
	soft = shade{0x59, 0x57, 0x5c}
	tint = shade{0xf5, 0xf1, 0xea} // under intentions
	bar  = shade{0xc9, 0x7b, 0x3c} // beside what is marked
)

// style is how a text looks.
type style struct {
	face          *face
	size, leading float64 // points
	ink           shade
}

// run is what is written with one font in one place.
type run struct {
	text string
	face *face
	size float64
	ink  shade
	x    float64 // from the page's left edge
}

// line is a strip of a page.
type line struct {
	height float64 // to the next line
	base   float64 // from its top to its baseline
	runs   []run
	gap    bool // space only
	keep   bool // on one page with the next line
	bar    bool
	tint   bool
	box    bool // to tick, before the text
	photo  int  // 1 + its number; 0 for none
	opens  string
}

// setter makes lines of entries.
type setter struct {
	faces     faces
	photos    photos
	lines     []line
	lost      bool   // a sign could not be printed
	noPicture string // see Booklet.NoPicture
	// Of the entry at work:
	bar, tint bool
}

// booklet sets everything but the footers.
func (s *setter) booklet(b Booklet) {
	fs := s.faces
	s.noPicture = b.NoPicture
	s.text(b.Title, style{fs.bold, 20, 25, ink}, true)
	s.text(b.Subtitle, style{fs.italic, 12.5, 17, soft}, true)
	s.gap(5)
	s.text(b.Made, style{fs.sans, 9.5, 13, soft}, false)
	for _, p := range b.Parts {
		s.gap(26)
		s.part(p)
	}
	if s.lost && b.Unprintable != "" {
		s.gap(26)
		s.text(b.Unprintable, style{fs.sans, 9.5, 13, soft}, false)
	}
}

func (s *setter) part(p Part) {
	n := len(s.lines)
	s.text(p.Heading, style{s.faces.bold, 14, 19, ink}, true)
	if n < len(s.lines) {
		s.lines[n].opens = p.Heading
	}
	for k, e := range p.Entries {
		switch {
		case k == 0 && n < len(s.lines):
			s.space(7, true)
		case e.Kind == Mood && p.Entries[k-min(k, 1)].Kind == Mood, e.Kind == Step && p.Entries[k-min(k, 1)].Kind == Step:
			s.gap(7)
		default:
			s.gap(20)
		}
		s.entry(e)
	}
}

// gap leaves space where a page may end.
func (s *setter) gap(height float64) { s.space(height, false) }

// space leaves space; what is kept stays with the line before and after it.
func (s *setter) space(height float64, keep bool) {
	if len(s.lines) > 0 {
		s.lines = append(s.lines, line{height: height, gap: true, keep: keep, bar: s.bar, tint: s.tint})
	}
}

// text sets a label or a heading; belongs says that it belongs to what follows.
func (s *setter) text(text string, st style, belongs bool) {
	s.block(text, st, 0, belongs)
}

// block sets a text and returns how many lines it became. Its first two lines
// and its last two stay together, and a short one altogether.
func (s *setter) block(text string, st style, indent float64, belongs bool) int {
	first := len(s.lines)
	for _, p := range paragraphs(text) {
		if p == "" {
			s.space(st.leading*0.55, false)
			continue
		}
		cs := s.clusters(p, st)
		rtl := leftwards(cs)
		for _, l := range wrap(cs, (textWidth-indent)/st.size) {
			s.lines = append(s.lines, s.line(l, st, indent, rtl))
		}
	}
	set := s.lines[first:]
	for i := range set {
		short := len(set) <= 4
		set[i].keep = i+1 < len(set) && (short || i == 0 || i+2 == len(set)) || i+1 == len(set) && belongs
	}
	return len(set)
}

// clusters cuts one line of a member's text.
func (s *setter) clusters(text string, st style) []cluster {
	c := cleaner{faces: s.faces, wanted: st.face}
	c.clean(text)
	s.lost = s.lost || c.lost
	return c.out
}

// line puts clusters into their order on paper.
func (s *setter) line(cs []cluster, st style, indent float64, rtl bool) line {
	x := left + indent
	if rtl {
		x = left + textWidth - span(cs)*st.size
	}
	l := line{height: st.leading, base: st.leading*0.5 + st.size*0.32, bar: s.bar, tint: s.tint}
	l.runs = runs(reorder(cs, rtl), st, x)
	return l
}

// runs joins neighbours of one font.
func runs(cs []cluster, st style, x float64) []run {
	var out []run
	for i := 0; i < len(cs); {
		r := run{face: cs[i].face, size: st.size, ink: st.ink, x: x}
		var text []byte
		for ; i < len(cs) && cs[i].face == r.face; i++ {
			text = append(text, cs[i].text...)
			x += cs[i].width * st.size
		}
		r.text = string(text)
		out = append(out, r)
	}
	return out
}

// plain returns a text as it is printed, in one line: for the document's
// outline, which has no fonts of its own.
func (s *setter) plain(text string) string {
	var out []byte
	for _, p := range paragraphs(norm.NFC.String(text)) {
		for _, c := range s.clusters(p, style{face: s.faces.sans}) {
			out = append(out, c.text...)
		}
		out = append(out, ' ')
	}
	return string(out[:max(len(out)-1, 0)])
}
