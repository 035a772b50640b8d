// Package bolt keeps a kv.DB in one bbolt file.
//
// bbolt locks its file for as long as it is open, so one process works on it
// at a time. A file that is empty, cut short or damaged is refused with
// kv.ErrDamaged instead of being started afresh or crashing the program.
package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"afterglow/storage/kv"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// root is the one bucket that holds everything; its name is the version of
// this arrangement, not of the records.
var root = []byte("v1")

// lockTimeout is how long Open waits for another process to let go of the
// file.
const lockTimeout = time.Second

// A DB is one open bbolt file.
type DB struct{ b *bbolt.DB }

var _ kv.DB = (*DB)(nil)

// Open opens the file at path, or makes it and its folder (mode 0600 and
// 0700). The error wraps kv.ErrInUse when another process has it open, and
// kv.ErrDamaged when it is no whole database.
func Open(path string) (*DB, error) {
	switch info, err := os.Stat(path); {
	case err == nil && info.Size() == 0:
		return nil, fmt.Errorf("bolt: open %s: the file is empty: %w", path, kv.ErrDamaged)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("bolt: open: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("bolt: open: %w", err)
	}
	d := &DB{}
	err := guard(func() (err error) {
		d.b, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockTimeout, FreelistType: bbolt.FreelistMapType})
		if err != nil {
			return translate(err)
		}
		return d.b.Update(begin)
	})
	if err != nil {
		if d.b != nil {
			d.b.Close()
		}
		return nil, fmt.Errorf("bolt: open %s: %w", path, err)
	}
	return d, nil
}

// begin makes the root of a new file. A file that holds something else is not
// ours, or its root can't be read any more.
func begin(tx *bbolt.Tx) error {
	if tx.Bucket(root) != nil {
		return nil
	}
	if k, _ := tx.Cursor().First(); k != nil {
		return fmt.Errorf("%w: it holds no records of this program", kv.ErrDamaged)
	}
	_, err := tx.CreateBucket(root)
	return err
}

func translate(err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return kv.ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return err
}

// Close waits for open transactions and releases the file.
func (d *DB) Close() error { return d.b.Close() }

// View implements kv.DB.
func (d *DB) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return guard(func() error {
		return d.b.View(func(tx *bbolt.Tx) error { return fn(txn{tx.Bucket(root)}) })
	})
}

// Update implements kv.DB. Every commit is synced to disk.
func (d *DB) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return guard(func() error {
		return d.b.Update(func(tx *bbolt.Tx) error { return fn(txn{tx.Bucket(root)}) })
	})
}

// maxValue is the largest value that is kept. A length beyond it comes from a
// damaged file, and asking for that much memory would end the program.
const maxValue = 64 << 20

type txn struct{ b *bbolt.Bucket }

func (t txn) Get(key []byte) ([]byte, error) {
	v := t.b.Get(key)
	if v == nil {
		return nil, kv.ErrNotFound
	}
	if len(v) > maxValue {
		return nil, kv.ErrDamaged
	}
	return bytes.Clone(v), nil
}

// Put stores an empty value as a slice that is not nil, which bbolt would read
// back as an absent key.
func (t txn) Put(key, val []byte) error {
	if len(val) > maxValue {
		return fmt.Errorf("bolt: a value of %d bytes is larger than %d", len(val), maxValue)
	}
	return t.b.Put(key, append([]byte{}, val...))
}

func (t txn) Delete(key []byte) error { return t.b.Delete(key) }

func (t txn) Scan(start, end []byte) iter.Seq2[kv.Pair, error] {
	return func(yield func(kv.Pair, error) bool) {
		// The body may put and delete, which moves a bbolt cursor; so seek again
		// from the last key instead of trusting Next.
		c := t.b.Cursor()
		for k, v := c.Seek(start); k != nil; {
			if len(k) > bbolt.MaxKeySize || len(v) > maxValue {
				yield(kv.Pair{}, kv.ErrDamaged)
				return
			}
			if bytes.Compare(k, end) >= 0 {
				return
			}
			last := bytes.Clone(k)
			if !yield(kv.Pair{Key: bytes.Clone(k), Val: append([]byte{}, v...)}, nil) {
				return
			}
			k, v = c.Seek(last)
			if bytes.Equal(k, last) {
				k, v = c.Next()
			}
		}
	}
}
