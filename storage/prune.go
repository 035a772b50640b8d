package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"afterglow/storage/kv"
)

// pruneChunk is how many records one commit of Prune removes at most.
const pruneChunk = 1000

// Prune removes what has been kept for as long as it may: marks of updates,
// updates set aside, ids of messages, and the keys of past
// days, without which old updates do not open in any backup. What it can't read
// in one table keeps it from no other.
func (s *Store) Prune(ctx context.Context, now time.Time) error {
	var errs []error
	for _, table := range []struct {
		name string
		old  func(tx *Tx, p kv.Pair, now time.Time) (bool, error)
	}{
		{"seen/", oldSeen}, {"aside/", oldAside}, {"shown/", oldShown},
	} {
		errs = append(errs, s.prune(ctx, table.name, func(tx *Tx, p kv.Pair) (bool, error) { return table.old(tx, p, now) }))
	}
	return errors.Join(append(errs, s.pruneDays(ctx, now))...)
}

func oldSeen(tx *Tx, p kv.Pair, now time.Time) (bool, error) {
	var came time.Time
	err := unseal(tx.s.keys.store, p.Key, p.Val, &came)
	return now.Sub(came) > SeenFor, err
}

func oldAside(_ *Tx, p kv.Pair, now time.Time) (bool, error) {
	return len(p.Val) < 4 || binary.BigEndian.Uint32(p.Val) < day(now.Add(-AsideFor)), nil
}

func oldShown(tx *Tx, p kv.Pair, now time.Time) (bool, error) {
	c, err := tx.chat(User(p.Key[len("shown/"):][:len(User{})]))
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrForgotten) {
		return true, nil
	} else if err != nil {
		return false, err
	}
	var shown Shown
	err = unseal(c.aead, p.Key, p.Val, &shown)
	return now.Sub(shown.At) > ShownFor, err
}

// prune removes what is old in a table. Each is looked at again in the commit
// that removes it: it may have been written anew meanwhile.
func (s *Store) prune(ctx context.Context, table string, old func(*Tx, kv.Pair) (bool, error)) error {
	var keys [][]byte
	err := s.View(ctx, func(tx *Tx) error {
		keys = nil
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
	if err != nil {
		return err
	}
	for some := range slices.Chunk(keys, pruneChunk) {
		if err := s.Update(ctx, func(tx *Tx) error { return tx.removeOld(some, old) }); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) removeOld(keys [][]byte, old func(*Tx, kv.Pair) (bool, error)) error {
	for _, k := range keys {
		val, err := tx.r.Get(k)
		if errors.Is(err, ErrNotFound) {
			continue
		} else if err != nil {
			return err
		}
		gone, err := old(tx, kv.Pair{Key: k, Val: val})
		if err == nil && gone {
			err = tx.w.Delete(k)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
