package talk

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"afterglow/cmd/bot/internal/search"
	"afterglow/nudges"
)

// longestQuery is how many characters are looked for at most: what is longer
// was meant for the journal.
const longestQuery = 120

// isQuery reports whether a text can be looked for.
func isQuery(text string) bool {
	return utf8.RuneCountInString(text) <= longestQuery && !search.Parse(text).Empty()
}

// searchCommand answers /search; words behind it are looked for at once.
func (s *step) searchCommand(rest string) {
	switch {
	case !s.joined():
		s.welcome()
	case !s.m.Consent.Notes.Yes && s.m.FirstKept.IsZero():
		s.show("journal.off")
	case isQuery(rest):
		s.search(rest)
	default:
		s.ask("search")
		s.show("search.ask")
	}
}

// searchTyped takes what to look for. A reply to a nudge is its answer, and what
// can't be looked for is kept as a note.
func (s *step) searchTyped(w Wrote) {
	switch {
	case s.echoed(w) >= 0:
		s.note(w)
	case isQuery(w.Text):
		s.search(w.Text)
	default:
		s.keepAside(w)
		s.show("search.ask")
	}
}

// search shows the first page of what is found, and keeps the words for its
// further pages. No question is open meanwhile: what is written next is a note.
func (s *step) search(words string) {
	s.m.Asking = nudges.Question{At: s.now, Args: map[string]string{"search": words}}
	s.show("search", "words", words, "page", "0")
}

// EndSearch drops the words of a search whose pages can no longer be turned.
func EndSearch(m nudges.Member, now time.Time) nudges.Member {
	if m.Asking.Name == "" && now.Sub(m.Asking.At) > askFor {
		m.Asking = nudges.Question{}
	}
	return m
}

// pressSearch handles the buttons of what was found, and of a note that was
// opened from there.
func (s *step) pressSearch(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() || p.Verb != "found" && p.Verb != "hit" && p.Verb != "drop" {
		return notice, false
	}
	n := make([]int, len(p.Args))
	for i, a := range p.Args {
		var err error
		if n[i], err = strconv.Atoi(a); err != nil {
			return notice, false
		}
	}
	switch p.Verb {
	case "hit":
		s.do(Change{at.Message, screen("note", "note", count(n[0]), "page", count(n[1]), "from", "search")})
		if n[2] == 1 {
			s.do(Hand{screen("note.file", "note", count(n[0]))})
		}
	case "found":
		return s.turnTo(n[0], at), true
	case "drop":
		s.do(Remove{n[0]})
		if s.turnTo(n[1], at).Name != "" { // the search is over
			s.do(Change{at.Message, screen("note.deleted")})
		}
		return screen("note.deleted"), true
	}
	return notice, true
}

// turnTo shows a page of what was found, or says that the search is over.
func (s *step) turnTo(page int, at Pressed) (notice Screen) {
	s.m = EndSearch(s.m, s.now)
	words := s.m.Asking.Args["search"]
	if words == "" {
		return screen("search.over")
	}
	s.do(Change{at.Message, screen("search", "words", words, "page", count(page))})
	return notice
}

// search lists a page of the notes in which all words occur, newest first. Its
// buttons carry no word: Telegram could read them.
func (d *drawing) search() error {
	d.out.Protect = true
	if len(d.Notes) == 0 {
		if !d.Member.Consent.Notes.Yes {
			return d.text("journal.off")
		}
		return d.text("journal.empty")
	}
	q := search.Parse(d.arg("words"))
	var found []nudges.Note
	for _, n := range slices.Backward(d.Notes) {
		if q.Match(n.Text) {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return d.text("search.none")
	}
	shown, page, pages := d.page(found)
	lines := d.hits(q, shown, page)
	d.turn("found", page, pages)
	return d.text("search.page", "Lines", lines, "Page", page+1, "Pages", pages)
}

// hits are the lines of a page, with a button each that opens the note.
func (d *drawing) hits(q search.Query, notes []nudges.Note, page int) (lines []map[string]any) {
	var row []Button
	day := ""
	for i, n := range notes {
		before, hit, after := aroundHit(q, n.Text)
		if n.File != nil {
			before = d.fileWord(n) + ": " + before
		}
		line := map[string]any{"Number": i + 1, "Time": d.clock(n.At), "Before": before, "Hit": hit, "After": after, "Day": ""}
		if on := d.format("format.date", n.At.In(d.zone)); on != day { // with the year: a search goes back far
			day, line["Day"] = on, on
		}
		lines = append(lines, line)
		file := "0"
		if n.File != nil {
			file = "1"
		}
		row = append(row, Button{Label: count(i + 1), Data: Press{"hit", []string{count(n.Message), count(page), file}}.Data()})
	}
	d.out.Buttons = [][]Button{row}
	return lines
}

// How much is shown of a note around what was found in it, in characters.
const (
	hitBefore = 22
	hitLength = 30
	hitAround = 60
)

// aroundHit is what was found in a note, and some of what stands before and
// behind it, on one line.
func aroundHit(q search.Query, text string) (before, hit, after string) {
	text = strings.Join(strings.Fields(text), " ")
	from, to, _ := q.Find(text)
	b, h, a := []rune(text[:from]), []rune(text[from:to]), []rune(text[to:])
	if len(h) > hitLength {
		h, a = h[:hitLength], nil
		after = "…"
	}
	if len(b) > hitBefore {
		b = b[len(b)-hitBefore:]
		if space := slices.Index(b, ' '); space >= 0 {
			b = b[space+1:]
		}
		before = "…"
	}
	if room := hitAround - len(b) - len(h); len(a) > room {
		a = a[:room]
		after = "…"
	}
	return before + string(b), string(h), string(a) + after
}

// deleteFrom is the button that deletes a note and leads back likewise.
func (d *drawing) deleteFrom() Button {
	if d.arg("from") == "search" {
		return d.button("delete", "drop", d.arg("note"), d.arg("page"))
	}
	return d.button("delete", "delete", d.arg("note"), d.arg("page"))
}

// backFrom is the button that leads from a note to the list it was opened from.
func (d *drawing) backFrom() Button {
	if d.arg("from") == "search" {
		return d.button("back", "found", d.arg("page"))
	}
	return d.button("back", "journal", d.arg("page"))
}
