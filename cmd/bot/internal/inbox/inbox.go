// Package inbox is the door in: it stores updates as they come, and turns each
// into its effects, all in one commit with the update's leaving.
package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// batch is how many updates are handled in one commit at most.
const batch = 64

// An Inbox is the door in of one bot.
type Inbox struct {
	Store *storage.Store
	Talk  *talk.Talk
	Log   *slog.Logger
	Now   func() time.Time
}

// Offset is the update id to ask Telegram for next.
func (b *Inbox) Offset(ctx context.Context) (n int64, err error) {
	err = b.Store.View(ctx, func(tx *storage.Tx) error { n, err = tx.Offset(); return err })
	return n, err
}

// Receive stores a batch of updates, and where to ask from next. When it
// returns nil they are safe on disk. Crisis language is looked for here, and
// the help card queued in the same commit, so that it waits for nothing.
func (b *Inbox) Receive(ctx context.Context, us []telegram.Update) error {
	now := b.Now()
	incoming := make([]storage.Update, len(us))
	for i, u := range us {
		incoming[i] = storage.Update{ID: u.ID, Came: now, Raw: u.Raw}
	}
	cards := 0
	err := b.Store.Update(ctx, func(tx *storage.Tx) error {
		fresh, err := tx.Receive(incoming)
		if err != nil {
			return err
		}
		cards = 0
		for _, u := range fresh {
			queued, err := b.card(tx, u, now)
			if err != nil {
				return err
			}
			if queued {
				cards++
			}
		}
		return tx.SetOffset(us[len(us)-1].ID + 1)
	})
	if err == nil && cards > 0 {
		b.Log.Info("crisis language, help card queued", "cards", cards)
	}
	return err
}

// card queues the help card if an update calls for one. It concerns private
// chats only, and everybody in them, members or not.
func (b *Inbox) card(tx *storage.Tx, u storage.Update, now time.Time) (queued bool, err error) {
	ev, err := decode(u.Raw)
	if err != nil {
		return false, nil // Step will set it aside
	}
	text := ""
	switch ev := ev.(type) {
	case talk.Wrote:
		text = ev.Text
	case talk.Edited:
		text = ev.Text
	}
	tier := check(text)
	if tier == crisis.None {
		return false, nil
	}
	user, err := tx.Meet(ev.From().Chat)
	if errors.Is(err, kv.ErrDamaged) {
		return false, nil // as above: nobody else's message waits for this one
	} else if err != nil {
		return false, err
	}
	return true, tx.Send(user, storage.Crisis, storage.Message{Do: storage.Say, Screen: "crisis",
		Args: map[string]string{"tier": string(tier), "language": ev.From().Language}}, now)
}

// check looks for crisis language. Where the detector itself breaks down the
// milder card is the safe answer: without one the same message would come, and
// end the program, again and again.
func check(text string) (tier crisis.Tier) {
	defer func() {
		if recover() != nil {
			tier = crisis.B
		}
	}()
	return crisis.Check(text)
}

// decode reads an update; a panic on the way is an error like any other.
func decode(raw []byte) (ev talk.Event, err error) {
	defer func() {
		if recover() != nil {
			err = telegram.ErrUndecodable
		}
	}()
	return telegram.Decode(raw)
}

// Step handles the oldest updates that wait, and reports whether there were
// any. An update that can't be read, or that the conversation can't answer, is
// set aside, and the rest goes on.
func (b *Inbox) Step(ctx context.Context) (more bool, err error) {
	var us []storage.Update
	err = b.Store.View(ctx, func(tx *storage.Tx) error { us, err = tx.Updates(batch); return err })
	if err != nil || len(us) == 0 {
		return false, err
	}
	err = b.commit(ctx, us, b.handle)
	if unreadable(err) { // one of them meets a record that can't be read
		err = b.eachAlone(ctx, us)
	}
	return err == nil, err
}

// eachAlone handles updates in a commit each, and sets aside the one that meets
// what can't be read.
func (b *Inbox) eachAlone(ctx context.Context, us []storage.Update) error {
	for _, u := range us {
		err := b.commit(ctx, []storage.Update{u}, b.handle)
		if unreadable(err) {
			b.Log.Error("a record can't be read", "err", err)
			err = b.commit(ctx, []storage.Update{u}, giveUp)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// unreadable reports whether an error stays however often it is tried.
func unreadable(err error) bool {
	return errors.Is(err, kv.ErrDamaged) || errors.Is(err, storage.ErrForgotten)
}

func giveUp(*storage.Tx, storage.Update) (verdict, error) { return impossible, nil }

// commit handles updates and takes them out of the inbox, all or none.
func (b *Inbox) commit(ctx context.Context, us []storage.Update, handle func(*storage.Tx, storage.Update) (verdict, error)) error {
	aside, forgot := 0, false
	err := b.Store.Update(ctx, func(tx *storage.Tx) error {
		aside, forgot = 0, false
		for _, u := range us {
			v, err := handle(tx, u)
			if err != nil {
				return err
			}
			forgot = forgot || v == forgotten
			leave := tx.Handled
			if v == impossible {
				aside++
				leave = tx.SetAside
			}
			if err := leave(u); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && forgot {
		err = b.Store.Shred(ctx)
	}
	if err == nil && aside > 0 {
		b.Log.Error("updates could not be handled and were set aside", "updates", aside)
	}
	return err
}

// A verdict is how an update ended.
type verdict int

const (
	handled verdict = iota
	forgotten
	impossible // to be set aside
)

func (b *Inbox) handle(tx *storage.Tx, u storage.Update) (verdict, error) {
	if u.Damaged() {
		return impossible, nil
	}
	if len(u.Raw) == 0 {
		return handled, nil // its key is gone
	}
	ev, err := decode(u.Raw)
	if err != nil {
		return impossible, nil
	}
	if ev == nil {
		return handled, nil
	}
	user := b.Store.User(ev.From().Chat)
	switch ev.(type) {
	case talk.Left, talk.Returned, talk.Edited:
		if known, err := tx.Knows(user); err != nil || !known {
			return handled, err // nobody to remember it of
		}
	}
	before, err := b.member(tx, ev.From().Chat)
	if err != nil {
		return handled, err
	}
	now := b.Now()
	m, ring, effects, err := b.step(before, ev, now)
	if err != nil {
		return impossible, nil
	}
	a := applying{tx: tx, user: user, now: now}
	for _, e := range effects {
		if err := a.apply(e); err != nil {
			return handled, err
		}
	}
	if a.forgotten {
		return forgotten, nil
	}
	if err := a.saw(ev); err != nil {
		return handled, err
	}
	return handled, tx.SetMember(user, m, ring)
}

func (b *Inbox) member(tx *storage.Tx, chat int64) (m nudges.Member, err error) {
	user, err := tx.Meet(chat)
	if err != nil {
		return m, err
	}
	return tx.Member(user)
}

// step is Talk.Step, and the alarm that follows from it; a panic in them
// concerns this update only.
func (b *Inbox) step(m nudges.Member, ev talk.Event, now time.Time) (after nudges.Member, ring time.Time, effects []talk.Effect, err error) {
	defer func() {
		if r := recover(); r != nil {
			// The stack holds no values; r might, so only its type is logged.
			b.Log.Error("the conversation panicked", "event", fmt.Sprintf("%T", ev), "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			err = fmt.Errorf("inbox: panic")
		}
	}()
	after, effects = b.Talk.Step(m, ev, now)
	after, ring = b.Talk.Alarm(after, now)
	return after, ring, effects, nil
}
