package dispatch

import (
	"errors"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
)

// tries is how often a reply is sent whose outcome stays unknown: once more, so
// that it is neither lost to a cut connection nor said over and over. A help
// card is sent until Telegram takes it.
const tries = 2

// fileTries is how often a document is tried that Telegram does not take.
const fileTries = 4

// settle writes down how calls ended.
func (d *Dispatcher) settle(tx *storage.Tx, done []result) error {
	now := d.Now()
	for _, r := range done {
		if stands, err := tx.Stands(r.Claim); err != nil {
			return err
		} else if !stands {
			continue // forgotten while the call was in flight
		}
		settle := d.settleReply
		switch {
		case r.breath:
			settle = d.settleBreath
		case r.Lane == storage.Nudge:
			settle = d.settleNudge
		}
		if err := settle(tx, r, now); err != nil {
			return err
		}
	}
	return nil
}

// again says whether a call that failed is made again, and when.
func (r result) again(now time.Time) (at time.Time, ok bool) {
	var flood *telegram.RetryError
	switch {
	case errors.As(r.err, &flood):
		return now.Add(flood.After), true
	case errors.Is(r.err, telegram.ErrUnreachable), errors.Is(r.err, telegram.ErrToken), errors.Is(r.err, errStore):
		return now.Add(backoff(r.Message.Tries)), true
	}
	return time.Time{}, false
}

func (d *Dispatcher) settleReply(tx *storage.Tx, r result, now time.Time) error {
	if at, ok := r.again(now); ok && r.wants(now) {
		return tx.Settle(r.Claim, false, now, at)
	}
	switch {
	case errors.Is(r.err, telegram.ErrUnknown) && (r.Message.Tries < tries || r.Lane == storage.Crisis) && r.wants(now):
		return tx.Settle(r.Claim, false, now, now.Add(backoff(r.Message.Tries)))
	case errors.Is(r.err, telegram.ErrRefused):
		return d.unreachable(tx, r, now)
	case r.err != nil:
		if err := d.instead(tx, r, now); err != nil {
			return err
		}
	default:
		if err := d.keepShown(tx, r, now); err != nil {
			return err
		}
	}
	return tx.Settle(r.Claim, true, now, d.paced(r, now))
}

// wants reports whether a call that failed is still worth making: the answer
// to a button press is not after a short while (Bot API, answerCallbackQuery).
// A document is not tried for ever either, because what comes after it waits.
func (r result) wants(now time.Time) bool {
	switch r.Message.Do {
	case storage.Answer:
		return now.Sub(r.Message.Since) < 30*time.Second
	case storage.File:
		var flood *telegram.RetryError
		return errors.As(r.err, &flood) || r.Message.Tries < fileTries
	}
	return true
}

// instead does what stands in for a call that Telegram will never take.
func (d *Dispatcher) instead(tx *storage.Tx, r result, now time.Time) error {
	switch m := r.Message; m.Do {
	case storage.React:
		return tx.Send(r.User, storage.Reply, storage.Message{Do: storage.Say, Screen: m.Screen, Args: m.Args}, now)
	case storage.File:
		d.Log.Error("a document could not be sent and is given up", who(r.User), "screen", m.Screen, "err", r.err)
		return errors.Join(d.keepShown(tx, r, now),
			tx.Send(r.User, storage.Reply, storage.Message{Do: storage.Say, Screen: talk.FileFailed().Name}, now))
	case storage.Answer, storage.Delete, storage.Rebutton:
		d.Log.Debug("a call came too late", who(r.User), "do", string(m.Do), "err", r.err)
	default:
		d.Log.Error("a message could not be sent and is given up", who(r.User), "do", string(m.Do), "screen", m.Screen, "err", r.err)
	}
	return nil
}

// unreachable cancels what is queued for a member who takes no messages, and
// marks them, if we know them.
func (d *Dispatcher) unreachable(tx *storage.Tx, r result, now time.Time) error {
	if err := tx.Cancel(r.User); err != nil {
		return err
	}
	d.Log.Info("member does not take messages", who(r.User))
	if known, err := tx.Knows(r.User); err != nil || !known {
		return errors.Join(err, tx.Settle(r.Claim, true, now, time.Time{}))
	}
	m, err := tx.Member(r.User)
	if err != nil {
		return err
	}
	m.Unreachable, m.Practice = true, nudges.Practice{}
	if err := d.rearm(tx, r.User, m, now); err != nil {
		return err
	}
	return tx.Settle(r.Claim, true, now, time.Time{})
}

// settleNudge writes a nudge into the member's log and sets the next alarm. The
// record is read anew: the member may have written meanwhile.
func (d *Dispatcher) settleNudge(tx *storage.Tx, r result, now time.Time) error {
	if at, ok := r.again(now); ok {
		return tx.Settle(r.Claim, false, now, at) // the alarm still stands: it is looked at again
	}
	if errors.Is(r.err, telegram.ErrRefused) {
		return d.unreachable(tx, r, now)
	}
	m, err := tx.Member(r.User)
	if err != nil {
		return err
	}
	e := nudges.Entry{Nudge: r.nudge.ID, Kind: r.nudge.Kind, Session: r.nudge.Session, Slot: r.nudge.Due, At: now,
		Silent: r.nudge.Silent, Prompt: r.prompt, Message: r.message, Outcome: nudges.Delivered}
	switch {
	case errors.Is(r.err, telegram.ErrUnknown):
		e.Outcome = nudges.Unknown
	case r.err != nil:
		e.Outcome, e.Reason = nudges.Dropped, nudges.Rejected
		d.Log.Error("a nudge could not be sent and is given up", who(r.User), "kind", string(e.Kind), "err", r.err)
	}
	d.Log.Info("nudge "+string(e.Outcome), who(r.User), "kind", string(e.Kind), "late", now.Sub(e.Slot).Round(time.Second))
	m.Log = append(m.Log, e)
	m.Next = time.Time{}
	if err := d.rearm(tx, r.User, m, now); err != nil {
		return err
	}
	if err := d.keepShown(tx, r, now); err != nil {
		return err
	}
	return tx.Settle(r.Claim, true, now, d.paced(r, now))
}

// keepShown keeps what a message shows, so that the next edit of it is known
// to change something, and that /forget can delete it.
func (d *Dispatcher) keepShown(tx *storage.Tx, r result, now time.Time) error {
	if r.shown == (storage.Shown{}) {
		return nil
	}
	if r.shown.At.IsZero() {
		r.shown.At = now
	}
	r.shown.Card = r.Lane == storage.Crisis
	for _, id := range append(r.also, r.message) {
		if id == 0 {
			continue
		}
		if err := tx.SetShown(r.User, id, r.shown); err != nil {
			return err
		}
	}
	return nil
}

// paced is when the chat may be sent the next thing.
func (d *Dispatcher) paced(r result, now time.Time) time.Time {
	if !r.counted || d.PerChat == 0 {
		return time.Time{}
	}
	return now.Add(time.Second / time.Duration(d.PerChat))
}
