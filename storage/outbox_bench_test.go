package storage

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"afterglow/storage/bolt"
)

// BenchmarkOutbox shows that what is due costs the same however many wait.
func BenchmarkOutbox(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		p := crowd(b, n)
		b.Run(fmt.Sprintf("NextDue/%d", n), func(b *testing.B) {
			p.TB = b
			for b.Loop() {
				p.view(func(tx *Tx) error { _, err := tx.NextDue(Nudge); return err })
			}
		})
		now := noon
		b.Run(fmt.Sprintf("ClaimAndSettle/%d", n), func(b *testing.B) {
			p.TB = b
			for b.Loop() { // each member's nudge is due once a hundred hours
				now = now.Add(100 * time.Hour / time.Duration(n))
				c := p.claimUpTo(now, 1, Nudge)
				if len(c) != 1 {
					b.Fatal("nothing is due")
				}
				p.settle(c[0], true, now, now.Add(100*time.Hour))
			}
		})
	}
}

// crowd makes n members in a few commits; their alarms are spread over the last
// hundred hours.
func crowd(b *testing.B, n int) *pair {
	b.Helper()
	open := func(name string) *bolt.DB {
		db, err := bolt.Open(filepath.Join(b.TempDir(), name))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { db.Close() })
		return db
	}
	p := &pair{TB: b, db: open("bot.db"), keys: open("keys.db")}
	p.open()
	for from := 0; from < n; from += 1000 {
		p.crowdIn(from, min(from+1000, n), 100*time.Hour/time.Duration(n))
	}
	return p
}

// crowdIn makes some members in one commit to each store, a step apart.
func (p *pair) crowdIn(from, to int, step time.Duration) {
	p.Helper()
	var chats []*chat
	var places [][]byte
	for i := from; i < to; i++ {
		c := &chat{user: p.store.User(ada + int64(i)), key: newKeyID(), ID: ada + int64(i)}
		chats, places = append(chats, c), append(places, memberKey(c.user, c.key))
	}
	if err := p.store.keys.ensure(p.Context(), places...); err != nil {
		p.Fatal(err)
	}
	p.update(func(tx *Tx) (err error) {
		for i, c := range chats {
			if c.aead, err = p.store.keys.aead(p.Context(), places[i]); err != nil {
				return err
			}
			if err := tx.setAlarm(c, noon.Add(-step*time.Duration(from+i))); err != nil {
				return err
			}
		}
		return nil
	})
}
