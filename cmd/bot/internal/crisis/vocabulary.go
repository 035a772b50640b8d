package crisis

import (
	"strings"
)

// vocabulary knows the words of the tables and the ways people spell them.
type vocabulary struct {
	known    map[string][]int32 // a spelling and the words it stands for
	names    []string           // by id; id 0 is every unknown word
	fillers  map[int32]bool
	turns    map[int32]bool // words at which a thought turns
	everyday map[int32]bool // words so common that looking for them tells little

	stretched map[string]string    // letters squeezed to one → the word
	slips     map[string]string    // one slip of the finger → the word
	halves    map[[2]string]string // a word typed in two → the word
	strong    []string             // words looked for when censored
	longest   int                  // bytes of the longest spelling
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		known: map[string][]int32{}, names: []string{""}, fillers: map[int32]bool{}, turns: map[int32]bool{}, everyday: map[int32]bool{},
		stretched: map[string]string{}, slips: map[string]string{}, halves: map[[2]string]string{},
	}
}

// define returns the words s stands for, and adds it if it is new.
func (v *vocabulary) define(s string) []int32 {
	if ids, ok := v.known[s]; ok {
		return ids
	}
	id := int32(len(v.names))
	v.names = append(v.names, s)
	v.learn(s, []int32{id})
	return v.known[s]
}

func (v *vocabulary) learn(s string, ids []int32) {
	v.known[s] = ids
	v.longest = max(v.longest, len(s))
	if key := squeeze(s); len(key) > 1 {
		if old, ok := v.stretched[key]; !ok || len(s) < len(old) {
			v.stretched[key] = s
		}
	}
}

// spell reads rows "spellings = words". A spelling with an apostrophe is known
// without it too, unless a "!" after it says that this is another word.
func (v *vocabulary) spell(rows []string) {
	for _, row := range rows {
		names, value := pair(row)
		var ids []int32
		for _, w := range strings.Fields(value) {
			ids = append(ids, v.define(w)...)
		}
		for _, name := range strings.Fields(names) {
			name, own := strings.CutSuffix(name, "!")
			v.learn(name, ids)
			if bare := strings.ReplaceAll(name, "'", ""); !own && bare != name {
				v.learn(bare, ids)
			}
		}
	}
}

// mark puts the words of the rows in a set.
func (v *vocabulary) mark(set map[int32]bool, rows []string) {
	for _, row := range rows {
		for _, s := range strings.Fields(row) {
			for _, id := range v.define(s) {
				set[id] = true
			}
		}
	}
}

// cost says how often one of the words may be met in everyday text.
func (v *vocabulary) cost(ids []int32) int {
	sum := 0
	for _, id := range ids {
		sum++
		if v.everyday[id] {
			sum += 1000
		}
	}
	return sum
}

// tolerate prepares the words that are known with a slip in them, in two
// halves, and with letters starred out.
func (v *vocabulary) tolerate(rows []string) {
	for _, row := range rows {
		for _, s := range strings.Fields(row) {
			v.define(s)
			v.strong = append(v.strong, s)
			if len(s) < 6 {
				continue // in a short word a slip makes another word
			}
			for _, slip := range slips(s) {
				v.slips[slip] = s
			}
			for i := 1; i < len(s); i++ {
				v.halves[[2]string{s[:i], s[i:]}] = s
			}
		}
	}
}

// slips lists s with one letter left out, doubled, swapped with its neighbour,
// or a vowel for another, and the sibilants exchanged.
func slips(s string) []string {
	var list []string
	for i := range len(s) {
		list = append(list, s[:i]+s[i+1:], s[:i]+s[i:i+1]+s[i:])
		if i+1 < len(s) {
			list = append(list, s[:i]+s[i+1:i+2]+s[i:i+1]+s[i+2:])
		}
		for _, group := range []string{"aeiou", "csz", "iy"} {
			if strings.Contains(group, s[i:i+1]) {
				for _, other := range group {
					list = append(list, s[:i]+string(other)+s[i+1:])
				}
			}
		}
	}
	return list
}

// squeeze reduces every run of a letter to one.
func squeeze(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// stretchedRun reports whether s repeats a letter three times or more.
func stretchedRun(s string) bool {
	for i := 2; i < len(s); i++ {
		if s[i] == s[i-1] && s[i] == s[i-2] {
			return true
		}
	}
	return false
}

// shorten reduces every run of three or more of a letter to one.
func shorten(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		b = append(b, s[i])
		if j-i == 2 {
			b = append(b, s[i])
		}
		i = j
	}
	return string(b)
}
