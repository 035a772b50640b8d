package talk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"afterglow/cmd/bot/internal/when"
	"afterglow/nudges"
)

// TalkPast is how long a talk that is over stays in the record: longer than
// anything that is sent after it (docs/safety.md).
const TalkPast = 30 * 24 * time.Hour

const (
	// talkAhead is how far ahead a talk can be noted.
	talkAhead = 180 * 24 * time.Hour
	// talksAhead is how many coming talks can be noted.
	talksAhead = 20
)

// therapyCommand answers /therapy; a time behind it is taken as the answer, if
// need be after the zone it is meant in.
func (s *step) therapyCommand(rest string) {
	_, isTime := s.readComing(rest)
	switch {
	case !s.joined():
		s.welcome()
	case !s.m.Consent.Notes.Yes: // docs/safety.md: appointments are kept as notes are
		s.show("appointment.not_kept")
	case s.m.Zone == "":
		if !isTime {
			rest = ""
		}
		s.ask("zone", "then", "therapy", "typed", rest)
		s.show("zone.ask")
	case isTime:
		s.confirmTalk(rest)
	case len(comingTalks(s.m, s.now)) > 0:
		s.show("appointment.list")
	default:
		s.ask("appointment")
		s.show("appointment.ask")
	}
}

// askBooked asks for the time of a talk that was just booked, under a nudge. A
// button that arrives twice asks once.
func (s *step) askBooked(nudge nudges.ID) {
	if s.m.Zone == "" || !s.m.Consent.Notes.Yes || s.asking() == "booked" && s.m.Asking.Args["nudge"] == string(nudge) {
		return
	}
	s.ask("booked", "nudge", string(nudge))
	s.show("appointment.booked")
}

// bookedTyped takes a time; anything else that is written after "Booked" is a
// note.
func (s *step) bookedTyped(w Wrote) {
	if _, isTime := s.readComing(w.Text); isTime {
		s.confirmTalk(w.Text)
		return
	}
	s.note(w)
}

// appointmentTyped reads a typed time, or the "yes" to the one said back.
func (s *step) appointmentTyped(w Wrote) {
	if t, ok := onlyMinute(s.m.Asking.Args["times"]); ok && s.Words.Yes(s.m.Language, plainWords(w.Text)) {
		s.confirmed(t)
		return
	}
	if _, isTime := s.readComing(w.Text); !isTime {
		s.keepAside(w)
		s.m.Asking.Args = nil // "no" was said to the time that was offered: a later "ok" does not mean it
		s.show("appointment.again")
		return
	}
	s.confirmTalk(w.Text)
}

// confirmed notes a talk at the time that was said back, unless it has begun
// meanwhile.
func (s *step) confirmed(t time.Time) {
	if !s.m.Consent.Notes.Yes { // taken back meanwhile
		s.settle()
		s.show("appointment.not_kept")
		return
	}
	if !s.comes(t) {
		s.ask("appointment")
		s.show("appointment.far")
		return
	}
	s.meet(t, 0)
}

// readComing reads a time to come as the member meant it when they wrote it.
func (s *step) readComing(text string) (when.Reading, bool) {
	return when.ParseFuture(text, s.at.In(s.m.Location()), s.tongue())
}

// comes reports whether a talk at t can be noted.
func (s *step) comes(t time.Time) bool {
	return t.After(s.now) && !t.After(s.now.Add(talkAhead))
}

// confirmTalk says a time back; nothing is noted before the member confirms.
func (s *step) confirmTalk(text string) {
	r, _ := s.readComing(text)
	var minutes []string
	for _, c := range meanings(r) {
		if s.comes(c) {
			minutes = append(minutes, unixMinute(c))
		}
	}
	times := strings.Join(minutes, " ")
	s.ask("appointment", "times", times)
	switch len(minutes) {
	case 0:
		s.show("appointment.far")
	case 1:
		s.show("appointment.confirm", "times", times)
	default:
		s.show("appointment.choices", "times", times)
	}
}

