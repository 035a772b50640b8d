package dispatch

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// A hooked database runs something once, right after the next view.
type hooked struct {
	kv.DB
	after func()
}

func (h *hooked) View(ctx context.Context, fn func(kv.Reader) error) error {
	err := h.DB.View(ctx, fn)
	if run := h.after; run != nil {
		h.after = nil
		run()
	}
	return err
}

// TestReceiptAfterKey: wherever in a round a member is forgotten, the receipt
// goes out when their key is gone.
func TestReceiptAfterKey(t *testing.T) {
	for at := range 4 { // after which view of the round
		synctest.Test(t, func(t *testing.T) {
			db, keys := &hooked{DB: memory.New()}, memory.New()
			o := newOffice(t, db, keys)
			if err := o.Store.Update(t.Context(), func(tx *storage.Tx) error { _, err := tx.Meet(1); return err }); err != nil {
				t.Fatal(err)
			}
			o.send(2, storage.Reply, storage.Message{Do: storage.Say, Screen: "help"}) // so that there is something to do
			before := of(places(t, keys), o.Store.User(1))
			sent, early := 0, 0
			o.clerk.answer = func(call string) error {
				if call == "say 1" {
					if sent++; slices.Contains(places(t, keys), before[0]) {
						early++
					}
				}
				return nil
			}
			db.after = o.forget
			for range at { // one view later each
				then := db.after
				db.after = func() { db.after = then }
			}
			o.rounds(5)
			if len(before) != 1 || sent != 1 || early != 0 {
				t.Errorf("after view %d: %d keys, %d receipts, %d of them while the key was there", at, len(before), sent, early)
			}
		})
	}
}

// forget forgets the member of chat 1, as the inbox does.
func (o *office) forget() {
	err := o.Store.Update(o.t.Context(), func(tx *storage.Tx) error {
		if err := tx.Forget(o.Store.User(1), false); err != nil {
			return err
		}
		return tx.Send(o.Store.User(1), storage.Reply, storage.Message{Do: storage.Say, Screen: "forget.done", Args: map[string]string{"notes": "0", "messages": "0"}}, time.Now())
	})
	if err != nil {
		o.t.Error(err)
	}
}

// rounds takes n turns, each with what the calls of the one before have brought.
func (o *office) rounds(n int) {
	o.t.Helper()
	o.calls, o.limit, o.results = o.t.Context(), newLimit(0), make(chan result, senders)
	var done []result
	for range n {
		if _, err := o.turn(o.t.Context(), done); err != nil {
			o.t.Fatal(err)
		}
		synctest.Wait()
		for done = nil; len(o.results) > 0; {
			done = append(done, o.returned(<-o.results))
		}
	}
}

// of are the places that belong to a user.
func of(places []string, u storage.User) []string {
	return slices.DeleteFunc(places, func(p string) bool { return !strings.HasPrefix(p, "key/member/"+string(u[:])) })
}

// places are where the members' keys lie.
func places(t *testing.T, keys kv.DB) (all []string) {
	err := keys.View(context.Background(), func(r kv.Reader) error {
		for p, err := range r.Scan([]byte("key/member/"), []byte("key/member0")) {
			if err != nil {
				return err
			}
			all = append(all, string(p.Key))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return all
}

// TestNothingGoesOutBeforeKeys: while the key store can't destroy a key nothing
// is sent; afterwards everything is, once.
func TestNothingGoesOutBeforeKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keys := &refusing{DB: memory.New()}
		o := newOffice(t, memory.New(), keys)
		for chat := range int64(3) {
			o.send(chat+1, storage.Reply, storage.Message{Do: storage.Say, Screen: "help"})
		}
		if err := o.Store.Update(t.Context(), func(tx *storage.Tx) error { return tx.Forget(o.Store.User(1), false) }); err != nil {
			t.Fatal(err)
		}
		keys.set(true)
		closeIt := o.open()
		time.Sleep(5 * time.Minute)
		if n := len(o.clerk.made()); n != 0 {
			t.Errorf("%d calls while the key is there", n)
		}
		keys.set(false)
		time.Sleep(5 * time.Minute)
		closeIt()
		got := o.clerk.made()
		slices.Sort(got)
		if !slices.Equal(got, []string{"say 2", "say 3"}) {
			t.Errorf("calls %v", got)
		}
	})
}

// A refusing database takes no writes while it is set to.
type refusing struct {
	kv.DB
	mu sync.Mutex
	on bool
}

func (r *refusing) Update(ctx context.Context, fn func(kv.Writer) error) error {
	r.mu.Lock()
	on := r.on
	r.mu.Unlock()
	if on {
		return errOurs
	}
	return r.DB.Update(ctx, fn)
}

func (r *refusing) set(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.on = on
}
