package storage

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"afterglow/nudges"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// Two members. Their chat ids don't fit into 32 bits, as Telegram's may not.
const (
	ada  = 7_215_309_984_411
	berg = 7_215_309_984_412
)

// noon is when the tests begin, in a zone that is not the machine's.
var noon = time.Date(2026, 3, 27, 12, 0, 0, 0, time.FixedZone("", 5*3600+45*60))

var master = [32]byte{1, 2, 3}

// A pair is a database and its key store, open.
type pair struct {
	testing.TB
	db, keys kv.DB
	store    *Store
}

func newPair(t testing.TB) *pair {
	t.Helper()
	p := &pair{TB: t, db: memory.New(), keys: memory.New()}
	p.open()
	return p
}

// open opens the pair again, as a restart does.
func (p *pair) open() {
	p.Helper()
	var err error
	if p.store, err = Open(p.Context(), p.db, p.keys, master); err != nil {
		p.Fatal(err)
	}
}

func (p *pair) update(fn func(*Tx) error) {
	p.Helper()
	if err := p.store.Update(p.Context(), fn); err != nil {
		p.Fatal(err)
	}
}

func (p *pair) view(fn func(*Tx) error) {
	p.Helper()
	if err := p.store.View(p.Context(), fn); err != nil {
		p.Fatal(err)
	}
}

// meet makes a chat known.
func (p *pair) meet(chat int64) (u User) {
	p.Helper()
	p.update(func(tx *Tx) (err error) { u, err = tx.Meet(chat); return err })
	return u
}

// join makes a chat a member's whose next nudge is to be decided at alarm.
func (p *pair) join(chat int64, alarm time.Time) User {
	p.Helper()
	u := p.meet(chat)
	p.alarm(u, alarm)
	return u
}

func (p *pair) alarm(u User, at time.Time) {
	p.Helper()
	p.update(func(tx *Tx) error { return tx.SetMember(u, nudges.Member{Language: "en"}, at) })
}

// say queues messages that are told apart by their screen.
func (p *pair) say(u User, lane Lane, now time.Time, screens ...string) {
	p.Helper()
	p.update(func(tx *Tx) error {
		for _, s := range screens {
			if err := tx.Send(u, lane, Message{Do: Say, Screen: s}, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *pair) shred() {
	p.Helper()
	if err := p.store.Shred(p.Context()); err != nil {
		p.Fatal(err)
	}
}

// lease is how long claims stand in tests.
const lease = time.Minute

func (p *pair) claimUpTo(now time.Time, n int, last Lane) (claims []Claim) {
	p.Helper()
	p.update(func(tx *Tx) (err error) { claims, err = tx.Claim(now, lease, n, last); return err })
	return claims
}

func (p *pair) claim(now time.Time) []Claim { p.Helper(); return p.claimUpTo(now, 100, Nudge) }

// claimOne claims where exactly one turn is due.
func (p *pair) claimOne(now time.Time) Claim {
	p.Helper()
	claims := p.claim(now)
	if len(claims) != 1 {
		p.Fatalf("%d turns are due, want 1: %v", len(claims), screens(claims))
	}
	return claims[0]
}

func (p *pair) release(now time.Time) {
	p.Helper()
	if err := p.store.Release(p.Context(), now, lease); err != nil {
		p.Fatal(err)
	}
}

func (p *pair) settle(c Claim, done bool, now, earlier time.Time) {
	p.Helper()
	p.update(func(tx *Tx) error { return tx.Settle(c, done, now, earlier) })
}

// screens says what claims are for: the screen, or "nudge".
func screens(claims []Claim) (list []string) {
	for _, c := range claims {
		if c.Lane == Nudge {
			list = append(list, "nudge")
		} else {
			list = append(list, c.Message.Screen)
		}
	}
	return list
}

func (p *pair) wantClaims(now time.Time, want ...string) []Claim {
	p.Helper()
	claims := p.claim(now)
	if got := screens(claims); !slices.Equal(got, want) {
		p.Errorf("claimed %q, want %q", got, want)
	}
	return claims
}

// wantDue checks when something is due next up to a lane; zero for never.
func (p *pair) wantDue(last Lane, want time.Time) {
	p.Helper()
	p.view(func(tx *Tx) error {
		got, err := tx.NextDue(last)
		if errors.Is(err, ErrNotFound) {
			got, err = time.Time{}, nil
		}
		if err == nil && !got.Equal(want) {
			p.Errorf("next due up to %v: %v, want %v", last, got, want.UTC())
		}
		return err
	})
}

// dump lists all that a DB holds, in order.
func dump(t testing.TB, db kv.DB) (pairs []kv.Pair) {
	t.Helper()
	err := db.View(t.Context(), func(r kv.Reader) error {
		for p, err := range r.Scan([]byte{0}, bytes.Repeat([]byte{0xff}, 64)) {
			if err != nil {
				return err
			}
			pairs = append(pairs, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

// backup copies a DB.
func backup(t testing.TB, db kv.DB) kv.DB {
	t.Helper()
	pairs, to := dump(t, db), memory.New()
	put(t, to, pairs...)
	return to
}

func put(t testing.TB, db kv.DB, pairs ...kv.Pair) {
	t.Helper()
	err := db.Update(t.Context(), func(w kv.Writer) error {
		for _, p := range pairs {
			if err := w.Put(p.Key, p.Val); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, db kv.DB, keys ...string) {
	t.Helper()
	err := db.Update(t.Context(), func(w kv.Writer) error {
		for _, k := range keys {
			if err := w.Delete([]byte(k)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// count says how many keys begin with prefix.
func count(t testing.TB, db kv.DB, prefix string) (n int) {
	t.Helper()
	for _, p := range dump(t, db) {
		if bytes.HasPrefix(p.Key, []byte(prefix)) {
			n++
		}
	}
	return n
}

func wantSame(t testing.TB, what string, before, after []kv.Pair) {
	t.Helper()
	same := func(a, b kv.Pair) bool { return bytes.Equal(a.Key, b.Key) && bytes.Equal(a.Val, b.Val) }
	if !slices.EqualFunc(before, after, same) {
		t.Errorf("%s was written to", what)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}