func (s *step) pressAppointment(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() || s.m.Zone == "" {
		return notice, false
	}
	if !s.m.Consent.Notes.Yes && (p.Verb == "talk" || p.Verb == "meet") {
		s.do(Change{at.Message, screen("appointment.not_kept")})
		return notice, true
	}
	switch p.Verb {
	case "talk":
		s.ask("appointment")
		s.do(Change{at.Message, screen("appointment.ask")})
	case "meet":
		t, ok := minuteOf(p.Args[0])
		if !ok || !s.comes(t) {
			return notice, false
		}
		s.meet(t, at.Message)
	case "takeaway":
		return notice, s.takeaway(p.Args[0], p.Args[1], at)
	case "unmeet":
		return notice, s.unmeet(p.Args[0], at)
	default:
		return notice, false
	}
	return notice, true
}

// meet notes a talk at t. One within ten minutes of it is the same talk, now at
// t. What is long over is dropped.
func (s *step) meet(t time.Time, message int) {
	s.settle()
	list := slices.Clone(s.m.Appointments)
	i := nearestTalk(list, t)
	switch {
	case i >= 0:
		list[i].At = t
	case len(comingTalks(s.m, s.now)) >= talksAhead:
		s.do(Change{message, screen("appointment.full")})
		return
	default:
		s.m.Booked++
		i = len(list)
		list = append(list, nudges.Appointment{ID: nudges.SessionID(fmt.Sprintf("A%d", s.m.Booked)), At: t, Made: s.now, Takeaway: s.m.Stopped.IsZero() && s.m.Consent.Nudges.Yes})
	}
	id := list[i].ID
	list = slices.DeleteFunc(list, func(a nudges.Appointment) bool { return s.now.Sub(a.At) > TalkPast })
	slices.SortStableFunc(list, func(a, b nudges.Appointment) int { return a.At.Compare(b.At) })
	s.m.Appointments = list
	s.do(Change{message, screen("appointment.noted", "appointment", string(id))})
}

// nearestTalk is the appointment that a talk at t means, or -1.
func nearestTalk(list []nudges.Appointment, t time.Time) int {
	best := -1
	for i, a := range list {
		if apart := gap(a.At, t); apart <= sameSession && (best < 0 || apart < gap(list[best].At, t)) {
			best = i
		}
	}
	return best
}

// takeaway keeps whether to ask after a talk for one thing to keep.
func (s *step) takeaway(id, answer string, at Pressed) (known bool) {
	i := indexTalk(s.m.Appointments, id)
	if i < 0 || answer != "yes" && answer != "no" {
		return false
	}
	s.m.Appointments = slices.Clone(s.m.Appointments)
	s.m.Appointments[i].Takeaway = answer == "yes"
	if answer == "no" { // nor again, where it was put off
		s.m.Reminders = slices.DeleteFunc(slices.Clone(s.m.Reminders), func(r nudges.Reminder) bool {
			return string(r.Session) == id && r.Kind == nudges.AfterTalk
		})
	}
	s.do(Change{at.Message, screen("appointment.noted", "appointment", id)})
	return true
}

// unmeet takes an appointment out. One that is out already stays so; one that
// never was is no appointment of this member.
func (s *step) unmeet(id string, at Pressed) (known bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "A"))
	if err != nil || n < 1 || n > s.m.Booked || id != fmt.Sprintf("A%d", n) {
		return false
	}
	s.m.Appointments = slices.DeleteFunc(slices.Clone(s.m.Appointments), func(a nudges.Appointment) bool { return string(a.ID) == id })
	s.m.Reminders = slices.DeleteFunc(slices.Clone(s.m.Reminders), func(r nudges.Reminder) bool { return string(r.Session) == id })
	s.do(Change{at.Message, screen("appointment.list", "out", id)})
	return true
}

// comingTalks are the appointments after now, in order.
func comingTalks(m nudges.Member, now time.Time) []nudges.Appointment {
	for i, a := range m.Appointments {
		if a.At.After(now) {
			return m.Appointments[i:]
		}
	}
	return nil
}

func indexTalk(list []nudges.Appointment, id string) int {
	return slices.IndexFunc(list, func(a nudges.Appointment) bool { return string(a.ID) == id })
}
