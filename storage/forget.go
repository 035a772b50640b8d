package storage

import (
	"context"
	"errors"
	"slices"

	"afterglow/storage/kv"
)

// Forget removes every record of u and leaves word that their key is to be
// destroyed: see Store.Shred, which must run before anything is said about it.
// The chat itself stays, with a new key, so that a receipt can be sent; so does
// the mark that they had said STOP, if they had.
func (tx *Tx) Forget(u User, stopped bool) error {
	old, err := tx.chat(u)
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
	for _, table := range []string{"member/", "note/", "out/", "crisis/", "shown/"} {
		prefix := join(table, u[:])
		for p, err := range tx.r.Scan(prefix, after(prefix)) {
			if err == nil {
				err = tx.w.Delete(p.Key)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := tx.w.Put(join("shred/", u[:], old.key[:]), nil); err != nil {
		return err
	}
	if stopped {
		if err := tx.w.Put(join("stopped/", u[:]), nil); err != nil {
			return err
		}
	}
	delete(tx.chats, u)
	c, err := tx.newChat(u, old.ID)
	if err != nil {
		return err
	}
	c.Last = old.Last
	return tx.putChat(c)
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
// there are none, and may be repeated. It runs at start and before each claim,
// so that no receipt goes out before it.
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
