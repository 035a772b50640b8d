package storage

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"afterglow/nudges"
	"afterglow/storage/kv"
)

// sent stores a note with a file that is still to be fetched.
func (p *pair) sent(u User, message int, text string) {
	p.Helper()
	p.update(func(tx *Tx) error {
		n := nudges.Note{Message: message, At: noon, Text: text, File: &nudges.File{ID: "telegram-file-id", Kind: "voice", Name: "file-name.ogg"}}
		return errors.Join(tx.Keep(u, n), tx.Fetch(u, message, false, noon))
	})
}

// claimFetch claims the fetch that is due, which there must be.
func (p *pair) claimFetch(now time.Time) (f Fetch) {
	p.Helper()
	p.update(func(tx *Tx) (err error) { f, err = tx.ClaimFetch(now, lease); return err })
	return f
}

func (p *pair) wantNoFetch(now time.Time) {
	p.Helper()
	p.update(func(tx *Tx) error {
		if f, err := tx.ClaimFetch(now, lease); !errors.Is(err, ErrNotFound) {
			p.Errorf("claimed the file of message %d, %v", f.Message, err)
		}
		return nil
	})
}

func (p *pair) keepPiece(f Fetch, data []byte, until time.Time) Fetch {
	p.Helper()
	p.update(func(tx *Tx) (err error) { f, err = tx.KeepPiece(f, data, until); return err })
	return f
}

func (p *pair) complete(f Fetch, now time.Time) {
	p.Helper()
	p.update(func(tx *Tx) error { return tx.Complete(f, now) })
}

// fetched stores a file whole, in the pieces given.
func (p *pair) fetched(u User, message int, pieces ...string) {
	p.Helper()
	p.sent(u, message, "")
	f := p.claimFetch(noon)
	for _, data := range pieces {
		f = p.keepPiece(f, []byte(data), noon.Add(lease))
	}
	p.complete(f, noon)
}

func (p *pair) file(u User, message int) ([]byte, error) {
	return io.ReadAll(p.store.OpenFile(p.Context(), u, message))
}

// TestFile is the life of a file: pieces, whole, read, deleted.
func TestFile(t *testing.T) {
	p := newPair(t)
	u, other := p.join(ada, noon), p.join(berg, noon)
	p.fetched(other, 7, "somebody else's")
	p.sent(u, 7, "the lake")
	f := p.claimFetch(noon)
	if f.User != u || f.Message != 7 || f.File.ID != "telegram-file-id" || f.Got != 0 || !f.Since.Equal(noon) {
		t.Errorf("claimed %+v", f)
	}
	first := bytes.Repeat([]byte{1}, MaxPiece)
	f = p.keepPiece(f, first, noon.Add(lease))
	if _, err := p.file(u, 7); !errors.Is(err, ErrNotFound) {
		t.Errorf("half a file is read: %v", err)
	}
	f = p.keepPiece(f, []byte("the end"), noon.Add(lease))
	p.complete(f, noon.Add(time.Second))
	p.update(func(tx *Tx) error { return tx.Fetch(u, 7, false, noon) }) // once more, by mistake
	p.wantNoFetch(noon.Add(days))
	got, err := p.file(u, 7)
	if err != nil || !bytes.Equal(got, append(first, "the end"...)) {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
	p.view(func(tx *Tx) error {
		n, err := tx.Note(u, 7)
		if n.File.Size != MaxPiece+7 || !n.File.Stored.Equal(noon.Add(time.Second)) || n.Text != "the lake" {
			t.Errorf("the note is %+v, its file %+v", n, n.File)
		}
		return err
	})
	p.update(func(tx *Tx) error { return tx.Remove(u, 7) })
	if n := count(t, p.db, "file/"); n != 1 {
		t.Errorf("%d pieces are left, want only the other member's", n)
	}
	if got, err := p.file(other, 7); string(got) != "somebody else's" || err != nil {
		t.Errorf("the other member's file: %q, %v", got, err)
	}
	err = p.store.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.KeepPiece(f, make([]byte, MaxPiece+1), noon)
		return err
	})
	if err == nil {
		t.Error("a piece that is too large is kept")
	}
}

// TestPiecesStayInPlace: a piece that is missing, changed or moved is damage,
// never another file.
func TestPiecesStayInPlace(t *testing.T) {
	for name, harm := range map[string]func(p *pair, a, b kv.Pair){
		"missing": func(p *pair, _, b kv.Pair) { remove(p, p.db, string(b.Key)) },
		"changed": func(p *pair, a, _ kv.Pair) {
			a.Val[len(a.Val)/2] ^= 1
			put(p, p.db, a)
		},
		"swapped": func(p *pair, a, b kv.Pair) {
			put(p, p.db, kv.Pair{Key: a.Key, Val: b.Val}, kv.Pair{Key: b.Key, Val: a.Val})
		},
	} {
		p := newPair(t)
		u := p.join(ada, noon)
		p.fetched(u, 7, "one", "two")
		var pieces []kv.Pair
		for _, r := range dump(t, p.db) {
			if table(r.Key) == "file" {
				pieces = append(pieces, r)
			}
		}
		harm(p, pieces[0], pieces[1])
		if got, err := p.file(u, 7); !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("%s: read %q, %v", name, got, err)
		}
	}
}

// TestForgetFiles: nothing is left of files that are stored or on their way.
func TestForgetFiles(t *testing.T) {
	p := newPair(t)
	u, other := p.join(ada, noon), p.join(berg, noon)
	p.fetched(u, 7, "one", "two")
	p.sent(u, 8, "")
	f := p.keepPiece(p.claimFetch(noon), []byte("half"), noon.Add(lease))
	p.sent(u, 9, "")
	p.sent(other, 9, "")
	old := backup(t, p.db)
	p.forget(u, false)
	p.shred()
	for table, want := range map[string]int{"file/": 0, "fetching/": 1, "fetch/": 1} {
		if n := count(t, p.db, table); n != want {
			t.Errorf("%d records are left in %s, want %d", n, table, want)
		}
	}
	err := p.store.Update(t.Context(), func(tx *Tx) error { _, err := tx.KeepPiece(f, []byte("more"), noon); return err })
	wantError(t, err, ErrNotFound)
	if f := p.claimFetch(noon); f.User != other {
		t.Error("a fetch of the forgotten is claimed")
	}
	p.db = old // an older backup, put back
	p.open()
	if got, err := p.file(u, 7); err == nil {
		t.Errorf("a forgotten file opens in a backup: %q", got)
	}
	if f := p.claimFetch(noon); f.User != other {
		t.Error("a fetch of the forgotten is claimed in a backup")
	}
	p.wantNoFetch(noon)
	p.meet(ada)
	if n := count(t, p.db, "file/"); n != 0 {
		t.Errorf("%d pieces that nobody can open stay", n)
	}
}
