package when

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What is longer than this is not an answer to "when?".
const (
	maxBytes = 160
	maxWords = 24
)

// lexeme is a word of the text with its meaning.
type lexeme struct {
	word
	text   string // as typed, lower case, without accents
	digits int    // how many digits a number was typed with; 0 when spelled out
}

// is reports whether the lexeme is this sign.
func (l lexeme) is(sign string) bool { return l.kind == mark && l.text == sign }

// lexAll gives the text's meaning in the given language, and in the others
// that know all of its words: members mix languages.
func lexAll(text, lang string) [][]lexeme {
	raw := split(text)
	if len(raw) == 0 || len(raw) > maxWords {
		return nil
	}
	var all [][]lexeme
	for _, table := range tables(lang) {
		if in, ok := lex(raw, table); ok {
			all = append(all, in)
		}
	}
	return all
}

// tables are the languages' words, those of the given language first.
func tables(lang string) []words {
	if base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-"); base == "es" {
		return []words{spanish, english}
	}
	return []words{english, spanish}
}

// split cuts a text into runs of letters, runs of digits, and single signs.
// Case, accents, closing punctuation and the ways to write a dash or a.m. are
// evened out.
func split(text string) []string {
	if len(text) > maxBytes {
		return nil
	}
	runes := []rune(plain(text))
	var out []string
	for i := 0; i < len(runes); {
		j := i + 1
		switch r := runes[i]; {
		case unicode.IsSpace(r):
			i++
			continue
		case isDigit(r):
			j = end(runes, i, isDigit)
		case isLetter(r):
			j = end(runes, i, isLetter)
		}
		out = append(out, string(runes[i:j]))
		i = j
	}
	return joinMeridiem(trimEnd(out))
}

func end(runes []rune, i int, in func(rune) bool) int {
	for i < len(runes) && in(runes[i]) {
		i++
	}
	return i
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return unicode.IsLetter(r) || r == '\'' }

// plain is the text in lower case, without accents, with one kind of dash and
// apostrophe, and with hyphens inside words opened ("twenty-five").
func plain(text string) string {
	var b []rune
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch r {
		case '‐', '‑', '‒', '–', '—', '−':
			r = '-'
		case '’', '‘', 'ʼ':
			r = '\''
		}
		if !unicode.Is(unicode.Mn, r) {
			b = append(b, r)
		}
	}
	for i := 1; i+1 < len(b); i++ {
		if b[i] == '-' && isLetter(b[i-1]) && isLetter(b[i+1]) {
			b[i] = ' '
		}
	}
	return string(b)
}

// trimEnd drops the marks that end a sentence.
func trimEnd(raw []string) []string {
	for len(raw) > 0 && strings.ContainsAny(raw[len(raw)-1], ".!?") {
		raw = raw[:len(raw)-1]
	}
	return raw
}

// joinMeridiem makes one word of "p.m.", "p. m." and "p m".
func joinMeridiem(raw []string) []string {
	var out []string
	for i := 0; i < len(raw); i++ {
		if raw[i] != "a" && raw[i] != "p" {
			out = append(out, raw[i])
			continue
		}
		j := i + 1
		if j < len(raw) && raw[j] == "." {
			j++
		}
		if j >= len(raw) || raw[j] != "m" {
			out = append(out, raw[i])
			continue
		}
		out = append(out, raw[i]+"m")
		if i = j; j+1 < len(raw) && raw[j+1] == "." {
			i++
		}
	}
	return out
}

// lex gives each word its meaning, the longest phrase first; false when a word
// has none.
func lex(raw []string, table words) ([]lexeme, bool) {
	var out []lexeme
	for i := 0; i < len(raw); {
		l, n := match(raw[i:], table)
		if n == 0 {
			return nil, false
		}
		out = append(out, l)
		i += n
	}
	return compound(out), true
}

// match finds the longest phrase the words begin with and says how many words
// it takes, 0 when the first word means nothing.
func match(raw []string, table words) (lexeme, int) {
	if isDigit(rune(raw[0][0])) {
		return digits(raw[0])
	}
	if strings.ContainsAny(raw[0], ":./-,") {
		return lexeme{word: word{kind: mark}, text: raw[0]}, 1
	}
	for n := min(len(raw), maxPhrase); n > 0; n-- {
		text := strings.Join(raw[:n], " ")
		if w, ok := table[text]; ok {
			return lexeme{word: w, text: text}, n
		}
	}
	return lexeme{}, 0
}

func digits(text string) (lexeme, int) {
	if len(text) > 4 {
		return lexeme{}, 0
	}
	n := 0
	for _, r := range text {
		n = n*10 + int(r-'0')
	}
	return lexeme{word: word{kind: number, n: n}, text: text, digits: len(text)}, 1
}

// compound joins spelled-out tens and ones: "twenty five" everywhere, "treinta
// y cinco" from thirty on (Spanish writes 21 to 29 in one word, and "veinte y
// cinco" is five past twenty).
func compound(in []lexeme) []lexeme {
	var out []lexeme
	for i := 0; i < len(in); i++ {
		l := in[i]
		switch {
		case l.tens() && i+1 < len(in) && in[i+1].ones():
			l.n += in[i+1].n
			i++
		case l.tens() && l.n > 20 && i+2 < len(in) && in[i+1].kind == plus && in[i+2].ones():
			l.n += in[i+2].n
			i += 2
		}
		out = append(out, l)
	}
	return out
}

func (l lexeme) spelled() bool { return l.kind == number && l.digits == 0 }
func (l lexeme) tens() bool    { return l.spelled() && l.n >= 20 && l.n%10 == 0 }
func (l lexeme) ones() bool    { return l.spelled() && l.n > 0 && l.n < 10 }
