package telegram

import (
	"encoding/json"
	"time"

	"afterglow/nudges"
)

// An attachment is what Telegram says of a file (Bot API, Voice, PhotoSize and
// so on: they share these fields).
type attachment struct {
	ID     string `json:"file_id"`
	Size   int64  `json:"file_size"`
	Type   string `json:"mime_type"`
	Name   string `json:"file_name"`
	Length int64  `json:"duration"` // seconds
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
}

// file is the file that came with a message, nil if none, or none that can be
// asked for. One that does not read is none: the words beside it count.
func (m *message) file() *nudges.File {
	kind := m.media()
	var a attachment
	switch kind {
	case "photo":
		a = largest(m.Photo)
	case "voice":
		read(m.Voice, &a)
	case "video_note":
		read(m.VideoNote, &a)
	case "video":
		read(m.Video, &a)
	case "audio":
		read(m.Audio, &a)
	case "document":
		read(m.Document, &a)
	}
	if a.ID == "" {
		return nil
	}
	const day = 24 * 60 * 60
	return &nudges.File{ID: a.ID, Kind: kind, Size: max(a.Size, 0), Type: a.Type, Name: a.Name,
		Length: time.Duration(min(max(a.Length, 0), day)) * time.Second}
}

func read(raw json.RawMessage, a *attachment) {
	if json.Unmarshal(raw, a) != nil {
		*a = attachment{}
	}
}

// largest is the largest of the sizes that Telegram has made of a photo.
func largest(raw json.RawMessage) (best attachment) {
	var sizes []attachment
	if json.Unmarshal(raw, &sizes) != nil {
		return best
	}
	for _, a := range sizes {
		if best.ID == "" || a.Width*a.Height >= best.Width*best.Height {
			best = a
		}
	}
	return best
}
