package talk

import (
	"slices"

	"afterglow/nudges"
)

// asksWhether reports whether a nudge also asks if its session, which was
// logged ahead, took place: with its capture, or, where none went out, with
// its prime_journal (docs/protocol.md).
func asksWhether(m nudges.Member, k nudges.Kind, id nudges.SessionID) bool {
	i := indexSession(m.Sessions, string(id))
	if i < 0 || m.Sessions[i].Start.IsZero() || !m.Sessions[i].Confirmed.IsZero() {
		return false
	}
	switch k {
	case nudges.Capture:
		return true
	case nudges.PrimeJournal:
		return !slices.ContainsFunc(m.Log, func(e nudges.Entry) bool {
			return e.Session == id && e.Kind == nudges.Capture && e.Counts()
		})
	}
	return false
}

func (d *drawing) heldRows(session, id string) [][]Button {
	return [][]Button{
		{d.button("held_yes", "held", "yes", id), d.button("held_ended", "held", "ended", id)},
		{d.button("held_moved", "held", "moved", id), d.button("held_not", "held", "not", id)},
	}
}

// held takes the answer to whether a session took place as planned.
func (s *step) held(answer string, e nudges.Entry, at Pressed) (notice Screen, known bool) {
	i := indexSession(s.m.Sessions, string(e.Session))
	switch { // answered otherwise meanwhile
	case i < 0:
		s.do(Rebutton{at.Message, Screen{}})
		return notice, true
	case s.m.Sessions[i].Start.IsZero():
		s.do(Rebutton{at.Message, screen("nudge.buttons", "nudge", string(e.Nudge), "kind", string(e.Kind))})
		return notice, true
	}
	switch answer {
	case "yes":
		s.m.Sessions = slices.Clone(s.m.Sessions)
		s.m.Sessions[i].Confirmed = s.now
		s.do(Rebutton{at.Message, screen("nudge.buttons", "nudge", string(e.Nudge), "kind", string(e.Kind))})
		return screen("held.thanks"), true
	case "ended":
		if s.whenArg("session") == string(e.Session) {
			break // the button was pressed twice
		}
		s.ask("when", "session", string(e.Session))
		s.show("held.ended")
	case "moved": // what it becomes is another session, with nudges of its own
		line := count(s.m.Sessions[i].Intention)
		s.takeOut(string(e.Session))
		s.do(Rebutton{at.Message, Screen{}})
		s.ask("when", "coming", "yes", "instead", string(e.Session), "line", line)
		s.show("held.moved")
	case "not":
		s.takeOut(string(e.Session))
		s.do(Rebutton{at.Message, Screen{}})
		s.show("held.not")
	default:
		return notice, false
	}
	return notice, true
}
