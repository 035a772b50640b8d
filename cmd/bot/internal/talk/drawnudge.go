package talk

import (
	"strings"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/nudges"
)

// nudgeButtons are the buttons under a nudge: what its kind offers, then what
// every nudge has.
func (d *drawing) nudgeButtons(kind nudges.Kind, id string) [][]Button {
	var rows [][]Button
	if session := d.sessionOf(id); asksWhether(d.Member, kind, session) {
		rows = d.heldRows(string(session), id)
	}
	switch kind {
	case nudges.Therapy:
		rows = append(rows, []Button{d.button("booked", "booked", id), d.button("monday", "monday", id)})
		if d.Booking != "" {
			rows = append(rows, []Button{{Label: d.label("booking"), URL: d.Booking}})
		}
		return append(rows, []Button{d.button("declined", "declined", id), d.button("fewer", "fewer", id)}, d.whyRow(id))
	case nudges.CircleInvite:
		return append(rows, []Button{d.button("going", "going", "yes", id), d.button("not_this_time", "going", "no", id)},
			[]Button{d.button("fewer", "fewer", id), d.button("why", "why", id)})
	case nudges.Mindfulness, nudges.Mindfulness2:
		rows = append(append(rows, d.practiceRows(id)...), []Button{d.button("later", "later", id), d.button("not_now", "notnow", id)})
		return append(rows, []Button{d.button("fewer", "fewer", id), d.button("why", "why", id)})
	case nudges.Keep14, nudges.Keep28, nudges.ApptPrep:
		rows = append(rows, []Button{d.button("reread", "reread", id), d.button("later", "later", id)})
		if kind == nudges.ApptPrep && d.Member.KeepsNotes() {
			rows = append(rows, []Button{d.button("one_document", "document", id)})
		}
	case nudges.Intention:
		rows = append(rows, []Button{d.button("write", "write", id), d.fiveBreaths(id)}, []Button{d.button("later", "later", id)})
	default:
		rows = append(append(rows, []Button{d.button("write", "write", id), d.button("later", "later", id)}), d.moodRow(kind, id)...)
	}
	return append(rows, []Button{d.button("not_now", "notnow", id), d.button("fewer", "fewer", id)}, d.whyRow(id))
}

func (d *drawing) whyRow(id string) []Button { return []Button{d.button("why", "why", id)} }

// sessionOf is what the nudge of an ID belongs to.
func (d *drawing) sessionOf(id string) nudges.SessionID {
	session, _, _ := strings.Cut(id, "/")
	return nudges.SessionID(session)
}

func (d *drawing) nudgeRow() error {
	d.out.Buttons = d.nudgeButtons(nudges.Kind(d.arg("kind")), d.arg("nudge"))
	return nil
}

func (d *drawing) nudgeLater() error {
	id := d.arg("nudge")
	for _, c := range nudges.SnoozeTimes(d.Protocol, d.Member, nudges.ID(id), d.Now) {
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: d.label("snooze_" + c.Name), Data: Press{"snooze", []string{c.Name, id}}.Data()}})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("not_now", "notnow", id), d.button("back", "back", id)})
	return nil
}

func (d *drawing) nudgeFewer() error {
	kind, id := d.arg("kind"), d.arg("nudge")
	d.out.Buttons = [][]Button{
		{d.button("mute", "kind", kind, "off")},
		{d.button("gentle", "intensity", string(nudges.Gentle))},
		{d.button("keep_as_is", "back", id)},
	}
	return nil
}

func (d *drawing) nudgePutOff() error {
	t, _ := minuteOf(d.arg("at"))
	return d.text("nudge.put_off", "When", d.moment(t))
}

// nudgeWhy says what a nudge is for, and why it came when it did.
func (d *drawing) nudgeWhy() error {
	e := d.entry(nudges.ID(d.arg("nudge")))
	if e.At.IsZero() { // forgotten meanwhile
		return d.text("button.old")
	}
	if e.Nudge.Original() != e.Nudge {
		return d.text("nudge.why_again")
	}
	if err := d.text("why." + string(e.Kind)); err != nil {
		return err
	}
	what, h := d.out.HTML, nudges.Waking(d.Protocol, d.Member)
	err := d.text("nudge.why", "When", d.moment(e.At), "From", d.wall(h.From), "To", d.wall(h.To), "AllDay", h.From == h.To)
	d.out.HTML = what + "\n\n" + d.out.HTML
	d.out.Buttons = [][]Button{{d.button("see_plan", "plan"), d.button("set_kinds", "set", "kinds")}}
	return err
}

