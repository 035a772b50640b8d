package crisis

// maxFillers is how many filler words may stand between two words of a phrase.
const maxFillers = 3

// A number of pills counts as many from 8; beyond 150 it is milligrams.
const fewestMany, mostMany = 8, 150

// op is what a node of a phrase asks of the text.
type op uint8

const (
	opWord  op = iota // the word with this id
	opSet             // one of these words
	opNum             // a number in digits
	opMany            // a number of pills nobody takes for a headache
	opSplit           // next or alt
	opGap             // up to n words of any kind
	opStart           // the start of a sentence
	opEnd             // the end of a sentence
	opHit             // an acute hit
	opDone            // the phrase has matched
)

// node is one step of a compiled phrase. A phrase is a chain of nodes without
// a cycle, so a match takes at most as many steps as its gaps allow.
type node struct {
	op      op
	word    int32
	set     map[int32]struct{}
	n       int
	crosses bool // a gap over ends of sentences
	turns   bool // a gap that ends where the thought turns
	next    *node
	alt     *node
}

// word is one word of a text as the phrases see it.
type word struct {
	id     int32 // 0 for a word that no table mentions
	number int   // in digits; -1 for any other word
	filler bool
	opens  bool // the first word after the end of a sentence
	turns  bool // the first word of a line, or one of phrases/turns.txt
}

// words is a text ready for matching.
type words struct {
	list  []word
	acute []int // where the acute hit starting at this word ends, else 0

	opened, turned bool // a sentence, a line ended before signs that made no word

	start  int // of the match under way
	bridge int // the word where that match may enter a new sentence
}

// match returns where the phrase that begins at word start ends, or -1.
func (t *words) match(root *node, start int) int {
	t.start, t.bridge = start, -1
	return t.run(root, start)
}

func (t *words) run(n *node, pos int) int {
	switch n.op {
	case opDone:
		return pos
	case opSplit:
		if end := t.run(n.next, pos); end >= 0 {
			return end
		}
		return t.run(n.alt, pos)
	case opGap:
		return t.gap(n, pos)
	case opStart:
		if pos > 0 && (pos >= len(t.list) || !t.list[pos].opens) {
			return -1
		}
		return t.run(n.next, pos)
	case opEnd:
		return t.end(n, pos)
	}
	return t.step(n, pos)
}

// step asks for one word (or hit), at pos or past a few fillers.
func (t *words) step(n *node, pos int) int {
	for skipped := 0; pos < len(t.list) && !t.closed(pos); skipped++ {
		if after := t.accept(n, pos); after >= 0 {
			if end := t.run(n.next, after); end >= 0 {
				return end
			}
		}
		if pos == t.start || skipped == maxFillers || !t.list[pos].filler {
			return -1
		}
		pos++
	}
	return -1
}

// closed reports whether a sentence ends between the match so far and pos.
func (t *words) closed(pos int) bool {
	return pos > t.start && pos != t.bridge && t.list[pos].opens
}

// accept returns the position after what n asks for at pos, or -1.
func (t *words) accept(n *node, pos int) int {
	w := t.list[pos]
	ok := false
	switch n.op {
	case opWord:
		ok = w.id == n.word
	case opSet:
		_, ok = n.set[w.id]
	case opNum:
		ok = w.number >= 0
	case opMany:
		ok = w.number >= fewestMany && w.number <= mostMany
	case opHit:
		if t.acute[pos] > 0 {
			return t.acute[pos]
		}
	}
	if !ok {
		return -1
	}
	return pos + 1
}

// gap tries what follows after 0 to n words of any kind.
func (t *words) gap(n *node, pos int) int {
	bridge := t.bridge
	defer func() { t.bridge = bridge }()
	for k := 0; k <= n.n && pos+k <= len(t.list); k++ {
		if k > 0 && (!n.crosses && t.closed(pos+k-1) || n.turns && t.list[pos+k-1].turns) {
			return -1
		}
		if n.crosses {
			t.bridge = pos + k
		}
		if end := t.run(n.next, pos+k); end >= 0 {
			return end
		}
	}
	return -1
}

// end asks that only fillers stand between pos and the end of the sentence.
func (t *words) end(n *node, pos int) int {
	at := pos
	for at < len(t.list) && !t.closed(at) {
		if !t.list[at].filler {
			return -1
		}
		at++
	}
	return t.run(n.next, pos)
}
