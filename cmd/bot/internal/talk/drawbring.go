package talk

import (
	"bytes"
	"fmt"
	"html"
	"slices"

	"afterglow/cmd/bot/internal/booklet"
	"afterglow/nudges"
)

// bring makes the document. Its name and its caption, which a locked phone and
// a list of files show, tell nothing.
func (d *drawing) bring() error {
	notes, marked := brought(d.Scene)
	if len(notes) == 0 {
		d.out.Said = true
		return d.text("bring.nothing")
	}
	d.binding.Lock()
	defer d.binding.Unlock()
	pdf, err := d.booklet(notes, marked).PDF()
	if err != nil {
		return fmt.Errorf("talk: document of notes: %w", err)
	}
	d.out.Files = []File{{Name: "notes.pdf", Data: pdf}}
	return d.text("bring", "Marked", marked)
}

func (d *drawing) booklet(notes []nudges.Note, marked bool) booklet.Booklet {
	subtitle := d.plain("bring.since")
	if marked {
		subtitle = d.plain("bring.chosen")
	} else if lastOver(d.Scene) == nil {
		subtitle = ""
	}
	return booklet.Booklet{
		Title: d.plain("bring.title"), Subtitle: subtitle, Language: d.Member.Language,
		Made:        d.plain("bring.made", "Day", d.format("format.date", d.Now.In(d.zone))),
		Unprintable: d.plain("bring.unprintable"), NoPicture: d.plain("bring.no_picture"),
		Footer: func(n, total int) string { return fmt.Sprintf("%d / %d", n, total) },
		Parts:  d.parts(notes),
	}
}

// plain is a text without markup.
func (d *drawing) plain(key string, args ...any) string {
	return html.UnescapeString(d.line(key, args...))
}

// parts sorts notes by their sessions; those of none, or of one that was taken
// out, come first.
func (d *drawing) parts(notes []nudges.Note) (parts []booklet.Part) {
	of := d.entries(notes)
	if loose := of[""]; len(loose) > 0 {
		heading := d.plain("bring.loose")
		if len(d.Member.Sessions) == 0 {
			heading = "" // they are all there is
		}
		parts = append(parts, booklet.Part{Heading: heading, Entries: loose})
	}
	for _, s := range d.Member.Sessions {
		if len(of[s.ID]) > 0 {
			parts = append(parts, booklet.Part{Heading: d.plain("bring.session", "Day", d.format("format.date", s.End.In(d.zone))), Entries: of[s.ID]})
		}
	}
	return parts
}

// entries are the notes as they stand in the document, by session: what was
// written before it first, then the others in their order.
func (d *drawing) entries(notes []nudges.Note) map[nudges.SessionID][]booklet.Entry {
	first, then := map[nudges.SessionID][]booklet.Entry{}, map[nudges.SessionID][]booklet.Entry{}
	lines := lines(d.Member)
	for _, n := range notes {
		if id := intendedFor(d.Member, lines, n); indexSession(d.Member.Sessions, string(id)) >= 0 {
			first[id] = append(first[id], d.noteEntry(n, booklet.Intention))
			continue
		}
		id := n.Session
		if indexSession(d.Member.Sessions, string(id)) < 0 {
			id = ""
		}
		then[id] = append(then[id], d.noteEntry(n, booklet.Note))
	}
	for id, list := range then {
		first[id] = append(first[id], list...)
	}
	return first
}

// noteEntry is a note in the document. Of a file that can't be printed its word
// stands there.
func (d *drawing) noteEntry(n nudges.Note, kind booklet.Kind) booklet.Entry {
	e := booklet.Entry{Kind: kind, When: d.format("format.moment", n.At.In(d.zone)), Prompt: d.promptOf(n), Text: d.said(n)}
	if n.Mood != nil {
		e.Kind = booklet.Mood
	}
	if n.File == nil {
		return e
	}
	if e.Picture = bytes.Clone(d.Pictures[n.Message]); e.Picture == nil {
		e.When += " · " + d.fileWord(n)
	}
	return e
}

// The most that is read of pictures for one document, in number and bytes: they
// are all in memory at once.
const (
	mostPictures = 20
	pictureBytes = 24 << 20
)

// WantsPictures lists the notes, by message, whose pictures a screen is drawn
// with.
func WantsPictures(s Scene) (messages []int) {
	if s.Screen.Name != "bring" {
		return nil
	}
	notes, _ := brought(s)
	room := int64(pictureBytes)
	for _, n := range slices.Backward(notes) { // the newest, where not all have room
		f := n.File
		if f == nil || f.Stored.IsZero() || f.Kind != "photo" && f.Type != "image/jpeg" && f.Type != "image/png" || f.Size > room {
			continue
		}
		room -= f.Size
		if messages = append(messages, n.Message); len(messages) == mostPictures {
			break
		}
	}
	return messages
}
