package crisis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// quotes become an apostrophe before compatibility folding would turn some of
// them into a space and an accent.
var quotes = strings.NewReplacer("’", "'", "‘", "'", "‛", "'", "′", "'", "ʼ", "'",
	"ʹ", "'", "ʻ", "'", "ˈ", "'", "´", "'", "`", "'", "＇", "'")

// lookAlikes maps letters of other alphabets to the Latin letter they resemble.
// It is used in texts that hold Latin letters too; a text all in Greek or
// Cyrillic stays as it is.
var lookAlikes = pairs("аa" + "еe" + "оo" + "рp" + "сc" + "уy" + "хx" + "іi" + "ѕs" + "јj" + "кk" +
	"тt" + "мm" + "нh" + "вb" + "ԁd" + "ԛq" + "ԝw" + "ӏl" + "һh" + "ѵv" + "гr" + "пn" + "ґr" + // Cyrillic
	"αa" + "εe" + "ιi" + "κk" + "νv" + "οo" + "ρp" + "τt" + "υu" + "χx" + "ηn" + "βb" + "γy" + "ωw" + // Greek
	"μm" + "ζz" + "ϲc" + "ϳj" + "σo")

// latinForms maps Latin letters that have no accent to drop.
var latinForms = pairs("ıi" + "øo" + "łl" + "đd" + "ðd" + "ħh" + "ŧt" + "ɪi" + "ɩi" + "ɑa" + "ɡg" +
	"ᴀa" + "ʙb" + "ᴄc" + "ᴅd" + "ᴇe" + "ꜰf" + "ɢg" + "ʜh" + "ᴊj" + "ᴋk" + "ʟl" + "ᴍm" + "ɴn" + "ᴏo" + "ᴘp" +
	"ʀr" + "ꜱs" + "ᴛt" + "ᴜu" + "ᴠv" + "ᴡw" + "ʏy" + "ᴢz")

func pairs(s string) map[rune]rune {
	m := map[rune]rune{}
	list := []rune(s)
	for i := 0; i+1 < len(list); i += 2 {
		m[list[i]] = list[i+1]
	}
	return m
}

// normalise folds s to plain lower-case letters: compatibility forms (full
// width, mathematical, circled), accents, invisible characters, look-alikes.
func normalise(s string) string {
	s = norm.NFKD.String(quotes.Replace(s))
	var b strings.Builder
	b.Grow(len(s))
	mixed := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
		} else if r = foldRune(r, mixed); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldRune folds a rune outside ASCII; a negative answer drops it.
func foldRune(r rune, mixed bool) rune {
	switch {
	case r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0':
		return -1 // joiners and fillers that print as nothing
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return -1
	case 0x1F150 <= r && r <= 0x1F169: // white on black circles
		return 'a' + r - 0x1F150
	case 0x1F170 <= r && r <= 0x1F189: // white on black squares
		return 'a' + r - 0x1F170
	}
	r = unicode.ToLower(unicode.ToUpper(r)) // both, so that every case of a letter ends the same
	if l, ok := latinForms[r]; ok {
		return l
	}
	if l, ok := lookAlikes[r]; ok && mixed {
		return l
	}
	return r
}

// piece is a word as typed, with what stood before it.
type piece struct {
	text  string
	opens bool // a sentence ended before it
	line  bool // a line ended before it
	tight bool // nothing, spaces, or one sign without space stood before it
}

// signs may stand inside a word: apostrophes, leetspeak and censoring.
const signs = "'$@!*"

// pieces cuts a normalised text into words.
func pieces(s string) []piece {
	list := make([]piece, 0, len(s)/4+1)
	gap := 0 // where the gap before the next word starts
	for from := 0; from < len(s); {
		to := from
		for i, r := range s[from:] {
			if !inWord(r) {
				break
			}
			to = from + i + utf8.RuneLen(r)
		}
		start, end := trimSigns(s, from, to)
		if end > start {
			list = append(list, between(s[gap:start], s[start:end]))
			gap = end
		}
		_, size := utf8.DecodeRuneInString(s[to:])
		from = to + size
	}
	return joinLetters(list)
}

// trimSigns leaves out the signs around s[from:to] that are punctuation: all
// of them, but for "$" and "@" before a word and "$" after it.
func trimSigns(s string, from, to int) (start, end int) {
	for from < to && (s[from] == '\'' || s[from] == '!' || s[from] == '*') {
		from++
	}
	for from < to && strings.IndexByte("'!*@", s[to-1]) >= 0 {
		to--
	}
	if s[from:to] == "$" {
		return from, from
	}
	return from, to
}

func inWord(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return true
	case r < utf8.RuneSelf:
		return strings.ContainsRune(signs, r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// between makes the piece that follows gap. Two dots or more are a pause, a
// dot with a letter on either side is a sign within a word; both end nothing.
func between(gap, text string) piece {
	if gap == " " || gap == "" {
		return piece{text: text, tight: true}
	}
	spaced := strings.ContainsFunc(gap, unicode.IsSpace)
	bare := strings.TrimSpace(gap) == ""
	p := piece{text: text, line: strings.Contains(gap, "\n"), tight: bare || (!spaced && len([]rune(gap)) == 1)}
	switch {
	case strings.ContainsAny(gap, "!?¿¡。") || (spaced && strings.Contains(gap, ";")):
		p.opens = true
	case strings.Count(gap, ".") == 1 && spaced:
		p.opens = true
	case strings.Count(gap, "\n") >= 2:
		p.opens = true
	}
	return p
}

// joinLetters joins three or more letters typed apart: "k i l l", "k.m.s".
// The vocabulary takes them apart again if they make no word.
func joinLetters(list []piece) []piece {
	out := list[:0]
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && letter(list[j].text) && (j == i || list[j].tight) {
			j++
		}
		if j-i < 3 {
			out = append(out, list[i])
			i++
			continue
		}
		var b strings.Builder
		b.WriteString(spelledMark)
		for _, l := range list[i:j] {
			b.WriteString(l.text)
		}
		p := list[i]
		p.text = b.String()
		out, i = append(out, p), j
	}
	return out
}

// spelledMark begins a piece that was typed letter by letter.
const spelledMark = " "

func letter(s string) bool {
	for i, r := range s {
		if i > 0 || !unicode.IsLetter(r) && !strings.ContainsRune("0134578$@", r) {
			return false
		}
	}
	return true
}
