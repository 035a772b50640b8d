package telegramtest

import (
	"reflect"
	"time"
)

// deletable is how old a message may be when it is deleted.
const deletable = 48 * time.Hour

// maxDeleted is how many messages one deleteMessages may name.
const maxDeleted = 100

func (t *Telegram) editMessageText(c *call) (any, *failure) {
	body, f := c.body()
	if f != nil {
		return nil, f
	}
	return t.edit(c, func(m *message) *failure {
		if m.Kind != "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities = body.plain, body.entities
		return nil
	})
}

func (t *Telegram) editMessageReplyMarkup(c *call) (any, *failure) {
	return t.edit(c, func(*message) *failure { return nil })
}

// edit changes a message of the bot; its buttons become those of the call, none
// when the call has none.
func (t *Telegram) edit(c *call, change func(*message) *failure) (any, *failure) {
	chat, m, f := t.target(c, "edit")
	if f != nil {
		return nil, f
	}
	if !m.FromBot {
		return nil, badRequest("message can't be edited")
	}
	edited := *m
	if edited.Buttons, f = c.markup(true); f != nil {
		return nil, f
	}
	if f := change(&edited); f != nil {
		return nil, f
	}
	if reflect.DeepEqual(edited.Message, m.Message) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if f := chat.reachable(); f != nil {
		return nil, f
	}
	if f := t.allow(chat); f != nil {
		return nil, f
	}
	edited.Edited = c.at
	*m = edited
	t.touch()
	return chat.wireMessage(m), nil
}

// target finds the message a call is about.
func (t *Telegram) target(c *call, verb string) (*Chat, *message, *failure) {
	if c.has("inline_message_id") {
		return nil, nil, badRequest("MESSAGE_ID_INVALID")
	}
	chat, f := t.chat(c)
	if f != nil {
		return nil, nil, f
	}
	if !c.has("message_id") {
		return nil, nil, badRequest("message identifier is not specified")
	}
	id, f := c.number("message_id", 0)
	if f != nil {
		return nil, nil, f
	}
	m := chat.find(int(id))
	if m == nil {
		return nil, nil, badRequest("message to %s not found", verb)
	}
	return chat, m, nil
}

func (t *Telegram) deleteMessage(c *call) (any, *failure) {
	chat, m, f := t.target(c, "delete")
	if f != nil {
		return nil, f
	}
	if f := chat.mayDelete(m, c.at); f != nil {
		return nil, f
	}
	if f := chat.reachable(); f != nil {
		return nil, f
	}
	chat.remove(m)
	return true, nil
}

// deleteMessages skips messages that are not there, and deletes none when one
// of the others may not be deleted.
func (t *Telegram) deleteMessages(c *call) (any, *failure) {
	var ids []int
	if f := c.nested("message_ids", &ids); f != nil {
		return nil, f
	}
	if len(ids) == 0 {
		return nil, badRequest("message identifiers are not specified")
	}
	if len(ids) > maxDeleted {
		return nil, badRequest("too many message identifiers specified")
	}
	chat, f := t.chat(c)
	if f != nil {
		return nil, f
	}
	var found []*message
	for _, id := range ids {
		if m := chat.find(id); m != nil {
			if f := chat.mayDelete(m, c.at); f != nil {
				return nil, f
			}
			found = append(found, m)
		}
	}
	if f := chat.reachable(); f != nil {
		return nil, f
	}
	for _, m := range found {
		chat.remove(m)
	}
	return true, nil
}

// mayDelete refuses what is too old, and what others wrote in groups, where the
// bot is no administrator.
func (c *Chat) mayDelete(m *message, now time.Time) *failure {
	if now.Sub(m.At) >= deletable || c.kind != "private" && !m.FromBot {
		return badRequest("message can't be deleted")
	}
	return nil
}

func (c *Chat) remove(m *message) {
	for i := range c.messages {
		if c.messages[i] == m {
			c.messages = append(c.messages[:i:i], c.messages[i+1:]...)
			break
		}
	}
	c.telegram.touch()
}
