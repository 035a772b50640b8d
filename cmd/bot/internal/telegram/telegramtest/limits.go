package telegramtest

import "time"

// Limits are how many messages Telegram takes; sends and edits count. Zero
// lifts a limit.
type Limits struct {
	PerSecond        int // over all chats, within any one second
	PerChatPerSecond int // on average; three seconds' worth may come at once
}

// DefaultLimits are those the Bot API's FAQ names: about thirty messages a
// second, and one a second to a chat with short bursts.
var DefaultLimits = Limits{PerSecond: 30, PerChatPerSecond: 1}

// burst is how many seconds' worth of messages a chat takes at once.
const burst = 3

// SetLimits changes the limits. What was sent before counts towards them.
func (t *Telegram) SetLimits(l Limits) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.limits = l
}

// allow counts a message to a chat, or says when to try again. What is refused
// does not count. t.mu is held.
func (t *Telegram) allow(c *Chat) *failure {
	now := time.Now() // real or bubble time, whatever the messages are dated
	for len(t.sent) > 0 && now.Sub(t.sent[0]) >= time.Second {
		t.sent = t.sent[1:]
	}
	if n := t.limits.PerSecond; n > 0 && len(t.sent) >= n {
		return tooMany(seconds(time.Second - now.Sub(t.sent[len(t.sent)-n])))
	}
	if n := t.limits.PerChatPerSecond; n > 0 {
		// busyUntil is when the chat would be done with what it was sent, at
		// one message an interval; it may lie burst seconds ahead.
		interval := time.Second / time.Duration(n)
		if c.busyUntil.Before(now) {
			c.busyUntil = now
		}
		if wait := c.busyUntil.Add(interval).Sub(now) - burst*time.Second; wait > 0 {
			return tooMany(seconds(wait))
		}
		c.busyUntil = c.busyUntil.Add(interval)
	}
	t.sent = append(t.sent, now)
	return nil
}

// seconds rounds up, to at least one.
func seconds(d time.Duration) int {
	return max(1, int((d+time.Second-1)/time.Second))
}
