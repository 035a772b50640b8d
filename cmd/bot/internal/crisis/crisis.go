package crisis

import "sync"

// Tier says which help card a text calls for. It is not a measure of risk.
type Tier string

// The tiers. An empty tier is no crisis language at all.
const (
	None    Tier = ""  // nothing found
	A       Tier = "A" // acute: acting on it, wanting to die, self-harm
	B       Tier = "B" // heavy: passive, past, negated, or about someone else
	Medical Tier = "M" // the body: overdose, chest, breath, seizure
)

// Check returns the highest tier of any phrase in text, A over M over B, or
// None. It reads English and Spanish at once, whatever the member's language.
// It is deterministic, safe for concurrent use and takes time linear in the
// length of text.
func Check(text string) Tier {
	d := detector()
	t := text2words(d.words, text)
	return d.judge(t)
}

// detector compiles the tables on first use; they are constants of the
// program, so a mistake in them is a panic that any test of this package meets.
var detector = sync.OnceValue(func() *tables { return compile(phraseFiles) })

// span is a hit: the words from start up to, not including, end.
type span struct {
	start, end int
	tier       Tier
}

// judge finds the hits in t, lets the other tables remove and soften them, and
// returns the highest tier left.
func (d *tables) judge(t *words) Tier {
	hits := d.find(t)
	if len(hits) == 0 {
		return None
	}
	hits = d.remove(t, hits)
	d.soften(t, hits)
	top := None
	for _, h := range hits {
		if rank(h.tier) > rank(top) {
			top = h.tier
		}
	}
	return top
}

func rank(t Tier) int {
	switch t {
	case A:
		return 3
	case Medical:
		return 2
	case B:
		return 1
	}
	return 0
}

// find returns every hit; several phrases may hit the same words.
func (d *tables) find(t *words) []span {
	var hits []span
	d.hits.each(t, func(p phrase, start, end int) {
		hits = append(hits, span{start, end, p.tier})
	})
	return hits
}

// remove drops the hits that end inside an innocent phrase.
func (d *tables) remove(t *words, hits []span) []span {
	d.innocent.each(t, func(_ phrase, start, end int) {
		hits = dropInside(hits, start, end)
	})
	return hits
}

// dropInside drops the hits that end between start and end, but for those that
// hold the whole of it: "no reason to live" against "reason to live".
func dropInside(hits []span, start, end int) []span {
	kept := hits[:0]
	for _, h := range hits {
		inside := h.end > start && h.end <= end
		holds := h.start < start && h.end == end
		if !inside || holds {
			kept = append(kept, h)
		}
	}
	return kept
}

// soften turns acute hits that end inside a softening phrase into heavy ones.
func (d *tables) soften(t *words, hits []span) {
	t.acute = acuteEnds(hits, len(t.list))
	d.softened.each(t, func(_ phrase, start, end int) {
		for i, h := range hits {
			if h.tier == A && h.end > start && h.end <= end {
				hits[i].tier = B
			}
		}
	})
}

// acuteEnds gives for each word where the longest acute hit that starts there
// ends, or 0.
func acuteEnds(hits []span, n int) []int {
	ends := make([]int, n)
	for _, h := range hits {
		if h.tier == A && h.end > ends[h.start] {
			ends[h.start] = h.end
		}
	}
	return ends
}
