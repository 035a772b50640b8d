package dispatch

import (
	"context"
	"errors"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
)

// lastTries is how long the end of guided breathing is tried where the outcome
// stays unknown. Earlier phases are not tried again: the next one is near.
const lastTries = time.Minute

// breathDue reports whether the message of a member's guided breathing is to be
// edited now: it shows something else, or it is time for its end. What it shows
// is known from storage, so that each phase is sent once, also by a new process.
func (d *Dispatcher) breathDue(tx *storage.Tx, u storage.User, m nudges.Member, now time.Time) bool {
	phase, ok := talk.Guide(m, now)
	if !ok || phase.Over {
		return ok
	}
	due := true
	d.think(func() {
		drawn, err := d.Talk.Draw(talk.Scene{Screen: phase.Screen, Member: m, Now: now})
		if err != nil {
			return
		}
		shown, err := tx.Shown(u, phase.Message)
		due = err != nil || !same(shown, show(drawn))
	})
	return due
}

// performBreath edits the message of guided breathing to what it is to show at
// this moment, if the practice still goes on.
func (d *Dispatcher) performBreath(ctx context.Context, r *result) {
	var m nudges.Member
	if r.err = d.view(ctx, func(tx *storage.Tx) (err error) { m, err = tx.Member(r.User); return err }); r.err != nil {
		return
	}
	now := d.Now()
	phase, ok := talk.Guide(m, now)
	if !ok {
		return
	}
	r.phase = phase
	drawn, err := d.Talk.Draw(talk.Scene{Screen: phase.Screen, Member: m, Now: now})
	if err != nil {
		r.err = errors.Join(errDraw, err)
		return
	}
	before, want := d.before(ctx, r.User, phase.Message), show(drawn)
	if same(before, want) {
		return
	}
	want.At = before.At
	r.counted, r.message, r.shown = true, phase.Message, want
	r.err = d.Sender.Edit(ctx, r.Chat, r.message, drawn)
}

// settleBreath sets the alarm for the next phase, or ends the practice: when it
// is over, and quietly when its message can't be edited any more. The record is
// read anew: the member may have ended it meanwhile, or begun another.
func (d *Dispatcher) settleBreath(tx *storage.Tx, r result, now time.Time) error {
	unknown := errors.Is(r.err, telegram.ErrUnknown)
	if at, ok := r.again(now); ok {
		return tx.Settle(r.Claim, false, now, at)
	}
	if unknown && r.phase.Over && now.Sub(r.phase.Begins) < lastTries {
		return tx.Settle(r.Claim, false, now, now.Add(backoff(2)))
	}
	if errors.Is(r.err, telegram.ErrRefused) {
		return d.unreachable(tx, r, now)
	}
	m, err := tx.Member(r.User)
	if err != nil {
		return err
	}
	given := r.err != nil && !unknown
	if given {
		d.Log.Debug("guided breathing ends, its message can't be edited", who(r.User), "err", r.err)
		r.shown = storage.Shown{}
	}
	if m.Practice.Message == r.phase.Message && (given || r.phase.Over) {
		m = talk.Breathed(m, !given)
	}
	if err := d.keepShown(tx, r, now); err != nil {
		return err
	}
	if err := d.rearm(tx, r.User, m, now); err != nil {
		return err
	}
	return tx.Settle(r.Claim, true, now, d.paced(r, now))
}
