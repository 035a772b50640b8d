package dispatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// TestOutcomes: how often a call is made that always ends so, and what is done
// in its place.
func TestOutcomes(t *testing.T) {
	help := func(do storage.Do) storage.Message {
		return storage.Message{Do: do, Screen: "help", Message: 7, Messages: []int{7}, Emoji: "✍", Callback: "77"}
	}
	many := []string{"many"}
	repeat := func(call string, n int) []string { return slices.Repeat([]string{call}, n) }
	tests := []struct {
		do   storage.Do
		lane storage.Lane
		err  error
		want []string
	}{
		{storage.Say, storage.Reply, nil, []string{"say 1"}},
		{storage.Say, storage.Reply, telegram.ErrRejected, []string{"say 1"}},
		{storage.Say, storage.Reply, telegram.ErrRefused, []string{"say 1"}},
		{storage.Say, storage.Reply, telegram.ErrUnknown, repeat("say 1", tries)},
		{storage.Say, storage.Reply, telegram.ErrUnreachable, many},
		{storage.Say, storage.Reply, &telegram.RetryError{After: time.Second}, many},
		{storage.Say, storage.Reply, errOurs, []string{"say 1"}},
		{storage.Say, storage.Crisis, telegram.ErrUnknown, many},
		{storage.Say, storage.Crisis, telegram.ErrUnreachable, many},
		{storage.Say, storage.Crisis, telegram.ErrRefused, []string{"say 1"}},
		{storage.Edit, storage.Reply, nil, []string{"edit 1"}},
		{storage.Edit, storage.Reply, telegram.ErrRejected, []string{"edit 1", "say 1"}},
		{storage.Edit, storage.Reply, telegram.ErrUnknown, repeat("edit 1", tries)},
		{storage.Rebutton, storage.Reply, nil, []string{"buttons 1"}},
		{storage.Rebutton, storage.Reply, telegram.ErrRejected, []string{"buttons 1"}},
		{storage.React, storage.Reply, nil, []string{"react 1"}},
		{storage.React, storage.Reply, telegram.ErrRejected, []string{"react 1", "say 1"}},
		{storage.Answer, storage.Reply, nil, []string{"answer 0"}},
		{storage.Answer, storage.Reply, telegram.ErrRejected, []string{"answer 0"}},
		{storage.Delete, storage.Reply, telegram.ErrRejected, []string{"delete 1"}},
		{storage.Delete, storage.Reply, telegram.ErrUnreachable, many},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			what := fmt.Sprintf("%s, %v, %v", test.do, test.lane, test.err)
			o := newOffice(t, memory.New(), memory.New())
			o.clerk.answer = func(string) error { return test.err }
			m := help(test.do)
			if test.do == storage.Rebutton {
				m.Screen = "start.welcome" // it has buttons
			}
			closeIt := o.open()
			o.send(1, test.lane, m)
			time.Sleep(5 * time.Minute)
			closeIt()
			got := o.clerk.made()
			if len(test.want) > 0 && test.want[0] == "many" {
				if len(got) < 10 || len(got) > 400 || o.waiting() != 1 {
					t.Errorf("%s: %d calls, %d waiting; want some calls, and more", what, len(got), o.waiting())
				}
				return
			}
			if !slices.Equal(got, test.want) || o.waiting() != 0 {
				t.Errorf("%s: %v, %d waiting; want %v", what, got, o.waiting(), test.want)
			}
		})
	}
}

// TestStaleAnswer: the answer to a button press is not worth making after half
// a minute, and what waits behind it goes on.
func TestStaleAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, memory.New(), memory.New())
		began := time.Now()
		o.clerk.answer = func(call string) error {
			if time.Since(began) < 40*time.Second {
				return telegram.ErrUnreachable
			}
			return nil
		}
		defer o.open()()
		o.send(1, storage.Reply, storage.Message{Do: storage.Answer, Callback: "77"})
		o.send(1, storage.Reply, storage.Message{Do: storage.Say, Screen: "help"})
		time.Sleep(3 * time.Minute)
		got := o.clerk.made()
		last := slices.Index(got, "say 1")
		if last < 0 || slices.Contains(got[last:], "answer 0") || o.waiting() != 0 {
			t.Errorf("calls: %v, %d waiting", got, o.waiting())
		}
	})
}

// TestPanicWhileSending concerns that message only.
func TestPanicWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, memory.New(), memory.New())
		o.clerk.answer = func(call string) error {
			if call == "say 1" {
				panic("lanternfish")
			}
			return nil
		}
		closeIt := o.open()
		for chat := range int64(3) {
			o.send(chat+1, storage.Reply, storage.Message{Do: storage.Say, Screen: "help"})
		}
		time.Sleep(time.Minute)
		closeIt()
		if got := o.clerk.made(); len(got) != 3 || o.waiting() != 0 {
			t.Errorf("calls %v, %d waiting; want one to each", got, o.waiting())
		}
		if log := o.log.String(); !strings.Contains(log, "panic") || strings.Contains(log, "lanternfish") {
			t.Errorf("the log: %s", log)
		}
	})
}

// A forgetful database can't be read for a while after each claim, beginning
// with the second look.
type forgetful struct {
	kv.DB
	mu    sync.Mutex
	times int // how often it still happens
	until time.Time
	looks int // since then
}

func (f *forgetful) Update(ctx context.Context, fn func(kv.Writer) error) error {
	f.mu.Lock()
	if f.times > 0 {
		f.times--
		f.until, f.looks = time.Now().Add(2*time.Second), 0
	}
	f.mu.Unlock()
	return f.DB.Update(ctx, fn)
}

func (f *forgetful) View(ctx context.Context, fn func(kv.Reader) error) error {
	f.mu.Lock()
	f.looks++
	ill := f.looks > 1 && time.Now().Before(f.until)
	f.mu.Unlock()
	if ill {
		return errOurs
	}
	return f.DB.View(ctx, fn)
}

// TestStoreFailsWhileDrawing: what can't be drawn because the store can't be
// read just then is sent later, not given up.
func TestStoreFailsWhileDrawing(t *testing.T) {
	for _, lane := range []storage.Lane{storage.Crisis, storage.Reply, storage.Nudge} {
		synctest.Test(t, func(t *testing.T) {
			db := &forgetful{DB: memory.New()}
			o := newOffice(t, db, memory.New())
			if lane == storage.Nudge {
				o.nudgeDue(1)
			} else {
				o.send(1, lane, storage.Message{Do: storage.Say, Screen: "help"})
			}
			db.times = 5
			closeIt := o.open()
			time.Sleep(time.Hour)
			closeIt()
			if got := o.clerk.made(); !slices.Equal(got, []string{"say 1"}) {
				t.Errorf("%v: calls %v, want one\n%s", lane, got, o.log)
			}
		})
	}
}
