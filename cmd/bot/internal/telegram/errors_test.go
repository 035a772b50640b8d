package telegram

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// word is what a member wrote.
const word = "lanternfish"

// calls are all calls of a client.
var calls = map[string]func(context.Context, *Client) error{
	"getMe":         func(ctx context.Context, c *Client) error { _, err := c.Name(ctx); return err },
	"setMyCommands": func(ctx context.Context, c *Client) error { return c.SetCommands(ctx, "", []Command{{"stop", word}}) },
	"sendMessage": func(ctx context.Context, c *Client) error {
		_, err := c.Say(ctx, testChat, talk.Drawn{HTML: word})
		return err
	},
	"editMessageText": func(ctx context.Context, c *Client) error { return c.Edit(ctx, testChat, 1, talk.Drawn{HTML: word}) },
	"editMessageReplyMarkup": func(ctx context.Context, c *Client) error {
		return c.EditButtons(ctx, testChat, 1, [][]talk.Button{{{Label: word, Data: word}}})
	},
	"setMessageReaction":  func(ctx context.Context, c *Client) error { return c.React(ctx, testChat, 1, "✍") },
	"answerCallbackQuery": func(ctx context.Context, c *Client) error { return c.Answer(ctx, "77", word) },
	"deleteMessages":      func(ctx context.Context, c *Client) error { return c.Delete(ctx, testChat, []int{1, 2}) },
	"sendDocument": func(ctx context.Context, c *Client) error {
		_, err := c.File(ctx, testChat, talk.File{Name: word + ".txt", Data: []byte(word)}, word)
		return err
	},
	"getUpdates": func(ctx context.Context, c *Client) error {
		_, err := c.poll(ctx, func(context.Context) (int64, error) { return 0, nil })
		return err
	},
}

// TestFaults is every method against every fault: which of our errors it
// becomes, that it does not take longer than a call may, and that it gives away
// nothing.
func TestFaults(t *testing.T) {
	said := word + " by " + strconv.FormatInt(testChat, 10) + " in bot" + testToken
	flooded := errors.New("a RetryError of 9s")
	tests := []struct {
		name  string
		fault telegramtest.Fault
		want  error
		poll  error // of getUpdates, where it differs
	}{
		{"400", telegramtest.Fault{Status: 400, Description: "Bad Request: can't find \"" + said + "\""}, ErrRejected, ErrUnreachable},
		{"400 tag", telegramtest.Fault{Status: 400, Description: `Bad Request: can't parse entities: Unsupported start tag "` + word + `" at byte offset 3`}, ErrRejected, ErrUnreachable},
		{"400 URL", telegramtest.Fault{Status: 400, Description: `Bad Request: inline keyboard button URL '` + word + `' is invalid`}, ErrRejected, ErrUnreachable},
		{"400 chat", telegramtest.Fault{Status: 400, Description: "Bad Request: chat " + strconv.FormatInt(testChat, 10) + " not found"}, ErrRejected, ErrUnreachable},
		{"401", telegramtest.Fault{Status: 401, Description: said}, ErrToken, nil},
		{"403", telegramtest.Fault{Status: 403, Description: said}, ErrRefused, ErrUnreachable},
		{"404", telegramtest.Fault{Status: 404, Description: said}, ErrToken, nil},
		{"409", telegramtest.Fault{Status: 409, Description: said}, ErrConflict, nil},
		{"413", telegramtest.Fault{Status: 413, Description: said}, ErrUnknown, ErrUnreachable},
		{"418", telegramtest.Fault{Status: 418, Description: said}, ErrUnknown, ErrUnreachable},
		{"429", telegramtest.Fault{RetryAfter: 9, Description: said}, flooded, nil},
		{"500", telegramtest.Fault{Status: 500, Description: said}, ErrUnreachable, nil},
		{"502", telegramtest.Fault{Status: 502, Description: said}, ErrUnreachable, nil},
		{"no JSON", telegramtest.Fault{Garbage: true}, ErrUnknown, ErrUnreachable},
		{"cut", telegramtest.Fault{Cut: true}, ErrUnknown, nil},
		{"cut after", telegramtest.Fault{ActThenCut: true}, ErrUnknown, nil},
		{"hangs", telegramtest.Fault{Hang: time.Hour}, ErrUnknown, nil},
	}
	for method, call := range calls {
		for _, test := range tests {
			synctest.Test(t, func(t *testing.T) {
				tg, c := connect(t)
				// A message to edit, to react to and to delete, and a press to answer.
				tg.Raw(`"message":{"message_id":1,"chat":{"id":5512345678901,"type":"private"},"text":"x"}`)
				tg.Raw(`"callback_query":{"id":"77","from":{"id":5512345678901},"message":{"message_id":1,"chat":{"id":5512345678901}}}`)
				tg.Script(method, test.fault)
				began := time.Now()
				err := call(t.Context(), c)
				want := test.want
				if method == "getUpdates" && test.poll != nil {
					want = test.poll
				}
				var flood *RetryError
				if want == flooded {
					if !errors.As(err, &flood) || flood.After != 9*time.Second {
						t.Errorf("%s, %s: %v, want a RetryError of 9s", method, test.name, err)
					}
				} else if !errors.Is(err, want) {
					t.Errorf("%s, %s: %v, want %v", method, test.name, err, want)
				}
				if took := time.Since(began); took > 75*time.Second || (took > 20*time.Second && method != "getUpdates") {
					t.Errorf("%s, %s: it took %v", method, test.name, took)
				}
				givesAwayNothing(t, method+", "+test.name, err)
			})
		}
	}
}

