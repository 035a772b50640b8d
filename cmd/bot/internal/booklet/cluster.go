package booklet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// box stands for signs that no font has.
const box = '□'

// maxMarks bounds the marks on one letter, so that a tower of them does not
// climb over the lines above.
const maxMarks = 3

// cluster is what is drawn together: a letter with its marks, or a space.
type cluster struct {
	text  string
	face  *face
	width float64 // in ems
	class bidi.Class
	space bool
	stop  bool // a line may end after it
	lost  bool // a box in place of signs
	path  bool // a slash stands before it in its word: a hyphen is one of an address
	marks int
}

// cleaner cuts texts into clusters.
type cleaner struct {
	faces  faces
	wanted *face
	out    []cluster
	lost   bool
}

// clean cuts one line of a member's text. Control characters, joiners and
// variation selectors go; letters and marks are composed where Unicode has a
// sign for both.
func (c *cleaner) clean(text string) {
	for _, r := range norm.NFC.String(text) {
		switch {
		case r == '\u200b': // a place where a word may break
			c.stopHere(true)
		case r == '\t' || unicode.Is(unicode.Zs, r):
			c.blank(r)
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case unicode.Is(unicode.M, r):
			c.mark(r)
		default:
			c.letter(r)
		}
	}
}

func (c *cleaner) last() *cluster {
	if len(c.out) == 0 {
		return nil
	}
	return &c.out[len(c.out)-1]
}

func (c *cleaner) stopHere(may bool) {
	if l := c.last(); l != nil && !l.space {
		l.stop = may
	}
}

// blank adds a space; all of them are as wide as the space bar's.
func (c *cleaner) blank(r rune) {
	w, _ := c.wanted.width(' ')
	tied := r == '\u00a0' || r == '\u202f' || r == '\u2007'
	c.out = append(c.out, cluster{text: " ", face: c.wanted, width: w, class: bidi.WS, space: true, stop: !tied})
}

// mark puts a combining mark on the letter before it. One that has none, or
// that the letter's font lacks, is left out.
func (c *cleaner) mark(r rune) {
	l := c.last()
	switch {
	case l == nil || l.space || l.lost:
		return
	case l.marks >= maxMarks:
		return
	}
	w, ok := l.face.width(r)
	if !ok {
		c.lost = c.lost || r != '\u20e3' // what is left of a keycap emoji is its digit
		return
	}
	l.text += string(r)
	l.width += w
	l.marks++
}

// letter adds a letter, or a box for it and its like.
func (c *cleaner) letter(r rune) {
	l := c.last()
	f, w, ok := c.faces.find(r, c.wanted)
	if !ok || r == utf8.RuneError {
		c.lost = true
		if l == nil || !l.lost {
			w, _ := c.faces.sans.width(box)
			c.out = append(c.out, cluster{text: string(box), face: c.faces.sans, width: w, class: bidi.ON, lost: true})
		}
		return
	}
	class, _ := bidi.LookupRune(r)
	next := cluster{text: string(r), face: f, width: w, class: class.Class()}
	if l != nil && !l.space {
		next.path = l.path || r == '/'
		next.stop = (r == '/' || strings.ContainsRune("-–—", r) && !next.path) && unicode.IsLetter(firstRune(l.text))
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		c.stopHere(true)
		next.stop = true
	} else if strings.ContainsRune("、。，．！？：；）」』】", r) {
		c.stopHere(false)
		next.stop = true
	}
	c.out = append(c.out, next)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// paragraphs cuts a text at its line breaks, whatever sign it uses for them.
// Blank lines stay, at most two in a row, none at the ends.
func paragraphs(text string) []string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
		"\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	var out []string
	blank := 0
	for line := range strings.SplitSeq(strings.ToValidUTF8(text, string(utf8.RuneError)), "\n") {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			blank++
			continue
		}
		for range min(blank, 2) {
			if len(out) > 0 {
				out = append(out, "")
			}
		}
		blank = 0
		out = append(out, line)
	}
	return out
}
