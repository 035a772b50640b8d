package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that do not come apart into a letter and an accent.
var letters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ς': "σ",
}

// fold writes a text plainly: its words in lower case without accents, a space
// before each. Where each byte of that came from is appended to places, unless
// it is nil.
func fold(text string, places *[]int) []byte {
	f := folding{plain: make([]byte, 0, len(text)+8), places: places}
	for i, r := range text {
		f.at = i
		if r < utf8.RuneSelf {
			f.ascii(byte(r))
			continue
		}
		apart := norm.NFD.PropertiesString(text[i:]).Decomposition()
		if apart == nil {
			f.rune(r)
			continue
		}
		for len(apart) > 0 {
			r, n := utf8.DecodeRune(apart)
			f.rune(r)
			apart = apart[n:]
		}
	}
	return f.plain
}

// folding is a text on its way to plain words.
type folding struct {
	plain  []byte
	places *[]int
	at     int  // where in the text
	inWord bool // the letter before belongs to the same word
}

func (f *folding) ascii(c byte) {
	switch {
	case 'A' <= c && c <= 'Z':
		c += 'a' - 'A'
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
	default:
		f.inWord = false
		return
	}
	f.begin()
	f.plain = append(f.plain, c)
	f.mark()
}

func (f *folding) rune(r rune) {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r): // accents, and joiners that nobody sees
	case alone(r):
		f.inWord = false
		f.letter(r)
		f.inWord = false
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		f.letter(unicode.ToLower(r))
	default:
		f.inWord = false
	}
}

// letter writes a letter in lower case.
func (f *folding) letter(r rune) {
	f.begin()
	if s, is := letters[r]; is {
		f.plain = append(f.plain, s...)
	} else {
		f.plain = utf8.AppendRune(f.plain, r)
	}
	f.mark()
}

// begin puts a space before the first letter of a word.
func (f *folding) begin() {
	if !f.inWord {
		f.inWord = true
		f.plain = append(f.plain, ' ')
		f.mark()
	}
}

// mark says of what was just written where it came from.
func (f *folding) mark() {
	if f.places == nil {
		return
	}
	for len(*f.places) < len(f.plain) {
		*f.places = append(*f.places, f.at)
	}
}

// alone reports whether a sign is a word by itself: emoji, and what is written
// without spaces between words.
func alone(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
