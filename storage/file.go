package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"afterglow/storage/kv"
)

// MaxPiece is the most bytes of a file that one record holds, before sealing.
const MaxPiece = 1 << 20

func fileKey(u User, message int) []byte { return join("file/", u[:], num(int64(message))) }

func pieceKey(u User, message int, piece uint32) []byte {
	return binary.BigEndian.AppendUint32(fileKey(u, message), piece)
}

// putPiece seals a piece as it is: as JSON it would be a third longer. Like any
// record it is bound to its key, so pieces can't change places.
func (tx *Tx) putPiece(c *chat, message int, piece uint32, data []byte) error {
	if len(data) > MaxPiece {
		return fmt.Errorf("storage: a piece of %d bytes is larger than %d", len(data), MaxPiece)
	}
	key := pieceKey(c.user, message, piece)
	return tx.w.Put(key, c.aead.Seal(nil, nil, data, key))
}

func (tx *Tx) piece(c *chat, message int, piece uint32) ([]byte, error) {
	key := pieceKey(c.user, message, piece)
	sealed, err := tx.r.Get(key)
	if errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("storage: a piece of a file is missing: %w", kv.ErrDamaged)
	} else if err != nil {
		return nil, err
	}
	data, err := c.aead.Open(nil, nil, sealed, key)
	if err != nil {
		return nil, fmt.Errorf("storage: a record of %s does not open: %w", table(key), kv.ErrDamaged)
	}
	return data, nil
}

// OpenFile reads the file of a note, if it is stored: one piece is in memory at
// a time, and no transaction stays open between them. Reading returns
// ErrNotFound when there is no such file, or no more.
func (s *Store) OpenFile(ctx context.Context, u User, message int) io.Reader {
	return &fileReader{ctx: ctx, s: s, user: u, message: message}
}

type fileReader struct {
	ctx     context.Context
	s       *Store
	user    User
	message int

	next  uint32 // the piece to come
	read  int64  // bytes of the pieces so far
	whole bool   // that was the last one
	piece []byte // what is left of the current one
}

// Read implements io.Reader.
func (f *fileReader) Read(p []byte) (n int, err error) {
	for len(f.piece) == 0 {
		if f.whole {
			return 0, io.EOF
		}
		if err := f.s.View(f.ctx, f.advance); err != nil {
			return 0, err
		}
	}
	n = copy(p, f.piece)
	f.piece = f.piece[n:]
	return n, nil
}

// advance takes the next piece. The note is looked at each time: it may have
// been deleted meanwhile.
func (f *fileReader) advance(tx *Tx) error {
	n, err := tx.Note(f.user, f.message)
	if err != nil {
		return err
	}
	if n.File == nil || n.File.Stored.IsZero() {
		return ErrNotFound
	}
	c, err := tx.chat(f.user)
	if err != nil {
		return err
	}
	data, err := tx.piece(c, f.message, f.next)
	if err != nil {
		return err
	}
	f.piece, f.next, f.read = data, f.next+1, f.read+int64(len(data))
	f.whole = f.read >= n.File.Size
	return nil
}
