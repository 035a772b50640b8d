package talk

import (
	"slices"
	"strconv"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// intentionCommand answers /intention: it shows the line for the coming session,
// or asks for one. What stands behind the command is the line. Once all are
// over, that of the latest is shown.
func (s *step) intentionCommand(rest string, w Wrote) {
	switch i := s.nextSession(); {
	case !s.joined():
		s.welcome()
	case !s.m.Consent.Notes.Yes:
		s.show("intention.not_kept")
	case i >= 0 && rest != "":
		s.ask("intention", "session", string(s.m.Sessions[i].ID))
		w.Text = rest
		s.intentionTyped(w)
	case i >= 0:
		s.showIntention(s.m.Sessions[i])
	case len(s.m.Sessions) > 0:
		s.showIntention(s.m.Sessions[len(s.m.Sessions)-1])
	default:
		s.show("intention.none")
	}
}

// nextSession is the session that a line would be for: the first that was logged
// ahead and is not over, or -1.
func (s *step) nextSession() int {
	return slices.IndexFunc(s.m.Sessions, func(o nudges.Session) bool { return o.End.After(s.at) })
}

// showIntention shows the line for a session. Where none was ever written it
// asks for one, if it isn't too late.
func (s *step) showIntention(of nudges.Session) {
	line := lineFor(s.m, of.ID)
	switch {
	case line != 0:
		s.show("intention", "session", string(of.ID), "note", count(line))
	case of.End.After(s.now):
		s.ask("intention", "session", string(of.ID))
		s.show("intention.ask", "session", string(of.ID))
	default:
		s.show("intention.none")
	}
}

// pressIntention opens the question for a line, or for another one.
func (s *step) pressIntention(p Press, at Pressed) (notice Screen, known bool) {
	if p.Verb != "intend" || !s.joined() {
		return notice, false
	}
	i := indexSession(s.m.Sessions, p.Args[0])
	if i < 0 || !s.m.Sessions[i].End.After(s.now) {
		return notice, false
	}
	if !s.m.Consent.Notes.Yes {
		s.do(Change{at.Message, screen("intention.not_kept")})
		return notice, true
	}
	s.ask("intention", "session", p.Args[0])
	return screen("intention.write"), true
}

// intentionTyped keeps a line as a note, and with its session which note it is.
// What replies to a nudge is that one's answer, and what is written after a
// message of crisis is a note like any other.
func (s *step) intentionTyped(w Wrote) {
	id, asked := s.m.Asking.Args["session"], s.m.Asking.At
	own := s.echoed(w) < 0 && s.m.HeldFrom.Before(asked) && s.m.Consent.Notes.Yes
	s.note(w)
	if !own || !s.intend(id, w.Message) {
		return
	}
	for i, e := range s.m.Log { // the nudge that asked for it is answered
		if string(e.Session) == id && e.Kind == nudges.Intention && e.Counts() {
			s.answered(i)
			s.repliedTo(i, w.Message)
			s.drop(e.Nudge)
		}
	}
}

// intend keeps which note holds the line for a session that is not over.
func (s *step) intend(id string, message int) bool {
	i := indexSession(s.m.Sessions, id)
	if i < 0 || !s.m.Sessions[i].End.After(s.at) {
		return false
	}
	s.m.Sessions = slices.Clone(s.m.Sessions)
	s.m.Sessions[i].Intention = message
	return true
}

// intention shows the line for a session, as long as the note is there: what
// was deleted, or changed into words of crisis, is no line any more.
func (d *drawing) intention() error {
	i, message := indexSession(d.Member.Sessions, d.arg("session")), d.arg("note")
	line := slices.IndexFunc(d.Notes, func(n nudges.Note) bool {
		return strconv.Itoa(n.Message) == message && d.headed(n, n.Text) != "" && crisis.Check(n.Text) == crisis.None
	})
	coming := i >= 0 && d.Member.Sessions[i].End.After(d.Now)
	switch {
	case i < 0 || line < 0 && !coming:
		d.out.Buttons = [][]Button{{d.button("session", "session")}}
		return d.text("intention.none")
	case line < 0:
		d.out.Buttons = [][]Button{{d.button("write", "intend", d.arg("session"))}}
		return d.text("intention.gone", "When", d.whenHeld(d.Member.Sessions[i]))
	case coming:
		d.out.Buttons = [][]Button{{d.button("change_line", "intend", d.arg("session"))}}
	}
	d.out.Protect = true
	n := d.Notes[line]
	return d.text("intention", "Coming", coming, "When", d.whenHeld(d.Member.Sessions[i]), "Text", d.headed(n, limit(n.Text, noteStart)))
}

// intentionAsk asks for the line of a session.
func (d *drawing) intentionAsk() error {
	i := indexSession(d.Member.Sessions, d.arg("session"))
	if i < 0 { // taken out meanwhile
		d.out.Buttons = [][]Button{{d.button("session", "session")}}
		return d.text("intention.none")
	}
	return d.text("intention.ask", "When", d.whenHeld(d.Member.Sessions[i]))
}

// whenHeld is the day and time of a session: of its beginning, where that was
// logged ahead.
func (d *drawing) whenHeld(ss nudges.Session) string {
	if ss.Start.IsZero() {
		return d.on(ss.End)
	}
	return d.on(ss.Start)
}
