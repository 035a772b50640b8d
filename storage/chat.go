package storage

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"time"

	"afterglow/storage/kv"
)

// A Lane orders what is sent: crisis cards first, then replies, then nudges.
type Lane byte

// The lanes, in the order they are served.
const (
	Crisis Lane = iota
	Reply
	Nudge
)

func (l Lane) String() string { return [...]string{"crisis", "reply", "nudge"}[l] }

// queue is which of a chat's two turns a lane belongs to.
func (l Lane) queue() int {
	if l == Crisis {
		return 0
	}
	return 1
}

// A chat is what we know of a chat before anything else: which key opens its
// records, what Telegram calls it, and where it stands in line.
type chat struct {
	user User
	key  keyID
	aead cipher.AEAD

	ID    int64     // Telegram's chat id
	Alarm time.Time // when the next nudge is to be decided; zero for never
	Last  uint32    // last position given in its outbox
	Turns [2]turn   // of crisis cards, and of all else
}

// A turn is a chat's entry in the index turn/. A zero Due means none.
type turn struct {
	Lane    Lane
	Due     time.Time
	Claimed bool      // in flight; Due is the end of the lease
	Earlier time.Time // nothing goes out before this: pacing, or a retry
}

func chatKey(u User) []byte { return join("chat/", u[:]) }

// Meet makes sure that a chat is known and can be written for, and returns its
// User. A chat whose key has been destroyed, because the database is an older
// backup from before they were forgotten, begins anew.
func (tx *Tx) Meet(chatID int64) (User, error) {
	u := tx.s.User(chatID)
	_, err := tx.chat(u)
	switch {
	case errors.Is(err, ErrForgotten):
		if err := tx.wipe(u); err != nil {
			return u, err
		}
	case !errors.Is(err, ErrNotFound):
		return u, err
	}
	_, err = tx.newChat(u, chatID)
	return u, err
}

func (tx *Tx) newChat(u User, id int64) (*chat, error) {
	c := &chat{user: u, key: newKeyID(), ID: id}
	if err := tx.s.keys.ensure(tx.ctx, memberKey(u, c.key)); err != nil {
		return nil, err
	}
	var err error
	if c.aead, err = tx.s.keys.aead(tx.ctx, memberKey(u, c.key)); err != nil {
		return nil, err
	}
	tx.remember(c)
	return c, tx.putChat(c)
}

func (tx *Tx) remember(c *chat) {
	if tx.chats == nil {
		tx.chats = map[User]*chat{}
	}
	tx.chats[c.user] = c
}

// chat opens the chat of u, or returns ErrNotFound, or ErrForgotten when its key
// has been destroyed.
func (tx *Tx) chat(u User) (*chat, error) {
	if c := tx.chats[u]; c != nil {
		return c, nil
	}
	key := chatKey(u)
	val, err := tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	c := &chat{user: u}
	n := copy(c.key[:], val)
	if n < len(c.key) {
		return nil, fmt.Errorf("storage: a record of %s is cut short: %w", table(key), kv.ErrDamaged)
	}
	if c.aead, err = tx.s.keys.aead(tx.ctx, memberKey(u, c.key)); err != nil {
		return nil, err
	}
	if err := unseal(c.aead, key, val[n:], c); err != nil {
		return nil, err
	}
	tx.remember(c)
	return c, nil
}

func (tx *Tx) putChat(c *chat) error {
	key := chatKey(c.user)
	sealed, err := seal(c.aead, key, c)
	if err != nil {
		return err
	}
	return tx.w.Put(key, append(c.key[:len(c.key):len(c.key)], sealed...))
}

// ChatID is what Telegram calls the chat of u.
func (tx *Tx) ChatID(u User) (int64, error) {
	c, err := tx.chat(u)
	if err != nil {
		return 0, err
	}
	return c.ID, nil
}
