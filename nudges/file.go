package nudges

import "time"

// A File is what came with a note: a voice note, a photo or another file. Its
// bytes are kept apart from the note.
type File struct {
	ID     string        // what Telegram calls it
	Kind   string        // voice, audio, photo, video, video_note or document
	Size   int64         `json:",omitzero"` // in bytes; before it is stored as Telegram told, 0 if it did not
	Type   string        `json:",omitzero"` // media type, as the member's app gave it
	Name   string        `json:",omitzero"` // as the member's app gave it
	Length time.Duration `json:",omitzero"` // of what is heard or seen, in whole seconds
	Stored time.Time     `json:",omitzero"` // since when all of it is kept; zero while it is not
}
