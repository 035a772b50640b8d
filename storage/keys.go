package storage

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"afterglow/storage/kv"
)

// Errors of a database and a key store that don't fit together.
var (
	// ErrWrongKey means that the master key does not open the key store.
	ErrWrongKey = errors.New("storage: the master key does not open the key store: use the one it was made with")
	// ErrNoKeys means that there is a database but its key store is missing.
	ErrNoKeys = errors.New("storage: the database has records but the key store is empty or missing: put the key store back in its place")
	// ErrNoDatabase means that there is a key store but its database is missing.
	ErrNoDatabase = errors.New("storage: the key store belongs to a database that is empty or missing: restore the database, or move the key store away to start afresh")
	// ErrMismatch means that the two belong to different bots.
	ErrMismatch = errors.New("storage: the database and the key store do not belong together: restore both of the same bot")
	// ErrForgotten means that a record's key has been destroyed.
	ErrForgotten = errors.New("storage: its key has been destroyed")
)

// A User is a member as the database knows them: a keyed hash of the chat id.
type User [16]byte

// A keyring wraps and unwraps the keys of the key store.
//
// A wrapped key is bound to its place in the key store, so it can't be moved
// to another member's.
type keyring struct {
	db     kv.DB
	master cipher.AEAD
	store  cipher.AEAD // opened once: it seals the bot's own records
	users  [32]byte    // makes a User of a chat id
}

func newAEAD(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // only for a key of impossible length
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return aead
}

// user makes a User of a chat id.
func (k *keyring) user(chat int64) (u User) {
	mac := hmac.New(sha256.New, k.users[:])
	binary.Write(mac, binary.BigEndian, chat)
	copy(u[:], mac.Sum(nil))
	return u
}

// unwrap returns the key at place, or kv.ErrNotFound.
func (k *keyring) unwrap(r kv.Reader, place []byte) ([]byte, error) {
	wrapped, err := r.Get(place)
	if err != nil {
		return nil, err
	}
	key, err := k.master.Open(nil, nil, wrapped, place)
	if err != nil || len(key) != 32 {
		return nil, ErrWrongKey
	}
	return key, nil
}

// wrapNew makes a key and stores it at place, unless one is there already.
func (k *keyring) wrapNew(w kv.Writer, place []byte) ([]byte, error) {
	key, err := k.unwrap(w, place)
	if !errors.Is(err, kv.ErrNotFound) {
		return key, err
	}
	key = make([]byte, 32)
	rand.Read(key)
	return key, w.Put(place, k.master.Seal(nil, nil, key, place))
}

// ensure makes the keys at places that are not there yet, in one commit.
func (k *keyring) ensure(ctx context.Context, places ...[]byte) error {
	var missing [][]byte
	err := k.db.View(ctx, func(r kv.Reader) error {
		missing = slices.DeleteFunc(slices.Clone(places), func(place []byte) bool {
			_, err := r.Get(place)
			return err == nil
		})
		return nil
	})
	if err != nil || len(missing) == 0 {
		return err
	}
	return k.db.Update(ctx, func(w kv.Writer) error {
		for _, place := range missing {
			if _, err := k.wrapNew(w, place); err != nil {
				return err
			}
		}
		return nil
	})
}

// aead returns the key at place, ready to use. ErrForgotten means that it has
// been destroyed, or never was.
func (k *keyring) aead(ctx context.Context, place []byte) (aead cipher.AEAD, err error) {
	err = k.db.View(ctx, func(r kv.Reader) error {
		key, err := k.unwrap(r, place)
		if errors.Is(err, kv.ErrNotFound) {
			return ErrForgotten
		}
		if err == nil {
			aead = newAEAD(key)
		}
		return err
	})
	return aead, err
}

// destroy removes keys for good.
func (k *keyring) destroy(ctx context.Context, places ...[]byte) error {
	return k.db.Update(ctx, func(w kv.Writer) error {
		for _, place := range places {
			if err := w.Delete(place); err != nil {
				return err
			}
		}
		return nil
	})
}

// keyID names one data key of a member: after Forget the next one is another.
type keyID [8]byte

func newKeyID() (id keyID) {
	rand.Read(id[:])
	return id
}

func memberKey(u User, id keyID) []byte { return join("key/member/", u[:], id[:]) }

func day(t time.Time) uint32 { return uint32(t.Unix() / 86400) }

func dayKey(d uint32) []byte { return join("key/day/", binary.BigEndian.AppendUint32(nil, d)) }

// openKeyring opens the key store, or makes its first keys when both it and
// the database are new. It returns the id of the pair.
//
// The mark "new" says that the database has not been made yet, so that a crash
// between the two commits can be told from a database that was lost.
func openKeyring(ctx context.Context, keys kv.DB, master [32]byte, databaseIsNew bool) (k *keyring, id []byte, err error) {
	k = &keyring{db: keys, master: newAEAD(master[:])}
	err = keys.Update(ctx, func(w kv.Writer) error {
		id, err = w.Get([]byte("id"))
		switch {
		case errors.Is(err, kv.ErrNotFound) && !databaseIsNew:
			return ErrNoKeys
		case errors.Is(err, kv.ErrNotFound):
			id, err = k.makeFirst(w)
		case err == nil && databaseIsNew:
			if _, err = w.Get([]byte("new")); errors.Is(err, kv.ErrNotFound) {
				return ErrNoDatabase
			}
		}
		if err != nil {
			return err
		}
		return k.openFirst(w)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("key store: %w", err)
	}
	return k, id, nil
}

// makeFirst writes an id and the first keys into a new key store.
func (k *keyring) makeFirst(w kv.Writer) (id []byte, err error) {
	id = []byte(rand.Text())
	if err := errors.Join(w.Put([]byte("id"), id), w.Put([]byte("new"), nil)); err != nil {
		return nil, err
	}
	for _, place := range []string{"key/store", "key/user"} {
		if _, err := k.wrapNew(w, []byte(place)); err != nil {
			return nil, err
		}
	}
	return id, nil
}

// openFirst unwraps the keys that every key store has.
func (k *keyring) openFirst(r kv.Reader) error {
	for place, use := range map[string]func([]byte){
		"key/store": func(key []byte) { k.store = newAEAD(key) },
		"key/user":  func(key []byte) { copy(k.users[:], key) },
	} {
		key, err := k.unwrap(r, []byte(place))
		if errors.Is(err, kv.ErrNotFound) {
			return fmt.Errorf("%s is missing: %w", place, kv.ErrDamaged)
		} else if err != nil {
			return err
		}
		use(key)
	}
	return nil
}
