package zones

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that do not come apart into a letter and an accent.
var letters = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i")

// spellings of the same word.
var spellings = map[string]string{"saint": "st", "sainte": "ste", "ft": "fort"}

// everyday words that are also codes of states. On their own they are more
// likely an "ok" than Oklahoma; after a city they count.
var everyday = map[string]bool{
	"ok": true, "hi": true, "oh": true, "or": true, "in": true, "me": true, "on": true, "la": true, "act": true,
}

// fold evens out case, accents, punctuation and spelling: "St. John's" and
// "saint johns" become one.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(strings.ToLower(text))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '‘' || r == 'ʻ':
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for i, w := range words {
		if same, ok := spellings[w]; ok {
			words[i] = same
		}
	}
	return strings.Join(words, " ")
}

// distance is how many letters must be added, dropped, changed or swapped with
// their neighbour to make b of a; more than limit counts as limit + 1.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	two, one, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		two, one, row = one, row, two
		row[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
	}
	return row[len(y)]
}
