package main

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
)

// A counter counts the calls that are about a chat, refused ones too.
type counter struct {
	*telegramtest.Telegram
	mu    sync.Mutex
	about map[int64]int
}

func (c *counter) Do(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/getUpdates") {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		c.mu.Lock()
		for chat := range c.about {
			if bytes.Contains(body, []byte("\n"+strconv.FormatInt(chat, 10)+"\r")) {
				c.about[chat]++
			}
		}
		c.mu.Unlock()
	}
	return c.Telegram.Do(r)
}

func (c *counter) calls(chat int64) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.about[chat]
}

// TestBlockedIsLeftAlone: who blocks the bot is sent nothing and tried for
// nothing, all that waits for them is dropped, and everybody else is served.
// When they return they get what is still due, and no more.
func TestBlockedIsLeftAlone(t *testing.T) {
	const him, other = 5_000_000_001, 5_000_000_002
	for what, test := range map[string]struct {
		calls int // that are made at most before all is given up
		leave func(*program)
	}{
		"blocked, and we are told": {0, func(p *program) { p.tg.Chat(him).Blocks() }},
		"refused at the next call": {1, func(p *program) { p.tg.Script("sendMessage", telegramtest.Fault{Status: 403}) }},
		"gone":                     {1, func(p *program) { p.tg.Chat(him).Deactivates() }},
		"blocked with answers and a card on the way": {2, func(p *program) {
			for _, text := range []string{"/help", inCrisis, "/privacy", "/plan", "/settings", inCrisis, "/journal"} {
				p.tg.Chat(him).Says(text)
			}
			p.tg.Chat(him).Blocks()
		}},
		"blocked while calls fail": {4, func(p *program) {
			p.tg.Script("sendMessage", telegramtest.Fault{Status: 502}, telegramtest.Fault{Status: 502}, telegramtest.Fault{Status: 502})
			p.tg.Chat(him).Says("/help")
			p.tg.Chat(him).Says(inCrisis)
			p.tg.Chat(him).Says("/privacy")
			time.Sleep(400 * time.Millisecond)
			p.tg.Chat(him).Blocks()
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			ended := time.Date(2026, 6, 9, 22, 0, 0, 0, time.UTC)
			p := newProgram(t, ended.Add(15*time.Hour-time.Minute)) // just before 09:00 in New York
			p.enroll(nudges.Default(), "America/New_York", ended, him)
			p.enroll(nudges.Default(), "America/New_York", ended.Add(24*time.Hour), other)
			count := &counter{Telegram: p.tg, about: map[int64]int{him: 0, other: 0}}
			p.upWith(func(s *service) { s.HTTP = count })
			test.leave(p)
			time.Sleep(time.Hour)
			tried := count.calls(him)
			if tried > test.calls || (tried == 0 && test.calls > 0) {
				t.Errorf("%s: %d calls in the first hour, want %d at most", what, tried, test.calls)
			}
			time.Sleep(5 * time.Hour) // over the second nudge
			p.tg.Chat(other).Says("/help")
			time.Sleep(time.Minute)
			p.running()
			if n := count.calls(him) - tried; n != 0 {
				t.Errorf("%s: %d calls after that", what, n)
			}
			if n := len(p.fromBot(other)); n != 1 {
				t.Errorf("%s: %d answers to the other member\n%s", what, n, p.log.String())
			}
			if !p.member(him).Unreachable || !p.alarm(him).IsZero() {
				t.Errorf("%s: the record does not say so", what)
			}
			p.returns(what, him)
			p.down()
		})
	}
}

// returns lets the member come back, if they can, and looks at what comes.
func (p *program) returns(what string, chat int64) {
	p.t.Helper()
	before := len(p.sentNudges(chat))
	p.tg.Chat(chat).Unblocks()
	if p.tg.Chat(chat).Says("here again") == 0 {
		return // deactivated
	}
	time.Sleep(time.Minute)
	if p.member(chat).Unreachable {
		p.t.Errorf("%s: after they returned the record says that they are gone", what)
	}
	p.quiet()
	time.Sleep(4 * 24 * time.Hour)
	came := len(p.sentNudges(chat)) - before
	if held := strings.Contains(what, "card") || strings.Contains(what, "fail"); came == 0 && !held {
		p.t.Errorf("%s: after they returned no nudge came", what)
	}
	seen := map[string]bool{}
	for _, m := range p.sentNudges(chat) {
		if id := nudgeID(m); seen[id] {
			p.t.Errorf("%s: %s came twice", what, id)
		} else {
			seen[id] = true
		}
	}
}
