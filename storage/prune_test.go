package storage

import (
	"errors"
	"testing"
	"time"

	"afterglow/storage/kv"
)

func (p *pair) prune(now time.Time) {
	p.Helper()
	if err := p.store.Prune(p.Context(), now); err != nil {
		p.Fatal(err)
	}
}

// TestPrune looks at each table right before and after its time is over.
func TestPrune(t *testing.T) {
	midnight := time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC) // days of keys are UTC
	for table, c := range map[string]struct {
		last  time.Time // kept until then
		gone  int       // removed right after, of the two that fill writes
		inKey bool      // it is a key that goes
	}{
		"seen/":    {noon.Add(SeenFor), 2, false},
		"shown/":   {noon.Add(ShownFor), 2, false},
		"aside/":   {midnight.Add(AsideFor - 1), 1, false},
		"key/day/": {midnight.Add(AsideFor - 1), 1, true},
	} {
		t.Run(table, func(t *testing.T) {
			p := newPair(t)
			fill(p)
			db := p.db
			if c.inKey {
				db = p.keys
			}
			before := count(t, db, table)
			p.prune(c.last)
			if n := count(t, db, table); n != before {
				t.Errorf("%d of %d are left while they are wanted", n, before)
			}
			p.prune(c.last.Add(1))
			if n := count(t, db, table); n != before-c.gone {
				t.Errorf("%d of %d are left after their time, want %d", n, before, before-c.gone)
			}
		})
	}
}

// TestPruneLeavesTheRest: what has no time limit here stays for ever.
func TestPruneLeavesTheRest(t *testing.T) {
	p := newPair(t)
	fill(p)
	p.prune(noon.Add(1000 * days))
	for table, want := range map[string]int{"meta/": 5, "inbox/": 1, "chat/": 3, "member/": 2, "note/": 6, "file/": 6, "fetch/": 2, "fetching/": 2, "out/": 4, "turn/": 4, "shred/": 1, "stopped/": 1,
		"seen/": 0, "aside/": 0, "shown/": 0} {
		if n := count(t, p.db, table); n != want {
			t.Errorf("%d records are left in %s, want %d", n, table, want)
		}
	}
}

// TestPruneInChunks has more to remove than fits one commit.
func TestPruneInChunks(t *testing.T) {
	p := newPair(t)
	ids := make([]int64, 2*pruneChunk+1)
	for i := range ids {
		ids[i] = int64(i)
	}
	p.receive(noon, ids...)
	p.receive(noon.Add(days), -1)
	p.prune(noon.Add(SeenFor + 1))
	if n := count(t, p.db, "seen/"); n != 1 {
		t.Errorf("%d marks are left, want 1", n)
	}
}

// TestPruneGoesOn: a record that can't be read is reported, and keeps nothing
// else from going.
func TestPruneGoesOn(t *testing.T) {
	for _, damaged := range []string{"seen/", "shown/", "chat/"} {
		p := newPair(t)
		fill(p)
		for _, r := range dump(t, p.db) {
			if table(r.Key)+"/" == damaged {
				put(t, p.db, kv.Pair{Key: r.Key, Val: r.Val[:len(r.Val)-1]})
			}
		}
		err := p.store.Prune(t.Context(), noon.Add(100*days))
		if !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("damaged %s: %v, want ErrDamaged", damaged, err)
		}
		if n := count(t, p.db, "aside/") + count(t, p.keys, "key/day/"); n != 0 {
			t.Errorf("damaged %s: %d updates and keys of days are left", damaged, n)
		}
	}
}

// TestPruneLooksAgain: what was written anew after it was found to be old
// stays.
func TestPruneLooksAgain(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.update(func(tx *Tx) error { return tx.SetShown(u, 1, Shown{At: noon}) })
	now := noon.Add(ShownFor + 1)
	err := p.store.prune(t.Context(), "shown/", func(tx *Tx, r kv.Pair) (bool, error) {
		if tx.w == nil { // the first look; what follows comes between the two
			return true, nil
		}
		if err := tx.SetShown(u, 1, Shown{At: now}); err != nil {
			return false, err
		}
		val, err := tx.r.Get(r.Key)
		if err != nil {
			return false, err
		}
		return oldShown(tx, kv.Pair{Key: r.Key, Val: val}, now)
	})
	if err != nil || count(t, p.db, "shown/") != 1 {
		t.Errorf("%v; the message is forgotten though it was just edited", err)
	}
}
