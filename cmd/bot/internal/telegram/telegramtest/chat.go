package telegramtest

import (
	"fmt"
	"slices"
	"time"
)

// A Chat is a chat with the bot, and its methods are what the member does
// there. A deactivated account can do nothing any more: its calls are ignored,
// and those that return a message id return 0.
type Chat struct {
	ID int64

	telegram    *Telegram // whose mutex guards the rest
	kind        string
	name        string
	language    string
	messages    []*message // without the deleted ones, oldest first
	toasts      []string
	blocked     bool
	deactivated bool
	busyUntil   time.Time // see allow
}

// Chat returns the private chat with the member of this id, made at first use.
// Ids may exceed 32 bits. A new member is called Member and speaks English.
func (t *Telegram) Chat(id int64) *Chat { return t.open(id, "private") }

// Group returns a chat of another kind: "group", "supergroup" or "channel".
// Their ids are negative. What is said in a channel is a channel_post. The
// privacy mode of groups is not played: the bot gets everything.
func (t *Telegram) Group(id int64, kind string) *Chat { return t.open(id, kind) }

func (t *Telegram) open(id int64, kind string) *Chat {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.chatOf(id, kind)
}

// chatOf finds or makes a chat. t.mu is held.
func (t *Telegram) chatOf(id int64, kind string) *Chat {
	c, ok := t.chats[id]
	if !ok {
		c = &Chat{ID: id, telegram: t, kind: kind, name: "Member", language: "en"}
		t.chats[id] = c
	}
	return c
}

// SetName sets the member's first name, or a group's title.
func (c *Chat) SetName(first string) {
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	c.name = first
}

// SetLanguage sets the language code updates carry; "" leaves it out, as some
// clients do.
func (c *Chat) SetLanguage(code string) {
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	c.language = code
}

// Says sends a message from the member and returns its id. A /command in it
// gets a bot_command entity. In a blocked chat this unblocks the bot first, as
// the client makes the member do.
func (c *Chat) Says(text string) int { return c.write(message{Message: Message{Text: text}}) }

// Replies is Says in reply to the message with the id to. A reply to a message
// that is gone arrives as a message of its own.
func (c *Chat) Replies(to int, text string) int {
	return c.write(message{Message: Message{Text: text, ReplyTo: to}})
}

// Forwards passes on somebody else's message.
func (c *Chat) Forwards(text string) int {
	other := object{"id": 424242, "is_bot": false, "first_name": "Somebody"}
	at := c.telegram.now().Add(-time.Hour).Unix()
	origin := object{"type": "user", "date": at, "sender_user": other}
	return c.write(message{Message: Message{Text: text}, origin: origin})
}

// Edits changes a text or caption the member sent. It panics when the member
// has no such message.
func (c *Chat) Edits(message int, text string) {
	t, at := c.telegram, c.telegram.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if c.deactivated {
		return
	}
	m := c.find(message)
	if m == nil || m.FromBot {
		panic(fmt.Sprintf("telegramtest: the member has no message %d to edit", message))
	}
	m.Text, m.Entities, m.Edited = text, commandEntities(text), at
	t.emit(c.prefix("edited_"), c.wireMessage(m))
	t.touch()
}

// write puts a message of the member into the chat.
func (c *Chat) write(m message) int {
	t, at := c.telegram, c.telegram.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if c.deactivated {
		return 0
	}
	c.standing(false, at)
	m.At, m.Entities = at, commandEntities(m.Text)
	if c.find(m.ReplyTo) == nil {
		m.ReplyTo = 0
	}
	c.append(&m)
	t.emit(c.prefix(""), c.wireMessage(&m))
	return m.ID
}

// append gives a message its id and puts it last. t.mu is held.
func (c *Chat) append(m *message) {
	c.telegram.lastMessage++
	m.ID = c.telegram.lastMessage
	c.messages = append(c.messages, m)
	c.telegram.touch()
}

// prefix is the name of the update that tells of a message here.
func (c *Chat) prefix(edited string) string {
	if c.kind == "channel" {
		return edited + "channel_post"
	}
	return edited + "message"
}

// find returns a message by its id, or nil. t.mu is held.
func (c *Chat) find(id int) *message {
	for _, m := range slices.Backward(c.messages) {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// Messages returns the chat as it shows now, both sides, oldest first. Deleted
// messages are gone.
func (c *Chat) Messages() []Message {
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	var out []Message
	for _, m := range c.messages {
		out = append(out, m.clone())
	}
	return out
}

// Toasts returns the texts of answerCallbackQuery, empty ones too, in order.
func (c *Chat) Toasts() []string {
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	return append([]string(nil), c.toasts...)
}
