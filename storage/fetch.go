package storage

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"afterglow/nudges"
	"afterglow/storage/kv"
)

// A Fetch is the file of a note on its way from Telegram. Taken with
// [Tx.ClaimFetch] it is nobody else's until it is put back, or its lease ends.
type Fetch struct {
	User    User        `json:"-"`
	Message int         `json:"-"` // the note's
	File    nudges.File `json:"-"` // as the note has it

	Since   time.Time // when it was asked for
	Tries   int       `json:",omitzero"` // how many in a row brought nothing
	Got     int64     `json:",omitzero"` // bytes that are stored
	Pieces  uint32    `json:",omitzero"` // and in how many records
	Quiet   bool      `json:",omitzero"` // nothing is said about how it ends
	Claimed bool      `json:",omitzero"`

	due time.Time // where it is filed; of a claim, the end of the lease
}

func fetchKey(u User, message int) []byte { return join("fetching/", u[:], num(int64(message))) }

func fetchPlace(due []byte, u User, message int) []byte {
	return join("fetch/", due, u[:], num(int64(message)))
}

// momentSize is how long a moment is in a key.
const momentSize = 8

// Fetch asks for the file of a note that is stored. Asking again for one that
// is on its way changes nothing.
func (tx *Tx) Fetch(u User, message int, quiet bool, now time.Time) error {
	c, err := tx.chat(u)
	if err != nil {
		return err
	}
	if _, err := tx.r.Get(fetchKey(u, message)); !errors.Is(err, ErrNotFound) {
		return err
	}
	return tx.putFetch(c, Fetch{User: u, Message: message, Since: now, Quiet: quiet, due: now})
}

// putFetch stores a fetch and files it under its moment. That stands in clear
// before the record, as it does in the index: so it can be taken out again
// without the key.
func (tx *Tx) putFetch(c *chat, f Fetch) error {
	if err := tx.dropFetch(f.User, f.Message); err != nil {
		return err
	}
	key, due := fetchKey(f.User, f.Message), moment(f.due)
	sealed, err := seal(c.aead, key, f)
	if err != nil {
		return err
	}
	return errors.Join(tx.w.Put(key, append(due, sealed...)), tx.w.Put(fetchPlace(due, f.User, f.Message), nil))
}

