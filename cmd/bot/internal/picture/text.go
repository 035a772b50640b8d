package picture

import (
	"strings"
	"unicode"
)

// maxRunes bounds the work for one text; no row has room for more.
const maxRunes = 120

// missing stands for letters that the fonts lack.
const missing = '□'

// clean makes one line of a text: runs of space become one; control characters,
// joiners and symbols that the font lacks go; a run of letters that it lacks
// becomes one box.
func (p pens) clean(text string) string {
	var b strings.Builder
	n := 0
	for _, word := range strings.Fields(text) {
		kept := p.letters(word)
		if n += len(kept); n > maxRunes {
			kept = kept[:max(len(kept)-(n-maxRunes), 0)]
		}
		if len(kept) > 0 && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(kept))
	}
	return b.String()
}

// letters returns what can be drawn of a word.
func (p pens) letters(word string) []rune {
	var out []rune
	for _, r := range word {
		switch {
		case unicode.In(r, unicode.C, unicode.Variation_Selector):
		case p.has(r):
			out = append(out, r)
		case unicode.In(r, unicode.L, unicode.M, unicode.N) && (len(out) == 0 || out[len(out)-1] != missing):
			out = append(out, missing)
		}
	}
	return out
}

// cut shortens a text to a width with … at its end. It returns nothing when
// not even one letter has room.
func cut(text string, width float64, measure func(string) float64) string {
	if measure(text) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		short := strings.TrimRightFunc(string(runes[:n]), unicode.IsSpace) + "…"
		if measure(short) <= width {
			return short
		}
	}
	return ""
}

// Covers reports whether the picture's fonts have every letter of a text. They
// have Latin, Greek and Cyrillic letters, and neither join nor turn letters of
// other scripts. Where a label is not covered, words may be the better answer.
func Covers(text string) bool {
	pens, err := loadPens()
	if err != nil {
		return false
	}
	for _, r := range text {
		if !unicode.IsSpace(r) && !pens.has(r) {
			return false
		}
	}
	return true
}