// givesAwayNothing looks into an error and all it wraps.
func givesAwayNothing(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, secret := range []string{testToken, testToken[20:], word, strconv.FormatInt(testChat, 10), "5512345"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error holds %q: %v", what, secret, err)
		}
	}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		givesAwayNothing(t, what, err.Unwrap())
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			givesAwayNothing(t, what, e)
		}
	}
}

// TestDescriptionStays: what Telegram says about a request of ours is kept as
// far as it can't repeat what was in it.
func TestDescriptionStays(t *testing.T) {
	for said, want := range map[string]string{
		"Bad Request: BUTTON_DATA_INVALID":                             "BUTTON_DATA_INVALID",
		`Bad Request: can't parse entities: Unsupported start tag "x"`: "can't parse entities: Unsupported start tag",
	} {
		tg, c := connect(t)
		tg.Script("sendMessage", telegramtest.Fault{Status: 400, Description: said})
		if _, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "x"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

// answered is a client to whom everything is answered so.
func answered(t *testing.T, status int, body string) *Client {
	return client(t, func(r *http.Request) (*http.Response, error) {
		io.Copy(io.Discard, r.Body)
		return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})
}

// TestAnswersThatMakeNoSense become errors that say nothing.
func TestAnswersThatMakeNoSense(t *testing.T) {
	id := strconv.FormatInt(testChat, 10)
	for _, body := range []string{
		"", "null", "[]", "{}", `{"ok":true}`, `{"ok":true,"result":"` + word + `"}`, `{"ok":"` + word + `"}`,
		`{"ok":false}`, `{"ok":false,"error_code":400,"description":"` + word + `","parameters":{"migrate_to_chat_id":-` + id + `}}`,
		`{"ok":false,"error_code":429}`, `{"ok":false,"error_code":429,"parameters":{"retry_after":-5}}`, `{"ok":false,"error_code":99999,"description":"` + id + `"}`,
		`{"ok":true,"result":[{"message":{"text":"` + word + `"}}]}`, `{"ok":true,"result":[{"update_id":"` + id + `"}]}`, strings.Repeat("[", 20_000),
	} {
		for method, call := range calls {
			err := call(t.Context(), answered(t, 200, body))
			givesAwayNothing(t, method+" answered "+body[:min(len(body), 60)], err)
			if flood := (*RetryError)(nil); errors.As(err, &flood) && flood.After < time.Second {
				t.Errorf("%s: a pause of %v", method, flood.After)
			}
			if method == "sendMessage" && err == nil {
				t.Errorf("%s answered %s: no error", method, body[:min(len(body), 60)])
			}
		}
	}
}

// TestConnectionFails tells a call that cannot have reached Telegram from one
// that may have, on real connections.
func TestConnectionFails(t *testing.T) {
	tg := telegramtest.New(testToken, time.Now)
	tg.SetLimits(telegramtest.Limits{})
	plain := httptest.NewServer(tg)
	defer plain.Close()
	nobody := httptest.NewServer(tg)
	nobody.Close()
	secure := httptest.NewUnstartedServer(tg)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that fail, as they should
	secure.StartTLS()
	defer secure.Close()
	ours := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	blackHole := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return nil, context.DeadlineExceeded
	}}
	tests := []struct {
		name  string
		url   string
		via   *http.Transport
		fault telegramtest.Fault
		want  error
	}{
		{"well", plain.URL, ours, telegramtest.Fault{}, nil},
		{"well, secure", secure.URL, ours, telegramtest.Fault{}, nil},
		{"nobody listens", nobody.URL, ours, telegramtest.Fault{}, ErrUnreachable},
		{"no such host", "http://telegram.invalid", ours, telegramtest.Fault{}, ErrUnreachable},
		{"packets vanish", plain.URL, blackHole, telegramtest.Fault{}, ErrUnreachable},
		{"not the certificate", secure.URL, &http.Transport{}, telegramtest.Fault{}, ErrUnreachable},
		{"no TLS there", strings.Replace(plain.URL, "http:", "https:", 1), ours, telegramtest.Fault{}, ErrUnreachable},
		{"cut before it acts", plain.URL, ours, telegramtest.Fault{Cut: true}, ErrUnknown},
		{"cut after it acted", plain.URL, ours, telegramtest.Fault{ActThenCut: true}, ErrUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer test.via.CloseIdleConnections()
			c, err := New(testToken, test.url, &http.Client{Transport: test.via})
			if err != nil {
				t.Fatal(err)
			}
			tg.Chat(testChat)
			if test.fault != (telegramtest.Fault{}) {
				tg.Script("sendMessage", test.fault)
			}
			_, err = c.Say(t.Context(), testChat, talk.Drawn{HTML: word})
			if !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			givesAwayNothing(t, test.name, err)
		})
	}
}

// TestCallIsBounded: a call to a Telegram that never answers ends well before
// the lease of its claim; one that is called off ends at once.
func TestCallIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := connect(t)
		tg.Script("", telegramtest.Fault{Hang: time.Hour}, telegramtest.Fault{Hang: time.Hour})
		began := time.Now()
		if _, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "x"}); !errors.Is(err, ErrUnknown) || time.Since(began) != sendTimeout {
			t.Errorf("ended with %v after %v", err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began = time.Now()
		if _, err := c.Say(ctx, testChat, talk.Drawn{HTML: "x"}); !errors.Is(err, ErrUnknown) || time.Since(began) != time.Second {
			t.Errorf("called off, it ended with %v after %v", err, time.Since(began))
		}
		cancelled, stop := context.WithCancel(t.Context())
		stop()
		if _, err := c.Say(cancelled, testChat, talk.Drawn{HTML: "x"}); !errors.Is(err, context.Canceled) {
			t.Errorf("called off before, it ended with %v", err)
		}
	})
}
