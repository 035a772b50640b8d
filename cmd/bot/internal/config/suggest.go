package config

import "strings"

// unknownKey says what to write in place of a key that a section does not have.
func unknownKey(section, leaf string) string {
	if near := nearest(leaf, names(keysOf(section))); near != "" {
		return "no such key; did you mean " + section + "." + near + "?"
	}
	if elsewhere := nearestLeaf(leaf); elsewhere != "" {
		return "no such key; did you mean " + elsewhere + "?"
	}
	return "no such key; " + section + " has " + list(names(keysOf(section)), "and")
}

// unknownIn says what to write in place of a name that a mapping does not have.
func unknownIn(name string, known []string) string {
	if near := nearest(name, known); near != "" {
		return "no such key; did you mean " + near + "?"
	}
	return "no such key; there are " + list(known, "and")
}

// unknownSection says what to write in place of a key at the left margin that
// is not a section.
func unknownSection(name string) string {
	if k, ok := keyNamed(name); ok {
		section, leaf := split(k.name)
		return "keys are not written with a dot; write " + leaf + ": below " + section + ":, indented by two spaces"
	}
	if near := nearest(name, sections()); near != "" {
		return "no such section; did you mean " + near + "?"
	}
	if near := nearestLeaf(name); near != "" {
		section, leaf := split(near)
		return "no such section; did you mean " + leaf + ": below " + section + ":, indented by two spaces?"
	}
	return "no such section; there are " + list(sections(), "and")
}

// nearestLeaf looks for a key of about that name in every section.
func nearestLeaf(leaf string) string {
	var all []string
	for _, k := range keys {
		_, l := split(k.name)
		all = append(all, l)
	}
	near := nearest(leaf, all)
	for _, k := range keys {
		if _, l := split(k.name); near != "" && l == near {
			return k.name
		}
	}
	return ""
}

// nearest returns the word of known that was most likely meant by the one
// given: at most a third of its letters mistyped, or whole parts of it left
// out ("token" for "token_file"). It returns "" when none is near.
func nearest(given string, known []string) string {
	given = strings.ToLower(strings.ReplaceAll(given, "-", "_"))
	best, least := "", len(given)/3+1
	for _, word := range known {
		if d := distance(given, word); d < least {
			best, least = word, d
		}
	}
	if best != "" || given == "" {
		return best
	}
	for _, word := range known {
		if strings.Contains("_"+word+"_", "_"+given+"_") {
			return word
		}
	}
	return ""
}

// distance counts the letters to add, drop, change or swap with their
// neighbour to make b of a. Words longer than any key are far from all.
func distance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// list joins words as one says them: "a, b and c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}
