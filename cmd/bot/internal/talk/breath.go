package talk

import (
	"slices"
	"strings"
	"time"

	"afterglow/nudges"
)

const (
	// A breath is longer out than in, and nothing is held (docs/protocol.md,
	// "Text": long exhale, no breath holding).
	breathIn, breathOut = 4 * time.Second, 6 * time.Second
	breath              = breathIn + breathOut
	// fiveBreaths is the shortest practice, for a quiet moment before a session.
	fiveBreaths = 5 * breath
	// settleDown is how long a member has between choosing and the first breath.
	settleDown = 5 * time.Second
)

// A Phase is what the message of guided breathing shows for a few seconds, or
// at its end.
type Phase struct {
	Screen  Screen
	Message int       // Telegram's id of the message to edit
	Begins  time.Time // when it is due
	Ends    time.Time // when the next one is due; zero if Over
	Over    bool      // it is the last one: the practice is at its end
}

// Guide says what the message of a member's guided breathing is to show at now.
// ok is false where nothing is guided, and before the first breath. It depends
// on the time that has passed alone, so that after a delay or a restart the
// right phase comes next, and what was missed never does.
func Guide(m nudges.Member, now time.Time) (p Phase, ok bool) {
	since := now.Sub(m.Practice.Began)
	if m.Practice.Message == 0 || since < 0 {
		return p, false
	}
	p.Message = m.Practice.Message
	if since >= m.Practice.Length {
		p.Screen, p.Begins, p.Over = screen("breath.done", "nudge", practiceID(m.Practice.Nudge)), m.Practice.Began.Add(m.Practice.Length), true
		return p, true
	}
	begins := since.Truncate(breath)
	name, long := "breath.in", breathIn
	if since-begins >= breathIn {
		name, long = "breath.out", breathOut
		begins += breathIn
	}
	left := (m.Practice.Length - begins).Round(time.Minute)
	p.Screen = screen(name, "left", count(int(left/time.Minute)))
	p.Begins = m.Practice.Began.Add(begins)
	p.Ends = p.Begins.Add(min(long, m.Practice.Length-begins))
	return p, true
}

// Breathed is the record after guided breathing has ended by itself. Done to the
// end, the nudge that it was chosen under does not come back.
func Breathed(m nudges.Member, done bool) nudges.Member {
	if id := m.Practice.Nudge; id != "" && done {
		m.Reminders = slices.DeleteFunc(slices.Clone(m.Reminders), func(r nudges.Reminder) bool { return r.Nudge == id.Original() })
	}
	m.Practice = nudges.Practice{}
	return m
}

// breathing reports whether breathing is guided in a message now.
func (s *step) breathing(message int) bool {
	p := s.m.Practice
	return p.Message == message && message != 0 && s.now.Before(p.Began.Add(p.Length))
}

// beginBreathing guides breathing by editing a message from now on. Where
// Telegram does not tell which message it is, the practice is described instead.
func (s *step) beginBreathing(message int, long time.Duration, id nudges.ID) {
	if s.breathing(message) {
		return // the button was pressed twice
	}
	s.endBreathing(message)
	if message == 0 {
		minutes := max(2, int(long/time.Minute))
		s.do(Change{0, screen("practice.breaths", "minutes", count(minutes), "nudge", practiceID(id))})
		return
	}
	s.m.Practice = nudges.Practice{Message: message, Began: s.now.Add(settleDown).UTC(), Length: long, Nudge: id}
	s.do(Change{message, screen("breath.ready")})
}

// endBreathing ends what is guided, if anything, and says so in its message; not
// where that is about to show something else.
func (s *step) endBreathing(except int) {
	if m := s.m.Practice.Message; m != 0 && m != except {
		s.do(Change{m, screen("breath.stopped", "nudge", practiceID(s.m.Practice.Nudge))})
	}
	s.m.Practice = nudges.Practice{}
}

// stopBreathing is the button under the message: it ends that one, whatever is
// known of it.
func (s *step) stopBreathing(message int) {
	if s.m.Practice.Message == message || message == 0 {
		s.endBreathing(0)
		return
	}
	s.do(Change{message, screen("breath.stopped")})
}

// breathEnd ends the practice; before a session there is still a line to write.
func (d *drawing) breathEnd() error {
	if e := d.entry(nudges.ID(d.arg("nudge"))); e.Kind == nudges.Intention && e.Reply == 0 {
		d.out.Buttons = [][]Button{{d.button("write", "write", d.arg("nudge"))}}
	}
	return d.text(d.Screen.Name)
}

// breath draws a phase: a dot for each of its seconds, and the minutes that are
// left.
func (d *drawing) breath() error {
	dot, long := "●", breathIn
	if d.Screen.Name == "breath.out" {
		dot, long = "○", breathOut
	}
	dots := strings.TrimSpace(strings.Repeat(dot+" ", int(long/time.Second)))
	left := d.arg("left")
	if left == "" {
		left = "0"
	}
	return d.text(d.Screen.Name, "Dots", dots, "Left", d.label("left."+left))
}
