package talk

import (
	"slices"
	"strings"
	"time"

	"afterglow/nudges"
)

// on is the day and the time of t, in the member's zone. A message about a talk
// stands for days, so its day is not called "tomorrow".
func (d *drawing) on(t time.Time) string {
	return d.format("format.moment", t.In(d.zone))
}

// appointmentAsk asks for a time, and offers to find one where that can be done.
func (d *drawing) appointmentAsk() error {
	if d.Booking != "" {
		d.out.Buttons = [][]Button{{{Label: d.label("booking"), URL: d.Booking}}}
	}
	return d.text("appointment.ask")
}

// appointmentConfirm says a typed time back.
func (d *drawing) appointmentConfirm() error {
	t, _ := onlyMinute(d.arg("times"))
	d.out.Buttons = [][]Button{{d.button("yes", "meet", unixMinute(t)), d.button("another_time", "talk")}}
	return d.text("appointment.confirm", "When", d.on(t))
}

// appointmentChoices asks which of several times is meant.
func (d *drawing) appointmentChoices() error {
	for _, m := range strings.Fields(d.arg("times")) {
		t, _ := minuteOf(m)
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: d.on(t), Data: Press{"meet", []string{m}}.Data()}})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("another_time", "talk")})
	return d.text("appointment.choices")
}

// appointmentNoted says what is kept of one talk, and promises only what is
// planned for it: nothing while nudges are off or its kinds are.
func (d *drawing) appointmentNoted() error {
	i := indexTalk(d.Member.Appointments, d.arg("appointment"))
	if i < 0 {
		return d.appointmentList()
	}
	a := d.Member.Appointments[i]
	off := !d.Member.Stopped.IsZero() || !d.Member.Consent.Nudges.Yes
	out := d.button("take_out", "unmeet", string(a.ID))
	switch {
	case off:
		d.out.Buttons = [][]Button{{out}}
	case a.Takeaway:
		d.out.Buttons = [][]Button{{d.button("takeaway_no", "takeaway", string(a.ID), "no"), out}}
	default:
		d.out.Buttons = [][]Button{{d.button("takeaway_yes", "takeaway", string(a.ID), "yes"), out}}
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("calendar", "calendar", string(a.ID))})
	coming, _ := nudges.Plan(d.Protocol, d.Member, d.Now)
	comes := func(k nudges.Kind) bool {
		return slices.ContainsFunc(coming, func(n nudges.Nudge) bool { return n.Session == a.ID && n.Kind == k })
	}
	return d.text("appointment.noted", "When", d.on(a.At), "Off", off,
		"Before", comes(nudges.ApptPrep), "After", comes(nudges.AfterTalk), "Asked", a.Takeaway, "Notes", d.Member.Consent.Notes.Yes)
}

// appointmentList lists the coming talks, also after one was taken out.
func (d *drawing) appointmentList() error {
	list := comingTalks(d.Member, d.Now)
	var lines []map[string]any
	var row []Button
	for i, a := range list {
		b := d.button("take_out", "unmeet", string(a.ID))
		if len(list) > 1 {
			b.Label += " (" + count(i+1) + ")"
		}
		lines, row = append(lines, map[string]any{"Number": i + 1, "When": d.on(a.At)}), append(row, b)
	}
	for two := range slices.Chunk(row, 2) {
		d.out.Buttons = append(d.out.Buttons, two)
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("add_talk", "talk")})
	out := d.arg("out") != ""
	if len(list) == 0 {
		return d.text("appointment.none", "Out", out)
	}
	return d.text("appointment.list", "Out", out, "Lines", lines, "Zone", zoneLabel(d.Member.Zone))
}

// appointmentFull says that no more talks fit in.
func (d *drawing) appointmentFull() error {
	return d.text("appointment.full", "Most", talksAhead)
}
