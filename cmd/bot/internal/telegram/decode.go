package telegram

import (
	"encoding/json"
	"errors"
	"time"

	"afterglow/cmd/bot/internal/talk"
)

// ErrUndecodable is an update that does not read. It says nothing of what the
// update holds.
var ErrUndecodable = errors.New("telegram: an update does not decode")

// Decode reads an update as an event; nil for updates of no interest.
func Decode(raw []byte) (talk.Event, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return nil, ErrUndecodable
	}
	switch {
	case u.Message != nil:
		return wrote(u.ID, u.Message)
	case u.EditedMessage != nil:
		return edited(u.ID, u.EditedMessage)
	case u.CallbackQuery != nil:
		return pressed(u.ID, u.CallbackQuery)
	case u.MyChatMember != nil:
		return moved(u.ID, u.MyChatMember)
	}
	return nil, nil
}

func origin(update int64, c chat, from user, date int64) talk.Origin {
	return talk.Origin{Chat: c.ID, At: time.Unix(date, 0).UTC(), Language: from.Language, Update: update}
}

func (c chat) private() bool { return c.Type == "private" }

func wrote(update int64, m *message) (talk.Event, error) {
	if m.Chat.ID == 0 || m.ID == 0 {
		return nil, ErrUndecodable
	}
	o := origin(update, m.Chat, m.From, m.Date)
	if !m.Chat.private() {
		return talk.Elsewhere{Origin: o}, nil
	}
	text := m.Text + m.Caption
	if text == "" && m.service.any() {
		return nil, nil
	}
	return talk.Wrote{Origin: o, Message: m.ID, Text: text, Media: m.media(), File: m.file(), ReplyTo: m.ReplyTo.ID}, nil
}

func edited(update int64, m *message) (talk.Event, error) {
	if m.Chat.ID == 0 || m.ID == 0 {
		return nil, ErrUndecodable
	}
	if !m.Chat.private() {
		return nil, nil
	}
	return talk.Edited{Origin: origin(update, m.Chat, m.From, m.EditDate), Message: m.ID, Text: m.Text + m.Caption, Media: m.media()}, nil
}

// pressed reads a button press. A message that Telegram no longer shows us
// still has its chat and number; one that we never sent is none of ours.
func pressed(update int64, q *press) (talk.Event, error) {
	m := q.Message
	if m == nil {
		return nil, nil
	}
	if m.Chat.ID == 0 {
		return nil, ErrUndecodable
	}
	if !m.Chat.private() {
		return nil, nil
	}
	o := origin(update, m.Chat, q.From, 0)
	o.At = time.Time{}
	return talk.Pressed{Origin: o, Callback: q.ID, Message: m.ID, Data: q.Data}, nil
}

// moved is a change of our own place in a chat.
func moved(update int64, c *ourMember) (talk.Event, error) {
	if c.Chat.ID == 0 {
		return nil, ErrUndecodable
	}
	o := origin(update, c.Chat, c.From, c.Date)
	gone := c.New.Status == "kicked" || c.New.Status == "left"
	switch {
	case c.Chat.private() && gone:
		return talk.Left{Origin: o}, nil
	case c.Chat.private():
		return talk.Returned{Origin: o}, nil
	case gone:
		return nil, nil
	}
	return talk.Elsewhere{Origin: o}, nil
}
