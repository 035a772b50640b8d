package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"afterglow/storage/kv"
)

// ErrNotFound is returned for a record that is not there.
var ErrNotFound = kv.ErrNotFound

// schema is the version of the records that this program writes.
const schema = 1

// A Store is an open database with its keys.
type Store struct {
	db   kv.DB
	keys *keyring
}

// Open opens the pair of db and keys with the master key, or makes it when
// both are empty. The errors say what does not fit: ErrWrongKey, ErrNoKeys,
// ErrNoDatabase, ErrMismatch, or a database of a newer version.
func Open(ctx context.Context, db, keys kv.DB, master [32]byte) (*Store, error) {
	var have []byte
	err := db.View(ctx, func(r kv.Reader) (err error) {
		if have, err = r.Get([]byte("meta/id")); errors.Is(err, ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	ring, id, err := openKeyring(ctx, keys, master, have == nil)
	if err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	if have != nil && !bytes.Equal(have, id) {
		return nil, ErrMismatch
	}
	if err := db.Update(ctx, func(w kv.Writer) error { return begin(w, id) }); err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	if err := keys.Update(ctx, func(w kv.Writer) error { return w.Delete([]byte("new")) }); err != nil {
		return nil, fmt.Errorf("storage: open: %w", err)
	}
	return &Store{db: db, keys: ring}, nil
}

// begin writes the id and the version of a new database, and refuses a newer
// version than this program's.
func begin(w kv.Writer, id []byte) error {
	v, err := w.Get([]byte("meta/schema"))
	switch {
	case errors.Is(err, ErrNotFound):
		return errors.Join(w.Put([]byte("meta/id"), id), w.Put([]byte("meta/schema"), []byte{schema}))
	case err != nil:
		return err
	case len(v) != 1 || v[0] > schema:
		return fmt.Errorf("the database is of version %v, newer than this program's %d: run the newer program", v, schema)
	}
	return nil
}

// User returns the name under which a chat's records are kept.
func (s *Store) User(chat int64) User { return s.keys.user(chat) }

// View runs fn on one consistent snapshot.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.db.View(ctx, func(r kv.Reader) error { return fn(&Tx{ctx: ctx, s: s, r: r}) })
}

// Update runs fn and keeps all that it did, or nothing. fn may run more than
// once.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	return s.db.Update(ctx, func(w kv.Writer) error { return fn(&Tx{ctx: ctx, s: s, r: w, w: w}) })
}

// A Tx is one transaction. It must not outlive the function it was given to.
type Tx struct {
	ctx   context.Context
	s     *Store
	r     kv.Reader
	w     kv.Writer      // nil in a View
	chats map[User]*chat // opened in this transaction
}

// join makes a key of a table's name and parts that sort as their bytes do.
func join(table string, parts ...[]byte) []byte {
	key := []byte(table)
	for _, p := range parts {
		key = append(key, p...)
	}
	return key
}

// after is the end of a scan over all keys that begin with prefix.
func after(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return bytes.Repeat([]byte{0xff}, 64)
}

// num writes n so that the bytes sort as the numbers do.
func num(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)^(1<<63)) }

func unnum(b []byte) int64 { return int64(binary.BigEndian.Uint64(b) ^ (1 << 63)) }

func moment(t time.Time) []byte { return num(t.UnixNano()) }

func unmoment(b []byte) time.Time { return time.Unix(0, unnum(b)).UTC() }
