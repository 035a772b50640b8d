package talk

import (
	"strings"
	"time"

	"afterglow/cmd/bot/internal/when"
	"afterglow/nudges"
)

// pauseAhead is how far ahead a pause may end.
const pauseAhead = 180 * 24 * time.Hour

// askPause answers /pause; when nudges are off there is nothing to pause.
func (s *step) askPause() {
	if !s.m.Stopped.IsZero() {
		s.show("plan.stopped")
		return
	}
	s.ask("until") // a day may be typed instead of pressing a button
	s.show("pause.ask")
}

// pressPause begins a pause, or asks for its day.
func (s *step) pressPause(name string, at Pressed) (known bool) {
	if name == "date" && s.m.Stopped.IsZero() {
		s.ask("pause")
		s.do(Change{at.Message, screen("pause.date")})
		return true
	}
	until, ok := s.pauseUntil(name)
	if ok {
		s.pause(until, at.Message)
	}
	return ok
}

// pause keeps all nudges back until a moment, unless they are off anyway.
func (s *step) pause(until time.Time, message int) {
	s.settle()
	if !s.m.Stopped.IsZero() {
		s.do(Change{message, screen("plan.stopped")})
		return
	}
	s.m.PausedFrom, s.m.PausedUntil = s.now, until
	s.do(Change{message, screen("pause.done")})
}

// pauseUntil is when a pause of that name ends: on a day, with the local start
// of waking hours; with the next session, when that is planned to be over.
// Otherwise the name is a Unix minute that was offered.
func (s *step) pauseUntil(name string) (time.Time, bool) {
	local := s.local()
	switch name {
	case "tomorrow":
		return s.wakingOn(local, 1), true
	case "monday":
		return s.wakingOn(local, 7-(int(local.Weekday())+6)%7), true
	case "week":
		return s.wakingOn(local, 7), true
	case "session":
		next, ok := comingSession(s.m, s.now)
		return next.End, ok
	case "date": // nudges are off: there is nothing to pause
		return s.now, true
	}
	t, ok := minuteOf(name)
	return t, ok && s.pausable(t)
}

// pausable reports whether a pause may end at t.
func (s *step) pausable(t time.Time) bool {
	return t.After(s.now) && !t.After(s.now.Add(pauseAhead))
}

// wakingOn is the local start of waking hours so many days after a day.
func (s *step) wakingOn(local time.Time, days int) time.Time {
	from := nudges.Waking(s.Protocol, s.m).From
	start := time.Date(local.Year(), local.Month(), local.Day()+days, int(from)/60, int(from)%60, 0, 0, local.Location())
	// Of a time that clocks skip, Date may take the moment before the gap;
	// docs/protocol.md wants the one behind it.
	_, east := start.Zone()
	shown := start.UTC().Add(time.Duration(east) * time.Second)
	wanted := midnight(local).AddDate(0, 0, days).Add(time.Duration(from) * time.Minute)
	return start.Add(max(0, wanted.Sub(shown))).UTC()
}

// comingSession is the next of the sessions that are logged ahead.
func comingSession(m nudges.Member, now time.Time) (nudges.Session, bool) {
	for _, ss := range m.Sessions {
		if ss.Start.After(now) {
			return ss, true
		}
	}
	return nudges.Session{}, false
}

// untilTyped reads until when to pause. Under the buttons of /pause anything
// else is a note; where a day was asked for, it is asked for again.
func (s *step) untilTyped(w Wrote) {
	ends, isTime := s.readUntil(w.Text)
	switch under := s.asking() == "until"; {
	case len(ends) == 1:
		s.pause(ends[0], 0)
	case len(ends) > 1:
		var times []string
		for _, t := range ends {
			times = append(times, unixMinute(t))
		}
		s.ask("pause")
		s.show("pause.choices", "times", strings.Join(times, " "))
	case under:
		s.note(w)
	default:
		if !isTime {
			s.keepAside(w)
		}
		s.ask("pause")
		s.show("pause.again")
	}
}

// readUntil is when a pause could end that the member typed, and whether that
// was a time at all. A day ends a pause with its waking hours.
func (s *step) readUntil(text string) (ends []time.Time, isTime bool) {
	r, whole, ok := when.ParseUntil(text, s.at.In(s.m.Location()), s.tongue())
	if !ok {
		return nil, false
	}
	for _, t := range meanings(r) {
		if whole {
			t = s.wakingOn(t, 0)
		}
		if s.pausable(t) {
			ends = append(ends, t)
		}
	}
	return ends, true
}

// pauseAsk offers, beside what always is, the next session that is logged ahead.
func (d *drawing) pauseAsk() error {
	if _, ahead := comingSession(d.Member, d.Now); ahead {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("next_session", "pause", "session")})
	}
	return d.text("pause.ask")
}

func (d *drawing) pauseChoices() error {
	for _, m := range strings.Fields(d.arg("times")) {
		t, _ := minuteOf(m)
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: d.moment(t), Data: Press{"pause", []string{m}}.Data()}})
	}
	return d.text("pause.choices")
}

func (d *drawing) paused() error {
	return d.text("pause.done", "Until", d.moment(d.Member.PausedUntil))
}
