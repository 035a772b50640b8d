package storage

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
	"afterglow/storage/bolt"
)

// forget forgets u and queues a receipt, as one commit of the inbox does.
func (p *pair) forget(u User, stopped bool) {
	p.Helper()
	p.update(func(tx *Tx) error {
		if err := tx.Forget(u, stopped); err != nil {
			return err
		}
		return tx.Send(u, Reply, Message{Do: Say, Screen: "receipt"}, noon)
	})
}

// traces are the tables in which u still shows up, in either store.
func (p *pair) traces(u User) (tables []string) {
	p.Helper()
	for _, r := range slices.Concat(dump(p, p.db), dump(p, p.keys)) {
		if bytes.Contains(r.Key, u[:]) || bytes.Contains(r.Val, u[:]) {
			tables = append(tables, table(r.Key))
		}
	}
	return slices.Compact(tables)
}

func (p *pair) wantTraces(u User, want string) {
	p.Helper()
	if got := strings.Join(p.traces(u), " "); got != want {
		p.Errorf("left of the member: %q, want %q", got, want)
	}
}

func TestForget(t *testing.T) {
	for _, stopped := range []bool{false, true} {
		p := newPair(t)
		fill(p)
		u, other := p.store.User(ada), p.store.User(berg)
		p.wantTraces(u, "chat fetch fetching file member note out shown turn key")
		before := p.traces(other)
		mark := map[bool]string{false: "", true: "stopped"}[stopped]

		p.forget(u, stopped)
		p.wantTraces(u, strings.TrimSpace("chat out shred "+mark)+" turn key")
		p.view(func(tx *Tx) error {
			m, err := tx.Member(u)
			if err != nil || m.Zone != "" || m.Stopped.IsZero() == stopped {
				t.Errorf("stopped %v: the record is %+v, %v", stopped, m, err)
			}
			if known, err := tx.Knows(u); known || err != nil {
				t.Errorf("they are still known: %v", err)
			}
			return nil
		})
		p.shred()
		p.wantTraces(u, strings.TrimSpace("chat out "+mark)+" turn key")

		claims := slices.DeleteFunc(p.claim(noon), func(c Claim) bool { return c.User != u })
		if got := screens(claims); !slices.Equal(got, []string{"screen-name", "receipt"}) {
			t.Errorf("claimed for the forgotten: %q; want the help card, the receipt and nothing else", got)
		}
		for _, c := range claims {
			if c.Chat != ada {
				t.Error("a claim is for another chat")
			}
			p.update(func(tx *Tx) error { return tx.SetShown(u, 77, Shown{At: noon}) })
			p.settle(c, true, noon, time.Time{})
		}
		p.shred()
		p.wantTraces(u, mark)
		if after := p.traces(other); !slices.Equal(after, before) {
			t.Errorf("of the other member there was %q, and now %q", before, after)
		}
	}
}

// TestForgetWithoutReceipt: what was due before is not, and nothing is left to
// do.
func TestForgetWithoutReceipt(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.say(u, Reply, noon, "reply")
	p.update(func(tx *Tx) error { return tx.Forget(u, false) })
	p.wantIndex()
	p.wantDue(Nudge, time.Time{})
	p.wantClaims(noon.Add(days))
	err := p.store.Update(t.Context(), func(tx *Tx) error { return tx.Forget(p.store.User(berg), true) })
	wantError(t, err, ErrNotFound)
	p.wantTraces(p.store.User(berg), "")
}

func TestStoppedMark(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	want := func(stopped bool) {
		t.Helper()
		p.view(func(tx *Tx) error {
			if m, err := tx.Member(u); err != nil || m.Stopped.IsZero() == stopped {
				t.Errorf("stopped at %v, %v; want stopped %v", m.Stopped, err, stopped)
			}
			return nil
		})
	}
	want(false)
	p.forget(u, true)
	want(true)
	p.settle(p.claimOne(noon), true, noon, time.Time{}) // the chat leaves
	p.shred()
	p.open()
	want(true)
	p.meet(ada) // they write again
	want(true)
	p.update(func(tx *Tx) error { return tx.Forget(u, true) }) // and forget again
	want(true)
	p.update(func(tx *Tx) error { return tx.ClearStopped(u) })
	want(false)
	p.update(func(tx *Tx) error { return tx.ClearStopped(u) })
}