// dropFetch takes a fetch out of line; one that is not there is no error.
func (tx *Tx) dropFetch(u User, message int) error {
	key := fetchKey(u, message)
	val, err := tx.r.Get(key)
	if errors.Is(err, ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	if len(val) >= momentSize {
		if err := tx.w.Delete(fetchPlace(val[:momentSize], u, message)); err != nil {
			return err
		}
	}
	return tx.w.Delete(key)
}

// dropFetches takes all fetches of u out of line.
func (tx *Tx) dropFetches(u User) error {
	prefix := join("fetching/", u[:])
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err == nil {
			err = tx.dropFetch(u, int(unnum(p.Key[len(prefix):])))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fetch reads what is stored of a fetch, or returns ErrNotFound.
func (tx *Tx) fetch(u User, message int) (f Fetch, err error) {
	key := fetchKey(u, message)
	val, err := tx.r.Get(key)
	if err != nil {
		return f, err
	}
	if len(val) < momentSize {
		return f, fmt.Errorf("storage: a record of %s is cut short: %w", table(key), kv.ErrDamaged)
	}
	c, err := tx.chat(u)
	if err != nil {
		return f, err
	}
	f.User, f.Message, f.due = u, message, unmoment(val[:momentSize])
	return f, unseal(c.aead, key, val[momentSize:], &f)
}

// ClaimFetch takes the fetch that is due the longest, or returns ErrNotFound. It
// is moved ahead by lease: after a crash it simply comes due again. One that
// can't be read, or whose note is gone, is taken out of line.
func (tx *Tx) ClaimFetch(now time.Time, lease time.Duration) (Fetch, error) {
	for p, err := range tx.r.Scan([]byte("fetch/"), join("fetch/", moment(now.Add(1)))) {
		if err != nil {
			return Fetch{}, err
		}
		f, err := tx.claimFetch(p.Key, now.Add(lease))
		switch {
		case err == nil:
			return f, nil
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrForgotten), errors.Is(err, kv.ErrDamaged):
			u, message := fetchOf(p.Key)
			if err := errors.Join(tx.dropFetch(u, message), tx.w.Delete(p.Key)); err != nil {
				return Fetch{}, err
			}
		default:
			return Fetch{}, err
		}
	}
	return Fetch{}, ErrNotFound
}

// fetchOf reads the end of a key in fetch/.
func fetchOf(place []byte) (u User, message int) {
	rest := place[len("fetch/")+momentSize:]
	return User(rest[:len(u)]), int(unnum(rest[len(u):]))
}

func (tx *Tx) claimFetch(place []byte, until time.Time) (f Fetch, err error) {
	if f, err = tx.fetch(fetchOf(place)); err != nil {
		return f, err
	}
	if !bytes.Equal(place, fetchPlace(moment(f.due), f.User, f.Message)) {
		return f, ErrNotFound // of an older backup
	}
	n, err := tx.Note(f.User, f.Message)
	if err != nil {
		return f, err
	}
	if n.File == nil || !n.File.Stored.IsZero() {
		return f, ErrNotFound
	}
	f.File, f.due, f.Claimed = *n.File, until, true
	return f, tx.putFetch(tx.chats[f.User], f)
}

// standing is the chat of a fetch that is still claimed by who asks, or
// ErrNotFound: the note was deleted, its member forgotten, or the lease ended.
func (tx *Tx) standing(f Fetch) (*chat, error) {
	now, err := tx.fetch(f.User, f.Message)
	if err != nil {
		return nil, err
	}
	if !now.Claimed || !now.due.Equal(f.due) {
		return nil, ErrNotFound
	}
	return tx.chats[f.User], nil
}

// KeepPiece stores the next bytes of a claimed file, at most MaxPiece, and
// renews the lease until then. It returns the fetch as it is now, or ErrNotFound
// when it is nobody's business any more.
func (tx *Tx) KeepPiece(f Fetch, data []byte, until time.Time) (Fetch, error) {
	c, err := tx.standing(f)
	if err != nil {
		return f, err
	}
	if err := tx.putPiece(c, f.Message, f.Pieces, data); err != nil {
		return f, err
	}
	f.Got, f.Pieces, f.Tries, f.due = f.Got+int64(len(data)), f.Pieces+1, 0, until
	return f, tx.putFetch(c, f)
}

// PutBack ends a claim before the file is whole: it is due again at that moment.
func (tx *Tx) PutBack(f Fetch, due time.Time) error {
	c, err := tx.standing(f)
	if err != nil {
		return err
	}
	f.due, f.Claimed = due, false
	return tx.putFetch(c, f)
}

// Complete ends a claim whose file is whole: from now on it is kept.
func (tx *Tx) Complete(f Fetch, now time.Time) error {
	if _, err := tx.standing(f); err != nil {
		return err
	}
	n, err := tx.Note(f.User, f.Message)
	if err != nil {
		return err
	}
	file := *n.File
	file.Size, file.Stored = f.Got, now
	n.File = &file
	return errors.Join(tx.dropFetch(f.User, f.Message), tx.Keep(f.User, n))
}

// Abandon ends a claim whose file will never come. The note stays without it,
// which it reports, or goes too when it has no words.
func (tx *Tx) Abandon(f Fetch) (words bool, err error) {
	if _, err := tx.standing(f); err != nil {
		return false, err
	}
	n, err := tx.Note(f.User, f.Message)
	if err != nil {
		return false, err
	}
	if err := tx.Remove(f.User, f.Message); err != nil || n.Text == "" {
		return false, err
	}
	n.File = nil
	return true, tx.Keep(f.User, n)
}

// NextFetch says when the next fetch is due, or returns ErrNotFound.
func (tx *Tx) NextFetch() (time.Time, error) {
	for p, err := range tx.r.Scan([]byte("fetch/"), after([]byte("fetch/"))) {
		if err != nil {
			return time.Time{}, err
		}
		return unmoment(p.Key[len("fetch/"):][:momentSize]), nil
	}
	return time.Time{}, ErrNotFound
}
