package crisis

import "strings"

// text2words normalises text and looks its words up.
func text2words(v *vocabulary, text string) *words {
	list := pieces(normalise(text))
	t := &words{list: make([]word, 0, len(list)+8)}
	for i := 0; i < len(list); i++ {
		p := list[i]
		if i+1 < len(list) && !list[i+1].opens {
			if whole, ok := v.halves[[2]string{p.text, list[i+1].text}]; ok {
				p.text = whole
				i++
			}
		}
		t.add(v, p)
	}
	t.joinStaccato()
	return t
}

func (t *words) add(v *vocabulary, p piece) {
	from := len(t.list)
	if spelled, ok := strings.CutPrefix(p.text, spelledMark); ok {
		t.addSpelled(v, spelled)
	} else if ids := v.resolve(p.text); ids != nil || !strings.ContainsAny(p.text, "$@!*") {
		t.put(v, ids, p.text)
	} else {
		t.addParts(v, p.text)
	}
	if from == len(t.list) { // nothing but signs: the end that stood before them stays
		t.opened, t.turned = t.opened || p.opens, t.turned || p.line
		return
	}
	t.list[from].opens = t.list[from].opens || p.opens || t.opened
	t.list[from].turns = t.list[from].turns || p.line || t.turned
	t.opened, t.turned = false, false
}

// put adds known words, or one unknown.
func (t *words) put(v *vocabulary, ids []int32, raw string) {
	if ids == nil {
		t.list = append(t.list, word{number: number(raw)})
		return
	}
	for _, id := range ids {
		t.list = append(t.list, word{id: id, number: number(raw), filler: v.fillers[id], turns: v.turns[id]})
	}
}

// addSpelled adds letters that were typed apart: as words if they make some,
// else one by one.
func (t *words) addSpelled(v *vocabulary, s string) {
	if ids := v.resolve(s); ids != nil {
		t.put(v, ids, s)
		return
	}
	if ids := v.cut(s); ids != nil {
		t.put(v, ids, s)
		return
	}
	for _, r := range s {
		t.put(v, v.known[string(r)], string(r))
	}
}

// addParts adds what stands around signs that turned out to be punctuation.
func (t *words) addParts(v *vocabulary, s string) {
	opens := false
	for s != "" {
		i := strings.IndexAny(s, "$@!*")
		part, sign := s, ""
		if i >= 0 {
			part, sign, s = s[:i], s[i:i+1], s[i+1:]
		} else {
			s = ""
		}
		if part != "" {
			from := len(t.list)
			t.put(v, v.resolve(part), part)
			t.list[from].opens = opens
			opens = false
		}
		opens = opens || sign == "!"
	}
}

// joinStaccato forgets the end between two sentences of one or two words each:
// "I want. To. Die." is one sentence.
func (t *words) joinStaccato() {
	var starts []int
	for i := range t.list {
		if i == 0 || t.list[i].opens {
			starts = append(starts, i)
		}
	}
	starts = append(starts, len(t.list))
	for k := 1; k+1 < len(starts); k++ {
		if starts[k]-starts[k-1] <= 2 && starts[k+1]-starts[k] <= 2 {
			t.list[starts[k]].opens = false
		}
	}
}

// resolve returns the words s stands for, or nil.
func (v *vocabulary) resolve(s string) []int32 {
	if ids, ok := v.known[s]; ok {
		return ids
	}
	if strings.Contains(s, "'") {
		whose := strings.HasSuffix(s, possessive)
		s = strings.ReplaceAll(s, "'", "")
		if ids, ok := v.known[s]; ok {
			return ids
		}
		if whose {
			return v.known[possessive]
		}
	}
	if strings.Contains(s, "*") {
		return v.censored(s)
	}
	if !strings.ContainsAny(s, "0134578$@!") {
		return v.misspelt(s)
	}
	if digits(s) {
		return nil
	}
	for _, r := range leet {
		if ids := v.plain(r.Replace(s)); ids != nil {
			return ids
		}
	}
	return nil
}

