package storage

import (
	"context"
	"errors"
	"time"

	"afterglow/storage/kv"
)

// ReleaseFetches ends the lease of every claimed fetch at now: for the start of
// a process, when nobody can be at work any more on what was claimed before.
func (s *Store) ReleaseFetches(ctx context.Context, now time.Time, lease time.Duration) error {
	return s.Update(ctx, func(tx *Tx) error {
		for p, err := range tx.r.Scan(join("fetch/", moment(now)), join("fetch/", moment(now.Add(lease+1)))) {
			if err != nil {
				return err
			}
			f, err := tx.fetch(fetchOf(p.Key))
			if errors.Is(err, ErrNotFound) || errors.Is(err, ErrForgotten) || errors.Is(err, kv.ErrDamaged) {
				continue // ClaimFetch takes it out of the way
			} else if err != nil {
				return err
			}
			if !f.Claimed {
				continue
			}
			if err := tx.PutBack(f, now); err != nil {
				return err
			}
		}
		return nil
	})
}
