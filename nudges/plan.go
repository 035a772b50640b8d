package nudges

import (
	"cmp"
	"slices"
	"time"
)

// Plan places every kind of every session, appointment and circle of m, and
// every reminder, or says why not; docs/protocol.md has the rules. Nudges come
// in due order, each due on a slot of the quarter-hour grid (a reminder: when
// the member asked for it), in UTC. Skips come by T0, then in the table's order.
//
// Nothing is placed before the floor: m.Next where that is before now, because
// what the alarm stands for is not decided yet, else now. So a nudge may be
// due in the past; [LastLook] says what to do about it. What m.Log holds as
// sent, or perhaps sent, is skipped with [Sent]; what it holds as dropped,
// with the logged reason.
func Plan(p Protocol, m Member, now time.Time) ([]Nudge, []Skip) {
	w := begin(&p, &m, now)
	w.decide()
	return w.nudges(), w.skips()
}

// work is the state of making one plan.
type work struct {
	p         *Protocol
	m         *Member
	now       time.Time
	objection Reason // why this member gets nothing at all; empty if they may

	intensity       Intensity
	silence         silence
	loc             *time.Location
	hard, preferred Hours
	floor           time.Time // nothing is placed before it
	wait            time.Time // the floor raised by a pause or a hold
	waiting         Reason    // Paused or Held, where wait is after floor

	occasions   []occasion // in order of time
	parts       []part     // the kinds of each, in the table's order
	asked       []spot     // for each reminder
	hushes      []hush     // of each session
	longestHush time.Duration
	taken       []taken // slots of what was sent and of what is placed, in order of time
}

// A spot is what becomes of one part, or of one reminder.
type spot struct {
	planned bool
	reason  Reason    // why not, once that is known
	slot    time.Time // where it is planned, was sent, or is part of another's message
}

// begin reads the member and the log. Nothing is placed yet.
func begin(p *Protocol, m *Member, now time.Time) *work {
	w := &work{p: p, m: m, now: now.Round(0).UTC(), intensity: m.Intensity}
	if w.intensity != Gentle && w.intensity != Full {
		w.intensity = Standard
	}
	w.loc, _ = zone(m.Zone)
	w.objection = w.object()
	w.hard = Waking(*p, *m)
	w.preferred = p.preferred(w.hard)
	w.setFloor()
	w.readOccasions()
	w.readParts()
	w.asked = make([]spot, len(m.Reminders))
	if w.loc != nil {
		w.readHushes()
	}
	w.readLog()
	w.readSilence()
	return w
}

// object says why the member is sent nothing, whatever the plan.
func (w *work) object() Reason {
	switch {
	case !w.m.Stopped.IsZero():
		return Stopped
	case !w.m.Consent.Nudges.Yes:
		return NoConsent
	case w.m.Unreachable:
		return Unreachable
	case w.loc == nil:
		return NoZone
	}
	return ""
}

func (w *work) setFloor() {
	w.floor = w.now
	if next := w.m.Next; !next.IsZero() && next.Before(w.now) {
		w.floor = next
	}
	w.wait = w.floor
	if w.m.PausedUntil.After(w.wait) {
		w.wait, w.waiting = w.m.PausedUntil, Paused
	}
	if w.m.HeldUntil.After(w.wait) {
		w.wait, w.waiting = w.m.HeldUntil, Held
	}
}

// decide gives every part a slot or a reason: the most important kind first,
// then the earlier moment, then the table's order.
func (w *work) decide() {
	if w.objection == "" {
		for _, c := range w.undecided() {
			w.put(&w.parts[c])
		}
	}
	for i := range w.parts {
		if c := &w.parts[i]; !c.planned && c.reason == "" {
			c.reason = w.objection
		}
	}
	for i := range w.asked {
		w.remind(&w.asked[i], w.m.Reminders[i])
	}
}

// undecided are the parts that are to be placed, as indices, in the order in
// which they are.
func (w *work) undecided() []int {
	open := make([]int, 0, len(w.parts))
	for i := range w.parts {
		c := &w.parts[i]
		if c.reason == "" {
			w.refuse(c)
		}
		if c.reason == "" {
			open = append(open, i)
		}
	}
	slices.SortStableFunc(open, func(a, b int) int {
		return cmp.Compare(w.row(&w.parts[b]).Priority, w.row(&w.parts[a]).Priority)
	})
	return open
}

// refuse says why a part is not even tried, if it is not.
func (w *work) refuse(c *part) {
	r, o := w.row(c), w.of(c)
	switch {
	case !r.includes(w.intensity):
		c.reason = NotChosen
	case w.m.Mutes(r.Kind):
		c.reason = Muted
	case r.Of == SessionStart && o.start.IsZero():
		c.reason = NotKnown
	case r.Rereads && !w.m.KeepsNotes():
		c.reason = NotKept
	case w.backsOff(c):
		c.reason = BackedOff
	default:
		w.satisfy(c)
	}
}

// satisfy says of a part that it is needless: a note, a talk that the member
// noted, or a line that is written already, does what it would have asked for.
func (w *work) satisfy(c *part) {
	r, moment := w.row(c), w.moment(c)
	if at, ok := w.wrote(moment.Add(r.Notes.From), moment.Add(r.Notes.To)); ok && r.Notes != (Span{}) {
		c.reason, c.slot = Satisfied, ceil(at)
	}
	for _, a := range w.m.Appointments {
		if !a.Made.IsZero() && a.At.After(moment.Add(r.Talks.From)) && a.At.Before(moment.Add(r.Talks.To)) {
			c.reason = Satisfied
		}
	}
	if r.Kind == Intention && w.of(c).line {
		c.reason = Satisfied
	}
}

// wrote finds the first note that the member wrote between two moments, both
// included.
func (w *work) wrote(from, until time.Time) (time.Time, bool) {
	for _, t := range w.m.Wrote {
		if !t.Before(from) && !t.After(until) {
			return t, true
		}
	}
	return time.Time{}, false
}

// nudges are the planned ones in due order.
func (w *work) nudges() []Nudge {
	var out []Nudge
	for i := range w.parts {
		if c := &w.parts[i]; c.planned {
			out = append(out, w.nudge(c))
		}
	}
	for i, r := range w.m.Reminders {
		if s := w.asked[i]; s.planned {
			out = append(out, w.nudgeAgain(r, s.slot))
		}
	}
	slices.SortFunc(out, func(a, b Nudge) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Again, b.Again), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (w *work) nudge(c *part) Nudge {
	r, o := w.row(c), w.of(c)
	expires, late := w.stale(c, c.slot)
	return Nudge{ID: NewID(o.id, r.Kind), Kind: r.Kind, Session: o.id,
		Due: c.slot, Expires: expires.UTC(), Silent: r.Silent, Late: late}
}

// skips are the others, each with its reason.
func (w *work) skips() []Skip {
	out := make([]Skip, 0, len(w.parts))
	for i := range w.parts {
		if c := &w.parts[i]; !c.planned {
			out = append(out, w.skip(c))
		}
	}
	for i, r := range w.m.Reminders {
		if s := w.asked[i]; !s.planned {
			out = append(out, Skip{r.id(), r.Kind, r.Session, s.reason})
		}
	}
	return out
}

func (w *work) skip(c *part) Skip {
	id, kind := w.of(c).id, w.row(c).Kind
	return Skip{NewID(id, kind), kind, id, c.reason}
}
