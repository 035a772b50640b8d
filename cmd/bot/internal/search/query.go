package search

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// maxWords is how many words of a query count.
const maxWords = 12

// A Query is the words that are looked for. The zero Query is empty.
type Query struct {
	words [][]byte // each with the space before it that begins a word
}

// Parse reads what was typed. Of more than twelve words the first twelve count.
func Parse(text string) (q Query) {
	for _, w := range bytes.Fields(fold(text, nil)) {
		if q.words = append(q.words, append([]byte{' '}, w...)); len(q.words) == maxWords {
			break
		}
	}
	return q
}

// Empty reports whether there is no word to look for.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Match reports whether all words occur in a text. An empty query matches
// nothing.
func (q Query) Match(text string) bool { return q.in(fold(text, nil)) }

func (q Query) in(plain []byte) bool {
	for _, w := range q.words {
		if !bytes.Contains(plain, w) {
			return false
		}
	}
	return !q.Empty()
}

// Find returns where in a text the first word stands that was looked for, as
// bytes from and to; the whole word, also when only its beginning was given. ok
// is false when not all words occur.
func (q Query) Find(text string) (from, to int, ok bool) {
	places := make([]int, 0, len(text)+8)
	plain := fold(text, &places)
	if !q.in(plain) {
		return 0, 0, false
	}
	first := len(plain)
	for _, w := range q.words {
		first = min(first, bytes.Index(plain, w))
	}
	last := len(plain)
	if n := bytes.IndexByte(plain[first+1:], ' '); n >= 0 {
		last = first + 1 + n
	}
	return places[first+1], wholeLetter(text, places[last-1]), true
}

// wholeLetter is where the letter at i ends, with the accents behind it.
func wholeLetter(text string, i int) int {
	_, n := utf8.DecodeRuneInString(text[i:])
	for i += n; i < len(text); i += n {
		var r rune
		if r, n = utf8.DecodeRuneInString(text[i:]); !unicode.Is(unicode.Mn, r) {
			break
		}
	}
	return i
}
