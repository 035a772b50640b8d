package telegramtest

import (
	"context"
	"time"
)

// What Telegram makes of getUpdates' numbers, whatever the bot asks for.
const (
	maxBatch   = 100
	maxPolling = 50 // seconds
)

// A poll is a getUpdates under way. There is at most one.
type poll struct {
	limit   int
	timeout time.Duration
	wake    chan struct{} // an update was queued
	over    chan *failure // another call ended it
}

// end makes the getUpdates under way, if any, fail.
func (q *queue) end(f *failure) {
	if q.polling != nil {
		q.polling.over <- f // has room for one, and is written once
		q.polling = nil
	}
}

// poll serves getUpdates.
func (t *Telegram) poll(ctx context.Context, c *call) (reply, error) {
	p, f := t.beginPoll(c)
	if f != nil {
		return t.deny(c, f), nil
	}
	defer t.leave(p)
	var deadline <-chan time.Time
	if p.timeout > 0 {
		timer := time.NewTimer(p.timeout)
		defer timer.Stop()
		deadline = timer.C
	}
	for last := p.timeout <= 0; ; {
		if rep, ok := t.look(p, last); ok {
			return rep, nil
		}
		select {
		case <-p.wake:
		case <-deadline:
			last = true
		case f := <-p.over:
			return t.deny(c, f), nil
		case <-ctx.Done():
			return reply{}, ctx.Err()
		}
	}
}

// beginPoll ends the poll that hangs and confirms what the offset confirms.
func (t *Telegram) beginPoll(c *call) (*poll, *failure) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var n [3]int64
	for i, arg := range []struct {
		name    string
		missing int64
	}{{"offset", 0}, {"limit", maxBatch}, {"timeout", 0}} {
		var f *failure
		if n[i], f = c.number(arg.name, arg.missing); f != nil {
			return nil, f
		}
	}
	allowed, f := t.readAllowed(c)
	if f != nil {
		return nil, f
	}
	if t.webhook.url != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	t.updates.end(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	t.updates.allowed = allowed
	t.updates.confirm(n[0])
	t.updates.polling = &poll{
		limit:   int(min(max(n[1], 1), maxBatch)),
		timeout: time.Duration(min(max(n[2], 0), maxPolling)) * time.Second,
		wake:    make(chan struct{}, 1),
		over:    make(chan *failure, 1),
	}
	return t.updates.polling, nil
}

// look answers with what there is, or not at all when there is nothing and this
// is not the last look. A poll that was ended finds nothing here.
func (t *Telegram) look(p *poll, last bool) (reply, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.updates.polling != p || !last && len(t.updates.waiting) == 0 {
		return reply{}, false
	}
	return t.updates.batch(p.limit), true
}

func (t *Telegram) leave(p *poll) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.updates.polling == p {
		t.updates.polling = nil
	}
}
