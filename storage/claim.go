package storage

import (
	"bytes"
	"context"
	"errors"
	"time"

	"afterglow/storage/kv"
)

// A Claim is a turn taken: until it is settled, or its lease ends, nobody else
// sends to this chat from the same queue.
type Claim struct {
	User    User
	Chat    int64 // Telegram's chat id
	Lane    Lane
	Due     time.Time // when the turn was due
	Message Message   // empty in the lane Nudge: there the member's plan says what to send
	n       uint32    // the message's place in its queue
	key     keyID     // of the chat's records, another one after Forget
	until   time.Time // the end of the lease: it tells this claim from a later one
}

// Claim takes up to n turns due at now, crisis cards first, then replies, then
// nudges, each lane in the order of its due times. A claim is a due time moved
// ahead by lease: after a crash it simply comes due again.
//
// Lanes after last are left alone. A chat that can't be read loses its turn, so
// that it doesn't hold up the others.
func (tx *Tx) Claim(now time.Time, lease time.Duration, n int, last Lane) (claims []Claim, err error) {
	for lane := Crisis; lane <= last && len(claims) < n; lane++ {
		places, err := tx.due(lane, now, n-len(claims))
		if err != nil {
			return nil, err
		}
		for _, place := range places {
			c, err := tx.claim(place, lane, now, lease)
			if errors.Is(err, ErrNotFound) {
				continue // nothing to send after all
			} else if err != nil {
				return nil, err
			}
			claims = append(claims, c)
		}
	}
	return claims, nil
}

// due lists the first n turns in lane whose moment has come.
func (tx *Tx) due(lane Lane, now time.Time, n int) (places [][]byte, err error) {
	start := join("turn/", []byte{byte(lane)})
	end := join("turn/", []byte{byte(lane)}, moment(now.Add(1)))
	for p, err := range tx.r.Scan(start, end) {
		if err != nil {
			return nil, err
		}
		if places = append(places, p.Key); len(places) == n {
			break
		}
	}
	return places, nil
}

func userOf(key []byte) (u User) {
	copy(u[:], key[len(key)-len(u):])
	return u
}

// claim takes the turn filed at place, or returns ErrNotFound when nothing is
// due behind it after all; then it is out of the way.
func (tx *Tx) claim(place []byte, lane Lane, now time.Time, lease time.Duration) (got Claim, err error) {
	u, queue := userOf(place), lane.queue()
	c, err := tx.chat(u)
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, ErrForgotten), errors.Is(err, kv.ErrDamaged):
		return got, tx.drop(place)
	case err != nil:
		return got, err
	case !bytes.Equal(place, turnKey(c.Turns[queue], u)):
		return got, tx.drop(place) // of an older backup, before its chat was forgotten
	}
	t := &c.Turns[queue]
	if t.Claimed { // its lease has ended: what waits now may be something else
		if err := tx.next(c, queue, now); err != nil {
			return got, err
		}
		if t.Due.IsZero() || t.Due.After(now) || t.Lane > lane {
			if err := tx.leave(c); err != nil {
				return got, err
			}
			return got, ErrNotFound
		}
	}
	got = Claim{User: u, Chat: c.ID, Lane: t.Lane, Due: t.Due, key: c.key}
	if t.Lane != Nudge {
		if err := tx.take(c, &got); err != nil {
			return got, err
		}
	}
	if err := tx.file(c, queue, t.Lane, now.Add(lease)); err != nil {
		return got, err
	}
	t.Claimed, got.until = true, t.Due
	return got, tx.putChat(c)
}

func (tx *Tx) drop(place []byte) error {
	if err := tx.w.Delete(place); err != nil {
		return err
	}
	return ErrNotFound
}

// take puts the first message of its queue into a claim. When none is left
// that can be read, it returns ErrNotFound.
func (tx *Tx) take(c *chat, got *Claim) (err error) {
	queue := got.Lane.queue()
	got.n, got.Message, err = tx.head(c, queue)
	if errors.Is(err, ErrNotFound) {
		if err := tx.idle(c, queue); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	got.Message.Tries++
	return tx.put(c.aead, outKey(c.user, queue, got.n), got.Message)
}

// Settle ends a claim. When done, its message is removed; otherwise it stays
// first in its queue. Nothing more goes out from this queue to this chat
// before earlier; the zero time means at once.
//
// A claim whose chat has been forgotten meanwhile is settled by that; of one
// whose lease has ended and whose turn was claimed again, only the message is
// settled. A chat that has nothing more to send and no member behind it is
// removed with all its records.
func (tx *Tx) Settle(cl Claim, done bool, now, earlier time.Time) error {
	if stands, err := tx.Stands(cl); err != nil || !stands {
		return err
	}
	c, queue := tx.chats[cl.User], cl.Lane.queue()
	if done && cl.Lane != Nudge {
		if err := tx.w.Delete(outKey(cl.User, queue, cl.n)); err != nil {
			return err
		}
	}
	if t := &c.Turns[queue]; t.Claimed {
		if !t.Due.Equal(cl.until) {
			return nil
		}
		t.Earlier = earlier
	}
	if err := tx.next(c, queue, now); err != nil {
		return err
	}
	if cl.Lane == Crisis {
		if err := tx.yield(c, earlier); err != nil {
			return err
		}
	}
	return tx.leave(c)
}

// yield keeps a chat's other messages to the pace that a help card has begun. A
// card itself waits for nothing.
func (tx *Tx) yield(c *chat, earlier time.Time) error {
	queue := Reply.queue()
	t := &c.Turns[queue]
	if !earlier.After(t.Earlier) {
		return nil
	}
	t.Earlier = earlier
	if t.Claimed || t.Due.IsZero() {
		return tx.putChat(c)
	}
	return tx.file(c, queue, t.Lane, t.Due)
}

// Release ends the lease of every claim at now: for the start of a process, when
// nobody can be sending any more what was claimed before. What was in flight
// then goes out at once instead of after its lease.
func (s *Store) Release(ctx context.Context, now time.Time, lease time.Duration) error {
	return s.Update(ctx, func(tx *Tx) error {
		for lane := Crisis; lane <= Nudge; lane++ {
			start := join("turn/", []byte{byte(lane)}, moment(now))
			end := join("turn/", []byte{byte(lane)}, moment(now.Add(lease+1)))
			for p, err := range tx.r.Scan(start, end) {
				if err != nil {
					return err
				}
				if err := tx.release(userOf(p.Key), lane, now); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (tx *Tx) release(u User, lane Lane, now time.Time) error {
	c, err := tx.chat(u)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrForgotten) || errors.Is(err, kv.ErrDamaged) {
		return nil // Claim takes it out of the way
	} else if err != nil {
		return err
	}
	if t := c.Turns[lane.queue()]; !t.Claimed || t.Lane != lane {
		return nil
	}
	if err := tx.next(c, lane.queue(), now); err != nil {
		return err
	}
	return tx.leave(c)
}

// Stands reports whether what a claim was made for is still there: the chat
// has not been forgotten since.
func (tx *Tx) Stands(cl Claim) (bool, error) {
	c, err := tx.chat(cl.User)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && c.key == cl.key, err
}

// leave removes a chat that waits for nothing and has no record.
func (tx *Tx) leave(c *chat) error {
	if !c.Turns[0].Due.IsZero() || !c.Turns[1].Due.IsZero() {
		return nil
	}
	if _, err := tx.r.Get(recordKey(c.user)); !errors.Is(err, ErrNotFound) {
		return err
	}
	return errors.Join(tx.erase(c), tx.w.Delete(chatKey(c.user)))
}