// possessive stands in the tables for somebody's name: "Ana's suicide".
const possessive = "'s"

// leet reads 1 as i, then as l.
var leet = []*strings.Replacer{
	strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "$", "s", "@", "a", "!", "i"),
	strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "$", "s", "@", "a", "!", "l"),
}

func (v *vocabulary) plain(s string) []int32 {
	if ids, ok := v.known[s]; ok {
		return ids
	}
	return v.misspelt(s)
}

// misspelt tries s as stretched, as a slip, and as words run together.
func (v *vocabulary) misspelt(s string) []int32 {
	if stretchedRun(s) {
		if w, ok := v.stretched[squeeze(s)]; ok {
			return v.known[w]
		}
		s = shorten(s)
	}
	if w, ok := v.slips[s]; ok {
		return v.known[w]
	}
	if len(s) < 7 {
		return nil
	}
	if ids := v.cut(s); ids != nil || len(s) < longestWord {
		return ids
	}
	return v.chop(s)
}

// censored finds the strong word that fits s, a star standing for any letters.
func (v *vocabulary) censored(s string) []int32 {
	first, _, _ := strings.Cut(s, "*")
	if first == "" {
		return nil
	}
	for _, w := range v.strong {
		if len(w) >= len(s)-1 && len(w) <= len(s)+2 && fits(s, w) {
			return v.known[w]
		}
	}
	return nil
}

func fits(pattern, w string) bool {
	if pattern == "" || w == "" {
		return pattern == w
	}
	if pattern[0] == '*' {
		return fits(pattern[1:], w[1:]) || fits(pattern, w[1:])
	}
	return pattern[0] == w[0] && fits(pattern[1:], w[1:])
}

// longestGlued bounds the work on one word; nobody glues more than this.
const longestGlued = 64

// cut takes s apart into known words ("iwanttodie"), or returns nil.
func (v *vocabulary) cut(s string) []int32 {
	if len(s) > longestGlued {
		return nil
	}
	var dead [longestGlued + 1]bool
	return v.cutFrom(s, 0, &dead)
}

func (v *vocabulary) cutFrom(s string, at int, dead *[longestGlued + 1]bool) []int32 {
	if at == len(s) {
		return []int32{}
	}
	if dead[at] {
		return nil
	}
	for n := min(v.longest, len(s)-at); n > 0; n-- {
		w := s[at : at+n]
		if n == 1 && w != "i" && w != "a" && w != "y" {
			break
		}
		ids, ok := v.known[w]
		if !ok {
			continue
		}
		if rest := v.cutFrom(s, at+n, dead); rest != nil {
			return append(append([]int32{}, ids...), rest...)
		}
	}
	dead[at] = true
	return nil
}

// number returns the value of s, or -1 if it is not a whole number of up to
// four digits.
func number(s string) int {
	if len(s) > 4 || !digits(s) {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// longestWord is how long a word may be before we look for words we know
// between letters that make none.
const longestWord = 15

// chop takes from s the longest known words one after the other and makes one
// unknown word of what lies between two of them. It returns nil if s holds no
// known word of three letters.
func (v *vocabulary) chop(s string) []int32 {
	var ids []int32
	found := false
	for at := 0; at < len(s); {
		n := v.knownAt(s[at:])
		if n == 0 {
			if len(ids) == 0 || ids[len(ids)-1] != 0 {
				ids = append(ids, 0)
			}
			at++
			continue
		}
		ids = append(ids, v.known[s[at:at+n]]...)
		found = found || n > 2
		at += n
	}
	if !found {
		return nil
	}
	return ids
}

// knownAt returns the length of the longest known word s begins with, or 0.
func (v *vocabulary) knownAt(s string) int {
	for n := min(v.longest, len(s)); n > 1; n-- {
		if _, ok := v.known[s[:n]]; ok {
			return n
		}
	}
	if s[0] == 'i' || s[0] == 'a' || s[0] == 'y' {
		return 1
	}
	return 0
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
