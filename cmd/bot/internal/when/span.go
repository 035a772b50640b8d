package when

import "time"

// spanAt reads a distance from now that is all the text says: "2 hours ago",
// "just now", "in 45 min". Days and weeks need a clock as well: dateAt.
func (p parser) spanAt(s step) []step {
	if s.phrase != (phrase{}) {
		return nil
	}
	i := p.skip(s.next, at)
	if p.kindAt(i) == thisMoment {
		return p.endSpan(i+1, 0)
	}
	switch p.kindAt(i) {
	case agoBefore:
		next, m := p.minutesLong(p.skip(i+1, at))
		return p.endSpan(next, -m)
	case inBefore:
		next, m := p.minutesLong(p.skip(i+1, at))
		return p.endSpan(next, m)
	}
	next, m := p.minutesLong(i)
	switch p.kindAt(next) {
	case agoAfter:
		return p.endSpan(next+1, -m)
	case inAfter:
		return p.endSpan(next+1, m)
	}
	return nil
}

// endSpan is the step over a span of so many minutes, if nothing follows it.
func (p parser) endSpan(next, m int) []step {
	if next != len(p.in) {
		return nil
	}
	d := time.Duration(m) * time.Minute
	return []step{{next, phrase{span: &d}}}
}

// minutesLong reads a length of hours and minutes from the i-th word on:
// "2 hours", "1.5 hours", "2 and a half hours", "1h30", "an hour and 15
// minutes". It gives where it ends and its minutes; -1 when there is none.
func (p parser) minutesLong(i int) (next, total int) {
	if p.kindAt(i) == amount {
		return i + 1, p.in[i].n
	}
	next, total, each := p.count(i)
	if each != hours {
		if each == minutes {
			return next, total
		}
		return -1, 0
	}
	if n, half := p.halfAt(next); half {
		return n, total + 30
	}
	if m, ok := p.numberAt(next, 1, 59); ok && m.digits == 2 && next == i+2 {
		if end, more, each := p.count(next); each == minutes {
			return end, total + more
		}
		return next + 1, total + m.n // 1h30
	}
	j := next
	if k := p.kindAt(j); k == and || k == plus || p.signAt(j, ",") {
		j++
	}
	if end, more, each := p.count(j); each == minutes {
		return end, total + more
	}
	return next, total
}

// count reads a number and its unit; each is 0 when there is none. Total is in
// minutes.
func (p parser) count(i int) (next, total, each int) {
	k := p.kindAt(i)
	if k == unit || k != number && k != article {
		return -1, 0, 0
	}
	n, extra := 1, 0 // extra: tenths
	if k == number {
		n = p.in[i].n
	}
	i++
	if tenth, ok := p.numberAt(i+1, 0, 9); ok && tenth.digits == 1 && (p.signAt(i, ".") || p.signAt(i, ",")) {
		extra, i = tenth.n, i+2
	} else if j, half := p.halfAt(i); half {
		extra, i = 5, j
	}
	if p.kindAt(i) != unit || extra > 0 && p.in[i].n != hours {
		return -1, 0, 0
	}
	each = p.in[i].n
	return i + 1, n*each + extra*each/10, each
}

// halfAt reads "and a half" or "y media".
func (p parser) halfAt(i int) (next int, ok bool) {
	switch {
	case p.kindAt(i) == andHalf:
		return i + 1, true
	case p.kindAt(i) == plus && p.kindAt(i+1) == fraction && p.in[i+1].n == 30:
		return i + 2, true
	default:
		return i, false
	}
}
