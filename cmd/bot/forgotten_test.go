package main

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// memberKeys are the places of the members' keys.
func memberKeys(t *testing.T, keys kv.DB) (places []string) {
	t.Helper()
	err := keys.View(t.Context(), func(r kv.Reader) error {
		for p, err := range r.Scan([]byte("key/member/"), []byte("key/member0")) {
			if err != nil {
				return err
			}
			places = append(places, string(p.Key))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return places
}

// A witness looks at the keys whenever a message is about to be sent.
type witness struct {
	*telegramtest.Telegram
	look func()
}

func (w witness) Do(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/sendMessage") {
		w.look()
	}
	return w.Telegram.Do(r)
}

// TestForgotten is promise 5: an older copy of the database, opened with the
// keys of today, shows nothing of who asked to be forgotten, and all of
// everybody else. The receipt is sent when the key is gone.
func TestForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1, 2)
		var mu sync.Mutex
		var atReceipt []string // the last message of all
		p.upWith(func(s *service) {
			s.HTTP = witness{p.tg, func() {
				mu.Lock()
				defer mu.Unlock()
				atReceipt = memberKeys(t, p.keys)
			}}
		})
		for _, chat := range []int64{1, 2} {
			p.tg.Chat(chat).Says("a note to keep")
			p.tg.Chat(chat).Says(inCrisis)
		}
		time.Sleep(time.Minute)
		older, keysBefore := copyOf(t, p.db, memory.New()), memberKeys(t, p.keys)
		if !tap(p.tg.Chat(1), "I'm OK, this was about my session") { // one that is open would stay for an hour
			t.Fatal("the help card can't be closed")
		}
		time.Sleep(5 * time.Second)
		p.tg.Chat(1).Says("/forget")
		time.Sleep(10 * time.Second)
		if !tap(p.tg.Chat(1), "Erase everything") {
			t.Fatal("there is no button to erase everything")
		}
		time.Sleep(time.Minute)
		p.down()
		if got := p.fromBot(1); len(got) != 1 || !strings.Contains(got[0].Text, "2") {
			t.Errorf("the chat shows %v, want the receipt only", got)
		}
		gone := slices.DeleteFunc(slices.Clone(keysBefore), func(k string) bool { return slices.Contains(atReceipt, k) })
		if len(keysBefore) != 2 || len(gone) != 1 {
			t.Errorf("%d keys before, %d of them gone when the receipt was sent; want 2, 1", len(keysBefore), len(gone))
		}
		p.onlyTheOtherIsIn(older, 1, 2)
		p.db = older // and the program runs on it, and knows nothing of them
		p.up()
		p.tg.Chat(1).Says("/journal")
		p.tg.Chat(2).Says("/journal")
		time.Sleep(time.Minute)
		p.quiet()
		time.Sleep(4 * 24 * time.Hour)
		p.running()
		p.down()
		if len(p.notes(1)) != 0 || len(p.notes(2)) != 2 {
			t.Errorf("on the older copy: %d and %d notes, want 0 and 2", len(p.notes(1)), len(p.notes(2)))
		}
		if len(p.sentNudges(1)) != 0 {
			t.Error("on the older copy: a nudge to who was forgotten")
		}
	})
}

// onlyTheOtherIsIn looks for two members in a copy of the database.
func (p *program) onlyTheOtherIsIn(db kv.DB, forgotten, other int64) {
	p.t.Helper()
	store, err := storage.Open(p.t.Context(), db, p.keys, [32]byte{1})
	if err != nil {
		p.t.Fatal(err)
	}
	err = store.View(p.t.Context(), func(tx *storage.Tx) error {
		gone, there := store.User(forgotten), store.User(other)
		_, err1 := tx.Member(gone)
		notes, err2 := tx.Notes(gone)
		id, err3 := tx.ChatID(gone)
		if !errors.Is(err1, storage.ErrForgotten) || !errors.Is(err2, storage.ErrForgotten) || !errors.Is(err3, storage.ErrForgotten) || len(notes) > 0 || id != 0 {
			p.t.Errorf("of who was forgotten: %v; %v, %v; %v, %v; want ErrForgotten", err1, notes, err2, id, err3)
		}
		if m, err := tx.Member(there); err != nil || len(m.Sessions) != 1 {
			p.t.Errorf("of the other: %v, %v", m.Sessions, err)
		}
		return nil
	})
	if err != nil {
		p.t.Error(err)
	}
}
