package main

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// A mute Telegram does what it is told and then says nothing, while it is told
// to: the caller waits until it gives up.
type mute struct {
	*telegramtest.Telegram
	on *bool
}

func (m mute) Do(r *http.Request) (*http.Response, error) {
	quiet := *m.on && !strings.HasSuffix(r.URL.Path, "/getUpdates")
	resp, err := m.Telegram.Do(r)
	if quiet {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	return resp, err
}

// TestEndsInTime: told to end while calls hang, the program is gone within five
// seconds. What was in flight is known to be so: a nudge is not sent again, an
// answer once more at most, and nothing is lost.
func TestEndsInTime(t *testing.T) {
	const n = 12
	for _, acts := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			var on bool
			p := rush(t, n, func(s *service) {
				if acts {
					s.HTTP = mute{s.HTTP.(*telegramtest.Telegram), &on}
				}
			})
			if on = acts; !acts {
				for range 2*n + 1 {
					p.tg.Script("sendMessage", telegramtest.Fault{Hang: time.Hour})
				}
			}
			for _, chat := range from(100, n) {
				p.tg.Chat(chat).Says("/help")
				p.tg.Chat(chat).Says("/privacy")
			}
			p.tg.Chat(1000).Says(inCrisis)
			time.Sleep(2 * time.Second)
			told := time.Now()
			p.down()
			if took := time.Since(told); took > 5*time.Second {
				t.Errorf("acts %v: it took %v to end", acts, took)
			}
			on = false
			p.up()
			time.Sleep(5 * time.Minute)
			p.down()
			for _, chat := range from(1, n) {
				if got := len(p.sentNudges(chat)); got > 1 || (acts && got != 1) {
					t.Errorf("acts %v: %d nudges to %d", acts, got, chat)
				}
			}
			for _, chat := range append(from(100, n), 1000) {
				texts, twice := map[string]int{}, 0
				for _, m := range p.fromBot(chat) {
					if texts[m.Text]++; texts[m.Text] > 1 {
						twice++
					}
				}
				if want := map[bool]int{true: 1, false: 2}[chat == 1000]; len(texts) != want || twice > 1 {
					t.Errorf("acts %v: %d got %d different answers, want %d; %d repeated", acts, chat, len(texts), want, twice)
				}
			}
		})
	}
}
