package storage

import (
	"encoding/binary"
	"errors"
	"iter"
	"time"

	"afterglow/nudges"
)

func recordKey(u User) []byte { return join("member/", u[:]) }

// Member returns the record of u. Somebody we know nothing of yet has an empty
// record with a seed; Stopped is set when they said STOP before they were
// forgotten.
func (tx *Tx) Member(u User) (m nudges.Member, err error) {
	c, err := tx.chat(u)
	if err == nil {
		err = tx.get(c.aead, recordKey(u), &m)
	}
	if !errors.Is(err, ErrNotFound) {
		return m, err
	}
	m.Seed = binary.BigEndian.Uint64(u[:])
	stopped, err := tx.stoppedBefore(u)
	if stopped {
		m.Stopped = time.Unix(0, 0).UTC()
	}
	return m, err
}

// Knows reports whether there is a record of u.
func (tx *Tx) Knows(u User) (bool, error) {
	_, err := tx.r.Get(recordKey(u))
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// SetMember stores the record of u and the alarm that belongs to it: the
// moment their next nudge is to be decided, zero for never.
func (tx *Tx) SetMember(u User, m nudges.Member, alarm time.Time) error {
	c, err := tx.chat(u)
	if err != nil {
		return err
	}
	if err := tx.put(c.aead, recordKey(u), m); err != nil {
		return err
	}
	if c.Alarm.Equal(alarm) {
		return nil
	}
	return tx.setAlarm(c, alarm)
}

// Alarm is when the next nudge of u is to be decided, zero for never.
func (tx *Tx) Alarm(u User) (time.Time, error) {
	c, err := tx.chat(u)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	} else if err != nil {
		return time.Time{}, err
	}
	return c.Alarm, nil
}

// Users yields every chat we know, beginning after the one given, in the order
// of their names.
func (tx *Tx) Users(from User) iter.Seq2[User, error] {
	return func(yield func(User, error) bool) {
		start := append(chatKey(from), 0)
		for p, err := range tx.r.Scan(start, after([]byte("chat/"))) {
			if err != nil {
				yield(User{}, err)
				return
			}
			if !yield(userOf(p.Key), nil) {
				return
			}
		}
	}
}
