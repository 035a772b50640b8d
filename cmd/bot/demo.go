package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"afterglow/cmd/bot/internal/circles"
	"afterglow/cmd/bot/internal/config"
	"afterglow/cmd/bot/internal/demo"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/storage"
	"golang.org/x/sync/errgroup"
)

// demoCommand is "bot demo".
type demoCommand struct {
	Listen  string `help:"Where to listen." default:"127.0.0.1:8080" placeholder:"ADDRESS"`
	Verbose bool   `help:"Show the bot's log."`
}

// demoToken is the token of the Telegram that the demo plays.
const demoToken = "1:demo-token-of-a-telegram-that-is-played"

// Run serves the page, with the very program behind it that "bot run" runs. Its
// files lie in a folder that is removed at the end.
func (d demoCommand) Run(w world) error {
	dir, err := os.MkdirTemp("", "afterglow-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var master [32]byte
	rand.Read(master[:])
	store, closeStore, err := openPair(w.ctx, filepath.Join(dir, "demo.db"), filepath.Join(dir, "demo.keys"), master)
	if err != nil {
		return err
	}
	defer closeStore()

	c := config.Default()
	c.Clinic.Name, c.Clinic.Phone, c.Clinic.Country = "the demo clinic", "+1 555 0100", "US"
	c.Circles = []circles.Circle{{Name: "Thursday circle", Start: "2026-01-08 18:30", Rule: "FREQ=WEEKLY;INTERVAL=2", Zone: c.Members.DefaultZone}}
	conversation, err := newTalk(c)
	if err != nil {
		return err
	}
	clock, moved := demo.NewClock(), newBell()
	tg := telegramtest.New(demoToken, clock.Now)
	page := &demo.Server{Telegram: tg, Clock: clock, Next: nextNudge(store), Wake: moved.ring}

	l, err := listen(d.Listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "Open http://%s in a browser. Ctrl-C ends the demo; nothing is kept.\n", l.Addr())
	g, ctx := errgroup.WithContext(w.ctx)
	g.Go(func() error {
		return serve(ctx, service{Store: store, Talk: conversation, HTTP: tg, Token: demoToken, APIURL: "https://telegram.invalid",
			PerSecond: c.Telegram.PerSecond, PerChat: c.Telegram.PerChatPerSecond, Log: d.logger(w.stderr), Now: clock.Now, Moved: moved})
	})
	g.Go(func() error { return serveHTTP(ctx, l, page.Handler()) })
	return g.Wait()
}

func (d demoCommand) logger(w io.Writer) *slog.Logger {
	if !d.Verbose {
		return slog.New(slog.DiscardHandler)
	}
	return logger(config.Log{Level: "info", Format: "text"}, w)
}

// listen takes the address, or another port when that one is taken and was not
// asked for.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil && address == "127.0.0.1:8080" {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, fmt.Errorf("%w; --listen takes another address", err)
	}
	return l, nil
}

// serveHTTP serves until ctx ends.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		srv.Close()
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// nextNudge says when a member's next nudge is due.
func nextNudge(store *storage.Store) func(context.Context, int64) (time.Time, error) {
	return func(ctx context.Context, chat int64) (at time.Time, err error) {
		err = store.View(ctx, func(tx *storage.Tx) error { at, err = tx.Alarm(store.User(chat)); return err })
		return at, err
	}
}
