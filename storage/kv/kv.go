// Package kv is the contract that a storage backend fulfils: ordered keys,
// atomic transactions, nothing else. Package kvtest checks that a backend
// keeps it.
package kv

import (
	"context"
	"errors"
	"iter"
)

// Errors that callers act on. Backends wrap them with their own context.
var (
	// ErrNotFound is returned by Get for an absent key.
	ErrNotFound = errors.New("not found")
	// ErrInUse means that another process holds the store.
	ErrInUse = errors.New("in use by another process")
	// ErrDamaged means that what is stored can't be read as it was written.
	ErrDamaged = errors.New("damaged")
)

// A DB is an ordered key-value store.
//
// Update may run fn more than once (a serializable SQL backend retries), so fn
// must do nothing that it can't do twice. When fn returns an error or panics,
// nothing of it is kept.
type DB interface {
	// View runs fn on one consistent snapshot.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn and keeps all that it wrote, or nothing. When Update
	// returns nil the writes survive a crash of the machine.
	Update(ctx context.Context, fn func(Writer) error) error
	Close() error
}

// A Reader reads one consistent snapshot. Slices it returns belong to the
// caller. It must not be used after the function it was given to returns.
type Reader interface {
	// Get returns the value at key, or ErrNotFound.
	Get(key []byte) ([]byte, error)
	// Scan yields the pairs with start <= key < end, in the order of the keys'
	// bytes. The body of the loop may put and delete.
	Scan(start, end []byte) iter.Seq2[Pair, error]
}

// A Writer is a Reader that sees its own writes. Keys are not empty.
type Writer interface {
	Reader
	Put(key, val []byte) error
	// Delete removes key; removing an absent key is no error.
	Delete(key []byte) error
}

// A Pair is one key and its value.
type Pair struct{ Key, Val []byte }
