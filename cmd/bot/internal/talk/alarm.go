package talk

import (
	"time"

	"afterglow/nudges"
)

// Alarm sets a member's alarm: the record with its slot, and the moment to wake
// for whatever comes next, a nudge or the next phase of guided breathing. The
// moment is zero when nothing waits. While breathing is guided it is no later
// than now: whoever wakes sees whether the message shows the right phase.
func (t *Talk) Alarm(m nudges.Member, now time.Time) (_ nudges.Member, ring time.Time) {
	m.Next, ring = nudges.Alarm(t.Protocol, m, now)
	if p, ok := Guide(m, now); ok {
		return m, sooner(ring, p.Begins)
	}
	if m.Practice.Message != 0 {
		return m, sooner(ring, m.Practice.Began)
	}
	return m, ring
}

// AlarmShown is Alarm where the message of guided breathing shows already what
// it should at now: it wakes for the next phase.
func (t *Talk) AlarmShown(m nudges.Member, now time.Time) (_ nudges.Member, ring time.Time) {
	p, ok := Guide(m, now)
	if !ok || p.Over {
		return t.Alarm(m, now)
	}
	m.Next, ring = nudges.Alarm(t.Protocol, m, now)
	return m, sooner(ring, p.Ends)
}

// sooner is the earlier of two moments, of which the first may be zero for never.
func sooner(ring, at time.Time) time.Time {
	if ring.IsZero() || at.Before(ring) {
		return at
	}
	return ring
}
