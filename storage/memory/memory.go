// Package memory is a kv.DB in a map, for tests and the fastest of demos. It
// forgets everything when the process ends.
package memory

import (
	"bytes"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"afterglow/storage/kv"
)

// A DB is an ordered map behind a lock. The zero value is not usable; see New.
type DB struct {
	mu sync.RWMutex
	m  map[string][]byte
}

var _ kv.DB = (*DB)(nil)

// New returns an empty DB.
func New() *DB { return &DB{m: map[string][]byte{}} }

// Close does nothing: the content stays until the DB is garbage.
func (*DB) Close() error { return nil }

// View implements kv.DB.
func (d *DB) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return fn(txn{d.m})
}

// Update implements kv.DB. It works on a copy, so it costs what the whole DB
// holds.
func (d *DB) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	next := maps.Clone(d.m)
	if err := fn(txn{next}); err != nil {
		return err
	}
	d.m = next
	return nil
}

type txn struct{ m map[string][]byte }

func (t txn) Get(key []byte) ([]byte, error) {
	v, ok := t.m[string(key)]
	if !ok {
		return nil, kv.ErrNotFound
	}
	return bytes.Clone(v), nil
}

func (t txn) Put(key, val []byte) error {
	t.m[string(key)] = append([]byte{}, val...)
	return nil
}

func (t txn) Delete(key []byte) error {
	delete(t.m, string(key))
	return nil
}

func (t txn) Scan(start, end []byte) iter.Seq2[kv.Pair, error] {
	return func(yield func(kv.Pair, error) bool) {
		var keys []string
		for k := range t.m {
			if k >= string(start) && k < string(end) {
				keys = append(keys, k)
			}
		}
		slices.Sort(keys)
		for _, k := range keys {
			v, ok := t.m[k] // the body may have deleted it meanwhile
			if ok && !yield(kv.Pair{Key: []byte(k), Val: bytes.Clone(v)}, nil) {
				return
			}
		}
	}
}
