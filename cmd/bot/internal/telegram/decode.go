package telegram

import (
	"encoding/json"
	"errors"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"github.com/go-telegram/bot/models"
)

// ErrUndecodable is an update that does not read. It says nothing of what the
// update holds.
var ErrUndecodable = errors.New("telegram: an update does not decode")

// Decode reads an update as an event; nil for updates of no interest.
func Decode(raw []byte) (talk.Event, error) {
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return nil, ErrUndecodable
	}
	switch {
	case u.Message != nil:
		return wrote(u.ID, u.Message)
	case u.EditedMessage != nil:
		return edited(u.ID, u.EditedMessage)
	case u.CallbackQuery != nil:
		return pressed(u.ID, u.CallbackQuery), nil
	case u.MyChatMember != nil:
		return moved(u.ID, u.MyChatMember), nil
	}
	return nil, nil
}

func origin(update int64, chat models.Chat, from *models.User, date int) talk.Origin {
	o := talk.Origin{Chat: chat.ID, At: time.Unix(int64(date), 0).UTC(), Update: update}
	if from != nil {
		o.Language = from.LanguageCode
	}
	return o
}

func private(c models.Chat) bool { return c.Type == models.ChatTypePrivate }

func wrote(update int64, m *models.Message) (talk.Event, error) {
	if m.Chat.ID == 0 || m.ID == 0 {
		return nil, ErrUndecodable
	}
	o := origin(update, m.Chat, m.From, m.Date)
	if !private(m.Chat) {
		return talk.Elsewhere{Origin: o}, nil
	}
	w := talk.Wrote{Origin: o, Message: m.ID, Text: m.Text + m.Caption, Media: media(m)}
	if m.ReplyToMessage != nil {
		w.ReplyTo = m.ReplyToMessage.ID
	}
	return w, nil
}

func edited(update int64, m *models.Message) (talk.Event, error) {
	if m.Chat.ID == 0 || m.ID == 0 {
		return nil, ErrUndecodable
	}
	if !private(m.Chat) {
		return nil, nil
	}
	return talk.Edited{Origin: origin(update, m.Chat, m.From, m.EditDate), Message: m.ID, Text: m.Text + m.Caption}, nil
}

// pressed reads a button press. A message that Telegram no longer shows us
// still has its chat and number.
func pressed(update int64, q *models.CallbackQuery) talk.Event {
	p := talk.Pressed{Callback: q.ID, Data: q.Data}
	switch {
	case q.Message.Message != nil:
		p.Origin, p.Message = origin(update, q.Message.Message.Chat, &q.From, 0), q.Message.Message.ID
		if !private(q.Message.Message.Chat) {
			return nil
		}
	case q.Message.InaccessibleMessage != nil:
		p.Origin = origin(update, q.Message.InaccessibleMessage.Chat, &q.From, 0)
		p.Message = q.Message.InaccessibleMessage.MessageID
	default: // a button of a message that we never sent
		return nil
	}
	p.At = time.Time{}
	return p
}

// moved is a change of our own place in a chat.
func moved(update int64, c *models.ChatMemberUpdated) talk.Event {
	o := origin(update, c.Chat, &c.From, c.Date)
	status := c.NewChatMember.Type
	gone := status == models.ChatMemberTypeBanned || status == models.ChatMemberTypeLeft
	switch {
	case private(c.Chat) && gone:
		return talk.Left{Origin: o}
	case private(c.Chat):
		return talk.Returned{Origin: o}
	case gone:
		return nil
	}
	return talk.Elsewhere{Origin: o}
}

// media says what a message is when it is not text.
func media(m *models.Message) string {
	switch {
	case m.Text != "":
		return ""
	case m.Voice != nil:
		return "voice"
	case len(m.Photo) > 0:
		return "photo"
	case m.VideoNote != nil:
		return "video_note"
	case m.Video != nil:
		return "video"
	case m.Audio != nil:
		return "audio"
	case m.Document != nil:
		return "document"
	case m.Sticker != nil:
		return "sticker"
	}
	return "other"
}
