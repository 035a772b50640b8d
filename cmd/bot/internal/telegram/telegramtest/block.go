package telegramtest

import "time"

// Blocks makes the member block the bot, which a my_chat_member update tells;
// what the bot then sends is refused with 403. A group removes the bot.
func (c *Chat) Blocks() { c.change(true) }

// Unblocks undoes Blocks.
func (c *Chat) Unblocks() { c.change(false) }

// Deactivates deletes the member's account. No update tells of it; what the bot
// then sends is refused with 403.
func (c *Chat) Deactivates() {
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	c.deactivated = true
	c.telegram.touch()
}

func (c *Chat) change(blocked bool) {
	at := c.telegram.now()
	c.telegram.mu.Lock()
	defer c.telegram.mu.Unlock()
	if !c.deactivated {
		c.standing(blocked, at)
	}
}

// standing blocks or unblocks the bot; nothing happens when it is so already.
// t.mu is held.
func (c *Chat) standing(blocked bool, at time.Time) {
	if c.blocked == blocked {
		return
	}
	c.blocked = blocked
	user := c.telegram.self()
	in, out := object{"status": "member", "user": user}, object{"status": "kicked", "user": user, "until_date": 0}
	before, after := in, out
	if !blocked {
		before, after = out, in
	}
	c.telegram.emit("my_chat_member", object{
		"chat":            c.wire(),
		"from":            c.member(),
		"date":            at.Unix(),
		"old_chat_member": before,
		"new_chat_member": after,
	})
	c.telegram.touch()
}

// reachable refuses what is sent to a chat that is closed to the bot.
func (c *Chat) reachable() *failure {
	switch {
	case c.deactivated:
		return forbidden("user is deactivated")
	case c.blocked && c.kind == "private":
		return forbidden("bot was blocked by the user")
	case c.blocked:
		return forbidden("bot was kicked from the %s chat", c.kind)
	}
	return nil
}
