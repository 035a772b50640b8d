package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/bolt"
	"afterglow/storage/kv"
)

var errCrash = errors.New("crash")

// faulty is a store that stops the program at its nth write: the transaction
// is lost, and every later one fails, as if the process had been killed there.
type faulty struct {
	kv.DB
	left  *atomic.Int64
	crash func()
}

func (f faulty) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if f.left.Load() <= 0 {
		return errCrash
	}
	return f.DB.Update(ctx, func(w kv.Writer) error { return fn(faultyWriter{w, f}) })
}

type faultyWriter struct {
	kv.Writer
	f faulty
}

func (w faultyWriter) hit() error {
	if w.f.left.Add(-1) <= 0 {
		w.f.crash()
		return errCrash
	}
	return nil
}

func (w faultyWriter) Put(k, v []byte) error {
	if err := w.hit(); err != nil {
		return err
	}
	return w.Writer.Put(k, v)
}

func (w faultyWriter) Delete(k []byte) error {
	if err := w.hit(); err != nil {
		return err
	}
	return w.Writer.Delete(k)
}

// TestCrashAtEveryWrite kills the program at each of its writes in turn, while
// a member joins, logs a session, is sent a nudge, answers it and stops, and
// starts it again. Promises 1 and 2: no note is lost, and nothing is repeated
// but what was in flight.
func TestCrashAtEveryWrite(t *testing.T) {
	for _, backend := range []string{"memory", "bolt"} {
		t.Run(backend, func(t *testing.T) {
			crashes, repeated := 0, 0
			step := int64(1)
			if backend == "bolt" {
				step = 11 // the same story, at fewer places: every commit is synced
			}
			for n := int64(1); ; n += step {
				crashed := false
				synctest.Test(t, func(t *testing.T) {
					var twice int
					crashed, twice = crashAt(t, n, backend == "bolt")
					repeated += twice
				})
				if t.Failed() {
					t.Fatalf("after a crash at write %d", n)
				}
				if !crashed {
					break
				}
				crashes++
			}
			t.Logf("crashes: %d; messages repeated by them, all in flight: %d", crashes, repeated)
			if crashes < 20 {
				t.Error("too few crashes: the program was not really stopped")
			}
		})
	}
}

// crashAt lets the program run into a crash at its nth write, runs it again
// and checks what became of the story.
func crashAt(t *testing.T, n int64, onDisk bool) (bool, int) {
	var crashed atomic.Bool
	p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC)) // 11:00 in New York
	if onDisk {
		p.db, p.keys = openBolt(t, "a.db"), openBolt(t, "a.keys")
	}
	left := newCounter(n)
	whole := [2]kv.DB{p.db, p.keys}
	dead := func() {
		crashed.Store(true)
		if p.stop != nil {
			p.stop()
		}
	}
	p.db, p.keys = faulty{p.db, left, dead}, faulty{p.keys, left, dead}
	revive := func() {
		left.Store(1 << 40)
		p.db, p.keys = whole[0], whole[1]
		p.up()
	}
	if !p.tryUp() {
		revive()
	}
	member := p.tg.Chat(77)
	for _, act := range story {
		act(p, member)
		time.Sleep(2 * time.Minute) // longer than a lease
		if crashed.Load() && left.Load() <= 0 {
			<-p.done
			revive()
			time.Sleep(2 * time.Minute)
		}
	}
	p.down()
	p.db, p.keys = whole[0], whole[1]
	return crashed.Load(), p.checkStory(member.ID)
}

func newCounter(n int64) *atomic.Int64 {
	c := new(atomic.Int64)
	c.Store(n)
	return c
}

func openBolt(t *testing.T, name string) kv.DB {
	db, err := bolt.Open(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// story is what happens. A press on a button that a crash has kept from coming
// is left out: a person could do no more.
var story = []func(p *program, c *telegramtest.Chat){
	func(_ *program, c *telegramtest.Chat) { c.Says("/start") },
	func(_ *program, c *telegramtest.Chat) { tap(c, "I'm 18 or older, go on") },
	func(_ *program, c *telegramtest.Chat) { tap(c, "Yes, send nudges") },
	func(_ *program, c *telegramtest.Chat) { tap(c, "Keep my notes") },
	func(_ *program, c *telegramtest.Chat) { tap(c, "New York (Eastern)") },
	func(_ *program, c *telegramtest.Chat) { c.Says("/session") },
	func(_ *program, c *telegramtest.Chat) { tap(c, "Just now") },
	func(p *program, _ *telegramtest.Chat) { p.skip(4*time.Hour + 10*time.Minute) },
	func(_ *program, c *telegramtest.Chat) { c.Says("a note that must not be lost") },
	func(p *program, _ *telegramtest.Chat) { p.skip(17*time.Hour + 50*time.Minute) },
	func(_ *program, c *telegramtest.Chat) { c.Says("and another") },
	func(_ *program, c *telegramtest.Chat) {
		c.SendsFile("document", "and a page", "page.pdf", []byte(page))
	},
	func(_ *program, c *telegramtest.Chat) { c.Says("STOP") },
	func(p *program, _ *telegramtest.Chat) { p.skip(48 * time.Hour) },
}

// page is the file of the story: small, because the story is told many times.
const page = "the bytes of a page"

// checkPage looks whether the file of the story is kept, to the byte.
func (p *program) checkPage(chat int64) {
	p.t.Helper()
	for _, n := range p.notes(chat) {
		if n.Text != "and a page" {
			continue
		}
		store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
		if err != nil {
			p.t.Fatal(err)
		}
		got, err := io.ReadAll(store.OpenFile(p.t.Context(), store.User(chat), n.Message))
		if err != nil || string(got) != page {
			p.t.Errorf("of the file %d bytes are kept, %v", len(got), err)
		}
	}
}

// checkStory looks at what is stored and what was sent, and counts what was
// sent twice.
func (p *program) checkStory(chat int64) (twice int) {
	p.t.Helper()
	got := map[string]int{}
	for _, n := range p.notes(chat) {
		got[n.Text]++
	}
	for _, want := range []string{"a note that must not be lost", "and another", "and a page"} {
		if got[want] != 1 {
			p.t.Errorf("%q is kept %d times, want once", want, got[want])
		}
	}
	p.checkPage(chat)
	m := p.member(chat)
	if m.Stopped.IsZero() {
		p.t.Error("STOP was lost")
	}
	if len(m.Sessions) != 1 {
		p.t.Errorf("%d sessions, want 1", len(m.Sessions))
	}
	sent := map[nudges.ID]int{}
	for _, e := range m.Log {
		sent[e.Nudge]++
	}
	for id, n := range sent {
		if n != 1 {
			p.t.Errorf("%s is in the log %d times", id, n)
		}
	}
	for _, k := range []nudges.Kind{nudges.Capture, nudges.PrimeJournal} {
		if sent[nudges.NewID("S1", k)] != 1 {
			p.t.Errorf("%s was not sent", k)
		}
	}
	texts := map[string]int{}
	for _, msg := range p.tg.Chat(chat).Messages() {
		if msg.FromBot {
			texts[msg.Text]++
		}
	}
	for _, n := range texts {
		twice += n - 1
	}
	if twice > 1 {
		p.t.Errorf("%d messages came twice after one crash: %v", twice, fmt.Sprint(texts))
	}
	return twice
}
