package storage

import (
	"context"
	"errors"
	"slices"

	"afterglow/storage/kv"
)

// Forget removes every record of u and leaves word that their key is to be
// destroyed: see Store.Shred, which must run before anything is said about it.
// The chat itself stays, with a new key, so that a receipt can be sent; so do
// help cards that are still to be sent, and the mark that they had said STOP, if
// they had.
func (tx *Tx) Forget(u User, stopped bool) error {
	old, err := tx.chat(u)
	if err != nil {
		return err
	}
	cards, err := tx.cards(old)
	if err != nil {
		return err
	}
	for q := range old.Turns {
		if t := old.Turns[q]; !t.Due.IsZero() {
			if err := tx.w.Delete(turnKey(t, u)); err != nil {
				return err
			}
		}
	}
	if err := tx.erase(old); err != nil {
		return err
	}
	if stopped {
		if err := tx.w.Put(join("stopped/", u[:]), nil); err != nil {
			return err
		}
	}
	c, err := tx.newChat(u, old.ID)
	if err != nil {
		return err
	}
	c.Last = old.Last
	for queue, t := range old.Turns {
		c.Turns[queue].Earlier = t.Earlier // Telegram's pace is that of the chat
	}
	for _, m := range cards {
		if err := tx.Send(u, Crisis, m, m.Since); err != nil {
			return err
		}
	}
	return tx.putChat(c)
}

// cards are the help cards that a chat is still to be sent, one in flight
// included: better twice than not at all.
func (tx *Tx) cards(c *chat) (cards []Message, err error) {
	prefix := join("out/", c.user[:], []byte{byte(Crisis.queue())})
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return nil, err
		}
		var m Message
		if err := unseal(c.aead, p.Key, p.Val, &m); err == nil {
			cards = append(cards, m)
		}
	}
	return cards, nil
}

// erase removes all records of a chat but its own and its turns, and leaves
// word that their key is to be destroyed.
func (tx *Tx) erase(c *chat) error {
	delete(tx.chats, c.user)
	if err := tx.wipe(c.user); err != nil {
		return err
	}
	return tx.w.Put(join("shred/", c.user[:], c.key[:]), nil)
}

// wipe removes the records of u that the key of their chat seals.
func (tx *Tx) wipe(u User) error {
	if err := tx.dropFetches(u); err != nil {
		return err
	}
	for _, table := range []string{"member/", "note/", "file/", "out/", "shown/"} {
		if err := tx.clear(join(table, u[:])); err != nil {
			return err
		}
	}
	return nil
}

// ClearStopped removes the mark that a forgotten member had said STOP.
func (tx *Tx) ClearStopped(u User) error { return tx.w.Delete(join("stopped/", u[:])) }

func (tx *Tx) stoppedBefore(u User) (bool, error) {
	_, err := tx.r.Get(join("stopped/", u[:]))
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Shred destroys the keys that Forget left to be destroyed. It is quick when
// there are none, and may be repeated. It runs at start, and between claiming
// and sending, so that no receipt goes out before it.
func (s *Store) Shred(ctx context.Context) error {
	var marks [][]byte
	err := s.db.View(ctx, func(r kv.Reader) error {
		for p, err := range r.Scan([]byte("shred/"), after([]byte("shred/"))) {
			if err != nil {
				return err
			}
			marks = append(marks, p.Key)
		}
		return nil
	})
	if err != nil || len(marks) == 0 {
		return err
	}
	places := slices.Clone(marks)
	for i, mark := range marks {
		places[i] = join("key/member/", mark[len("shred/"):])
	}
	if err := s.keys.destroy(ctx, places...); err != nil {
		return err
	}
	return s.db.Update(ctx, func(w kv.Writer) error {
		for _, mark := range marks {
			if err := w.Delete(mark); err != nil {
				return err
			}
		}
		return nil
	})
}
