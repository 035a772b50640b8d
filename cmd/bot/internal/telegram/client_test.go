package telegram

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

const (
	testToken = "4815162342:AAtoken-of-the-tests-never-to-be-printed"
	testChat  = int64(5_512_345_678_901)
)

// connect makes a Telegram and a client of it.
func connect(t *testing.T) (*telegramtest.Telegram, *Client) {
	t.Helper()
	tg := telegramtest.New(testToken, time.Now)
	return tg, client(t, doer(tg.Do))
}

func client(t *testing.T, do doer) *Client {
	t.Helper()
	c, err := New(testToken, "https://telegram.invalid/", do)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A doer is an HTTP client that is a function.
type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// lines is a log that may be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lines) count(level slog.Level) int {
	return strings.Count(l.String(), "level="+level.String())
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func TestName(t *testing.T) {
	tg, c := connect(t)
	if name, err := c.Name(t.Context()); name != telegramtest.Username || err != nil {
		t.Errorf("Name: %q, %v", name, err)
	}
	tg.Revoke()
	if _, err := c.Name(t.Context()); !isToken(err) {
		t.Errorf("with a revoked token: %v", err)
	}
}

// TestNewRefusesNoToken: an empty token is a wrong one.
func TestNewRefusesNoToken(t *testing.T) {
	if _, err := New("", "https://telegram.invalid", http.DefaultClient); !isToken(err) {
		t.Errorf("without a token: %v", err)
	}
}

func TestSetCommands(t *testing.T) {
	tg, c := connect(t)
	if err := c.SetCommands(context.Background(), "", []Command{{"session", "Log a session"}, {"stop", "Turn nudges off"}}); err != nil {
		t.Fatal(err)
	}
	if err := c.SetCommands(context.Background(), "es", []Command{{"stop", "Desactivar los avisos"}}); err != nil {
		t.Fatal(err)
	}
	got := tg.CommandsIn("")
	if len(got) != 2 || got[0].Name != "session" || got[1].Description != "Turn nudges off" {
		t.Errorf("the menu is %v", got)
	}
	if got := tg.CommandsIn("es"); len(got) != 1 || got[0].Description != "Desactivar los avisos" {
		t.Errorf("the Spanish menu is %v", got)
	}
}