// entry is what the log says of a nudge.
func (d *drawing) entry(id nudges.ID) (e nudges.Entry) {
	for _, have := range d.Member.Log {
		if have.Nudge == id && have.Counts() {
			e = have
		}
	}
	return e
}

// DrawNudge makes the message of a nudge, and says which wording was chosen.
// Its first line is all that a locked phone shows; the rest is a spoiler,
// unless the member turned discreet mode off.
// Echoed is the note that [Echo] names, empty if there is none: it is given back
// in a message that can't be forwarded.
func (t *Talk) DrawNudge(m nudges.Member, n nudges.Nudge, echoed nudges.Note) (Drawn, string) {
	d := t.drawing(Scene{Member: m, Now: n.Due})
	p := t.pick(m, n)
	hidden := []string{escape(p.Ask)}
	if about := d.about(n); about != "" {
		hidden = append(hidden, about)
	}
	if i := indexSession(m.Sessions, string(n.Session)); i >= 0 {
		ss := m.Sessions[i]
		if back := d.echo(n.Kind, ss, echoed); back != "" {
			hidden = append(hidden, ownWords(m, back))
			d.out.Protect = true
		}
		if asksWhether(m, n.Kind, n.Session) {
			hidden = append(hidden, d.line("nudge.held", "When", d.on(ss.Start)))
		}
	}
	d.out.HTML = escape(p.First) + "\n" + below(m, strings.Join(hidden, "\n\n"))
	d.out.Silent = n.Silent
	d.out.Buttons = d.nudgeButtons(n.Kind, string(n.ID))
	return d.out, p.ID
}

// pick chooses the wording: one that the member has not read, or, of what was
// put off, the same as before.
func (t *Talk) pick(m nudges.Member, n nudges.Nudge) content.Prompt {
	var used []string
	for _, e := range m.Log {
		if e.Kind == n.Kind && e.Prompt != "" {
			used = append(used, e.Prompt)
		}
	}
	p := t.Words.Pick(m.Language, n.Kind, m.KeepsNotes(), used, m.Seed)
	if n.Again > 0 {
		return t.again(m, n, p)
	}
	return p
}

// again finds the wording of the first sending of a nudge that was put off, or
// gives the other one where that is no longer in the library.
func (t *Talk) again(m nudges.Member, n nudges.Nudge, otherwise content.Prompt) content.Prompt {
	id := ""
	for _, e := range m.Log {
		if e.Kind == n.Kind && e.Session == n.Session && e.Prompt != "" {
			id = e.Prompt
		}
	}
	for _, p := range t.Words.Prompts(m.Language, n.Kind) {
		if p.ID == id {
			return p
		}
	}
	return otherwise
}

// line is a text as part of a message. One that does not exist is left out,
// which the tests rule out.
func (d *drawing) line(key string, args ...any) string {
	before := d.out.HTML
	defer func() { d.out.HTML = before }()
	if d.text(key, args...) != nil {
		return ""
	}
	return d.out.HTML
}

// about says which circle or talk a nudge is about.
func (d *drawing) about(n nudges.Nudge) string {
	switch n.Kind {
	case nudges.CircleInvite:
		if c, ok := d.circle(n.Session, n.Due); ok {
			return d.line("circle.about", "Name", c.Name, "When", d.on(c.At))
		}
	case nudges.ApptPrep:
		for _, a := range d.Member.Appointments {
			if a.ID == n.Session {
				return d.line("talk.about", "When", d.on(a.At))
			}
		}
	}
	return ""
}

// circle finds a circle of the clinic's calendar.
func (t *Talk) circle(id nudges.SessionID, now time.Time) (nudges.Meeting, bool) {
	if t.Protocol.Circles == nil {
		return nudges.Meeting{}, false
	}
	for _, c := range t.Protocol.Circles.Meetings(now) {
		if c.ID == id {
			return c, true
		}
	}
	return nudges.Meeting{}, false
}
