package telegramtest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
)

// A shot is n messages to a chat, of which some are accepted.
type shot struct {
	wait     time.Duration // before
	chat     int64         // 0: a new chat each
	n        int
	accepted int
}

func TestRates(t *testing.T) {
	tests := []struct {
		name   string
		limits telegramtest.Limits
		shots  []shot
	}{
		{"a burst to a chat, then one a second", telegramtest.DefaultLimits, []shot{
			{0, 7, 5, 3}, {time.Second, 7, 2, 1}, {500 * time.Millisecond, 7, 1, 0}, {500 * time.Millisecond, 7, 1, 1}, {time.Minute, 7, 9, 3},
		}},
		{"thirty a second over all", telegramtest.DefaultLimits, []shot{
			{0, 0, 20, 20}, {400 * time.Millisecond, 0, 20, 10}, {599 * time.Millisecond, 0, 1, 0}, {time.Millisecond, 0, 30, 20},
		}},
		{"two a second to a chat", telegramtest.Limits{PerChatPerSecond: 2}, []shot{{0, 7, 9, 6}, {time.Second, 7, 9, 2}}},
		{"lifted", telegramtest.Limits{}, []shot{{0, 7, 200, 200}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tg := telegramtest.New(token, func() time.Time { return dawn })
				tg.SetLimits(test.limits)
				fresh := int64(1000)
				for i, s := range test.shots {
					time.Sleep(s.wait)
					accepted := 0
					for range s.n {
						chat := s.chat
						if chat == 0 {
							fresh++
							chat = fresh
						}
						tg.Chat(chat)
						a := ask(t, tg, "sendMessage", fields{"chat_id": chat, "text": "hi"})
						if a.OK {
							accepted++
						} else if a.Code != 429 || a.Parameters.RetryAfter < 1 {
							t.Fatalf("shot %d: %+v", i, a)
						}
					}
					if accepted != s.accepted {
						t.Errorf("shot %d: %d of %d were accepted, want %d", i, accepted, s.n, s.accepted)
					}
				}
			})
		})
	}
}

func TestRateAsTheLibrarySeesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.New(token, time.Now)
		tg.SetLimits(telegramtest.Limits{PerSecond: 2})
		tg.Chat(7).Says("hello")
		b := library(t, tg)
		say := func() (int, error) {
			m, err := b.SendMessage(context.Background(), &bot.SendMessageParams{ChatID: 7, Text: "hi"})
			if err != nil {
				return 0, err
			}
			return m.ID, nil
		}
		id, err := say()
		if err != nil {
			t.Fatal(err)
		}
		// An edit counts, reactions and deletions do not.
		if _, err = b.EditMessageText(context.Background(), &bot.EditMessageTextParams{ChatID: 7, MessageID: id, Text: "hi!"}); err != nil {
			t.Fatal(err)
		}
		var tooMany *bot.TooManyRequestsError
		if _, err = say(); !errors.As(err, &tooMany) || tooMany.RetryAfter != 1 {
			t.Fatalf("got %v", err)
		}
		if _, err = b.DeleteMessage(context.Background(), &bot.DeleteMessageParams{ChatID: 7, MessageID: id}); err != nil {
			t.Fatal(err)
		}
		if got := tg.Refusals(); len(got) != 1 || got[0].Chat != 7 || got[0].Code != 429 {
			t.Errorf("refusals %+v", got)
		}
		time.Sleep(time.Second)
		if _, err = say(); err != nil {
			t.Errorf("after the second: %v", err)
		}
	})
}
