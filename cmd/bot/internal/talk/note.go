package talk

import (
	"slices"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// echoFor is how long a nudge stands beside what is written without replying
// to it.
const echoFor = 6 * time.Hour

// kept is the reaction that says a note is in the journal.
const kept = "✍"

// note keeps what the member wrote and acknowledges it.
func (s *step) note(w Wrote) {
	if !s.m.Consent.Notes.Yes {
		s.keep(w)
		s.settle()
		s.show("note.not_stored")
		return
	}
	plain := s.asking() == "" || s.asking() == "write"
	s.keep(w)
	s.settle()
	s.acknowledge(w, plain)
}

// keep stores a note with the nudge it answers, if the member agreed to
// storing. That something was written, and when, counts for the plan either way.
func (s *step) keep(w Wrote) {
	n := nudges.Note{Message: w.Message, At: w.At, Text: w.Text, Session: s.sessionAt(w.At)}
	if w.fits() {
		n.File = w.File
	}
	if i := s.echoed(w); i >= 0 && crisis.Check(w.Text) == crisis.None {
		e := s.m.Log[i]
		n.Nudge, n.Prompt, n.Session = e.Nudge, e.Prompt, e.Session
		s.answered(i)
		s.repliedTo(i, w.Message)
	}
	s.wroteAt(w.At)
	if s.m.Consent.Notes.Yes {
		if s.m.FirstKept.IsZero() {
			s.m.FirstKept = s.now
		}
		s.do(Keep{n})
	}
}

// wroteAt notes for the plan that something was written, and forgets what is
// too long ago to matter.
func (s *step) wroteAt(at time.Time) {
	s.m.Wrote = slices.DeleteFunc(slices.Clone(s.m.Wrote), func(t time.Time) bool { return s.now.Sub(t) > wroteFor })
	s.m.Wrote = append(s.m.Wrote, at)
}

// keepAside keeps what was written as an answer to a question but could not be
// read as one, so that nothing is lost; the member can take it out again.
func (s *step) keepAside(w Wrote) {
	asking := s.m.Asking
	s.keep(w)
	s.m.Asking = asking
	if s.m.Consent.Notes.Yes {
		s.show("note.aside", "note", count(w.Message))
	}
}

// sessionAt is the session that a note of that moment belongs to: the latest
// one that was over.
func (s *step) sessionAt(t time.Time) nudges.SessionID {
	for _, ss := range slices.Backward(s.m.Sessions) {
		if !ss.End.After(t) {
			return ss.ID
		}
	}
	return ""
}
