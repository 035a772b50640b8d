package storage

import (
	"errors"
	"time"
)

// ShownFor is how long the ids of a chat's messages are kept: as long as
// Telegram lets a bot delete them (Bot API, deleteMessage).
const ShownFor = 48 * time.Hour

// A Shown is what a chat shows as one message: enough to tell that an edit
// would change nothing, which Telegram refuses. Both are zero for a member's
// own message.
type Shown struct {
	At      time.Time
	Text    uint64 `json:",omitzero"` // hash of the words
	Buttons uint64 `json:",omitzero"` // hash of the buttons
	Card    bool   `json:",omitzero"` // it is a help card that nobody has closed
}

func shownKey(u User, message int) []byte { return join("shown/", u[:], num(int64(message))) }

// SetShown keeps what a message of a chat shows now.
func (tx *Tx) SetShown(u User, message int, s Shown) error {
	c, err := tx.chat(u)
	if err != nil {
		return err
	}
	return tx.put(c.aead, shownKey(u, message), s)
}

// Shown is what a message shows, or ErrNotFound when nobody knows any more.
func (tx *Tx) Shown(u User, message int) (s Shown, err error) {
	c, err := tx.chat(u)
	if err != nil {
		return s, err
	}
	err = tx.get(c.aead, shownKey(u, message), &s)
	return s, err
}

// Messages are the ids of a chat's messages, of both sides, since a moment. One
// whose record can't be read counts: its id is all that matters.
func (tx *Tx) Messages(u User, since time.Time) (ids []int, err error) {
	c, err := tx.chat(u)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	prefix := join("shown/", u[:])
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return nil, err
		}
		var s Shown
		if err := unseal(c.aead, p.Key, p.Val, &s); err != nil || s.At.After(since) {
			ids = append(ids, int(unnum(p.Key[len(prefix):])))
		}
	}
	return ids, nil
}
