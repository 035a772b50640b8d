package talk

import (
	"maps"
	"slices"
	"time"

	"afterglow/nudges"
)

const (
	// planned is how many coming nudges /plan lists.
	planned = 12
	// missedFor is how far back /plan tells what was left out.
	missedFor = 7 * 24 * time.Hour
)

// showPlan answers /plan: a picture, and the same in words. Without a zone
// nothing can be planned.
func (s *step) showPlan() {
	if s.m.Zone == "" && s.joined() && s.m.Consent.Nudges.Yes && s.m.Stopped.IsZero() {
		s.askZone()
		return
	}
	if s.pictured() {
		s.do(Hand{screen("plan.picture")})
	}
	s.show("plan")
}

// pictured reports whether there is a plan to draw.
func (s *step) pictured() bool {
	if s.m.Zone == "" || !s.m.Stopped.IsZero() || !s.m.Consent.Nudges.Yes {
		return false
	}
	return s.drawing(Scene{Member: s.m, Now: s.now}).timeline().Marks != nil
}

func (s *step) pressPlan(p Press, at Pressed) (notice Screen, known bool) {
	switch p.Verb {
	case "plan":
		s.showPlan()
	case "missed":
		if !s.joined() {
			return notice, false
		}
		s.show("plan.missed")
	default:
		return notice, false
	}
	return notice, true
}

// plan shows what comes and when, in the member's local time.
func (d *drawing) plan() error {
	m := d.Member
	switch {
	case !m.Consent.Nudges.Yes:
		d.out.Buttons = [][]Button{{d.button("nudges_on", "resume")}}
		return d.text("plan.off")
	case !m.Stopped.IsZero():
		d.out.Buttons = [][]Button{{d.button("resume", "resume")}}
		return d.text("plan.stopped")
	case len(m.Sessions) == 0 && len(m.Appointments) == 0:
		d.out.Buttons = [][]Button{{d.button("session", "session")}}
		return d.text("plan.no_session")
	}
	coming, skips := nudges.Plan(d.Protocol, m, d.Now)
	if m.PausedUntil.After(d.Now) {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("end_pause", "resume")})
	}
	if len(d.missed(skips)) > 0 {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("missed", "missed")})
	}
	return d.text("plan", "Lines", d.planLines(coming), "More", len(coming) > planned, "Zone", zoneLabel(m.Zone),
		"Paused", m.PausedUntil.After(d.Now), "Until", d.moment(m.PausedUntil), "Held", m.HeldUntil.After(d.Now))
}

// planLines are the nudges under their days.
func (d *drawing) planLines(coming []nudges.Nudge) (lines []map[string]any) {
	day := ""
	for _, n := range coming[:min(len(coming), planned)] {
		line := map[string]any{"Time": d.clock(n.Due), "Kind": d.label("kind." + string(n.Kind)), "Day": ""}
		if on := d.day(n.Due); on != day {
			day, line["Day"] = on, on
		}
		lines = append(lines, line)
	}
	return lines
}

// missed are the skips that a member may wonder about: of sessions,
// appointments and circles that are not long over, for a reason that is not
// simply what they chose.
func (d *drawing) missed(skips []nudges.Skip) []nudges.Skip {
	return slices.DeleteFunc(slices.Clone(skips), func(s nudges.Skip) bool {
		switch s.Reason.Class() {
		case nudges.Sent, nudges.NotChosen, nudges.NotKnown, nudges.NotKept:
			return true
		}
		at := d.latest(s)
		return at.IsZero() || d.Now.Sub(at) > missedFor
	})
}

// latest is when something was last heard of a skip: when it was dropped, or
// the moment of what it belongs to. It is zero for a circle that there was
// never an invitation for.
func (d *drawing) latest(s nudges.Skip) (at time.Time) {
	for _, e := range d.Member.Log {
		if e.Nudge == s.Nudge {
			return e.At
		}
	}
	for _, o := range d.Member.Sessions {
		if o.ID == s.Session {
			return o.End
		}
	}
	for _, a := range d.Member.Appointments {
		if a.ID == s.Session {
			return a.At
		}
	}
	return at
}

// planMissed says what does not come, or did not, and why: each kind once for
// each reason.
func (d *drawing) planMissed() error {
	_, skips := nudges.Plan(d.Protocol, d.Member, d.Now)
	var lines []map[string]string
	for _, s := range d.missed(skips) {
		line := map[string]string{"Kind": d.label("kind." + string(s.Kind)), "Why": d.label("reason." + reasons[s.Reason.Class()])}
		if !slices.ContainsFunc(lines, func(o map[string]string) bool { return maps.Equal(o, line) }) {
			lines = append(lines, line)
		}
	}
	return d.text("plan.missed", "Lines", lines)
}

// reasons name the labels that say why a nudge is not sent.
var reasons = map[nudges.Reason]string{
	nudges.Sent: "sent", nudges.Stopped: "stopped", nudges.NoConsent: "no_consent", nudges.Unreachable: "unreachable",
	nudges.NoZone: "no_zone", nudges.NotChosen: "not_chosen", nudges.NotKnown: "not_known", nudges.NotKept: "not_kept",
	nudges.Muted: "muted", nudges.Paused: "paused", nudges.Held: "held", nudges.BackedOff: "backed_off",
	nudges.Satisfied: "satisfied", nudges.NoSlot: "no_slot", nudges.Expired: "expired", nudges.Overdue: "overdue",
	nudges.TooClose: "too_close", nudges.CoolingOff: "cooling_off", nudges.DayFull: "day_full", nudges.WeekFull: "week_full",
	nudges.Superseded: "superseded", nudges.Merged: "merged", nudges.Rejected: "rejected",
}

// moment is t in words, near days by name.
func (d *drawing) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	local, now := t.In(d.zone), d.Now.In(d.zone)
	format := "format.moment"
	switch midnight(local).Sub(midnight(now)) / (24 * time.Hour) {
	case 0:
		format = "format.today"
	case 1:
		format = "format.tomorrow"
	case -1:
		format = "format.yesterday"
	}
	return d.format(format, local)
}

// midnight numbers t's calendar day, on a line without clock changes.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
