package nudges

import (
	"cmp"
	"slices"
	"time"
)

// Plan places every kind of every session of m, and every reminder, or says
// why not; docs/protocol.md has the rules. Nudges come in due order, each due
// on a slot of the quarter-hour grid (a reminder: when the member asked for
// it), in UTC. Skips come by session, then in the table's order.
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
	objection Reason // why this member gets nothing at all; empty if they may

	intensity       Intensity
	loc             *time.Location
	hard, preferred Hours
	floor           time.Time // nothing is placed before it
	wait            time.Time // the floor raised by a pause or a hold
	waiting         Reason    // Paused or Held, where wait is after floor

	sessions []Session // in order of T0
	spots    []spot    // for each session a spot for each row
	asked    []spot    // for each reminder
	hushes   []hush    // of each session
	taken    []taken   // slots of what was sent and of what is placed
}

// A spot is what becomes of one kind of one session, or of one reminder.
type spot struct {
	planned bool
	reason  Reason    // why not, once that is known
	slot    time.Time // where it is planned, was sent, or is part of another's message
}

// begin reads the member and the log. Nothing is placed yet.
func begin(p *Protocol, m *Member, now time.Time) *work {
	w := &work{p: p, m: m, intensity: m.Intensity}
	if w.intensity != Gentle && w.intensity != Full {
		w.intensity = Standard
	}
	w.loc, _ = zone(m.Zone)
	w.objection = w.object()
	w.hard = Waking(*p, *m)
	w.preferred = p.preferred(w.hard)
	w.setFloor(now.Round(0).UTC())
	w.sessions = m.Sessions
	if byEnd := func(a, b Session) int { return a.End.Compare(b.End) }; !slices.IsSortedFunc(w.sessions, byEnd) {
		w.sessions = slices.Clone(w.sessions)
		slices.SortStableFunc(w.sessions, byEnd)
	}
	w.spots = make([]spot, len(w.sessions)*len(p.Rows))
	w.asked = make([]spot, len(m.Reminders))
	if w.loc != nil {
		w.readHushes()
	}
	w.readLog()
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

func (w *work) setFloor(now time.Time) {
	w.floor = now
	if next := w.m.Next; !next.IsZero() && next.Before(now) {
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

// spot is where the fate of one kind of one session is kept.
func (w *work) spot(session, row int) *spot { return &w.spots[session*len(w.p.Rows)+row] }

// decide gives every spot a slot or a reason: the most important kind first,
// then the earlier session, then the table's order.
func (w *work) decide() {
	if w.objection == "" {
		for _, c := range w.undecided() {
			w.put(c)
		}
	}
	for i := range w.spots {
		if s := &w.spots[i]; !s.planned && s.reason == "" {
			s.reason = w.objection
		}
	}
	for i := range w.asked {
		w.remind(&w.asked[i], w.m.Reminders[i])
	}
}

// A choice is one kind of one session that is to be placed.
type choice struct{ session, row int }

func (w *work) undecided() []choice {
	open := make([]choice, 0, len(w.spots))
	for i := range w.sessions {
		for j := range w.p.Rows {
			spot := w.spot(i, j)
			if spot.reason == "" {
				spot.reason = w.unwanted(&w.p.Rows[j], &w.sessions[i])
			}
			if spot.reason == "" {
				open = append(open, choice{i, j})
			}
		}
	}
	slices.SortStableFunc(open, func(a, b choice) int {
		return cmp.Compare(w.p.Rows[b.row].Priority, w.p.Rows[a.row].Priority)
	})
	return open
}

// unwanted says why a kind is not even tried.
func (w *work) unwanted(r *Row, s *Session) Reason {
	switch {
	case !r.includes(w.intensity):
		return NotChosen
	case w.m.Mutes(r.Kind):
		return Muted
	case r.Notes != Span{} && w.wrote(s.End.Add(r.Notes.From), s.End.Add(r.Notes.To)):
		return Satisfied
	}
	return ""
}

// wrote reports whether the member wrote a note between two moments, both
// included.
func (w *work) wrote(from, until time.Time) bool {
	return slices.ContainsFunc(w.m.Wrote, func(t time.Time) bool {
		return !t.Before(from) && !t.After(until)
	})
}

// nudges are the planned ones in due order.
func (w *work) nudges() []Nudge {
	var out []Nudge
	for i := range w.sessions {
		for j := range w.p.Rows {
			if s := w.spot(i, j); s.planned {
				out = append(out, w.nudge(&w.sessions[i], &w.p.Rows[j], s.slot))
			}
		}
	}
	for i, r := range w.m.Reminders {
		if s := w.asked[i]; s.planned {
			out = append(out, r.nudge(s.slot, w.p))
		}
	}
	slices.SortFunc(out, func(a, b Nudge) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Again, b.Again), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (w *work) nudge(s *Session, r *Row, slot time.Time) Nudge {
	expires, late := r.stale(s.End, slot)
	return Nudge{ID: NewID(s.ID, r.Kind), Kind: r.Kind, Session: s.ID,
		Due: slot, Expires: expires.UTC(), Silent: r.Silent, Late: late}
}

// skips are the others, each with its reason.
func (w *work) skips() []Skip {
	out := make([]Skip, 0, len(w.spots))
	for i := range w.sessions {
		for j := range w.p.Rows {
			if s := w.spot(i, j); !s.planned {
				id, kind := w.sessions[i].ID, w.p.Rows[j].Kind
				out = append(out, Skip{NewID(id, kind), kind, id, s.reason})
			}
		}
	}
	for i, r := range w.m.Reminders {
		if s := w.asked[i]; !s.planned {
			out = append(out, Skip{r.id(), r.Kind, r.Session, s.reason})
		}
	}
	return out
}
