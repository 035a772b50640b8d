package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// askedToForget is a member who is asked whether to erase everything.
func askedToForget(p *program) *telegramtest.Chat {
	c := p.tg.Chat(9)
	for _, act := range story[:5] {
		act(p, c)
		time.Sleep(5 * time.Second)
	}
	c.Says("/forget")
	time.Sleep(5 * time.Second)
	return c
}

func cards(c *telegramtest.Chat) (n int) {
	for _, m := range c.Messages() {
		if m.FromBot && strings.Contains(m.Text, "call 911") {
			n++
		}
	}
	return n
}

// TestCardOutlivesForget: a help card that is still to be sent when its member
// is forgotten is sent all the same.
func TestCardOutlivesForget(t *testing.T) {
	for name, act := range map[string]func(*program, *telegramtest.Chat){
		"erased and written at once": func(_ *program, c *telegramtest.Chat) {
			tap(c, "Erase everything")
			c.Says("I'm going to kill myself tonight")
		},
		"erased while Telegram does not take the card": func(p *program, c *telegramtest.Chat) {
			p.tg.Script("sendMessage", telegramtest.Fault{Status: 502}, telegramtest.Fault{Status: 502}, telegramtest.Fault{Status: 502})
			c.Says("I'm going to kill myself tonight")
			time.Sleep(time.Second)
			tap(c, "Erase everything")
		},
		"erased a minute after the card came": func(_ *program, c *telegramtest.Chat) {
			c.Says("I'm going to kill myself tonight")
			time.Sleep(time.Minute)
			tap(c, "Erase everything")
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
				p.up()
				c := askedToForget(p)
				act(p, c)
				time.Sleep(time.Minute)
				if cards(c) == 0 {
					t.Error("no help card came")
				}
				p.down()
				if n := len(p.notes(9)); n != 0 {
					t.Errorf("%d notes are left", n)
				}
				p.strict()
			})
		})
	}
}

// TestOldCardIsErased: a card that was closed, or came long ago, goes with the
// rest of the chat.
func TestOldCardIsErased(t *testing.T) {
	for name, act := range map[string]func(*telegramtest.Chat){
		"closed":       func(c *telegramtest.Chat) { tap(c, "I'm OK, this was about my session") },
		"two hours on": func(*telegramtest.Chat) { time.Sleep(2 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
				p.up()
				c := askedToForget(p)
				c.Says("I'm going to kill myself tonight")
				time.Sleep(5 * time.Second)
				if cards(c) != 1 {
					t.Fatal("no help card came")
				}
				act(c)
				time.Sleep(5 * time.Second)
				c.Says("/forget")
				time.Sleep(5 * time.Second)
				tap(c, "Erase everything")
				time.Sleep(time.Minute)
				p.down()
				for _, m := range c.Messages() {
					if m.FromBot && !strings.HasPrefix(m.Text, "Done") && !strings.Contains(m.Text, "erased") && !strings.Contains(m.Text, "Erased") {
						t.Errorf("left in the chat: %q", m.Text)
					}
				}
				p.strict()
			})
		})
	}
}

// TestCardAfterKill: a card that was in flight when the process was killed goes
// out as soon as it runs again, not when its lease is over.
func TestCardAfterKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		dead := p.killable()
		p.up()
		c := p.tg.Chat(9)
		p.tg.Script("sendMessage", telegramtest.Fault{Hang: time.Hour})
		c.Says("I want to die")
		time.Sleep(2 * time.Second)
		dead()
		<-p.done
		p.up()
		time.Sleep(2 * time.Second)
		if cards(c) != 1 {
			t.Errorf("%d help cards two seconds after the start", cards(c))
		}
		p.down()
	})
}

// killable lets a test end the program as kill -9 does: nothing that it does
// afterwards reaches the disk. The store is whole again for the next start.
func (p *program) killable() (kill func()) {
	left := newCounter(1 << 40)
	db, keys := p.db, p.keys
	p.db, p.keys = faulty{db, left, func() {}}, faulty{keys, left, func() {}}
	return func() {
		left.Store(0)
		p.db, p.keys = db, keys
		p.stop()
	}
}
