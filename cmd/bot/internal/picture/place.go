package picture

// extent is a stretch of pixels from left to right.
type extent struct{ from, to float64 }

// Distances in pixels around a mark's words.
const (
	wordGap  = 14 // between the clock time and the label on one side
	laneGap  = 18 // between neighbours in one lane
	edge     = 4  // from the end of a strip to the words in it
	maxLanes = 6
)

// reach is how far from the middle of a mark its words start.
func (k Kind) reach() float64 {
	switch k {
	case Session:
		return markRadius + 20
	case Meeting:
		return markRadius + 14
	}
	return markRadius + 12
}

// place is where a mark's words go.
type place struct {
	clock, label float64 // left edges
	room         float64 // for the label: wider ones are to be cut
	all          extent  // everything, the mark too
}

// placeWords finds room for a clock time and a label, both given as widths,
// beside a mark in a strip, reach away from its middle. The label goes right if it fits, else left if it
// fits, else where there is more room. The clock time goes to the other side,
// or between mark and label when that side is too narrow.
func placeWords(mark, reach, clock, label float64, strip extent) place {
	right := strip.to - edge - (mark + reach)
	left := mark - reach - (strip.from + edge)
	onRight := label <= right || label > left && right >= left
	own, other := left, right
	if onRight {
		own, other = right, left
	}
	between := 0.0
	if clock > other {
		between, clock = clock, 0
		if label > 0 {
			between += wordGap
		}
	}
	p := place{room: max(own-between, 0)}
	label = min(label, p.room)
	if onRight {
		p.clock, p.label = mark-reach-clock, mark+reach+between
		p.all = extent{mark - reach - clock, p.label + label}
		if between > 0 {
			p.clock = mark + reach
		}
		return p
	}
	p.clock, p.label = mark+reach, mark-reach-between-label
	p.all = extent{p.label, mark + reach + clock}
	if between > 0 {
		p.clock = mark - reach - between + wordGap*sign(label)
	}
	return p
}

// sign is 1 for a positive width and 0 for none.
func sign(width float64) float64 {
	if width > 0 {
		return 1
	}
	return 0
}

// lanes gives each extent the first lane where it touches no other, in the
// order given. When maxLanes are full the rest get -1: no room for words.
func lanes(all []extent) []int {
	out := make([]int, len(all))
	var full [maxLanes][]extent
	for i, e := range all {
		out[i] = -1
		for n := range full {
			if free(full[n], e) {
				out[i], full[n] = n, append(full[n], e)
				break
			}
		}
	}
	return out
}

func free(lane []extent, e extent) bool {
	for _, o := range lane {
		if e.from < o.to+laneGap && o.from < e.to+laneGap {
			return false
		}
	}
	return true
}
