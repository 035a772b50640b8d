package telegramtest

import (
	"encoding/json"
	"time"
)

// Raw queues {"update_id":N,<body>} as it is, whatever allowed_updates says,
// and returns N. It is for poison: what the bot cannot decode, or no Telegram
// would send. Where the body is a message or a callback query all the same, its
// chat exists from then on, its message can be replied to, and its query can be
// answered.
func (t *Telegram) Raw(body string) int64 {
	at := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learn(body, at)
	return t.updates.add(body)
}

// A rawMessage is what a raw update may tell of a message.
type rawMessage struct {
	ID   int `json:"message_id"`
	Chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	} `json:"chat"`
	Text string `json:"text"`
}

// learn takes from a raw update what later calls may refer to. What does not
// decode is no reason to complain. t.mu is held.
func (t *Telegram) learn(body string, at time.Time) {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte("{"+body+"}"), &fields) != nil {
		return
	}
	for _, kind := range []string{"message", "edited_message", "channel_post"} {
		var m rawMessage
		if json.Unmarshal(fields[kind], &m) == nil {
			t.learnMessage(m, at)
		}
	}
	var q struct {
		ID   string `json:"id"`
		From struct {
			ID int64 `json:"id"`
		} `json:"from"`
		Message rawMessage `json:"message"`
	}
	if json.Unmarshal(fields["callback_query"], &q) == nil && q.ID != "" {
		c := t.learnMessage(q.Message, at)
		if c == nil {
			c = t.chatOf(q.From.ID, "private")
		}
		t.queries[q.ID] = query{chat: c, pressed: at}
	}
}

func (t *Telegram) learnMessage(m rawMessage, at time.Time) *Chat {
	if m.Chat.ID == 0 {
		return nil
	}
	kind := m.Chat.Type
	if kind == "" {
		kind = "private"
	}
	c := t.chatOf(m.Chat.ID, kind)
	if m.ID > 0 && c.find(m.ID) == nil {
		c.messages = append(c.messages, &message{Message: Message{ID: m.ID, Text: m.Text, At: at}})
		t.lastMessage = max(t.lastMessage, m.ID)
		t.touch()
	}
	return c
}
