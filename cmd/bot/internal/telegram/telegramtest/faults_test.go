package telegramtest_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
)

func TestFaults(t *testing.T) {
	tests := []struct {
		name  string
		fault telegramtest.Fault
		err   string // part of what the library reports; "" for none
		acted bool
		after time.Duration
	}{
		{"none", telegramtest.Fault{}, "", true, 0},
		{"too many", telegramtest.Fault{Status: 429, RetryAfter: 7}, "retry_after 7", false, 0},
		{"too many, in short", telegramtest.Fault{RetryAfter: 7}, "retry_after 7", false, 0},
		{"bad gateway", telegramtest.Fault{Status: 502}, "502 Bad Gateway", false, 0},
		{"forbidden", telegramtest.Fault{Status: 403, Description: "Forbidden: no"}, "forbidden, Forbidden: no", false, 0},
		{"cut", telegramtest.Fault{Cut: true}, "connection reset", false, 0},
		{"act, then cut", telegramtest.Fault{ActThenCut: true}, "connection reset", true, 0},
		{"garbage", telegramtest.Fault{Garbage: true}, "error decode response body", false, 0},
		{"hang", telegramtest.Fault{Hang: 20 * time.Second}, "", true, 20 * time.Second},
		{"hang, then fail", telegramtest.Fault{Hang: 20 * time.Second, Status: 500}, "500", false, 20 * time.Second},
		{"hang beyond patience", telegramtest.Fault{Hang: time.Hour}, "deadline exceeded", false, time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tg := telegramtest.New(token, time.Now)
				c := tg.Chat(7)
				b := library(t, tg)
				tg.Script("SendMessage", test.fault)
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				began := time.Now()
				_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "hi"})
				if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
					t.Errorf("error %v, want %q", err, test.err)
				}
				if err != nil && strings.Contains(err.Error(), token) {
					t.Errorf("the token is in %v", err)
				}
				if acted := len(c.Messages()) == 1; acted != test.acted || time.Since(began) != test.after {
					t.Errorf("acted: %t after %v, want %t after %v", acted, time.Since(began), test.acted, test.after)
				}
				if test.acted && !last(c).At.Equal(began.Add(test.after)) {
					t.Errorf("the message is of %v, want %v after %v", last(c).At, test.after, began)
				}
				if got := tg.Refusals(); len(got) != 0 {
					t.Errorf("refusals %+v", got)
				}
				if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "hi"}); err != nil && ctx.Err() == nil {
					t.Errorf("the next call: %v", err)
				}
			})
		})
	}
}

func TestFaultsOfAnyMethod(t *testing.T) {
	tg, _ := fixed(t)
	tg.Chat(7).Says("hello")
	tg.Script("", telegramtest.Fault{Status: 500})
	tg.Script("sendMessage", telegramtest.Fault{Status: 502})
	if got := updates(t, tg, nil); len(got) != 1 {
		t.Errorf("getUpdates met a fault that was not for it")
	}
	for _, want := range []int{502, 500, 0} {
		if a := ask(t, tg, "sendMessage", fields{"chat_id": 7, "text": "hi"}); a.Code != want {
			t.Errorf("got %+v, want %d", a, want)
		}
	}
	tg.Script("getUpdates", telegramtest.Fault{ActThenCut: true})
	_, err := post(t.Context(), tg, "getUpdates", "application/json", `{"offset":-1}`)
	var broken *url.Error
	if !errors.As(err, &broken) || !strings.Contains(broken.URL, token) {
		t.Errorf("a broken connection is %v, want a *url.Error with the address in it, as of net/http", err)
	}
}
