package telegramtest

import (
	"strings"
	"time"
	"unicode/utf16"
)

// A Message is one message as its chat shows it.
type Message struct {
	ID         int
	FromBot    bool
	At, Edited time.Time // by the Telegram's now; Edited is zero before the first edit
	Text       string    // or caption, after parsing HTML
	Entities   []Entity  // by offset, the outer before the inner
	Buttons    [][]Button
	Reaction   string // emoji the bot set on it, "" if none
	ReplyTo    int    // message id, 0 for none
	Silent     bool   // sent with disable_notification
	Protected  bool   // sent with protect_content
	Kind       string // "" for text, else photo, voice, document, …
	File       *File  // what the bot sent with it
}

// An Entity is a formatted stretch of a text. Offset and Length count UTF-16
// units; Type is spoiler, bold, italic, text_link, bot_command and so on.
type Entity struct {
	Type           string
	Offset, Length int
	URL            string // of a text_link
}

// A Button is a button below a message. One with neither Data nor URL opens
// something else, such as a web app.
type Button struct{ Label, Data, URL string }

// A File is a file with its content.
type File struct {
	Name          string // as it was uploaded; of a photo, the chat does not show it
	Data          []byte
	Width, Height int  // of a photo, in pixels
	Covered       bool // a photo that shows only once it is tapped
}

// lockedLength is how many characters of a message fit a locked phone.
const lockedLength = 120

// Locked returns what a locked phone would show: the text with each character
// of a spoiler replaced by a block, cut to its first 120 characters. Without a
// caption a photo is called one, and another file shows its name.
func (m Message) Locked() string {
	text := m.Text
	switch {
	case text != "" || m.File == nil:
	case m.Kind == "photo":
		text = "Photo"
	default:
		text = m.File.Name
	}
	var out strings.Builder
	at, shown := 0, 0 // UTF-16 units, characters
	for _, r := range text {
		if shown == lockedLength {
			break
		}
		if m.hides(at) {
			out.WriteRune('▒')
		} else {
			out.WriteRune(r)
		}
		at += utf16.RuneLen(r)
		shown++
	}
	return out.String()
}

// hides reports whether a spoiler covers the UTF-16 unit.
func (m Message) hides(unit int) bool {
	for _, e := range m.Entities {
		if e.Type == "spoiler" && e.Offset <= unit && unit < e.Offset+e.Length {
			return true
		}
	}
	return false
}

// units is the length of a text as Telegram counts it, in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// A message is a Message with what only the wire shows.
type message struct {
	Message
	media  object // the field that holds the attachment, by name
	origin object // forward_origin
}

// clone copies what the caller of Messages may change.
func (m *message) clone() Message {
	out := m.Message
	out.Entities = append([]Entity(nil), m.Entities...)
	out.Buttons = nil
	for _, row := range m.Buttons {
		out.Buttons = append(out.Buttons, append([]Button(nil), row...))
	}
	if m.File != nil {
		file := *m.File
		file.Data = append([]byte(nil), file.Data...)
		out.File = &file
	}
	return out
}
