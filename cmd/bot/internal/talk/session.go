package talk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"afterglow/cmd/bot/internal/when"
	"afterglow/nudges"
)

const (
	// sameSession is how near two logs of one session may be (docs/protocol.md).
	sameSession = 10 * time.Minute
	// corrected is how far apart two logs may be of which the second corrects the
	// first, because it was made within sameSession of it or because the first
	// was made ahead: two treatments are further apart than that.
	corrected = 6 * time.Hour
	// rounding is how far ahead of the clock a typed time may be and still be over.
	rounding = 15 * time.Minute
	// longAgo is how old a session may be without being asked about again.
	longAgo = 72 * time.Hour
	// A session can be logged from so long ago to so far ahead.
	logBack, logAhead = 30 * 24 * time.Hour, 90 * 24 * time.Hour
)

// sessionCommand answers /session; a time behind it is taken as the answer.
func (s *step) sessionCommand(rest string) {
	switch _, isTime := s.readTime(rest); {
	case !s.joined():
		s.welcome()
	case isTime && s.m.Zone != "":
		s.confirmTime(rest)
	default:
		s.askSession()
	}
}

func (s *step) askSession() {
	if s.m.Zone == "" {
		s.ask("zone", "then", "session")
		s.show("zone.ask")
		return
	}
	s.ask("ended") // a time may be typed instead of pressing a button
	s.show("session.ask")
}

// endedTyped takes a time that was typed under the buttons; anything else is a
// note.
func (s *step) endedTyped(w Wrote) {
	if _, isTime := s.readTime(w.Text); isTime {
		s.confirmTime(w.Text)
		return
	}
	s.note(w)
}

func (s *step) pressSession(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() || s.m.Zone == "" {
		return notice, false
	}
	switch p.Verb {
	case "session":
		s.askSession()
	case "ended":
		n, err := strconv.Atoi(p.Args[0])
		if err != nil || n < 0 || n > 24*60 {
			return notice, false
		}
		s.log(s.now.Add(-time.Duration(n)*time.Minute), at.Message, false)
	case "morning":
		s.do(Change{at.Message, screen("session.morning", "from", unixMinute(s.now))})
	case "other":
		s.askWhen("")
		s.do(Change{at.Message, screen("session.when")})
	case "log":
		t, ok := minuteOf(p.Args[0])
		if !ok || !s.inReach(t) {
			return notice, false
		}
		s.log(t, at.Message, true)
	case "undo":
		return s.undo(p.Args[0], at)
	default:
		return notice, false
	}
	return notice, true
}

// log keeps a session that ended at t, or will begin then. A second log within
// ten minutes is the same session, whose time it corrects if it is exact.
func (s *step) log(t time.Time, message int, exact bool) {
	about, instead := s.whenArg("session"), nudges.SessionID(s.whenArg("instead"))
	line, _ := strconv.Atoi(s.whenArg("line"))
	s.settle()
	t = s.rounded(t).Truncate(time.Minute).UTC()
	ss := nudges.Session{End: t, Logged: s.now, Instead: instead, Intention: line}
	if t.After(s.now) {
		ss.Start, ss.End = t, t.Add(s.Protocol.SessionLength)
	}
	if i := indexSession(s.m.Sessions, about); i >= 0 && !ss.Start.IsZero() { // it did not end: it was moved
		ss.Instead, ss.Intention = s.m.Sessions[i].ID, s.m.Sessions[i].Intention
		s.takeOut(about)
	}
	s.m.Sessions = slices.Clone(s.m.Sessions)
	i := indexSession(s.m.Sessions, about)
	if i < 0 {
		i = s.known(ss)
	}
	switch {
	case i >= 0 && !exact && gap(s.m.Sessions[i].End, ss.End) <= sameSession && s.m.Sessions[i].Start.IsZero() == ss.Start.IsZero():
		ss = s.m.Sessions[i]
	case i >= 0:
		old := s.m.Sessions[i]
		ss.ID, ss.Instead, ss.Intention = old.ID, cmp.Or(ss.Instead, old.Instead), cmp.Or(ss.Intention, old.Intention)
		s.m.Sessions[i] = ss
		s.planAgain(ss.ID)
	default:
		s.m.Counted++
		ss.ID = nudges.SessionID(fmt.Sprintf("S%d", s.m.Counted))
		s.m.Sessions = append(s.m.Sessions, ss)
	}
	slices.SortFunc(s.m.Sessions, func(a, b nudges.Session) int { return a.End.Compare(b.End) })
	s.do(Change{message, screen("session.noted", "session", string(ss.ID))})
}

// whenArg is an argument of the question for a session's time, "" when that is
// not open.
func (s *step) whenArg(name string) string {
	if s.asking() != "when" {
		return ""
	}
	return s.m.Asking.Args[name]
}

// askWhen asks for a session's time, or goes on asking for the same one.
func (s *step) askWhen(times string) {
	s.ask("when", "times", times, "session", s.whenArg("session"), "instead", s.whenArg("instead"), "coming", s.whenArg("coming"), "line", s.whenArg("line"))
}

