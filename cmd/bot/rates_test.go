package main

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
)

// A slow Telegram takes a while for each call.
type slow struct {
	*telegramtest.Telegram
	takes time.Duration
}

func (s slow) Do(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	resp, err := s.Telegram.Do(r)
	time.Sleep(s.takes)
	return resp, err
}

// together is the protocol with all that is due at a slot due in one second.
func together() nudges.Protocol {
	protocol := nudges.Default()
	protocol.Jitter = 0
	return protocol
}

// rush makes a program in which n members, 1 and up, are sent a nudge at one
// moment, and lets time pass until then.
func rush(t *testing.T, n int, change func(*service)) *program {
	ended := time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC) // 11:00 in New York
	p := newProgram(t, ended.Add(4*time.Hour-20*time.Second))
	p.enroll(together(), "America/New_York", ended, from(1, n)...)
	p.upWith(func(s *service) {
		s.Talk.Protocol = together()
		change(s)
	})
	time.Sleep(20*time.Second - time.Nanosecond)
	if got := p.nudged(n); got != 0 {
		t.Fatalf("%d nudges came before their time", got)
	}
	return p
}

// nudged counts the nudges that the first n members were sent.
func (p *program) nudged(n int) (sum int) {
	for _, chat := range from(1, n) {
		sum += len(p.sentNudges(chat))
	}
	return sum
}

// TestRush: three hundred nudges due at once go out as fast as Telegram allows
// and no faster.
func TestRush(t *testing.T) {
	const n = 300
	for _, takes := range []time.Duration{0, 250 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			p := rush(t, n, func(s *service) { s.HTTP = slow{telegramOf(s), takes} })
			time.Sleep(n/29*time.Second + 2*time.Second)
			p.down()
			if got := p.nudged(n); got != n {
				t.Errorf("calls of %v: %d nudges went out in time, want %d", takes, got, n)
			}
			p.strict()
		})
	}
}

// telegramOf is the Telegram that a service was given.
func telegramOf(s *service) *telegramtest.Telegram { return s.HTTP.(*telegramtest.Telegram) }

// TestFlood: when Telegram asks for patience nothing at all is sent for as
// long as it says, and then everything is.
func TestFlood(t *testing.T) {
	const n, patience = 100, 10 * time.Second
	synctest.Test(t, func(t *testing.T) {
		p := rush(t, n, func(*service) {})
		time.Sleep(time.Second)
		p.tg.Script("sendMessage", telegramtest.Fault{RetryAfter: int(patience / time.Second)})
		asked := p.now()
		time.Sleep(time.Second)
		p.tg.Chat(1).Says("/help")
		p.tg.Chat(5000).Says("I want to end my life")
		time.Sleep(time.Minute)
		p.down()
		early := 0
		for _, c := range p.tg.Calls() {
			if since := c.At.Sub(asked); since > 40*time.Millisecond && since < patience {
				early++
			}
		}
		if early > 0 {
			t.Errorf("%d calls in the %v that Telegram asked to wait", early, patience)
		}
		if got := p.nudged(n); got != n {
			t.Errorf("%d nudges went out, want %d", got, n)
		}
		if len(p.fromBot(1)) != 2 || len(p.fromBot(5000)) != 1 {
			t.Errorf("%d messages to who asked for help, %d help cards", len(p.fromBot(1)), len(p.fromBot(5000)))
		}
		p.strict()
	})
}

// since is how long after a moment a chat was sent its latest message.
func (p *program) since(chat int64, at time.Time) (time.Duration, error) {
	got := p.fromBot(chat)
	if len(got) == 0 || got[len(got)-1].At.Before(at) {
		return 0, fmt.Errorf("no answer")
	}
	return got[len(got)-1].At.Sub(at), nil
}

// TestReplyBeforeNudges: whoever writes while nudges go out by the hundred is
// answered at once, except that a chat may be sent one message a second.
func TestReplyBeforeNudges(t *testing.T) {
	const n, most = 300, 1100 * time.Millisecond
	synctest.Test(t, func(t *testing.T) {
		p := rush(t, n, func(s *service) { s.HTTP = slow{telegramOf(s), 50 * time.Millisecond} })
		for i := range 10 {
			time.Sleep(time.Second)
			asked := p.now()
			for _, chat := range []int64{int64(1 + 29*i), 299, int64(6000 + i)} { // one sent to by now, one at the end, one who is new
				p.tg.Chat(chat).Says("/help_now")
			}
			time.Sleep(most + 50*time.Millisecond)
			for _, chat := range []int64{int64(1 + 29*i), int64(6000 + i)} {
				if took, err := p.since(chat, asked); err != nil || took > most {
					t.Errorf("second %d: answered after %v, %v", i, took, err)
				}
			}
		}
		time.Sleep(10 * time.Second)
		p.down()
		if got := p.nudged(n); got != n {
			t.Errorf("%d nudges went out, want %d", got, n)
		}
		p.strict()
	})
}

// TestBlip: one second in which Telegram fails, with many calls in flight, is
// one failure. Who writes after it is not kept waiting as after many.
func TestBlip(t *testing.T) {
	const n = 60
	synctest.Test(t, func(t *testing.T) {
		p := rush(t, n, func(s *service) { s.HTTP = slow{telegramOf(s), 900 * time.Millisecond} })
		for range 29 {
			p.tg.Script("sendMessage", telegramtest.Fault{Status: 502})
		}
		time.Sleep(2 * time.Second)
		asked := p.now()
		p.tg.Chat(5000).Says("/help_now")
		time.Sleep(10 * time.Second)
		if took, err := p.since(5000, asked); err != nil || took > 5*time.Second {
			t.Errorf("answered after %v, %v", took, err)
		}
		p.down()
		if got := p.nudged(n); got != n {
			t.Errorf("%d nudges went out, want %d", got, n)
		}
	})
}

// TestPace: a chat is sent no more than Telegram allows one chat, however much
// its member asks for, and gets all of it.
func TestPace(t *testing.T) {
	const n = 20
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
		p.up()
		for i := range n {
			p.tg.Chat(1).Says([]string{"/help", "/journal", "/privacy", "/settings"}[i%4])
		}
		time.Sleep(n*time.Second + 5*time.Second)
		p.down()
		if got := len(p.fromBot(1)); got != n {
			t.Errorf("%d answers, want %d", got, n)
		}
		p.strict()
	})
}
