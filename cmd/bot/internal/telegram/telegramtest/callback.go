package telegramtest

import (
	"fmt"
	"strconv"
	"time"
)

// queryLife is for how long a callback query may be answered.
const queryLife = 15 * time.Minute

// maxToast is how long an answer to a callback query may be, in UTF-16 units.
const maxToast = 200

// A query is a callback query.
type query struct {
	chat    *Chat
	pressed time.Time
}

// Presses sends a callback query with this data from that message, as a real
// client does after a tap, or as a forged one could do with any data. Of a
// message that is gone only the id arrives.
func (c *Chat) Presses(message int, data string) {
	t, at := c.telegram, c.telegram.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	c.press(message, data, at)
}

// Tap presses the button with that label below the message. It is an error when
// the message is not there, has no such button, or the button holds no data: a
// link is not a press.
func (c *Chat) Tap(message int, label string) error {
	t, at := c.telegram, c.telegram.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	m := c.find(message)
	if m == nil {
		return fmt.Errorf("telegramtest: tap: no message %d", message)
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			switch {
			case b.Label != label:
			case b.Data == "":
				return fmt.Errorf("telegramtest: tap: button %q of message %d holds no data", label, message)
			default:
				c.press(message, b.Data, at)
				return nil
			}
		}
	}
	return fmt.Errorf("telegramtest: tap: message %d has no button %q", message, label)
}

// press queues a callback query. t.mu is held.
func (c *Chat) press(id int, data string, at time.Time) {
	if c.deactivated {
		return
	}
	t := c.telegram
	q := strconv.Itoa(4_000_000_000_000_001 + len(t.queries)) // no two alike, as none is ever removed
	t.queries[q] = query{chat: c, pressed: at}
	from := object{"chat": c.wire(), "message_id": id, "date": 0}
	if m := c.find(id); m != nil {
		from = c.wireMessage(m)
	}
	t.emit("callback_query", object{
		"id":            q,
		"from":          c.member(),
		"message":       from,
		"chat_instance": strconv.FormatInt(c.ID, 10),
		"data":          data,
	})
}

// answerCallbackQuery shows a toast. A second answer is accepted, as by
// Telegram, and shown as well, so that tests can see it.
func (t *Telegram) answerCallbackQuery(c *call) (any, *failure) {
	q, ok := t.queries[c.fields["callback_query_id"]]
	if ok {
		c.chat = q.chat.ID
	}
	text := c.fields["text"]
	if units(text) > maxToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if c.has("url") { // only games have one
		return nil, badRequest("URL_INVALID")
	}
	if _, f := c.number("cache_time", 0); f != nil {
		return nil, f
	}
	if !ok || c.at.Sub(q.pressed) > queryLife {
		f := badRequest("query is too old and response timeout expired or query ID is invalid")
		if ok {
			f.blame = fate
		}
		return nil, f
	}
	q.chat.toasts = append(q.chat.toasts, text)
	t.touch()
	return true, nil
}
