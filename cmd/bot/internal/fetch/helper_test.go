package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

const (
	token = "4815162342:AAtoken-of-the-tests-never-to-be-printed"
	mb    = 1 << 20
)

// A line is a fetcher with a strict Telegram on one end and a store on the
// other, in a bubble.
type line struct {
	t        *testing.T
	tg       *telegramtest.Telegram
	client   *telegram.Client
	db, keys kv.DB
	store    *storage.Store
	wake     chan struct{}
	log      *safeLog

	stop func()
}

func newLine(t *testing.T) *line {
	l := &line{t: t, tg: telegramtest.New(token, time.Now), db: memory.New(), keys: memory.New(), wake: make(chan struct{}, 1), log: &safeLog{}}
	var err error
	if l.client, err = telegram.New(token, "https://telegram.invalid", l.tg); err != nil {
		t.Fatal(err)
	}
	return l
}

// safeLog is a log that may be read while it is written.
type safeLog struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *safeLog) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeLog) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// up starts a fetcher on what is stored.
func (l *line) up() {
	l.t.Helper()
	var err error
	if l.store, err = storage.Open(l.t.Context(), l.db, l.keys, [32]byte{1}); err != nil {
		l.t.Fatal(err)
	}
	f := &Fetcher{Store: l.store, Source: l.client, Now: time.Now, Wake: l.wake, Queued: func() {},
		Log: slog.New(slog.NewTextHandler(l.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	ctx, cancel := context.WithCancel(l.t.Context())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	l.stop = func() {
		cancel()
		if err := <-done; err != nil {
			l.t.Error(err)
		}
	}
	synctest.Wait()
}

func (l *line) update(fn func(*storage.Tx) error) {
	l.t.Helper()
	if err := l.store.Update(l.t.Context(), fn); err != nil {
		l.t.Fatal(err)
	}
}

// sends lets a member send a file, the nth of this Telegram (which is how it
// names them), and keeps the note as the inbox does.
func (l *line) sends(chat int64, n int, caption string, data []byte, quiet ...bool) (message int) {
	l.t.Helper()
	message = l.tg.Chat(chat).SendsFile("document", caption, "scan.pdf", data)
	l.update(func(tx *storage.Tx) error {
		u, err := tx.Meet(chat)
		if err != nil {
			return err
		}
		note := nudges.Note{Message: message, At: time.Now(), Text: caption, File: &nudges.File{ID: fmt.Sprint("BQACAgIAAx_document_", n), Kind: "document"}}
		return errors.Join(tx.SetMember(u, nudges.Member{Language: "en"}, time.Time{}), tx.Keep(u, note), tx.Fetch(u, message, len(quiet) > 0, time.Now()))
	})
	select {
	case l.wake <- struct{}{}:
	default:
	}
	return message
}

// content is what a file holds: nothing that repeats.
func content(size int) []byte {
	data := make([]byte, size)
	rand.NewChaCha8([32]byte{1}).Read(data)
	return data
}

// note is a member's note, and whether there is one.
func (l *line) note(chat int64, message int) (n nudges.Note, ok bool) {
	l.t.Helper()
	err := l.store.View(l.t.Context(), func(tx *storage.Tx) (err error) { n, err = tx.Note(l.store.User(chat), message); return err })
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		l.t.Fatal(err)
	}
	return n, err == nil
}

// wantKept checks that a file is stored as it was sent.
func (l *line) wantKept(chat int64, message int, want []byte) {
	l.t.Helper()
	n, ok := l.note(chat, message)
	if !ok || n.File == nil || n.File.Stored.IsZero() {
		l.t.Errorf("the file of message %d is not kept: %+v", message, n)
		return
	}
	got, err := io.ReadAll(l.store.OpenFile(l.t.Context(), l.store.User(chat), message))
	if err != nil || !bytes.Equal(got, want) {
		l.t.Errorf("of %d bytes %d are kept, %v", len(want), len(got), err)
	}
}

// told is what a chat is to be sent: "react note.kept", "say media.lost".
func (l *line) told(chat int64) string {
	l.t.Helper()
	var list []string
	l.update(func(tx *storage.Tx) error {
		list = nil
		for {
			claims, err := tx.Claim(time.Now(), time.Minute, 9, storage.Reply)
			if err != nil || len(claims) == 0 {
				return err
			}
			for _, c := range claims {
				if c.Chat == chat {
					list = append(list, fmt.Sprint(c.Message.Do, " ", c.Message.Screen))
				}
				if err := tx.Settle(c, true, time.Now(), time.Time{}); err != nil {
					return err
				}
			}
		}
	})
	return strings.Join(list, ", ")
}

// ranges are the downloads that Telegram served, by what was asked for.
func (l *line) ranges() string {
	var list []string
	for _, c := range l.tg.Calls() {
		if c.Method == "file" {
			list = append(list, "["+strings.TrimPrefix(c.Range, "bytes=")+"]")
		}
	}
	return strings.Join(list, " ")
}

// records counts what is stored in a table.
func (l *line) records(table string) (n int) {
	l.t.Helper()
	l.db.View(l.t.Context(), func(r kv.Reader) error {
		for range r.Scan([]byte(table), []byte(table+"\xff")) {
			n++
		}
		return nil
	})
	return n
}

// end stops the fetcher and checks that it made no call that Telegram would
// refuse, and gave away nothing.
func (l *line) end() {
	l.t.Helper()
	l.stop()
	for _, r := range l.tg.Refusals() {
		l.t.Errorf("Telegram refused %s: %d %s", r.Method, r.Code, r.Description)
	}
	for _, secret := range []string{token, token[len(token)/2:], "scan.pdf", "BQACAg", "the lake"} {
		if strings.Contains(l.log.String(), secret) {
			l.t.Errorf("the log holds %q:\n%s", secret, l.log)
		}
	}
}
