package nudges

import "time"

// length of a stretch in minutes, 1 to 1440.
func (h Hours) length() int {
	n := (int(h.To) - int(h.From)) % 1440
	if n <= 0 {
		n += 1440
	}
	return n
}

// Contains reports whether h holds the wall-clock time of t, read in t's own
// location: From is in, To is out.
func (h Hours) Contains(t time.Time) bool {
	c := clockOf(t)
	switch {
	case h.From < h.To:
		return h.From <= c && c < h.To
	case h.From > h.To:
		return h.From <= c || c < h.To
	}
	return true
}

// Waking is the hard band of a member: the hours they gave, else the
// protocol's. Nothing is sent outside it.
func Waking(p Protocol, m Member) Hours {
	if m.Waking != nil {
		return *m.Waking
	}
	return p.Hard
}

// preferred is the hard band without its margins. A band in which less than
// one slot would be left keeps no margins: all of it is preferred.
func (p *Protocol) preferred(hard Hours) Hours {
	first, last := int(p.FirstMargin/time.Minute), int(p.LastMargin/time.Minute)
	if hard.length()-first-last < int(grid/time.Minute) {
		return hard
	}
	return Hours{hard.From.plus(first), hard.To.plus(-last)}
}

// plus is the clock n minutes on, around midnight if need be.
func (c Clock) plus(n int) Clock { return Clock(((int(c)+n)%1440 + 1440) % 1440) }

// untilEnd is how long after t the band still lasts, t being in it. A band of
// the whole day does not end.
func (h Hours) untilEnd(t time.Time) time.Duration {
	if h.From == h.To {
		return 24 * time.Hour
	}
	hour, minute, second := t.Clock()
	gone := time.Duration(hour*60+minute)*time.Minute + time.Duration(second)*time.Second + time.Duration(t.Nanosecond())
	left := time.Duration(h.To)*time.Minute - gone
	if left <= 0 {
		left += 24 * time.Hour
	}
	return left
}
