package storage

import (
	"errors"
	"slices"

	"afterglow/nudges"
)

func noteKey(u User, message int) []byte { return join("note/", u[:], num(int64(message))) }

// Keep stores a note under its message id. Keeping the same again changes
// nothing.
func (tx *Tx) Keep(u User, n nudges.Note) error {
	c, err := tx.chat(u)
	if err != nil {
		return err
	}
	return tx.put(c.aead, noteKey(u, n.Message), n)
}

// Note returns the note that came as the message, or ErrNotFound.
func (tx *Tx) Note(u User, message int) (n nudges.Note, err error) {
	c, err := tx.chat(u)
	if err != nil {
		return n, err
	}
	err = tx.get(c.aead, noteKey(u, message), &n)
	return n, err
}

// Remove deletes a note with its file, also one that is still on its way. One
// that is not there is no error.
func (tx *Tx) Remove(u User, message int) error {
	return errors.Join(tx.w.Delete(noteKey(u, message)), tx.clear(fileKey(u, message)), tx.dropFetch(u, message))
}

// Notes returns all notes of u, oldest first.
func (tx *Tx) Notes(u User) (notes []nudges.Note, err error) {
	c, err := tx.chat(u)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	prefix := join("note/", u[:])
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return nil, err
		}
		var n nudges.Note
		if err := unseal(c.aead, p.Key, p.Val, &n); err != nil {
			return nil, err
		}
		notes = append(notes, n)
	}
	slices.SortStableFunc(notes, func(a, b nudges.Note) int { return a.At.Compare(b.At) }) // moods stand before all others
	return notes, nil
}