// known is the session that a new log means, the nearest if it may mean
// several, or -1.
func (s *step) known(logged nudges.Session) int {
	best := -1
	for i, o := range s.m.Sessions {
		if s.same(o, logged) && (best < 0 || gap(o.End, logged.End) < gap(s.m.Sessions[best].End, logged.End)) {
			best = i
		}
	}
	return best
}

// same reports whether a new log may mean a session that is known: about the
// same time; or not far off, and logged just before or ahead of it, which it
// then corrects.
func (s *step) same(known, logged nudges.Session) bool {
	apart := gap(known.End, logged.End)
	return apart <= sameSession || apart < corrected && (!known.Start.IsZero() || s.now.Sub(known.Logged) <= sameSession)
}

func gap(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// undo takes a session out. One that is out already stays so; one that never
// was is no session of this member.
func (s *step) undo(id string, at Pressed) (notice Screen, known bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "S"))
	if err != nil || n < 1 || n > s.m.Counted || id != fmt.Sprintf("S%d", n) {
		return notice, false
	}
	s.takeOut(id)
	s.do(Change{at.Message, screen("session.undone")})
	return notice, true
}

// takeOut removes a session and what was put off of its nudges.
func (s *step) takeOut(id string) {
	s.m.Sessions = slices.DeleteFunc(slices.Clone(s.m.Sessions), func(o nudges.Session) bool { return string(o.ID) == id })
	s.m.Reminders = slices.DeleteFunc(slices.Clone(s.m.Reminders), func(r nudges.Reminder) bool { return string(r.Session) == id })
}

// planAgain lets a session that was corrected try again what had been dropped.
func (s *step) planAgain(id nudges.SessionID) {
	s.m.Log = slices.DeleteFunc(slices.Clone(s.m.Log), func(e nudges.Entry) bool { return e.Session == id && e.Outcome == nudges.Dropped })
}

// whenTyped reads a typed time, or the "yes" to the one said back.
func (s *step) whenTyped(w Wrote) {
	if t, ok := onlyMinute(s.m.Asking.Args["times"]); ok && s.inReach(t) && s.Words.Yes(s.m.Language, plainWords(w.Text)) {
		s.log(t, 0, true)
		return
	}
	if _, ok := s.readTime(w.Text); !ok {
		s.keepAside(w)
		s.askWhen("") // "no" was said to the time that was offered: a later "ok" does not mean it
		s.show("session.again")
		return
	}
	s.confirmTime(w.Text)
}

// onlyMinute is the time that was offered, if it was one.
func onlyMinute(times string) (t time.Time, ok bool) {
	if offered := strings.Fields(times); len(offered) == 1 {
		return minuteOf(offered[0])
	}
	return t, false
}

// readTime reads a time as the member meant it when they wrote it.
// Of a session that was moved the new time is still to come.
func (s *step) readTime(text string) (when.Reading, bool) {
	if s.whenArg("coming") != "" {
		return s.readComing(text)
	}
	return when.ParsePast(text, s.at.In(s.m.Location()), s.tongue())
}

// inReach reports whether a session at t can be logged.
func (s *step) inReach(t time.Time) bool {
	return !t.Before(s.now.Add(-logBack)) && !t.After(s.now.Add(logAhead))
}

// rounded takes a time a few minutes ahead for now: "3 pm" at 2:57 is when it
// ended, not when it begins.
func (s *step) rounded(t time.Time) time.Time {
	if t.After(s.now) && t.Sub(s.now) <= rounding {
		return s.now
	}
	return t
}

// confirmTime says a time back; nothing is logged before the member confirms.
func (s *step) confirmTime(text string) {
	r, _ := s.readTime(text)
	var minutes []string
	for _, c := range meanings(r) {
		if c = s.rounded(c); s.inReach(c) {
			minutes = append(minutes, unixMinute(c))
		}
	}
	times := strings.Join(minutes, " ")
	s.askWhen(times)
	switch {
	case len(minutes) == 0:
		s.show("session.far")
	case len(minutes) > 1:
		s.show("session.choices", "times", times)
	case r.At.Before(s.now.Add(-longAgo)):
		s.show("session.old", "times", times)
	default:
		s.show("session.confirm", "times", times)
	}
}

// meanings are the times that a typed one may mean.
func meanings(r when.Reading) []time.Time {
	if len(r.Choices) > 0 {
		return r.Choices
	}
	return []time.Time{r.At}
}

// tongue is the member's language with a country, which says whether 6/9 is in
// June: the clinic's where Telegram names none.
func (s *step) tongue() string {
	if s.m.Language == "" || strings.Contains(s.m.Language, "-") {
		return s.m.Language
	}
	return s.m.Language + "-" + s.Clinic.Country
}

func unixMinute(t time.Time) string { return strconv.FormatInt(t.Unix()/60, 10) }

func minuteOf(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > 1<<31 {
		return time.Time{}, false
	}
	return time.Unix(n*60, 0).UTC(), true
}
