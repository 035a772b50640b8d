package storage

import (
	"errors"
	"testing"
	"time"

	"afterglow/nudges"
)

func (p *pair) wantNextFetch(want time.Time) {
	p.Helper()
	p.view(func(tx *Tx) error {
		got, err := tx.NextFetch()
		if errors.Is(err, ErrNotFound) {
			got, err = time.Time{}, nil
		}
		if !got.Equal(want) {
			p.Errorf("the next fetch is due %v, want %v", got, want.UTC())
		}
		return err
	})
	if a, b := count(p, p.db, "fetch/"), count(p, p.db, "fetching/"); a != b {
		p.Errorf("%d fetches are filed, %d stored", a, b)
	}
}

// TestFetchOrder: the one that is due the longest comes first, and each has one
// place in the index.
func TestFetchOrder(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.wantNextFetch(time.Time{})
	p.wantNoFetch(noon)
	p.sent(u, 7, "")
	p.sent(u, 8, "")
	p.sent(u, 7, "") // twice is once
	if n := count(t, p.db, "fetch/"); n != 2 {
		t.Errorf("%d fetches are filed, want 2", n)
	}
	p.wantNextFetch(noon)
	p.wantNoFetch(noon.Add(-1))
	first, second := p.claimFetch(noon), p.claimFetch(noon)
	if first.Message != 7 || second.Message != 8 {
		t.Errorf("claimed %d, then %d", first.Message, second.Message)
	}
	p.wantNoFetch(noon)
	p.wantNextFetch(noon.Add(lease))
	second.Tries = 3
	p.update(func(tx *Tx) error { return tx.PutBack(second, noon.Add(time.Second)) })
	p.wantNextFetch(noon.Add(time.Second))
	if f := p.claimFetch(noon.Add(time.Second)); f.Message != 8 || f.Tries != 3 {
		t.Errorf("claimed %+v", f)
	}
}

// TestFetchLease: each piece renews it; once it is over the file is somebody
// else's, who goes on where it stopped.
func TestFetchLease(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.sent(u, 7, "")
	old := p.claimFetch(noon)
	old.Tries = 2
	later := noon.Add(lease - 1)
	old = p.keepPiece(old, []byte("first"), later.Add(lease))
	if old.Tries != 0 {
		t.Error("a piece that came counts as a failure")
	}
	p.wantNoFetch(noon.Add(lease))
	again := p.claimFetch(later.Add(lease))
	if again.Got != 5 || again.Pieces != 1 {
		t.Errorf("it goes on at %d bytes, %d pieces", again.Got, again.Pieces)
	}
	for name, act := range map[string]func(*Tx) error{
		"keeps":     func(tx *Tx) error { _, err := tx.KeepPiece(old, []byte("x"), noon); return err },
		"puts back": func(tx *Tx) error { return tx.PutBack(old, noon) },
		"completes": func(tx *Tx) error { return tx.Complete(old, noon) },
		"abandons":  func(tx *Tx) error { _, err := tx.Abandon(old); return err },
	} {
		if err := p.store.Update(t.Context(), act); !errors.Is(err, ErrNotFound) {
			t.Errorf("who lost the lease %s: %v", name, err)
		}
	}
	again = p.keepPiece(again, []byte(" second"), later.Add(3*lease))
	p.complete(again, later)
	if got, err := p.file(u, 7); string(got) != "first second" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

// TestReleaseFetches: at a start nobody is at work; who waits keeps waiting.
func TestReleaseFetches(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.sent(u, 7, "")
	p.sent(u, 8, "")
	p.claimFetch(noon)
	waits := p.claimFetch(noon)
	p.update(func(tx *Tx) error { return tx.PutBack(waits, noon.Add(lease/2)) })
	if err := p.store.ReleaseFetches(t.Context(), noon.Add(1), lease); err != nil {
		t.Fatal(err)
	}
	if f := p.claimFetch(noon.Add(1)); f.Message != 7 {
		t.Errorf("claimed %d", f.Message)
	}
	p.wantNoFetch(noon.Add(1))
	p.wantNextFetch(noon.Add(lease / 2))
}

// TestAbandon: the words stay, and what has none goes.
func TestAbandon(t *testing.T) {
	for _, text := range []string{"", "the lake"} {
		p := newPair(t)
		u := p.join(ada, noon)
		p.sent(u, 7, text)
		f := p.keepPiece(p.claimFetch(noon), []byte("half"), noon.Add(lease))
		p.update(func(tx *Tx) error {
			if words, err := tx.Abandon(f); words != (text != "") || err != nil {
				t.Errorf("%q: words %v, %v", text, words, err)
			}
			return nil
		})
		if n := count(t, p.db, "file/"); n != 0 {
			t.Errorf("%q: %d pieces are left", text, n)
		}
		p.wantNextFetch(time.Time{})
		p.view(func(tx *Tx) error {
			n, err := tx.Note(u, 7)
			if text == "" && !errors.Is(err, ErrNotFound) || text != "" && (err != nil || n.File != nil || n.Text != text) {
				t.Errorf("%q: the note is %+v, %v", text, n, err)
			}
			return nil
		})
	}
}

// TestFetchIsCancelled: with its note, also in the middle, and when the note
// changes what it holds.
func TestFetchIsCancelled(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.sent(u, 7, "")
	f := p.claimFetch(noon)
	p.update(func(tx *Tx) error { return tx.Remove(u, 7) })
	p.wantNextFetch(time.Time{})
	err := p.store.Update(t.Context(), func(tx *Tx) error { _, err := tx.KeepPiece(f, []byte("x"), noon); return err })
	wantError(t, err, ErrNotFound)
	p.sent(u, 8, "")
	p.update(func(tx *Tx) error { return tx.Keep(u, nudges.Note{Message: 8, Text: "words only"}) })
	p.wantNoFetch(noon)
	p.wantNextFetch(time.Time{})
}

// TestDamagedFetch: one that can't be read is taken out of line, and holds up
// nobody.
func TestDamagedFetch(t *testing.T) {
	for _, cut := range []bool{true, false} {
		p := newPair(t)
		u := p.join(ada, noon)
		p.sent(u, 7, "")
		p.sent(u, 8, "")
		for _, r := range dump(t, p.db) {
			if string(r.Key) != string(fetchKey(u, 7)) {
				continue
			}
			if r.Val[len(r.Val)-1] ^= 1; cut {
				r.Val = r.Val[:3]
			}
			put(t, p.db, r)
		}
		if f := p.claimFetch(noon); f.Message != 8 {
			t.Errorf("claimed %d", f.Message)
		}
		p.wantNoFetch(noon)
		p.wantNextFetch(noon.Add(lease))
	}
}
