package main

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// testToken is the bot's token in tests; it must never show up anywhere.
const testToken = "4815162342:AAtoken-of-the-tests-never-to-be-printed"

// A program is the whole bot in a bubble, with a strict Telegram around it and
// a clock that begins where the test wants.
type program struct {
	t        *testing.T
	tg       *telegramtest.Telegram
	db, keys kv.DB
	log      *logBuffer
	began    time.Time // of the bubble
	start    time.Time // what the clock shows then
	skipped  atomic.Int64
	moved    bell
	circles  nudges.Listed // the clinic's

	stop func()
	done chan error
}

// newProgram makes a program whose clock shows start now. It runs once up is
// called.
// Keys come from a fixed source, so that a member is sent the same wording at
// the same minute in every run.
func newProgram(t *testing.T, start time.Time) *program {
	cryptotest.SetGlobalRandom(t, 1)
	p := &program{t: t, db: memory.New(), keys: memory.New(), log: new(logBuffer), began: time.Now(), start: start, moved: newBell()}
	p.tg = telegramtest.New(testToken, p.now)
	return p
}

func (p *program) now() time.Time {
	return p.start.Add(time.Since(p.began) + time.Duration(p.skipped.Load()))
}

// skip moves the clock, as the demo does: quicker than letting time pass, but
// for the bot it is as if the machine had slept.
func (p *program) skip(d time.Duration) {
	p.skipped.Add(int64(d))
	p.moved.ring()
}

// service is the bot as "bot run" would make it from a configuration.
func (p *program) service(store *storage.Store) service {
	protocol := nudges.Default()
	if p.circles != nil {
		protocol.Circles = p.circles
	}
	return service{
		Store: store, HTTP: p.tg, Token: testToken, APIURL: "https://telegram.invalid", PerSecond: 30, PerChat: 1, Now: p.now, Moved: p.moved,
		Log: slog.New(slog.NewTextHandler(p.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Talk: &talk.Talk{Words: content.Builtin(), Protocol: protocol, Zone: "America/New_York",
			Clinic: crisis.Clinic{Name: "Example Clinic", Phone: "+1 555 0100", Country: "US"}},
	}
}

// up starts the bot on what is stored.
func (p *program) up() {
	p.t.Helper()
	if !p.tryUp() {
		p.t.Fatal("the store does not open")
	}
}

// tryUp is up where the store may not open.
func (p *program) tryUp() bool {
	ctx, cancel := context.WithCancel(p.t.Context())
	store, err := storage.Open(ctx, p.db, p.keys, [32]byte{1})
	if err != nil {
		cancel()
		return false
	}
	p.done = make(chan error, 1)
	p.stop = cancel
	go func() { p.done <- serve(ctx, p.service(store)) }()
	synctest.Wait()
	return true
}

// tap presses the newest button of that label, if there is one.
func tap(c *telegramtest.Chat, label string) bool {
	for _, m := range slices.Backward(c.Messages()) {
		if c.Tap(m.ID, label) == nil {
			return true
		}
	}
	return false
}

// down ends it as SIGTERM does.
func (p *program) down() {
	p.t.Helper()
	p.stop()
	if err := <-p.done; err != nil {
		p.t.Errorf("the program ended with: %v", err)
	}
}

// read looks into what is stored.
func (p *program) read(fn func(*storage.Store, *storage.Tx) error) {
	p.t.Helper()
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err == nil {
		err = store.View(p.t.Context(), func(tx *storage.Tx) error { return fn(store, tx) })
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// notes are a member's stored notes.
func (p *program) notes(chat int64) (notes []nudges.Note) {
	p.t.Helper()
	p.read(func(s *storage.Store, tx *storage.Tx) (err error) { notes, err = tx.Notes(s.User(chat)); return err })
	return notes
}

// member is a member's stored record.
func (p *program) member(chat int64) (m nudges.Member) {
	p.t.Helper()
	p.read(func(s *storage.Store, tx *storage.Tx) (err error) { m, err = tx.Member(s.User(chat)); return err })
	return m
}

// strict fails the test when the bot made a call that Telegram would refuse.
func (p *program) strict() {
	p.t.Helper()
	for _, r := range p.tg.Refusals() {
		p.t.Errorf("Telegram refused %s: %d %s", r.Method, r.Code, r.Description)
	}
}

// A logBuffer is a log that may be read while it is written.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
