package booklet

// wrap breaks a line of a member's text into lines of at most width ems. It
// breaks after a space, a hyphen or a slash; a word wider than a line is cut
// between letters. Spaces at a line's end are dropped, those that a member
// wrote at the start of their line stay.
func wrap(cs []cluster, width float64) [][]cluster {
	var lines [][]cluster
	for len(cs) > 0 {
		n := fits(cs, width)
		lines = append(lines, trim(cs[:n]))
		cs = cs[n:]
		for len(cs) > 0 && cs[0].space {
			cs = cs[1:]
		}
	}
	return lines
}

// fits returns how many clusters go into a line: at least one.
func fits(cs []cluster, width float64) int {
	stop, used := 0, 0.0
	for i, c := range cs {
		if used += c.width; used > width && !c.space && i > 0 {
			if stop > 0 {
				return stop
			}
			return i
		}
		if c.stop && written(cs[:i+1]) {
			stop = i + 1
		}
	}
	return len(cs)
}

// written reports whether there is more than space, so that a long word after
// an indent stays beside it.
func written(cs []cluster) bool {
	for _, c := range cs {
		if !c.space {
			return true
		}
	}
	return false
}

func trim(cs []cluster) []cluster {
	for len(cs) > 0 && cs[len(cs)-1].space {
		cs = cs[:len(cs)-1]
	}
	return cs
}

// span is the width of clusters in ems.
func span(cs []cluster) float64 {
	w := 0.0
	for _, c := range cs {
		w += c.width
	}
	return w
}
