package talk

import (
	"slices"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// echoLength is how much of a note a nudge gives back, in UTF-16 units.
const echoLength = 300

// Echo is the note that a nudge gives back, as the message that holds it: with
// the page the line written for its session, with the look back the answer to
// its small step. It is 0 where there is none, or notes are not kept. The note
// may have been deleted since.
func Echo(m nudges.Member, n nudges.Nudge) (message int) {
	switch {
	case !m.Consent.Notes.Yes:
	case n.Kind == nudges.PrimeJournal:
		return lineFor(m, n.Session)
	case n.Kind == nudges.WeekReflect:
		return answerTo(m, nudges.SmallStep, n.Session)
	}
	return 0
}

// lineFor is the note with the intention for a session: the one that was
// written for it, or else the answer to its nudge, or to that of the session
// that was moved to this one.
func lineFor(m nudges.Member, id nudges.SessionID) (message int) {
	of := []nudges.SessionID{id}
	if i := indexSession(m.Sessions, string(id)); i >= 0 {
		if own := m.Sessions[i].Intention; own != 0 {
			return own
		}
		of = append(of, m.Sessions[i].Instead)
	}
	return answerTo(m, nudges.Intention, of...)
}

// answerTo is the note that answers a kind of nudge of one of some sessions, 0
// if none does.
func answerTo(m nudges.Member, k nudges.Kind, of ...nudges.SessionID) (message int) {
	for _, e := range m.Log {
		if e.Kind == k && slices.Contains(of, e.Session) && e.Counts() && e.Reply != 0 {
			message = e.Reply
		}
	}
	return message
}

// echo is what a nudge says of the note that it gives back, "" if nothing: an
// intention is what was written before the session was over, and words of
// crisis are never given back.
func (d *drawing) echo(k nudges.Kind, of nudges.Session, n nudges.Note) string {
	if n.Text == "" || crisis.Check(n.Text) != crisis.None {
		return ""
	}
	text := limit(n.Text, echoLength)
	switch {
	case k == nudges.PrimeJournal && n.At.Before(of.End):
		return d.line("nudge.intention", "Text", text)
	case k == nudges.WeekReflect:
		return d.line("nudge.step", "Text", text)
	}
	return ""
}
