package talk

import (
	"slices"
	"strconv"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/nudges"
)

// pressNudge handles the buttons under a nudge.
func (s *step) pressNudge(p Press, at Pressed) (notice Screen, known bool) {
	if len(p.Args) == 0 {
		return notice, false
	}
	id := nudges.ID(p.Args[len(p.Args)-1])
	i := slices.IndexFunc(s.m.Log, func(e nudges.Entry) bool { return e.Nudge == id && e.Counts() })
	switch p.Verb {
	case "write", "later", "snooze", "notnow", "fewer", "back", "booked", "monday", "declined":
	default:
		return notice, false
	}
	if i < 0 {
		return notice, false
	}
	s.answered(i)
	e := s.m.Log[i]
	switch p.Verb {
	case "write":
		s.ask("write", "nudge", string(id))
		return screen("nudge.write"), true
	case "later":
		s.do(Rebutton{at.Message, screen("nudge.later", "nudge", string(id))})
	case "snooze":
		return s.snooze(p.Args[0], id, at)
	case "fewer":
		s.do(Rebutton{at.Message, screen("nudge.fewer", "nudge", string(id), "kind", string(e.Kind))})
	case "back":
		s.do(Rebutton{at.Message, screen("nudge.buttons", "nudge", string(id), "kind", string(e.Kind))})
	case "monday":
		return s.remindMonday(id, at)
	case "notnow", "declined":
		s.do(Rebutton{at.Message, Screen{}})
		return screen("nudge.not_now"), true
	case "booked":
		s.do(Rebutton{at.Message, Screen{}})
		s.drop(id)
		return screen("therapy.booked"), true
	}
	return notice, true
}

// answered notes in the log that the member did something with a nudge.
func (s *step) answered(i int) {
	if s.m.Log[i].Answered.IsZero() {
		s.m.Log = slices.Clone(s.m.Log)
		s.m.Log[i].Answered = s.now
	}
}

// drop takes back what the member had asked to be sent again of a nudge.
func (s *step) drop(id nudges.ID) {
	s.m.Reminders = slices.DeleteFunc(slices.Clone(s.m.Reminders), func(r nudges.Reminder) bool { return r.Nudge == id.Original() })
}

// snooze puts a nudge off: "hour", "evening" or "morning".
func (s *step) snooze(until string, id nudges.ID, at Pressed) (notice Screen, known bool) {
	for _, c := range nudges.SnoozeTimes(s.Protocol, s.m, id, s.now) {
		if c.Name != until {
			continue
		}
		if s.silentAt(c.At) {
			break
		}
		if s.putOff(id, c.At) {
			return notice, true
		}
		if m, ok := nudges.Snooze(s.Protocol, s.m, id, s.now, c.At); ok {
			s.m = m
			s.do(Rebutton{at.Message, Screen{}})
			s.show("nudge.put_off", "at", unixMinute(c.At))
			return notice, true
		}
	}
	return screen("nudge.too_late"), true
}

// putOff reports whether a nudge waits already to come back at about that time:
// then the button was pressed twice.
func (s *step) putOff(id nudges.ID, at time.Time) bool {
	return slices.ContainsFunc(s.m.Reminders, func(r nudges.Reminder) bool {
		return r.Nudge == id.Original() && r.Slot.After(s.now) && gap(r.Slot, at) <= sameSession
	})
}

// silentAt reports whether no nudge will come at t, so that none can be
// promised for then.
func (s *step) silentAt(t time.Time) bool {
	return !s.m.Stopped.IsZero() || s.m.PausedUntil.After(t) || s.m.HeldUntil.After(t)
}

func (s *step) remindMonday(id nudges.ID, at Pressed) (notice Screen, known bool) {
	m, t := nudges.RemindMonday(s.Protocol, s.m, id, s.now)
	if t.IsZero() || s.silentAt(t) {
		return screen("nudge.too_late"), true
	}
	if s.putOff(id, t) {
		return notice, true
	}
	s.m = m
	s.do(Rebutton{at.Message, Screen{}})
	s.show("nudge.put_off", "at", unixMinute(t))
	return notice, true
}

// echoed is the nudge that a note answers: the one it replies to, the one under
// which Write was pressed, or the latest one of the last hours that is still
// unanswered.
func (s *step) echoed(w Wrote) int {
	asked := ""
	if s.asking() == "write" {
		asked = s.m.Asking.Args["nudge"]
	}
	for i := len(s.m.Log) - 1; i >= 0; i-- {
		e := s.m.Log[i]
		switch {
		case !e.Counts():
		case w.ReplyTo != 0:
			if e.Message == w.ReplyTo {
				return i
			}
		case asked != "":
			if string(e.Nudge) == asked {
				return i
			}
		case e.Answered.IsZero() && s.now.Sub(e.At) < echoFor:
			return i
		}
	}
	return -1
}

// nudgeButtons are the buttons under a nudge of that kind.
func (d *drawing) nudgeButtons(kind nudges.Kind, id string) [][]Button {
	if kind == nudges.Therapy {
		rows := [][]Button{{d.button("booked", "booked", id), d.button("monday", "monday", id)}}
		if d.Booking != "" {
			rows = append(rows, []Button{{Label: d.label("booking"), URL: d.Booking}})
		}
		return append(rows, []Button{d.button("declined", "declined", id), d.button("fewer", "fewer", id)})
	}
	return [][]Button{
		{d.button("write", "write", id), d.button("later", "later", id)},
		{d.button("not_now", "notnow", id), d.button("fewer", "fewer", id)},
	}
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

// DrawNudge makes the message of a nudge, and says which wording was chosen.
// Its first line is all that a locked phone shows; the rest is a spoiler.
func (t *Talk) DrawNudge(m nudges.Member, n nudges.Nudge) (Drawn, string) {
	d := t.drawing(Scene{Member: m})
	var used []string
	for _, e := range m.Log {
		if e.Kind == n.Kind && e.Prompt != "" {
			used = append(used, e.Prompt)
		}
	}
	p := t.Words.Pick(m.Language, n.Kind, used, m.Seed)
	if n.Again > 0 { // what was put off comes back in the same words
		p = t.again(m, n, p)
	}
	d.out.HTML = escape(p.First) + "\n<tg-spoiler>" + escape(p.Ask) + "</tg-spoiler>"
	d.out.Silent = n.Silent
	d.out.Buttons = d.nudgeButtons(n.Kind, string(n.ID))
	return d.out, p.ID
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

func count(n int) string { return strconv.Itoa(n) }
