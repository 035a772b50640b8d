package telegramtest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
)

const token = "123456:test_token-for-the-stand-in"

// dawn is when the tests' fixed clock stands.
var dawn = time.Date(2026, 3, 27, 6, 30, 0, 0, time.UTC)

// fixed is a Telegram without limits whose clock is moved by hand.
func fixed(t *testing.T) (*telegramtest.Telegram, *time.Time) {
	t.Helper()
	now := dawn
	tg := telegramtest.New(token, func() time.Time { return now })
	tg.SetLimits(telegramtest.Limits{})
	return tg, &now
}

// library is the real library, sending to tg.
func library(t *testing.T, tg *telegramtest.Telegram) *bot.Bot {
	t.Helper()
	b, err := bot.New(token, bot.WithHTTPClient(time.Minute, tg))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type fields map[string]any

// An answer is the envelope of every answer.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
	status int
}

func post(ctx context.Context, tg *telegramtest.Telegram, method, kind, body string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.telegram.org/bot"+token+"/"+method, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", kind)
	resp, err := tg.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: resp.StatusCode}
	return a, json.Unmarshal(raw, &a)
}

// ask calls a method with a JSON body.
func ask(t *testing.T, tg *telegramtest.Telegram, method string, args fields) answer {
	t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	a, err := post(t.Context(), tg, method, "application/json", string(body))
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return a
}

// must is ask for a call that is to be accepted; it decodes the result.
func must(t *testing.T, tg *telegramtest.Telegram, method string, args fields, result any) {
	t.Helper()
	a := ask(t, tg, method, args)
	if !a.OK {
		t.Fatalf("%s refused: %d %s", method, a.Code, a.Description)
	}
	if result != nil {
		if err := json.Unmarshal(a.Result, result); err != nil {
			t.Fatalf("%s: %v in %s", method, err, a.Result)
		}
	}
}

// send has the bot send a text and returns the message id.
func send(t *testing.T, tg *telegramtest.Telegram, chat int64, text string) int {
	t.Helper()
	var m struct {
		ID int `json:"message_id"`
	}
	must(t, tg, "sendMessage", fields{"chat_id": chat, "text": text}, &m)
	return m.ID
}

// updates asks for updates and returns their ids.
func updates(t *testing.T, tg *telegramtest.Telegram, args fields) []int64 {
	t.Helper()
	var list []struct {
		ID int64 `json:"update_id"`
	}
	must(t, tg, "getUpdates", args, &list)
	ids := []int64{}
	for _, u := range list {
		ids = append(ids, u.ID)
	}
	return ids
}

func last(c *telegramtest.Chat) telegramtest.Message {
	messages := c.Messages()
	return messages[len(messages)-1]
}
