package crisis

import "fmt"

// phrase is one line of a table, compiled.
type phrase struct {
	root  *node
	needs []int32 // a text without any of these cannot match; nil: not known
	n     int     // its place in the index
	tier  Tier
	line  string
}

// index files phrases under the words they can begin with.
type index struct {
	byWord  [][]phrase
	fromHit []phrase // those that begin with HIT

	count  int
	byNeed [][]int // by word, the phrases that need it
	always []int   // the phrases that need nothing in particular
}

// at returns the phrases that can begin with a word.
func (x *index) at(id int32) []phrase {
	if id <= 0 || int(id) >= len(x.byWord) {
		return nil
	}
	return x.byWord[id]
}

// possible tells which phrases the words of t leave possible. Most phrases
// begin with everyday words and fail at a rare one; this saves trying them.
func (x *index) possible(t *words) []bool {
	on := make([]bool, x.count)
	for _, n := range x.always {
		on[n] = true
	}
	for _, w := range t.list {
		if int(w.id) < len(x.byNeed) {
			for _, n := range x.byNeed[w.id] {
				on[n] = true
			}
		}
	}
	return on
}

// each calls f for every match of every phrase in t, from left to right.
func (x *index) each(t *words, f func(p phrase, start, end int)) {
	on := x.possible(t)
	try := func(list []phrase, start int) {
		for i := range list {
			if !on[list[i].n] {
				continue
			}
			if end := t.match(list[i].root, start); end >= 0 {
				f(list[i], start, end)
			}
		}
	}
	for start := range t.list {
		try(x.at(t.list[start].id), start)
		if t.acute != nil && t.acute[start] > 0 {
			try(x.fromHit, start)
		}
	}
}

func (x *index) add(p phrase) {
	p.n = x.count
	x.count++
	if p.needs == nil {
		x.always = append(x.always, p.n)
	}
	for _, id := range p.needs {
		x.byNeed = put(x.byNeed, id, p.n)
	}
	first := map[int32]struct{}{}
	x.firsts(p, p.root, first)
	for id := range first {
		x.byWord = put(x.byWord, id, p)
	}
}

// put appends v to the list of a word, growing the table as needed.
func put[T any](table [][]T, id int32, v T) [][]T {
	for int(id) >= len(table) {
		table = append(table, nil)
	}
	table[id] = append(table[id], v)
	return table
}

// firsts collects the words p can begin with. A phrase that could begin with
// anything would have to be tried everywhere, so it is refused.
func (x *index) firsts(p phrase, n *node, first map[int32]struct{}) {
	switch n.op {
	case opWord:
		first[n.word] = struct{}{}
	case opSet:
		for id := range n.set {
			first[id] = struct{}{}
		}
	case opSplit:
		x.firsts(p, n.next, first)
		x.firsts(p, n.alt, first)
	case opStart:
		x.firsts(p, n.next, first)
	case opHit:
		x.fromHit = append(x.fromHit, p)
	default:
		panic(fmt.Sprintf("crisis: phrase %q must begin with a word", p.line))
	}
}
