package circles

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"

	"afterglow/nudges"
)

const (
	day = 24 * time.Hour
	// ahead is how far a calendar looks.
	ahead = 60 * day
	// before and after are how much more than that is worked out at once, so
	// that it has to be done again only every few months.
	before, after = 60 * day, 180 * day
)

// A Calendar knows when the circles meet. It is a [nudges.Calendar], and safe
// for use by several goroutines.
type Calendar struct {
	all         []*series
	fingerprint string
	known       atomic.Pointer[stretch] // the stretch worked out last; nil before the first
}

var _ nudges.Calendar = (*Calendar)(nil)

// A stretch is all meetings of some months. It is never changed.
type stretch struct {
	from, to time.Time        // both included
	meetings []nudges.Meeting // in order
}

// Meetings are those of the 60 days from a moment on, both ends included, in
// order of their beginning. The slice is shared: it is for reading only.
func (c *Calendar) Meetings(from time.Time) []nudges.Meeting {
	to := from.Add(ahead)
	s := c.known.Load()
	if s == nil || from.Before(s.from) || to.After(s.to) {
		s = c.expand(from.Add(-before), to.Add(after))
		c.known.Store(s)
	}
	first := s.search(from)
	last := s.search(to.Add(1))
	return s.meetings[first:last:last]
}

// Fingerprint is a short text that is the same for the same list of circles,
// and another for any other.
func (c *Calendar) Fingerprint() string { return c.fingerprint }

// expand works out a stretch.
func (c *Calendar) expand(from, to time.Time) *stretch {
	s := &stretch{from: from, to: to}
	for _, series := range c.all {
		for at := range series.meetings(from, to) {
			s.meetings = append(s.meetings, series.meeting(at))
		}
	}
	slices.SortFunc(s.meetings, func(a, b nudges.Meeting) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return s
}

// search finds the first meeting at or after t.
func (s *stretch) search(t time.Time) int {
	i, _ := slices.BinarySearchFunc(s.meetings, t, func(m nudges.Meeting, t time.Time) int { return m.At.Compare(t) })
	return i
}
