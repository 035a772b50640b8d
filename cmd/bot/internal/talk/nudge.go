package talk

import (
	"slices"
	"strconv"
	"time"

	"afterglow/nudges"
)

// pressNudge handles the buttons under a nudge. A press that makes sense counts
// as its answer.
func (s *step) pressNudge(p Press, at Pressed) (notice Screen, known bool) {
	if len(p.Args) == 0 {
		return notice, false
	}
	id := nudges.ID(p.Args[len(p.Args)-1])
	i := slices.IndexFunc(s.m.Log, func(e nudges.Entry) bool { return e.Nudge == id && e.Counts() })
	if i < 0 {
		return notice, false
	}
	if notice, known = s.underNudge(p, i, at); known {
		s.answered(i)
	}
	return notice, known
}

// underNudge does what a button under the log's i-th entry asks for.
func (s *step) underNudge(p Press, i int, at Pressed) (notice Screen, known bool) {
	e := s.m.Log[i]
	id := string(e.Nudge)
	switch p.Verb {
	case "write":
		s.ask("write", "nudge", id)
		return screen("nudge.write"), true
	case "later":
		if len(nudges.SnoozeTimes(s.Protocol, s.m, e.Nudge, s.now)) == 0 {
			return screen("nudge.too_late"), true
		}
		s.do(Rebutton{at.Message, screen("nudge.later", "nudge", id)})
	case "snooze":
		return s.snooze(p.Args[0], e.Nudge, at)
	case "fewer":
		s.do(Rebutton{at.Message, screen("nudge.fewer", "nudge", id, "kind", string(e.Kind))})
	case "back":
		s.do(Rebutton{at.Message, screen("nudge.buttons", "nudge", id, "kind", string(e.Kind))})
	case "monday":
		return s.remindMonday(e.Nudge, at)
	case "notnow", "declined":
		s.turnedDown(i)
		s.do(Rebutton{at.Message, Screen{}})
		return screen("nudge.not_now"), true
	case "why":
		s.show("nudge.why", "nudge", id)
	case "reread":
		s.show("journal", "page", "0")
	case "document":
		s.bring()
	case "going":
		return s.going(p.Args[0], i, at)
	case "held":
		return s.held(p.Args[0], e, at)
	case "booked":
		return s.booked(e.Nudge, at), true
	default:
		return notice, false
	}
	return notice, true
}

// booked asks for the time of the talk, where it can be noted.
func (s *step) booked(id nudges.ID, at Pressed) (notice Screen) {
	s.do(Rebutton{at.Message, Screen{}})
	s.drop(id)
	if s.askBooked(id); s.asking() != "booked" {
		return screen("therapy.booked")
	}
	return notice
}

// answered notes in the log that the member did something with a nudge.
func (s *step) answered(i int) {
	if s.m.Log[i].Answered.IsZero() {
		s.m.Log = slices.Clone(s.m.Log)
		s.m.Log[i].Answered = s.now
	}
}

// repliedTo notes in the log which note was the first to answer a nudge. Of an
// intention the newest counts.
func (s *step) repliedTo(i, message int) {
	if e := s.m.Log[i]; e.Kind == nudges.Intention && e.Reply != 0 {
		s.intend(string(e.Session), message)
	}
	if s.m.Log[i].Reply == 0 {
		s.m.Log = slices.Clone(s.m.Log)
		s.m.Log[i].Reply = message
	}
}

// turnedDown notes in the log that the member did not want this one now: what
// they write next is not its answer.
func (s *step) turnedDown(i int) {
	s.m.Log = slices.Clone(s.m.Log)
	s.m.Log[i].Answer = "not now"
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
// which Write was pressed, or the latest one of the last hours that has no note
// yet and was not turned down. What was meant for another question answers none.
func (s *step) echoed(w Wrote) int {
	asked := ""
	switch s.asking() {
	case "write":
		asked = s.m.Asking.Args["nudge"]
	case "", "ended", "booked":
	default:
		if w.ReplyTo == 0 {
			return -1
		}
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
		case e.Reply == 0 && e.Answer == "" && s.now.Sub(e.At) < echoFor:
			return i
		}
	}
	return -1
}

func count(n int) string { return strconv.Itoa(n) }
