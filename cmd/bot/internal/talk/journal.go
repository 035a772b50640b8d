package talk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"afterglow/nudges"
)

// notesPerPage is how many notes a page of the journal lists.
const notesPerPage = 6

func (s *step) pressJournal(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() {
		return notice, false
	}
	n := make([]int, len(p.Args)) // what is shown is written anew from these: a forged number may be as long as a button
	for i, a := range p.Args {
		var err error
		if n[i], err = strconv.Atoi(a); err != nil {
			return notice, false
		}
	}
	switch p.Verb {
	case "journal":
		s.do(Change{at.Message, screen("journal", "page", count(n[0]))})
	case "open":
		s.do(Change{at.Message, screen("note", "note", count(n[0]), "page", count(n[1]))})
	case "show":
		s.do(Change{at.Message, screen("note", "note", count(n[0]), "page", count(n[1]))}, Hand{screen("note.file", "note", count(n[0]))})
	case "delete":
		s.do(Remove{n[0]}, Change{at.Message, screen("journal", "page", count(n[1]))})
		return screen("note.deleted"), true
	case "rest":
		s.show("note.rest", "note", count(n[0]))
	case "keep": // out again with what was kept aside
		s.do(Remove{n[0]}, Change{at.Message, screen("note.removed")})
	default:
		return notice, false
	}
	return notice, true
}

// journal lists a page of notes, newest first, under their days.
func (d *drawing) journal() error {
	d.out.Protect = true
	if len(d.Notes) == 0 {
		if !d.Member.Consent.Notes.Yes {
			return d.text("journal.off")
		}
		return d.text("journal.empty")
	}
	notes := slices.Clone(d.Notes)
	slices.Reverse(notes)
	shown, page, pages := d.page(notes)

	var lines []map[string]any
	var row []Button
	day := ""
	for i, n := range shown {
		line := map[string]any{"Number": i + 1, "Time": d.clock(n.At), "Start": d.headed(n, excerpt(d.said(n))), "Day": ""}
		if on := d.day(n.At); on != day {
			day, line["Day"] = on, on
		}
		lines = append(lines, line)
		verb := "open"
		if n.File != nil {
			verb = "show"
		}
		row = append(row, Button{Label: count(i + 1), Data: Press{verb, []string{count(n.Message), count(page)}}.Data()})
	}
	d.out.Buttons = [][]Button{row}
	d.turn("journal", page, pages)
	return d.text("journal.page", "Lines", lines, "Page", page+1, "Pages", pages)
}

// page is the page of notes that the screen asks for, the nearest one where
// there is none of that number, counted from 0.
func (d *drawing) page(notes []nudges.Note) (shown []nudges.Note, page, pages int) {
	pages = (len(notes) + notesPerPage - 1) / notesPerPage
	page, _ = strconv.Atoi(d.arg("page"))
	page = max(0, min(page, pages-1))
	return notes[page*notesPerPage : min(len(notes), (page+1)*notesPerPage)], page, pages
}

// turn adds the row of buttons that turn a page, where there is another.
func (d *drawing) turn(verb string, page, pages int) {
	var row []Button
	if page > 0 {
		row = append(row, d.button("newer", verb, count(page-1)))
	}
	if page < pages-1 {
		row = append(row, d.button("older", verb, count(page+1)))
	}
	if len(row) > 0 {
		d.out.Buttons = append(d.out.Buttons, row)
	}
}

// excerpt is the beginning of a note, on one line.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if short := []rune(text); len(short) > 60 {
		return strings.TrimSpace(string(short[:57])) + "…"
	}
	return text
}

// note shows one note whole, with the prompt it answers.
func (d *drawing) note() error {
	d.out.Protect = true
	message, _ := strconv.Atoi(d.arg("note"))
	back := d.backFrom()
	i := slices.IndexFunc(d.Notes, func(n nudges.Note) bool { return n.Message == message })
	if i < 0 {
		d.out.Buttons = [][]Button{{back}}
		return d.text("note.gone")
	}
	n := d.Notes[i]
	d.out.Buttons = [][]Button{{d.deleteFrom(), back}}
	d.out.Buttons = slices.Insert(d.out.Buttons, 0, d.bringRow(n))
	if limit(n.Text, noteStart) != n.Text {
		d.out.Buttons = slices.Insert(d.out.Buttons, 0, []Button{d.button("rest", "rest", d.arg("note"))})
	}
	return d.text("note", "Day", d.day(n.At), "Time", d.clock(n.At), "Edited", !n.Edited.IsZero(),
		"Prompt", d.promptOf(n), "File", d.fileWord(n), "Coming", n.File != nil && n.File.Stored.IsZero(), "Text", limit(d.said(n), noteStart))
}

// noteStart is how much of a long note is shown under its head, in UTF-16
// units: both have to fit into one message.
const noteStart = 3500

// noteRest shows what a long note goes on with.
func (d *drawing) noteRest() error {
	d.out.Protect = true
	message, _ := strconv.Atoi(d.arg("note"))
	i := slices.IndexFunc(d.Notes, func(n nudges.Note) bool { return n.Message == message })
	if i < 0 {
		return d.text("note.gone")
	}
	start := strings.TrimSuffix(limit(d.Notes[i].Text, noteStart), " …")
	return d.text("note.rest", "Text", strings.TrimPrefix(d.Notes[i].Text, start))
}

// promptOf is the question that a note answers, "" if none.
func (d *drawing) promptOf(n nudges.Note) string {
	for _, k := range d.Protocol.Kinds() {
		for _, p := range d.everyWording(k) {
			if p.ID == n.Prompt {
				return p.Ask
			}
		}
	}
	return ""
}

// limit cuts text to n UTF-16 units, Telegram's measure, at a rune.
func limit(text string, n int) string {
	used := 0
	for i, r := range text {
		if used++; r > 0xffff {
			used++
		}
		if used > n {
			return text[:i] + " …"
		}
	}
	return text
}

// day is the day of t in words, in the member's zone.
func (d *drawing) day(t time.Time) string {
	return d.format("format.day", t.In(d.zone))
}

// clock is the time of day of t, in the member's zone.
func (d *drawing) clock(t time.Time) string {
	return d.format("format.clock", t.In(d.zone))
}
