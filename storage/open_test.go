package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

func TestOpenAgain(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	db, keys := dump(t, p.db), dump(t, p.keys)
	p.open()
	wantSame(t, "the database", db, dump(t, p.db))
	wantSame(t, "the key store", keys, dump(t, p.keys))
	if p.store.User(ada) != u {
		t.Error("a member goes by another name after opening again")
	}
	if p.store.User(berg) == u {
		t.Error("two members go by one name")
	}
	if newPair(t).store.User(ada) == u {
		t.Error("a member goes by the same name with another bot")
	}
}

// dying is a DB whose process dies around one of its commits.
type dying struct {
	kv.DB
	left  *int // commits until then, shared by both DBs of a pair
	after bool // the last commit takes place
}

var errDied = errors.New("the process died")

func (d dying) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if *d.left--; *d.left < 0 || (*d.left == 0 && !d.after) {
		return errDied
	}
	if err := d.DB.Update(ctx, fn); err != nil || *d.left > 0 {
		return err
	}
	return errDied
}

// TestOpenAfterCrash dies before and after each commit that makes a pair.
func TestOpenAfterCrash(t *testing.T) {
	for n := 1; ; n++ {
		died := false
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("commit %d, done %v", n, after), func(t *testing.T) {
				p := &pair{TB: t, db: memory.New(), keys: memory.New()}
				left := n
				_, err := Open(t.Context(), dying{p.db, &left, after}, dying{p.keys, &left, after}, master)
				if died = err != nil; !died {
					return
				}
				wantError(t, err, errDied)
				p.open()
				u := p.join(ada, noon)
				p.open()
				p.view(func(tx *Tx) error {
					if known, err := tx.Knows(u); err != nil || !known {
						t.Errorf("a member was lost: %v", err)
					}
					return nil
				})
				_, err = Open(t.Context(), memory.New(), p.keys, master)
				wantError(t, err, ErrNoDatabase)
			})
		}
		if !died {
			if n != 4 {
				t.Errorf("making a pair took %d commits, want 3: look at what a crash between them does", n-1)
			}
			return
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	newer := func(_ *testing.T, p *pair) {
		put(p, p.db, kv.Pair{Key: []byte("meta/schema"), Val: []byte{schema + 1}})
	}
	for name, c := range map[string]struct {
		change func(*testing.T, *pair)
		master [32]byte
		want   error  // or
		says   string // what the error says
	}{
		"wrong master key":     {nil, [32]byte{9}, ErrWrongKey, ""},
		"no key store":         {func(_ *testing.T, p *pair) { p.keys = memory.New() }, master, ErrNoKeys, ""},
		"no database":          {func(_ *testing.T, p *pair) { p.db = memory.New() }, master, ErrNoDatabase, ""},
		"another's database":   {func(t *testing.T, p *pair) { p.db = newPair(t).db }, master, ErrMismatch, ""},
		"another's key store":  {func(t *testing.T, p *pair) { p.keys = newPair(t).keys }, master, ErrMismatch, ""},
		"newer database":       {newer, master, nil, "newer"},
		"key store without id": {func(_ *testing.T, p *pair) { remove(p, p.keys, "id") }, master, ErrNoKeys, ""},
		"store key lost":       {func(_ *testing.T, p *pair) { remove(p, p.keys, "key/store") }, master, kv.ErrDamaged, ""},
		"user key lost":        {func(_ *testing.T, p *pair) { remove(p, p.keys, "key/user") }, master, kv.ErrDamaged, ""},
		"user key exchanged": {func(t *testing.T, p *pair) {
			for _, k := range dump(t, p.keys) {
				if string(k.Key) == "key/store" {
					put(t, p.keys, kv.Pair{Key: []byte("key/user"), Val: k.Val})
				}
			}
		}, master, ErrWrongKey, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			p.join(ada, noon)
			if c.change != nil {
				c.change(t, p)
			}
			db, keys := dump(t, p.db), dump(t, p.keys)
			_, err := Open(t.Context(), p.db, p.keys, c.master)
			if err == nil {
				t.Fatal("it opened")
			}
			if c.want != nil {
				wantError(t, err, c.want)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q does not say %q", err, c.says)
			}
			wantSame(t, "the database", db, dump(t, p.db))
			wantSame(t, "the key store", keys, dump(t, p.keys))
		})
	}
}

// TestKeysAreWrapped checks that the key store on its own opens nothing: each
// key in it, tried as it lies there, opens no record.
func TestKeysAreWrapped(t *testing.T) {
	p := newPair(t)
	fill(p)
	wrapped := 0
	for _, k := range dump(t, p.keys) {
		if !bytes.HasPrefix(k.Key, []byte("key/")) {
			continue
		}
		wrapped++
		for i := 0; i+32 <= len(k.Val); i++ {
			aead := newAEAD(k.Val[i : i+32])
			for _, r := range dump(t, p.db) {
				if _, err := aead.Open(nil, nil, sealedPart(r), r.Key); err == nil {
					t.Fatalf("a record of %s opens with bytes of the key store as they are", table(r.Key))
				}
			}
		}
	}
	if wrapped < 4 {
		t.Errorf("only %d keys were tried", wrapped)
	}
}
