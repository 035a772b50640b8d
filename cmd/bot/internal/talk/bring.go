package talk

import (
	"slices"
	"strconv"

	"afterglow/nudges"
)

// pressBring handles the button that marks a note to be brought to the
// integrator, or takes that back.
func (s *step) pressBring(p Press, at Pressed) (notice Screen, known bool) {
	if p.Verb != "bring" || !s.joined() {
		return notice, false
	}
	message, err1 := strconv.Atoi(p.Args[1])
	page, err2 := strconv.Atoi(p.Args[2])
	yes, from := p.Args[0] == "yes", p.Args[3]
	if err1 != nil || err2 != nil || !yes && p.Args[0] != "no" || from != "journal" && from != "search" {
		return notice, false
	}
	s.do(Mark{message, yes}, Change{at.Message, screen("note", "note", count(message), "page", count(page), "from", from)})
	if yes {
		return screen("bring.marked"), true
	}
	return screen("bring.unmarked"), true
}

// bringRow is the button under a note, which says what it would be.
func (d *drawing) bringRow(n nudges.Note) []Button {
	from, label, want := "journal", "bring_yes", "yes"
	if d.arg("from") == "search" {
		from = "search"
	}
	if n.Bring {
		label, want = "bring_no", "no"
	}
	page, _ := strconv.Atoi(d.arg("page"))
	return []Button{d.button(label, "bring", want, count(n.Message), count(page), from)}
}

// bring answers /bring with one document, which is made as it is sent and kept
// nowhere.
func (s *step) bring() {
	if !s.m.Consent.Notes.Yes && s.m.FirstKept.IsZero() {
		s.show("journal.off")
		return
	}
	s.do(Hand{screen("bring")})
}

// brought are the notes that the document holds, oldest first: those that are
// marked, or, where none is, all since the last session. Without a session these
// are all.
func brought(s Scene) (notes []nudges.Note, marked bool) {
	for _, n := range s.Notes {
		if n.Bring {
			notes = append(notes, n)
		}
	}
	if len(notes) > 0 {
		return notes, true
	}
	last, lines := lastOver(s), lines(s.Member)
	for _, n := range s.Notes {
		if last == nil || n.Session == last.ID || !n.At.Before(last.End) || intendedFor(s.Member, lines, n) == last.ID {
			notes = append(notes, n)
		}
	}
	return notes, false
}

// lastOver is the latest session that is over, nil if there is none.
func lastOver(s Scene) *nudges.Session {
	for i, o := range slices.Backward(s.Member.Sessions) {
		if !o.End.After(s.Now) {
			return &s.Member.Sessions[i]
		}
	}
	return nil
}

// lines are the notes that hold the intentions of sessions, by message.
func lines(m nudges.Member) map[int]nudges.SessionID {
	of := map[int]nudges.SessionID{}
	for _, s := range m.Sessions {
		if message := lineFor(m, s.ID); message != 0 {
			of[message] = s.ID
		}
	}
	return of
}

// intendedFor is the session before which a note was written as its intention,
// "" if it is none. An intention goes with its session when that is moved.
func intendedFor(m nudges.Member, lines map[int]nudges.SessionID, n nudges.Note) nudges.SessionID {
	if id, is := lines[n.Message]; is {
		return id
	}
	if n.Session == "" || n.Nudge.Original() != nudges.NewID(n.Session, nudges.Intention) {
		return ""
	}
	id := n.Session // the log no longer knows, or there is a newer line
	for range m.Sessions {
		i := slices.IndexFunc(m.Sessions, func(s nudges.Session) bool { return s.Instead == id })
		if i < 0 {
			break
		}
		id = m.Sessions[i].ID
	}
	return id
}
