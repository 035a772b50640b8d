package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"time"

	"afterglow/storage/kv"
)

// CrisisFor is how long it is kept that a help card was shown (docs/safety.md).
const CrisisFor = 30 * 24 * time.Hour

// pruneChunk is how many records one commit of Prune removes at most.
const pruneChunk = 1000

// Prune removes what has been kept for as long as it may: marks of updates,
// updates set aside, ids of messages, crisis events, and the keys of past
// days, without which old updates do not open in any backup.
func (s *Store) Prune(ctx context.Context, now time.Time) error {
	for _, p := range []struct {
		table string
		old   func(tx *Tx, p kv.Pair) (bool, error)
	}{
		{"seen/", func(tx *Tx, p kv.Pair) (old bool, err error) {
			var came time.Time
			err = unseal(s.keys.store, p.Key, p.Val, &came)
			return now.Sub(came) > SeenFor, err
		}},
		{"aside/", func(_ *Tx, p kv.Pair) (bool, error) {
			return binary.BigEndian.Uint32(p.Val) < day(now.Add(-AsideFor)), nil
		}},
		{"crisis/", func(_ *Tx, p kv.Pair) (bool, error) {
			return now.Sub(unmoment(p.Key[len(p.Key)-8:])) > CrisisFor, nil
		}},
		{"shown/", func(tx *Tx, p kv.Pair) (bool, error) {
			c, err := tx.chat(User(p.Key[len("shown/") : len("shown/")+16]))
			if errors.Is(err, ErrNotFound) {
				return true, nil
			} else if err != nil {
				return false, err
			}
			var shown Shown
			err = unseal(c.aead, p.Key, p.Val, &shown)
			return now.Sub(shown.At) > ShownFor, err
		}},
	} {
		if err := s.prune(ctx, p.table, p.old); err != nil {
			return err
		}
	}
	return s.pruneDays(ctx, now)
}

func (s *Store) prune(ctx context.Context, table string, old func(*Tx, kv.Pair) (bool, error)) error {
	var keys [][]byte
	err := s.View(ctx, func(tx *Tx) error {
		for p, err := range tx.r.Scan([]byte(table), after([]byte(table))) {
			if err != nil {
				return err
			}
			gone, err := old(tx, p)
			if err != nil {
				return err
			}
			if gone {
				keys = append(keys, p.Key)
			}
		}
		return nil
	})
	for err == nil && len(keys) > 0 {
		some := keys[:min(len(keys), pruneChunk)]
		keys = keys[len(some):]
		err = s.db.Update(ctx, func(w kv.Writer) error {
			for _, k := range some {
				if err := w.Delete(k); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

// pruneDays destroys the keys of days before AsideFor.
func (s *Store) pruneDays(ctx context.Context, now time.Time) error {
	var old [][]byte
	err := s.keys.db.View(ctx, func(r kv.Reader) error {
		for p, err := range r.Scan(dayKey(0), dayKey(day(now.Add(-AsideFor)))) {
			if err != nil {
				return err
			}
			old = append(old, p.Key)
		}
		return nil
	})
	if err != nil || len(old) == 0 {
		return err
	}
	return s.keys.destroy(ctx, old...)
}
