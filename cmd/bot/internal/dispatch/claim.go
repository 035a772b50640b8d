package dispatch

import (
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// A job is a claim on its way to Telegram.
type job struct {
	storage.Claim
	nudge nudges.Nudge // in the lane Nudge
}

// claim takes up to n turns and decides on each: a reply goes out, a nudge
// only if the last look at the member's plan says so.
func (d *Dispatcher) claim(tx *storage.Tx, n int, last storage.Lane) (jobs []job, err error) {
	now := d.Now()
	claims, err := tx.Claim(now, lease, n, last)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		if c.Lane != storage.Nudge {
			jobs = append(jobs, job{Claim: c})
			continue
		}
		nudge, err := d.decide(tx, c, now)
		if err != nil {
			return nil, err
		}
		if nudge != nil {
			jobs = append(jobs, job{c, *nudge})
		}
	}
	return jobs, nil
}

// decide takes the last look at a member whose alarm has rung. With nothing to
// send, the alarm is set to what comes next.
func (d *Dispatcher) decide(tx *storage.Tx, c storage.Claim, now time.Time) (*nudges.Nudge, error) {
	m, err := tx.Member(c.User)
	if errors.Is(err, kv.ErrDamaged) {
		d.Log.Error("a member's record can't be read, their nudges stop", "err", err)
		return nil, tx.Settle(c, true, now, now.Add(lookAgain))
	} else if err != nil {
		return nil, err
	}
	var look nudges.Look
	if !d.think(func() { look = nudges.LastLook(d.Talk.Protocol, m, now) }) {
		return nil, errors.Join(tx.SetMember(c.User, m, now.Add(lookAgain)), tx.Settle(c, true, now, time.Time{}))
	}
	for _, s := range look.Drop {
		m.Log = append(m.Log, nudges.Entry{Nudge: s.Nudge, Kind: s.Kind, Session: s.Session, Slot: now, At: now, Outcome: nudges.Dropped, Reason: s.Reason})
		d.Log.Info("nudge dropped", who(c), "kind", s.Kind, "reason", string(s.Reason.Class()))
	}
	if look.Send != nil {
		if len(look.Drop) == 0 {
			return look.Send, nil
		}
		return look.Send, tx.SetMember(c.User, m, c.Due)
	}
	if err := d.rearm(tx, c.User, m, now); err != nil {
		return nil, err
	}
	return nil, tx.Settle(c, true, now, time.Time{})
}

// rearm stores a member with the alarm for what comes after now.
func (d *Dispatcher) rearm(tx *storage.Tx, u storage.User, m nudges.Member, now time.Time) error {
	ring := now.Add(lookAgain)
	d.think(func() { m.Next, ring = nudges.Alarm(d.Talk.Protocol, m, now) })
	return tx.SetMember(u, m, ring)
}

// think runs something pure and reports whether it came to an end. A panic in
// it concerns one member only: it is logged, and everybody else goes on.
func (d *Dispatcher) think(something func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			// The stack holds no values; r might, so only its type is logged.
			d.Log.Error("dispatch: a panic", "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	something()
	return true
}

// who names a chat in the log: the beginning of its keyed hash.
func who(c storage.Claim) slog.Attr { return slog.String("chat", hex.EncodeToString(c.User[:4])) }
