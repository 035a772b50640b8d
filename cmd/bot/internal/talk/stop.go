package talk

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// meansStop reports whether a whole message is one of the words that mean
// stop, in any case and punctuation, in any of the languages.
func (s *step) meansStop(text string) bool {
	plain := plainWords(text)
	if plain == "" || len(plain) > 60 {
		return false
	}
	for _, lang := range s.Words.Languages() {
		if slices.Contains(s.Words.StopWords(lang), plain) {
			return true
		}
	}
	return false
}

// meansCancel reports whether a whole message is one of the stop words that
// leave an open question first, in any language.
func (s *step) meansCancel(text string) bool {
	return slices.ContainsFunc(s.Words.Languages(), func(lang string) bool {
		return slices.Contains(s.Words.CancelWords(lang), plainWords(text))
	})
}

// plainWords is text in lower case with nothing but its letters, digits and
// single spaces; apostrophes vanish.
func plainWords(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		case r == '\'' || r == '’' || r == '\u200d' || r == '\ufe0f':
			return -1
		}
		return ' '
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// stopWord stops, except that "cancel" inside an open question leaves that
// question and offers to stop.
func (s *step) stopWord(text string) {
	if (s.asking() != "" || s.breathing(s.m.Practice.Message)) && s.meansCancel(text) {
		s.settle()
		s.endBreathing(0)
		s.show("cancelled")
		return
	}
	s.stop()
}

// stop turns nudges off. It takes effect in the commit that handles it; there
// is one answer and no question.
func (s *step) stop() {
	s.stopQuietly()
	s.show("stop.done")
	s.endBreathing(0)
}

func (s *step) stopQuietly() {
	if s.m.Stopped.IsZero() {
		s.m.Stopped = s.now
	}
	s.m.Reminders, s.m.PausedUntil = nil, time.Time{}
	s.settle()
}

// resume takes back a STOP and ends a pause, and asks for consent where there
// is none.
func (s *step) resume() {
	s.settle()
	s.resumeQuietly()
	s.show(s.resumed())
	s.askMissingZone()
}

// askMissingZone asks for the zone without which nothing can be planned.
func (s *step) askMissingZone() {
	if s.m.Consent.Nudges.Yes && s.m.Zone == "" {
		s.askZone()
	}
}

func (s *step) resumed() string {
	if s.m.Consent.Nudges.Yes {
		return "resume.done"
	}
	return "resume.consent"
}

func (s *step) resumeQuietly() {
	s.m.Stopped = time.Time{}
	if s.m.PausedUntil.After(s.now) {
		s.m.PausedUntil = s.now
	}
	s.do(Resume{})
}

func (s *step) pressStop(p Press, at Pressed) (notice Screen, known bool) {
	switch p.Verb {
	case "stop":
		s.stopQuietly()
		s.do(Change{at.Message, screen("stop.done")})
		s.endBreathing(at.Message)
		return notice, true
	}
	if !s.joined() {
		return notice, false
	}
	switch p.Verb {
	case "pause":
		return notice, s.pressPause(p.Args[0], at)
	case "resume":
		s.resumeQuietly()
		s.do(Change{at.Message, screen(s.resumed())})
		s.askMissingZone()
		return notice, true
	}
	return notice, false
}
