package telegramtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
)

func TestTokens(t *testing.T) {
	tests := []struct {
		name, path string
		revoked    bool
		want       int
		listed     bool
	}{
		{"right", "/bot" + token + "/getMe", false, 200, false},
		{"wrong", "/bot654321:test_token/getMe", false, 401, true},
		{"impossible", "/bottoken/getMe", false, 404, true},
		{"nowhere", "/", false, 404, true},
		{"without method", "/bot" + token, false, 404, true},
		{"unknown method", "/bot" + token + "/getYou", false, 404, true},
		{"test environment", "/bot" + token + "/test/getMe", false, 404, true},
		{"revoked", "/bot" + token + "/getMe", true, 401, false},
		{"file with a wrong token", "/file/bot654321:test_token/x", false, 401, true},
		{"unknown file", "/file/bot" + token + "/x", false, 404, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			if test.revoked {
				tg.Revoke()
			}
			w := httptest.NewRecorder()
			tg.ServeHTTP(w, httptest.NewRequest(http.MethodGet, test.path, nil))
			if w.Code != test.want || w.Code != 200 && !strings.Contains(w.Body.String(), `"ok":false`) {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
			if got := len(tg.Refusals()) == 1; got != test.listed {
				t.Errorf("refusals %+v", tg.Refusals())
			}
		})
	}
}

func TestBodies(t *testing.T) {
	const multi = "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhi & bye\r\n--x--\r\n"
	tests := []struct {
		name, kind, query, body string
		want                    string // part of the description; "" when accepted
	}{
		{"JSON", "application/json", "", `{"chat_id":7,"text":"hi & bye","reply_markup":null}`, ""},
		{"JSON with a charset", "application/json; charset=utf-8", "", `{"chat_id":"7","text":"hi & bye"}`, ""},
		{"form", "application/x-www-form-urlencoded", "", "chat_id=7&text=hi+%26+bye", ""},
		{"multipart", "multipart/form-data; boundary=x", "", multi, ""},
		{"query", "", "?chat_id=7&text=hi+%26+bye", "", ""},
		{"broken JSON", "application/json", "", `{"chat_id":7`, "can't parse request"},
		{"JSON that is no object", "application/json", "", `[7]`, "can't parse request"},
		{"cut multipart", "multipart/form-data; boundary=x", "", multi[:120], "can't parse request"},
		{"multipart without its end", "multipart/form-data; boundary=x", "", strings.TrimSuffix(multi, "--x--\r\n"), "can't parse request"},
		{"plain text", "text/plain", "", "chat_id=7", "unsupported content type"},
		{"not UTF-8", "application/x-www-form-urlencoded", "", "chat_id=7&text=%ff", "UTF-8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			c := tg.Chat(7)
			a, err := post(t.Context(), tg, "sendMessage"+test.query, test.kind, test.body)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case test.want != "":
				if a.Code != 400 || !strings.Contains(a.Description, test.want) {
					t.Errorf("got %+v", a)
				}
			case !a.OK || last(c).Text != "hi & bye":
				t.Errorf("got %+v, %+v", a, c.Messages())
			}
		})
	}
}

// A body is one whose reads and closes are looked at.
type body struct {
	io.Reader
	drained, closed bool
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.drained = b.drained || err == io.EOF
	return n, err
}

func (b *body) Close() error { b.closed = true; return nil }

func TestBodiesAreDrained(t *testing.T) {
	tests := map[string]struct {
		path  string
		size  int
		fault telegramtest.Fault
	}{
		"accepted":      {path: "/bot" + token + "/getMe", size: 10},
		"wrong token":   {path: "/bot1:x/getMe", size: 10},
		"too large":     {path: "/bot" + token + "/getMe", size: 55 << 20},
		"cut":           {path: "/bot" + token + "/getMe", size: 10, fault: telegramtest.Fault{Cut: true}},
		"unknown":       {path: "/bot" + token + "/getYou", size: 10},
		"somewhere odd": {path: "/", size: 10},
	}
	for name, test := range tests {
		tg, _ := fixed(t)
		tg.Script("getMe", test.fault)
		b := &body{Reader: io.LimitReader(zeros{}, int64(test.size))}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://x"+test.path, b)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := tg.Do(r); err == nil {
			resp.Body.Close()
		}
		if !b.drained || !b.closed {
			t.Errorf("%s: drained %t, closed %t", name, b.drained, b.closed)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestCallersMayGiveUpWhileWriting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.New(token, time.Now)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		stuck, w := io.Pipe() // nothing is ever written
		defer w.Close()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://x/bot"+token+"/getMe", stuck)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = tg.Do(r); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if len(tg.Calls()) != 0 {
			t.Error("half a call was accepted")
		}
	})
}

// The same over a network, which the demo uses.
func TestOverHTTP(t *testing.T) {
	tg, _ := fixed(t)
	server := httptest.NewServer(tg)
	defer server.Close()
	c := tg.Chat(7)
	b, err := bot.New(token, bot.WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	params := &bot.SendMessageParams{ChatID: 7, Text: "hi"}
	if _, err = b.SendMessage(t.Context(), params); err != nil {
		t.Fatal(err)
	}
	tg.Script("sendMessage", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Status: 403, Description: "Forbidden: x"})
	if _, err = b.SendMessage(t.Context(), params); err == nil {
		t.Error("a broken connection gave an answer")
	}
	if _, err = b.SendMessage(t.Context(), params); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("got %v", err)
	}
	if got := c.Messages(); len(got) != 2 {
		t.Errorf("messages %+v", got)
	}
}

func TestWebhook(t *testing.T) {
	tg, _ := fixed(t)
	tg.Chat(7).Says("one")
	tg.Chat(7).Says("two")
	var got []string
	answer := http.StatusInternalServerError
	hook := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.URL.Path+" "+r.Header.Get("X-Telegram-Bot-Api-Secret-Token")+" "+string(body[:22]))
		w.WriteHeader(answer)
	})
	if n := tg.Deliver(hook); n != 0 || len(got) != 0 {
		t.Fatalf("%d were delivered to no webhook", n)
	}
	must(t, tg, "setWebhook", fields{"url": "https://example.org/hook", "secret_token": "s3cret"}, nil)
	if a := ask(t, tg, "getUpdates", nil); a.Code != 409 || !strings.Contains(a.Description, "webhook is active") {
		t.Errorf("polling beside it: %+v", a)
	}
	if n := tg.Deliver(hook); n != 0 || tg.Pending() != 2 {
		t.Errorf("%d were confirmed by a 500, %d wait", n, tg.Pending())
	}
	answer = http.StatusOK
	if n := tg.Deliver(hook); n != 2 || tg.Pending() != 0 {
		t.Errorf("%d were confirmed, %d wait", n, tg.Pending())
	}
	want := `/hook s3cret {"update_id":700000001`
	if len(got) != 3 || got[0] != got[1] || !strings.HasPrefix(want, got[0]) {
		t.Errorf("got %q", got)
	}
	tg.Chat(7).Says("three")
	var info struct {
		URL     string `json:"url"`
		Pending int    `json:"pending_update_count"`
	}
	must(t, tg, "getWebhookInfo", nil, &info)
	if info.URL != "https://example.org/hook" || info.Pending != 1 {
		t.Errorf("info %+v", info)
	}
	must(t, tg, "deleteWebhook", fields{"drop_pending_updates": true}, nil)
	if ids := updates(t, tg, nil); len(ids) != 0 {
		t.Errorf("left: %v", ids)
	}
}
