package dispatch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// A clerk is a Sender that writes down its calls and answers as told.
type clerk struct {
	mu     sync.Mutex
	calls  []string                // "say 1", "react 1" and so on
	answer func(call string) error // nil for none
}

func (c *clerk) call(what string, chat int64) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	what = fmt.Sprint(what, " ", chat)
	c.calls = append(c.calls, what)
	if c.answer == nil {
		return len(c.calls), nil
	}
	return len(c.calls), c.answer(what)
}

func (c *clerk) made() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.calls)
}

func (c *clerk) Say(_ context.Context, chat int64, _ talk.Drawn) (int, error) {
	return c.call("say", chat)
}

func (c *clerk) Edit(_ context.Context, chat int64, _ int, _ talk.Drawn) error {
	_, err := c.call("edit", chat)
	return err
}

func (c *clerk) EditButtons(_ context.Context, chat int64, _ int, _ [][]talk.Button) error {
	_, err := c.call("buttons", chat)
	return err
}

func (c *clerk) React(_ context.Context, chat int64, _ int, _ string) error {
	_, err := c.call("react", chat)
	return err
}

func (c *clerk) Answer(context.Context, string, string) error {
	_, err := c.call("answer", 0)
	return err
}

func (c *clerk) Delete(_ context.Context, chat int64, _ []int) error {
	_, err := c.call("delete", chat)
	return err
}

func (c *clerk) File(_ context.Context, chat int64, _ talk.File, _ string) (int, error) {
	return c.call("file", chat)
}

// An office is a dispatcher with its store and a clerk.
type office struct {
	*Dispatcher
	t     *testing.T
	clerk *clerk
	log   *strings.Builder
	wake  chan struct{}
}

func newOffice(t *testing.T, db, keys kv.DB) *office {
	store, err := storage.Open(t.Context(), db, keys, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, clerk: &clerk{}, log: &strings.Builder{}, wake: make(chan struct{}, 1)}
	o.Dispatcher = &Dispatcher{Store: store, Talk: &talk.Talk{Words: content.Builtin(), Protocol: nudges.Default()}, Sender: o.clerk,
		Log: slog.New(slog.NewTextHandler(o.log, nil)), Now: time.Now, Wake: o.wake}
	return o
}

// open runs the office until the test ends, or close is called.
func (o *office) open() (closeIt func()) {
	ctx, cancel := context.WithCancel(o.t.Context())
	done := make(chan error, 1)
	go func() { done <- o.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			o.t.Error(err)
		}
	}
}

// send queues a message to a chat.
func (o *office) send(chat int64, lane storage.Lane, m storage.Message) {
	o.t.Helper()
	err := o.Store.Update(o.t.Context(), func(tx *storage.Tx) error {
		u, err := tx.Meet(chat)
		if err != nil {
			return err
		}
		return tx.Send(u, lane, m, time.Now())
	})
	if err != nil {
		o.t.Fatal(err)
	}
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *office) waiting() (n int) {
	o.t.Helper()
	err := o.Store.View(o.t.Context(), func(tx *storage.Tx) error {
		for _, lane := range []storage.Lane{storage.Crisis, storage.Reply, storage.Nudge} {
			w, err := tx.Waiting(lane)
			if err != nil {
				return err
			}
			n += w
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

var errOurs = errors.New("something else")

// nudgeDue stores a member who is to be sent a nudge now, about noon by the
// bubble's clock where they are.
func (o *office) nudgeDue(chat int64) {
	o.t.Helper()
	now := time.Now()
	err := o.Store.Update(o.t.Context(), func(tx *storage.Tx) error {
		u, err := tx.Meet(chat)
		if err != nil {
			return err
		}
		ended := now.Add(-4 * time.Hour)
		yes := nudges.Answer{Yes: true, At: ended}
		m := nudges.Member{Zone: fmt.Sprintf("Etc/GMT%+d", now.UTC().Hour()-12), Consent: nudges.Consent{Version: 1, Adult: ended, Nudges: yes, Notes: yes},
			Sessions: []nudges.Session{{ID: "S1", End: ended, Logged: ended}}}
		var ring time.Time
		m.Next, ring = nudges.Alarm(o.Talk.Protocol, m, ended)
		return tx.SetMember(u, m, ring)
	})
	if err != nil {
		o.t.Fatal(err)
	}
}
