package main

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
)

const (
	inCrisis   = "I want to end my life"
	cardWithin = 1100 * time.Millisecond
)

// isCard tells the help card by its button.
func isCard(m telegramtest.Message) bool {
	return m.FromBot && len(m.Buttons) == 1 && m.Buttons[0][0].Data == "1 ok"
}

// cards are the help cards of a chat.
func (p *program) cards(chat int64) (got []telegramtest.Message) {
	for _, m := range p.fromBot(chat) {
		if isCard(m) {
			got = append(got, m)
		}
	}
	return got
}

// cardsBy checks that each chat was sent one help card, in time.
func (p *program) cardsBy(what string, said time.Time, chats ...int64) {
	p.t.Helper()
	for _, chat := range chats {
		got := p.cards(chat)
		if len(got) != 1 || got[0].At.Sub(said) > cardWithin {
			p.t.Errorf("%s: chat %d has %d help cards after %v: %v", what, chat, len(got), p.now().Sub(said), got)
		}
	}
}

// TestCardBeforeEverything is promise 3: while three hundred nudges are due,
// with nothing left of the rate, the help card is the first thing that goes
// out, to members and to strangers, and to several at once.
func TestCardBeforeEverything(t *testing.T) {
	const n = 300
	for _, takes := range []time.Duration{0, 300 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			p := rush(t, n, func(s *service) { s.HTTP = slow{telegramOf(s), takes} })
			for i := range 9 {
				time.Sleep(time.Second - 17*time.Millisecond) // at any point between two calls
				said, before := p.now(), len(p.tg.Calls())
				chats := from(int64(7000+10*i), 1+i/2)
				if i%3 == 0 {
					chats = append(chats, int64(299-i)) // whose nudge is about to come
				}
				for _, chat := range chats {
					p.tg.Chat(chat).Says(inCrisis)
				}
				time.Sleep(cardWithin + takes)
				p.cardsBy(fmt.Sprint("second ", i), said, chats...)
				if takes == 0 {
					if next := p.tg.Calls()[before]; !slices.Contains(chats, next.Chat) {
						t.Errorf("second %d: %s to %d went before the help card", i, next.Method, next.Chat)
					}
				}
			}
			time.Sleep(10 * time.Second)
			p.down()
			if got := p.nudged(n); got < n-9 { // those in crisis are spared theirs
				t.Errorf("%d nudges went out, want about %d", got, n)
			}
			p.strict()
		})
	}
}

// TestCardForEverybody: whoever writes it, and however, whatever they agreed to
// or turned off.
func TestCardForEverybody(t *testing.T) {
	ways := map[string]func(*telegramtest.Chat){
		"text":    func(c *telegramtest.Chat) { c.Says(inCrisis) },
		"caption": func(c *telegramtest.Chat) { c.Sends("photo", inCrisis) },
		"forward": func(c *telegramtest.Chat) { c.Forwards(inCrisis) },
		"voice":   func(c *telegramtest.Chat) { c.Sends("voice", inCrisis) },
		"reply":   func(c *telegramtest.Chat) { c.Replies(c.Says("well"), inCrisis) },
		"edit":    func(c *telegramtest.Chat) { c.Edits(c.Says("well"), inCrisis) },
	}
	who := map[string]func(*nudges.Member){
		"stranger": nil,
		"member":   func(*nudges.Member) {},
		"stopped":  func(m *nudges.Member) { m.Stopped = m.Consent.Adult },
		"paused":   func(m *nudges.Member) { m.PausedUntil = m.Consent.Adult.AddDate(1, 0, 0) },
		"no notes": func(m *nudges.Member) { m.Consent.Notes.Yes = false },
		"no zone":  func(m *nudges.Member) { m.Zone = "" },
		"asked": func(m *nudges.Member) {
			m.Asking = nudges.Question{Name: "when", At: m.Consent.Adult.Add(9 * time.Hour)}
		},
	}
	synctest.Test(t, func(t *testing.T) {
		ended := time.Date(2026, 6, 9, 22, 0, 0, 0, time.UTC)
		p := newProgram(t, ended.Add(9*time.Hour)) // 03:00 in New York
		p.tg.SetLimits(telegramtest.Limits{})
		chat := int64(0)
		var all []int64
		for _, change := range who {
			for _, say := range ways {
				chat++
				if change != nil {
					p.enroll(nudges.Default(), "America/New_York", ended, chat)
					p.change(chat, change)
				}
				say(p.tg.Chat(chat))
				all = append(all, chat)
			}
		}
		group := p.tg.Group(-100, "supergroup")
		group.Says(inCrisis)
		group.Edits(group.Says("well"), inCrisis)
		p.upWith(func(s *service) { s.PerSecond, s.PerChat = 0, 0 })
		said := p.now()
		time.Sleep(time.Minute)
		p.cardsBy("at night", said, all...)
		for _, m := range p.fromBot(group.ID) {
			if isCard(m) {
				t.Error("a help card in a group")
			}
		}
		p.down()
	})
}

// change changes a member's record.
func (p *program) change(chat int64, change func(*nudges.Member)) {
	p.t.Helper()
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err == nil {
		err = store.Update(p.t.Context(), func(tx *storage.Tx) error {
			m, err := tx.Member(store.User(chat))
			if err != nil {
				return err
			}
			change(&m)
			return tx.SetMember(store.User(chat), m, time.Time{})
		})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// TestCardUntilTaken: the help card is tried again until Telegram has taken it,
// by the next process too.
func TestCardUntilTaken(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{
		"500": {Status: 500}, "502": {Status: 502}, "cut": {Cut: true}, "no JSON": {Garbage: true}, "flood": {RetryAfter: 4}, "hangs": {Hang: time.Hour},
	} {
		synctest.Test(t, func(t *testing.T) {
			p := newProgram(t, time.Date(2026, 6, 9, 7, 0, 0, 0, time.UTC))
			p.up()
			const failures = 12
			for range failures {
				p.tg.Script("sendMessage", fault)
			}
			p.tg.Chat(1).Says(inCrisis)
			time.Sleep(5 * time.Second)
			p.down()
			p.up()
			time.Sleep(10 * time.Minute)
			p.down()
			if n := len(p.cards(1)); n != 1 {
				t.Errorf("%s, %d times: %d help cards, want one", name, failures, n)
			}
		})
	}
}

// TestCardPassesHangingCalls: a call that hangs, to the same chat or to as many
// as may hang at once, does not hold the card up.
func TestCardPassesHangingCalls(t *testing.T) {
	for _, hanging := range []int{1, 10, 32} {
		synctest.Test(t, func(t *testing.T) {
			p := rush(t, hanging, func(*service) {})
			for range hanging {
				p.tg.Script("sendMessage", telegramtest.Fault{Hang: 18 * time.Second})
			}
			time.Sleep(3 * time.Second)
			said := p.now()
			p.tg.Chat(1).Says(inCrisis)
			time.Sleep(cardWithin)
			p.cardsBy(fmt.Sprint(hanging, " calls hang"), said, 1)
			p.down()
		})
	}
}
