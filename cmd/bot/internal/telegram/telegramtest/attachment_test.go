package telegramtest_test

import (
	"testing"

	"github.com/go-telegram/bot/models"
)

func TestSends(t *testing.T) {
	tests := map[string]func(m *models.Message) bool{
		"voice":      func(m *models.Message) bool { return m.Voice.FileID != "" && m.Caption == "a caption" },
		"audio":      func(m *models.Message) bool { return m.Audio.FileID != "" },
		"photo":      func(m *models.Message) bool { return m.Photo[0].FileID != "" && m.Caption == "a caption" },
		"sticker":    func(m *models.Message) bool { return m.Sticker.FileID != "" && m.Caption == "" },
		"document":   func(m *models.Message) bool { return m.Document.FileName == "notes.bin" },
		"video":      func(m *models.Message) bool { return m.Video.FileID != "" },
		"video_note": func(m *models.Message) bool { return m.VideoNote.FileID != "" && m.Caption == "" },
		"animation":  func(m *models.Message) bool { return m.Animation.FileID != "" && m.Document != nil },
		"location":   func(m *models.Message) bool { return m.Location.Latitude != 0 },
		"venue":      func(m *models.Message) bool { return m.Venue.Title != "" },
		"contact":    func(m *models.Message) bool { return m.Contact.PhoneNumber != "" },
		"poll":       func(m *models.Message) bool { return len(m.Poll.Options) == 2 },
		"dice":       func(m *models.Message) bool { return m.Dice.Value == 4 },
		"story":      func(m *models.Message) bool { return m.Story != nil },
		"game":       func(m *models.Message) bool { return m.Game != nil },
	}
	for kind, right := range tests {
		tg, _ := fixed(t)
		c := tg.Chat(7)
		id := c.Sends(kind, "a caption")
		m := received(t, tg)[0].Message
		if m.ID != id || m.Text != "" || !right(m) {
			t.Errorf("%s: %+v", kind, m)
		}
		if got := last(c).Kind; got != kind {
			t.Errorf("the chat shows %q, want %q", got, kind)
		}
	}
}
