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
	nudge  nudges.Nudge // in the lane Nudge
	breath bool         // in the lane Nudge: instead of a nudge, guided breathing moves on
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
		j, err := d.decide(tx, c, now)
		if err != nil {
			return nil, err
		}
		if j != nil {
			jobs = append(jobs, *j)
		}
	}
	return jobs, nil
}

// decide takes the last look at a member whose alarm has rung. With nothing to
// send, the alarm is set to what comes next.
func (d *Dispatcher) decide(tx *storage.Tx, c storage.Claim, now time.Time) (*job, error) {
	m, err := tx.Member(c.User)
	if errors.Is(err, kv.ErrDamaged) {
		d.Log.Error("a member's record can't be read, their nudges stop", "err", err)
		return nil, tx.Settle(c, true, now, now.Add(lookAgain))
	} else if err != nil {
		return nil, err
	}
	if d.breathDue(tx, c.User, m, now) {
		return &job{Claim: c, breath: true}, nil
	}
	var look nudges.Look
	if !d.think(func() { look = nudges.LastLook(d.Talk.Protocol, m, now) }) {
		return nil, errors.Join(tx.SetMember(c.User, m, now.Add(lookAgain)), tx.Settle(c, true, now, time.Time{}))
	}
	d.drop(c.User, &m, look.Drop, now)
	if look.Send != nil {
		j := &job{Claim: c, nudge: *look.Send}
		if len(look.Drop) == 0 {
			return j, nil
		}
		return j, tx.SetMember(c.User, m, c.Due)
	}
	if err := d.rearm(tx, c.User, m, now); err != nil {
		return nil, err
	}
	return nil, tx.Settle(c, true, now, time.Time{})
}

// drop writes off nudges that are not sent, with the reason.
func (d *Dispatcher) drop(u storage.User, m *nudges.Member, skips []nudges.Skip, now time.Time) {
	for _, s := range skips {
		m.Log = append(m.Log, s.Entry(now))
		d.Log.Info("nudge dropped", who(u), "kind", s.Kind, "reason", string(s.Reason.Class()))
	}
}

// rearm stores a member with the alarm for what comes after now. What has
// lapsed meanwhile is written off.
func (d *Dispatcher) rearm(tx *storage.Tx, u storage.User, m nudges.Member, now time.Time) error {
	ring, alarm := now.Add(lookAgain), d.Talk.AlarmShown
	if d.breathDue(tx, u, m, now) {
		alarm = d.Talk.Alarm
	}
	d.think(func() {
		d.drop(u, &m, nudges.Lapsed(d.Talk.Protocol, m, now), now)
		m, ring = alarm(m, now)
	})
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
func who(u storage.User) slog.Attr { return slog.String("chat", hex.EncodeToString(u[:4])) }
