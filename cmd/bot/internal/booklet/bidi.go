package booklet

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// direction is how a sign is read.
type direction int

const (
	neutral direction = iota
	leftward
	rightward
	number // from left to right, wherever it stands
)

func directionOf(c bidi.Class) direction {
	switch c {
	case bidi.L:
		return rightward
	case bidi.R, bidi.AL:
		return leftward
	case bidi.EN, bidi.AN:
		return number
	}
	return neutral
}

// leftwards reports whether a text's first letter is of a script written from
// right to left, which makes its paragraph so.
func leftwards(cs []cluster) bool {
	for _, c := range cs {
		if d := directionOf(c.class); d == leftward || d == rightward {
			return d == leftward
		}
	}
	return false
}

// reorder puts one line from reading order into the order on paper, from left
// to right. rtl is the paragraph's direction.
func reorder(line []cluster, rtl bool) []cluster {
	if !rtl && !slices.ContainsFunc(line, func(c cluster) bool { return directionOf(c.class) == leftward }) {
		return line
	}
	levels := levelsOf(line, rtl)
	out := slices.Clone(line)
	for i := range out {
		if levels[i] == 1 {
			out[i].text = mirror(out[i].text)
		}
	}
	for level := slices.Max(levels); level > 0; level-- {
		for i := 0; i < len(out); i++ {
			j := i
			for j < len(out) && levels[j] >= level {
				j++
			}
			slices.Reverse(out[i:j])
			slices.Reverse(levels[i:j])
			i = max(i, j)
		}
	}
	return out
}

// levelsOf gives each cluster its depth: 0 from left to right, 1 from right to
// left, 2 from left to right within that.
func levelsOf(line []cluster, rtl bool) []int {
	dirs := resolved(line, rtl)
	levels := make([]int, len(line))
	for i, d := range dirs {
		switch {
		case d == leftward:
			levels[i] = 1
		case d == number, rtl:
			levels[i] = 2
		}
	}
	return levels
}

// resolved gives every sign a direction: numbers after a Latin word go with it,
// what joins two numbers is one with them, and what stands between two words
// goes with them if they agree, else with the paragraph.
func resolved(line []cluster, rtl bool) []direction {
	base := rightward
	if rtl {
		base = leftward
	}
	dirs := make([]direction, len(line))
	strong := base
	for i, c := range line {
		d := directionOf(c.class)
		if d == neutral && i > 0 && i+1 < len(line) && (c.class == bidi.CS || c.class == bidi.ES) &&
			dirs[i-1] == number && directionOf(line[i+1].class) == number {
			d = number
		}
		if d == leftward || d == rightward {
			strong = d
		} else if d == number && strong == rightward {
			d = rightward
		}
		dirs[i] = d
	}
	for i := 0; i < len(dirs); i++ {
		j := i
		for j < len(dirs) && dirs[j] == neutral {
			j++
		}
		before, after := side(dirs, i-1, base), side(dirs, j, base)
		for ; i < j; i++ {
			dirs[i] = base
			if before == after {
				dirs[i] = before
			}
		}
	}
	return dirs
}

// side is the direction of a neighbour; numbers count as leftward, the line's
// ends as the paragraph.
func side(dirs []direction, i int, base direction) direction {
	switch {
	case i < 0 || i >= len(dirs):
		return base
	case dirs[i] == number:
		return leftward
	}
	return dirs[i]
}

// mirror turns a bracket that is read from right to left.
func mirror(s string) string {
	const open, closed = "([{<«‹", ")]}>»›"
	if len(s) == 0 {
		return s
	}
	o, c := []rune(open), []rune(closed)
	for i := range o {
		if strings.HasPrefix(s, string(o[i])) {
			return string(c[i])
		}
		if strings.HasPrefix(s, string(c[i])) {
			return string(o[i])
		}
	}
	return s
}