// TestForgottenInFlight: a claim made before is settled by Forget.
func TestForgottenInFlight(t *testing.T) {
	for _, lane := range []Lane{Reply, Nudge} {
		for _, done := range []bool{true, false} {
			p := newPair(t)
			u := p.join(ada, time.Time{})
			if lane == Nudge {
				p.alarm(u, noon)
			} else {
				p.say(u, lane, noon, "before")
			}
			old := p.claimOne(noon)
			p.forget(u, false)
			p.update(func(tx *Tx) error {
				if stands, err := tx.Stands(old); stands || err != nil {
					t.Errorf("the claim still stands: %v", err)
				}
				return nil
			})
			p.settle(old, done, noon, noon.Add(days))
			receipt := p.wantClaims(noon, "receipt")[0]
			p.settle(old, done, noon, time.Time{})
			p.wantClaims(noon) // the receipt is in flight
			p.settle(receipt, true, noon, time.Time{})
			p.settle(old, done, noon, time.Time{}) // the chat is gone
			p.shred()
			p.wantTraces(u, "")
		}
	}
}

// TestForgetKeepsHelpCards: they go out whatever else happens, in their order,
// one in flight once more.
func TestForgetKeepsHelpCards(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.say(u, Crisis, noon, "card 1", "card 2")
	p.say(u, Reply, noon, "reply")
	old := p.claim(noon)
	p.forget(u, false)
	p.shred()
	p.wantIndex()
	first := p.wantClaims(noon, "card 1", "receipt")
	if first[0].Message.Tries != 2 || !first[0].Message.Since.Equal(noon) {
		t.Errorf("the card was claimed %d times since %v", first[0].Message.Tries, first[0].Message.Since)
	}
	for _, c := range slices.Concat(old, first) {
		p.settle(c, true, noon, time.Time{})
	}
	p.settle(p.wantClaims(noon, "card 2")[0], true, noon, time.Time{})
	p.shred()
	p.wantTraces(u, "")
}

// TestForgetKeepsPace: Telegram counts what it was sent before, too.
func TestForgetKeepsPace(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.settle(p.claimOne(noon), true, noon, noon.Add(time.Second))
	p.forget(u, false)
	p.wantClaims(noon)
	p.wantClaims(noon.Add(time.Second), "receipt")
}

