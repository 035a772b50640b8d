package talk

import (
	"strconv"

	"afterglow/nudges"
)

// highestMood is the upper end of the scale; the lower is 0.
const highestMood = 10

// moodCommand answers /mood; a number behind it is taken as the answer.
func (s *step) moodCommand(rest string) {
	mood, isMood := readMood(rest)
	switch {
	case !s.joined():
		s.welcome()
	case !s.m.Consent.Notes.Yes: // docs/safety.md: moods are kept as notes are
		s.show("mood.not_kept")
	case isMood:
		number := s.newMood()
		s.keepMood(number, mood, -1)
		s.show("mood.kept", "mood", count(mood), "number", count(number))
	default:
		s.show("mood", "number", count(s.newMood()))
	}
}

// readMood reads a number of the scale, written as the scale does.
func readMood(text string) (mood int, ok bool) {
	mood, err := strconv.Atoi(text)
	return mood, err == nil && mood >= 0 && mood <= highestMood && count(mood) == text
}

// newMood is the number of the next mood. It is given to a scale when that is
// shown: so a button that arrives twice keeps one mood, and two scales keep two.
func (s *step) newMood() int {
	s.m.Moods++
	return s.m.Moods
}

// moodNumber reads the number of a mood that a scale was shown for.
func (s *step) moodNumber(arg string) (number int, ok bool) {
	number, err := strconv.Atoi(arg)
	return number, err == nil && number >= 1 && number <= s.m.Moods
}

// moodMessage is what the note of a mood is filed under. A tap has no message of
// its own, and Telegram gives no message a number below 1.
func moodMessage(number int) int { return -number }

// pressMood handles the scale, under /mood and under a nudge, of which a press
// counts as the answer.
func (s *step) pressMood(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() {
		return notice, false
	}
	switch p.Verb {
	case "words":
		s.ask("write")
		return screen("nudge.write"), true
	case "moods":
		s.do(Hand{screen("mood.chart")})
		return notice, true
	case "scale", "mood", "unmood":
	default:
		return notice, false
	}
	_, i, ok := s.chosenUnder(p.Args[len(p.Args)-1])
	if !ok {
		return notice, false
	}
	if notice, known = s.doMood(p, at, i); known && i >= 0 {
		s.answered(i)
	}
	return notice, known
}

// doMood does what a button asks for that names the log's i-th nudge, -1 for
// none.
func (s *step) doMood(p Press, at Pressed, i int) (notice Screen, known bool) {
	if p.Verb == "scale" {
		return notice, s.showScale(at, i)
	}
	number, ok := s.moodNumber(p.Args[len(p.Args)-2])
	if !ok {
		return notice, false
	}
	if p.Verb == "unmood" {
		return s.removeMood(number, at, i), true
	}
	mood, ok := readMood(p.Args[0])
	if !ok {
		return notice, false
	}
	if !s.m.Consent.Notes.Yes { // taken back meanwhile
		s.refuseMood(at, i)
		return notice, true
	}
	s.keepMood(number, mood, i)
	if i < 0 {
		s.do(Change{at.Message, screen("mood.kept", "mood", count(mood), "number", count(number))})
		return notice, true
	}
	s.do(Rebutton{at.Message, screen("mood.under", "number", count(number), "nudge", string(s.m.Log[i].Nudge))})
	return screen("mood.kept", "mood", count(mood)), true
}

// showScale puts the scale in the place of a nudge's buttons.
func (s *step) showScale(at Pressed, i int) (known bool) {
	switch {
	case i < 0:
		return false
	case !s.m.Consent.Notes.Yes:
		s.refuseMood(at, i)
	default:
		s.do(Rebutton{at.Message, screen("mood.scale", "number", count(s.newMood()), "nudge", string(s.m.Log[i].Nudge))})
	}
	return true
}

// refuseMood says that no mood is kept without consent. A nudge stays what it
// is, with its other buttons.
func (s *step) refuseMood(at Pressed, i int) {
	if i < 0 {
		s.do(Change{at.Message, screen("mood.not_kept")})
		return
	}
	s.do(Rebutton{at.Message, s.buttonsOf(i)})
	s.show("mood.not_kept")
}

// removeMood takes a mood out of the journal again.
func (s *step) removeMood(number int, at Pressed, i int) (notice Screen) {
	s.do(Remove{moodMessage(number)})
	if i < 0 {
		s.do(Change{at.Message, screen("note.removed")})
		return notice
	}
	s.do(Rebutton{at.Message, s.buttonsOf(i)})
	return screen("note.removed")
}

// buttonsOf are the buttons that the log's i-th nudge came with.
func (s *step) buttonsOf(i int) Screen {
	e := s.m.Log[i]
	return screen("nudge.buttons", "nudge", string(e.Nudge), "kind", string(e.Kind))
}

// keepMood keeps a mood as a note without words, with the nudge that it answers:
// the log's i-th, -1 for none. A tap counts for the plan as writing does; but
// numbers alone are nothing to read again, so it is not FirstKept.
func (s *step) keepMood(number, mood, i int) {
	n := nudges.Note{Message: moodMessage(number), At: s.at, Mood: new(mood), Session: s.sessionAt(s.at)}
	if i >= 0 {
		e := s.m.Log[i]
		n.Nudge, n.Prompt, n.Session = e.Nudge, e.Prompt, e.Session
	}
	s.wroteAt(s.at)
	s.do(Keep{n})
}
