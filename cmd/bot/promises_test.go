package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage/kv"
)

// A sick database fails each write as long as it is told to.
type sick struct {
	kv.DB
	ill *atomic.Bool
}

func (s sick) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if s.ill.Load() {
		return errors.New("no space left on device")
	}
	return s.DB.Update(ctx, fn)
}

// TestConfirmedAfterCommit is promise 1: as long as the disk takes nothing,
// Telegram keeps what members write; afterwards each note is there once.
func TestConfirmedAfterCommit(t *testing.T) {
	for _, ill := range []string{"database", "key store"} {
		synctest.Test(t, func(t *testing.T) {
			p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
			p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
			var full atomic.Bool
			if ill == "database" {
				p.db = sick{p.db, &full}
			} else {
				p.keys = sick{p.keys, &full}
			}
			p.up()
			full.Store(true)
			p.tg.Chat(1).Says("the first")
			p.tg.Chat(1).Says("the second")
			p.tg.Chat(2).Says("/start") // a new member needs a new key
			for range 60 {
				if p.running(); p.tg.Pending() != 3 {
					t.Fatalf("%s full: Telegram was told to forget %d of 3 updates", ill, 3-p.tg.Pending())
				}
				time.Sleep(time.Second)
			}
			if n := len(p.fromBot(1)); n > 0 {
				t.Errorf("%s full: %d answers to what is not kept", ill, n)
			}
			full.Store(false)
			time.Sleep(time.Minute)
			p.down()
			if got := p.texts(1); !slices.Equal(got, []string{"the first", "the second"}) {
				t.Errorf("%s full for a minute: kept %q", ill, got)
			}
			if p.tg.Pending() != 0 || len(p.fromBot(2)) != 1 {
				t.Errorf("%s full for a minute: %d updates wait, %d answers to /start", ill, p.tg.Pending(), len(p.fromBot(2)))
			}
		})
	}
}

// poison are updates that can't be read, and some that are no news.
var poison = []string{
	`"message":{"message_id":"seven","chat":{"id":1,"type":"private"},"text":"x"}`,
	`"message":{"message_id":7,"chat":{"id":"one","type":"private"},"text":"x"}`,
	`"message":{"message_id":7,"text":"x"}`,
	`"message":[]`,
	`"callback_query":{"id":"1","from":{"id":1},"data":"1 stop","message":"x"}`,
	`"my_chat_member":{"chat":{"type":"private"},"new_chat_member":{"status":"kicked"}}`,
}

// TestPoisonIsSetAside: what can't be read is set aside, and what came with it
// in one batch, before and after, is handled.
func TestPoisonIsSetAside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
		var want []string
		for i, body := range poison {
			p.tg.Raw(body)
			text := "note " + string(rune('a'+i))
			p.tg.Chat(1).Says(text)
			want = append(want, text)
		}
		p.tg.Raw(`"from_the_future":{"message_id":7}`)
		p.up()
		time.Sleep(time.Minute)
		p.running()
		p.down()
		if got := p.texts(1); !slices.Equal(got, want) {
			t.Errorf("kept %q, want %q", got, want)
		}
		if n := p.aside(); n != len(poison) || p.tg.Pending() != 0 {
			t.Errorf("%d set aside, %d still at Telegram; want %d, 0", n, p.tg.Pending(), len(poison))
		}
		p.up() // and none of them is looked at again
		time.Sleep(time.Minute)
		p.down()
		if n := strings.Count(p.log.String(), "set aside"); n != 1 {
			t.Errorf("the log speaks of it %d times", n)
		}
	})
}

// deaf is a Telegram that overhears which updates it may forget, some times.
type deaf struct {
	*telegramtest.Telegram
	left int
}

func (d *deaf) Do(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/getUpdates") && d.left > 0 {
		d.left--
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(strings.NewReader(`{"offset":0,"timeout":1}`))
	}
	return d.Telegram.Do(r)
}

// TestRepeatsAreKnown: the same updates sent again, ten times and in between
// by a new process, are handled once.
func TestRepeatsAreKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
		p.tg.Chat(1).Says("a note")
		p.tg.Chat(1).Says("/help")
		p.tg.Chat(2).Says("I want to end my life")
		for range 2 {
			p.upWith(func(s *service) { s.HTTP = &deaf{p.tg, 10} })
			time.Sleep(time.Minute)
			p.down()
		}
		if got := p.texts(1); len(got) != 1 {
			t.Errorf("kept %q, want it once", got)
		}
		if n, cards := len(p.fromBot(1)), len(p.fromBot(2)); n != 1 || cards != 1 {
			t.Errorf("%d answers to /help, %d help cards; want one of each", n, cards)
		}
		p.strict()
	})
}

// TestPanicConcernsOne: a member whose plan makes the program panic (a
// protocol gone wrong) loses nothing, and takes nobody with them.
func TestPanicConcernsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		broken := nudges.Default()
		p.enroll(broken, "America/New_York", p.now().Add(-10*time.Minute), 1)
		broken.Jitter = -time.Second // divides by zero, where there is something to plan
		p.upWith(func(s *service) { s.Talk.Protocol = broken })
		p.tg.Chat(1).Says("lost on nobody")
		p.tg.Chat(2).Says("/start")
		p.tg.Chat(1).Says("I want to end my life")
		time.Sleep(24 * time.Hour) // over an alarm and a night
		p.running()
		if n := len(p.fromBot(2)); n != 1 {
			t.Errorf("%d answers to the other member, want 1", n)
		}
		if got := p.fromBot(1); len(got) == 0 || isNudge(got[0]) || got[0].At.Sub(p.start) > time.Second {
			t.Errorf("to the one: %v, want the help card at once", got)
		}
		if n := p.aside(); n != 2 {
			t.Errorf("%d updates set aside, want 2", n)
		}
		p.down()
		if strings.Contains(p.log.String(), "lost on nobody") {
			t.Error("the log holds what was written")
		}
	})
}