// wantForgotten checks that nothing opens in an older copy for a member whose
// key was destroyed, and everything for the other.
func wantForgotten(t *testing.T, old *Store, gone, other User) {
	t.Helper()
	err := old.View(t.Context(), func(tx *Tx) error {
		_, err := tx.ChatID(gone)
		wantError(t, err, ErrForgotten)
		errs := readAll(tx, gone)
		if len(errs) != 9 { // of the methods that are about a member
			t.Errorf("%d methods return errors, want all 9", len(errs))
		}
		for _, err := range errs {
			wantError(t, err, ErrForgotten)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	wantReadable(t, old, other)
}

// wantReadable checks that everything fill wrote for u opens.
func wantReadable(t *testing.T, s *Store, u User) {
	t.Helper()
	err := s.View(t.Context(), func(tx *Tx) error {
		if errs := readAll(tx, u); len(errs) > 0 {
			t.Errorf("a member's records don't open: %v", errs)
		}
		if n, err := tx.Note(u, 11); err != nil || n.Text != secrets[0] {
			t.Errorf("note %q, %v", n.Text, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestOlderBackupDoesNotOpen(t *testing.T) {
	p := newPair(t)
	fill(p)
	u, other := p.store.User(ada), p.store.User(berg)
	copied := backup(t, p.db)
	p.forget(u, true)

	// A crash before the key is destroyed: the copy still opens.
	p.open()
	before := &pair{TB: t, db: backup(t, copied), keys: p.keys}
	before.open()
	wantReadable(t, before.store, u)

	p.shred()
	p.shred() // again does nothing
	wantReadable(t, p.store, other)
	after := &pair{TB: t, db: copied, keys: p.keys}
	after.open()
	wantForgotten(t, after.store, u, other)
	for _, r := range dump(t, after.db) { // nor with any key there is
		for _, k := range dump(t, p.keys) {
			key, err := after.store.keys.master.Open(nil, nil, k.Val, k.Key)
			if err != nil || !bytes.Contains(r.Key, u[:]) {
				continue
			}
			if _, err := newAEAD(key).Open(nil, nil, sealedPart(r), r.Key); err == nil {
				t.Errorf("a record of %s still opens", table(r.Key))
			}
		}
	}
}

// TestShredAfterCrash dies before and after each of its commits.
func TestShredAfterCrash(t *testing.T) {
	for n := 1; n <= 2; n++ {
		for _, done := range []bool{false, true} {
			p := newPair(t)
			fill(p)
			p.forget(p.store.User(ada), false)
			left := n
			dies := &Store{db: dying{p.db, &left, done}, keys: &keyring{db: dying{p.keys, &left, done}, master: p.store.keys.master}}
			wantError(t, dies.Shred(t.Context()), errDied)
			p.open()
			p.shred()
			p.wantTraces(p.store.User(ada), "chat out turn key")
			if n := count(t, p.keys, "key/member/"); n != 3 {
				t.Errorf("%d keys of members are left, want 3", n)
			}
			if n := count(t, p.db, "shred/"); n != 0 {
				t.Errorf("%d keys are still to be destroyed", n)
			}
			wantReadable(t, p.store, p.store.User(berg))
		}
	}
}

// TestRestoredBackup goes on with an older copy: who was forgotten since holds
// up nobody, and may begin anew.
func TestRestoredBackup(t *testing.T) {
	p := newPair(t)
	fill(p)
	u, other := p.store.User(ada), p.store.User(berg)
	copied := backup(t, p.db)
	p.forget(u, false)
	p.shred()
	p.db = copied
	p.open()

	p.shred()
	p.prune(noon)
	claims := p.claim(noon)
	if got := screens(claims); len(got) != 2 || claims[0].User != other || claims[1].User != other {
		t.Errorf("claimed %q, want the other member's two", got)
	}
	p.wantClaims(noon.Add(lease / 2))
	if again := p.meet(ada); again != u {
		t.Error("they go by another name")
	}
	p.view(func(tx *Tx) error {
		m, err := tx.Member(u)
		if err != nil || m.Zone != "" {
			t.Errorf("their record: %+v, %v; want none", m, err)
		}
		for _, err := range readAll(tx, u) {
			wantError(t, err, ErrNotFound)
		}
		return nil
	})
	p.say(u, Reply, noon, "welcome")
	p.alarm(u, noon)
	p.wantClaims(noon, "welcome")
	p.wantIndex()
	p.prune(noon.Add(1000 * days))
}

// TestOlderFileDoesNotOpen is TestOlderBackupDoesNotOpen with files.
func TestOlderFileDoesNotOpen(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) *bolt.DB {
		t.Helper()
		db, err := bolt.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
	p := &pair{TB: t, db: file("bot.db"), keys: file("keys.db")}
	p.open()
	fill(p)
	u, other := p.store.User(ada), p.store.User(berg)
	if err := p.db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "bot.db"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "old.db"), data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	p.db = file("bot.db")
	p.open()
	p.forget(u, false)
	p.shred()
	wantReadable(t, p.store, other)
	old := &pair{TB: t, db: file("old.db"), keys: p.keys}
	old.open()
	wantForgotten(t, old.store, u, other)
}

// TestForgetIsAllOrNothing: a commit that fails forgets nothing, and leaves no
// word to destroy a key that is in use.
func TestForgetIsAllOrNothing(t *testing.T) {
	p := newPair(t)
	fill(p)
	u := p.store.User(ada)
	err := p.store.Update(t.Context(), func(tx *Tx) error { return errors.Join(tx.Forget(u, true), errDied) })
	wantError(t, err, errDied)
	p.shred()
	wantReadable(t, p.store, u)
}

// TestForgetThenJoin: somebody who comes back at once, in the same commit or
// before the key is destroyed, loses nothing new.
func TestForgetThenJoin(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.update(func(tx *Tx) error {
		if err := tx.Forget(u, false); err != nil {
			return err
		}
		return tx.Keep(u, nudges.Note{Message: 1, Text: "new"})
	})
	p.alarm(u, noon)
	p.shred()
	p.open()
	p.view(func(tx *Tx) error {
		if n, err := tx.Notes(u); err != nil || len(n) != 1 {
			t.Errorf("notes %v, %v; want the new one", n, err)
		}
		return nil
	})
	p.wantClaims(noon, "nudge")
}
