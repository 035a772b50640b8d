package booklet

// paginate gives lines to pages of a height in points. A page does not end
// between a line and the one it is kept with, unless that is all the page has;
// space at a page's top is left out, unless it is the edge of a tint.
func paginate(lines []line, room float64) [][]line {
	var pages [][]line
	for {
		for len(lines) > 0 && lines[0].gap && !lines[0].tint {
			lines = lines[1:]
		}
		if len(lines) == 0 {
			break
		}
		n := fill(lines, room)
		pages = append(pages, lines[:n])
		lines = lines[n:]
	}
	if len(pages) == 0 {
		pages = append(pages, nil) // a document has a page
	}
	return pages
}

// fill returns how many lines go on the next page, at least one.
func fill(lines []line, room float64) int {
	n, used := 0, 0.0
	for n < len(lines) && (n == 0 || used+lines[n].height <= room) {
		used += lines[n].height
		n++
	}
	if n == len(lines) {
		return n
	}
	for k := n; k > 0; k-- {
		if !lines[k-1].keep {
			return k
		}
	}
	return n
}
