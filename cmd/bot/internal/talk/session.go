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

const (
	// sameSession is how near two logs of one session may be (docs/protocol.md).
	sameSession = 10 * time.Minute
	// corrected is how far apart two logs may be that are made within sameSession
	// of each other, the second correcting the first: two treatments are further
	// apart than that.
	corrected = 6 * time.Hour
	// longAgo is how old a session may be without being asked about again.
	longAgo = 72 * time.Hour
	// A session can be logged from so long ago to so far ahead.
	logBack, logAhead = 30 * 24 * time.Hour, 90 * 24 * time.Hour
)

func (s *step) askSession() {
	if s.m.Zone == "" {
		s.ask("zone", "then", "session")
		s.show("zone.ask")
		return
	}
	s.show("session.ask")
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
		s.log(s.now.Add(-time.Duration(n)*time.Minute), at.Message)
	case "morning":
		s.do(Change{at.Message, screen("session.morning", "from", unixMinute(s.now))})
	case "other":
		s.ask("when")
		s.do(Change{at.Message, screen("session.when")})
	case "log":
		t, ok := minuteOf(p.Args[0])
		if !ok || t.Before(s.now.Add(-logBack)) || t.After(s.now.Add(logAhead)) {
			return notice, false
		}
		s.log(t, at.Message)
	case "undo":
		return s.undo(p.Args[0], at)
	default:
		return notice, false
	}
	return notice, true
}

// log keeps a session that ended at t, or will begin then. A second log within
// ten minutes corrects the first.
func (s *step) log(t time.Time, message int) {
	s.settle()
	t = t.Truncate(time.Minute).UTC()
	ss := nudges.Session{End: t, Logged: s.now}
	if t.After(s.now) {
		ss.Start, ss.End = t, t.Add(s.Protocol.SessionLength)
	}
	s.m.Sessions = slices.Clone(s.m.Sessions)
	i := slices.IndexFunc(s.m.Sessions, func(o nudges.Session) bool { return s.same(o, ss) })
	switch {
	case i >= 0 && gap(s.m.Sessions[i].End, ss.End) <= sameSession:
		ss = s.m.Sessions[i]
	case i >= 0:
		ss.ID = s.m.Sessions[i].ID
		s.m.Sessions[i] = ss
	default:
		s.m.Counted++
		ss.ID = nudges.SessionID(fmt.Sprintf("S%d", s.m.Counted))
		s.m.Sessions = append(s.m.Sessions, ss)
	}
	slices.SortFunc(s.m.Sessions, func(a, b nudges.Session) int { return a.End.Compare(b.End) })
	s.do(Change{message, screen("session.noted", "session", string(ss.ID))})
}

// same reports whether a new log means a session that is known: about the same
// time, or logged just before for a time not far off, which it corrects.
func (s *step) same(known, logged nudges.Session) bool {
	apart := gap(known.End, logged.End)
	return apart <= sameSession || apart < corrected && s.now.Sub(known.Logged) <= sameSession
}

func gap(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// undo takes a session out. One that is out already stays so; one that never
// was is no session of this member.
func (s *step) undo(id string, at Pressed) (notice Screen, known bool) {
	var n int
	if _, err := fmt.Sscanf(id, "S%d", &n); err != nil || n < 1 || n > s.m.Counted {
		return notice, false
	}
	s.m.Sessions = slices.DeleteFunc(slices.Clone(s.m.Sessions), func(o nudges.Session) bool { return string(o.ID) == id })
	s.m.Reminders = slices.DeleteFunc(slices.Clone(s.m.Reminders), func(r nudges.Reminder) bool { return string(r.Session) == id })
	s.do(Change{at.Message, screen("session.undone")})
	return notice, true
}

// whenTyped reads a typed time and says it back; nothing is logged before the
// member confirms.
func (s *step) whenTyped(w Wrote) {
	r, ok := when.ParsePast(w.Text, s.local(), s.tongue())
	if !ok || r.At.Before(s.now.Add(-logBack)) || r.At.After(s.now.Add(logAhead)) {
		s.keepAside(w)
		s.show("session.again")
		return
	}
	choices := r.Choices
	if len(choices) == 0 {
		choices = []time.Time{r.At}
	}
	minutes := make([]string, len(choices))
	for i, c := range choices {
		minutes[i] = unixMinute(c)
	}
	name := "session.confirm"
	switch {
	case len(choices) > 1:
		name = "session.choices"
	case r.At.Before(s.now.Add(-longAgo)):
		name = "session.old"
	}
	s.show(name, "times", strings.Join(minutes, " "))
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
