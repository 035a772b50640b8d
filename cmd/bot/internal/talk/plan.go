package talk

import (
	"time"

	"afterglow/nudges"
)

// planned is how many coming nudges /plan lists.
const planned = 12

// showPlan answers /plan. Without a zone nothing can be planned.
func (s *step) showPlan() {
	if s.m.Zone == "" && s.joined() && s.m.Consent.Nudges.Yes && s.m.Stopped.IsZero() {
		s.askZone()
		return
	}
	s.show("plan")
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
	case len(m.Sessions) == 0:
		d.out.Buttons = [][]Button{{d.button("session", "session")}}
		return d.text("plan.no_session")
	}
	coming, _ := nudges.Plan(d.Protocol, m, d.Now)
	var lines []map[string]any
	day := ""
	for _, n := range coming[:min(len(coming), planned)] {
		line := map[string]any{"Time": d.clock(n.Due), "Kind": d.label("kind." + string(n.Kind)), "Day": ""}
		if on := d.day(n.Due); on != day {
			day, line["Day"] = on, on
		}
		lines = append(lines, line)
	}
	if m.PausedUntil.After(d.Now) {
		d.out.Buttons = [][]Button{{d.button("end_pause", "resume")}}
	}
	return d.text("plan", "Lines", lines, "Zone", zoneLabel(m.Zone),
		"Paused", m.PausedUntil.After(d.Now), "Until", d.moment(m.PausedUntil), "Held", m.HeldUntil.After(d.Now))
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
	return local.Format(d.label(format))
}

// midnight numbers t's calendar day, on a line without clock changes.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
