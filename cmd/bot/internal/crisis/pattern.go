package crisis

import (
	"fmt"
	"strings"
)

// parser compiles phrases from right to left: each part is given the node that
// follows it.
type parser struct {
	words   *vocabulary
	classes map[string][]string
}

func (p *parser) phrase(line string, t Tier) phrase {
	parts := split(line, ' ')
	return phrase{root: p.sequence(parts, &node{op: opDone}), needs: p.needs(parts), tier: t, line: line}
}

func (p *parser) sequence(parts []string, next *node) *node {
	for i := len(parts) - 1; i >= 0; i-- {
		next = p.part(parts[i], next)
	}
	return next
}

func (p *parser) part(s string, next *node) *node {
	if rest, ok := strings.CutSuffix(s, "?"); ok {
		return &node{op: opSplit, next: p.part(rest, next), alt: next}
	}
	switch s {
	case "..":
		return &node{op: opGap, n: 3, next: next}
	case "...":
		return &node{op: opGap, n: 6, next: next}
	case ">>":
		return &node{op: opGap, n: 6, turns: true, next: next}
	case "~":
		return &node{op: opGap, n: 12, crosses: true, next: next}
	case "^":
		return &node{op: opStart, next: next}
	case "$":
		return &node{op: opEnd, next: next}
	case "NUM":
		return &node{op: opNum, next: next}
	case "MANY":
		return &node{op: opMany, next: next}
	case "HIT":
		return &node{op: opHit, next: next}
	}
	if inner, ok := strings.CutPrefix(s, "("); ok {
		return p.choice(split(strings.TrimSuffix(inner, ")"), '|'), next)
	}
	if s == strings.ToUpper(s) && strings.ToLower(s) != s {
		return p.class(s, next)
	}
	return p.literal(s, next)
}

func (p *parser) class(name string, next *node) *node {
	rows, ok := p.classes[name]
	if !ok {
		panic(fmt.Sprintf("crisis: class %s is not in phrases/classes.txt", name))
	}
	return p.choice(rows, next)
}

// literal compiles a word in any spelling; "wanna" becomes two.
func (p *parser) literal(s string, next *node) *node {
	ids := p.words.define(s)
	if s == "to" { // "i want 2 die", "i want too die"
		two, too := p.words.define("2")[0], p.words.define("too")[0]
		return &node{op: opSet, set: map[int32]struct{}{ids[0]: {}, two: {}, too: {}}, next: next}
	}
	for i := len(ids) - 1; i >= 0; i-- {
		next = &node{op: opWord, word: ids[i], next: next}
	}
	return next
}

// choice joins the single words among the rows into one set and tries the
// longer rows one by one before it.
func (p *parser) choice(rows []string, next *node) *node {
	set := map[int32]struct{}{}
	var long []*node
	p.spread(rows, next, set, &long)
	var out *node
	if len(set) > 0 {
		out = &node{op: opSet, set: set, next: next}
	}
	for i := len(long) - 1; i >= 0; i-- {
		if out == nil {
			out = long[i]
		} else {
			out = &node{op: opSplit, next: long[i], alt: out}
		}
	}
	return out
}

func (p *parser) spread(rows []string, next *node, set map[int32]struct{}, long *[]*node) {
	for _, row := range rows {
		n := p.sequence(split(row, ' '), next)
		switch {
		case n.op == opWord && n.next == next:
			set[n.word] = struct{}{}
		case n.op == opSet && n.next == next:
			for id := range n.set {
				set[id] = struct{}{}
			}
		default:
			*long = append(*long, n)
		}
	}
}

// needs returns words of which a text must hold one for the parts to match: of
// the parts that are not optional, the one whose words are rarest. It is nil
// if there is no such part.
func (p *parser) needs(parts []string) []int32 {
	var best []int32
	for _, s := range parts {
		ids := p.partNeeds(s)
		if ids != nil && (best == nil || p.words.cost(ids) < p.words.cost(best)) {
			best = ids
		}
	}
	return best
}

func (p *parser) partNeeds(s string) []int32 {
	if strings.HasSuffix(s, "?") {
		return nil
	}
	rows := p.classes[s]
	if inner, ok := strings.CutPrefix(s, "("); ok {
		rows = split(strings.TrimSuffix(inner, ")"), '|')
	}
	if rows == nil {
		return p.wordNeeds(s)
	}
	var all []int32
	for _, row := range rows {
		ids := p.needs(split(row, ' '))
		if ids == nil {
			return nil
		}
		all = append(all, ids...)
	}
	return all
}

// wordNeeds is nil for what is not a word: gaps, anchors, NUM, HIT.
func (p *parser) wordNeeds(s string) []int32 {
	if s == "to" || s != strings.ToLower(s) || strings.Trim(s, ".>~^$") == "" {
		return nil
	}
	ids := p.words.define(s)
	return ids[len(ids)-1:]
}

// split cuts s at sep outside parentheses, dropping empty parts.
func split(s string, sep rune) []string {
	var parts []string
	depth, from := 0, 0
	cut := func(to int) {
		if part := strings.TrimSpace(s[from:to]); part != "" {
			parts = append(parts, part)
		}
	}
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == sep && depth == 0:
			cut(i)
			from = i + 1
		}
	}
	cut(len(s))
	return parts
}
