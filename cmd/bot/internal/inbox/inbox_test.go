package inbox

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
	"afterglow/storage/kv"
)

func TestOffset(t *testing.T) {
	d := newDesk(t)
	if n, err := d.Offset(t.Context()); n != 0 || err != nil {
		t.Errorf("at first: %d, %v", n, err)
	}
	for _, id := range []int64{41, 1_000_000, 7} { // ids may begin anew anywhere
		d.id = id - 1
		d.takes(d.said(1, "x"))
		if n, err := d.Offset(t.Context()); n != id+1 || err != nil {
			t.Errorf("after update %d: asks for %d, %v", id, n, err)
		}
	}
}

// TestReceiveAllOrNothing: a batch that can't be stored leaves no trace, and
// comes again.
func TestReceiveAllOrNothing(t *testing.T) {
	d := newDesk(t)
	d.joins(1)
	batch := []telegram.Update{d.said(1, "one"), d.said(1, "I want to end my life"), d.said(1, "three")}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Receive(ctx, batch); err == nil {
		t.Fatal("received on a store that takes nothing")
	}
	if n, _ := d.Offset(t.Context()); n != 0 {
		t.Errorf("asks for %d after a batch that was not stored", n)
	}
	d.takes(batch...)
	d.takes(batch...)
	d.works()
	d.takes(batch[1:]...)
	d.works()
	if got := d.notes(1); !slices.Equal(got, []string{"one", "I want to end my life", "three"}) {
		t.Errorf("kept %q", got)
	}
	if got := d.queued(1); !slices.Equal(got, []string{"crisis say crisis", "reply react note.kept", "reply react note.kept"}) {
		t.Errorf("queued %q", got)
	}
}

// TestManyInOrder: more than fit one commit, from several members, each in
// their order.
func TestManyInOrder(t *testing.T) {
	d := newDesk(t)
	want := map[int64][]string{}
	var all []telegram.Update
	for i := range 3*batch + 5 {
		chat := int64(1 + i%3)
		text := fmt.Sprintf("note %03d", i)
		all = append(all, d.said(chat, text))
		want[chat] = append(want[chat], text)
	}
	for chat := range want {
		d.joins(chat)
	}
	d.takes(all...)
	d.works()
	for chat, texts := range want {
		if got := d.notes(chat); !slices.Equal(got, texts) {
			t.Errorf("chat %d: kept %q, want %q", chat, got, texts)
		}
	}
}

// TestDamage: a record that can't be read concerns its member only, and their
// updates are set aside, crisis language too.
func TestDamage(t *testing.T) {
	for _, table := range []string{"member/", "chat/"} {
		d := newDesk(t)
		d.joins(1)
		d.joins(2)
		d.damage(table, 1)
		d.takes(d.said(2, "before"), d.said(1, "lanternfish"), d.said(1, "I want to end my life"), d.said(2, "after"), d.said(2, "I want to end my life"))
		d.works()
		if got := d.notes(2); !slices.Equal(got, []string{"before", "after", "I want to end my life"}) {
			t.Errorf("%s damaged: of the other member %q is kept", table, got)
		}
		d.view(func(tx *storage.Tx) error {
			if n, err := tx.Aside(); n != 2 || err != nil {
				t.Errorf("%s damaged: %d updates set aside, %v; want 2", table, n, err)
			}
			return nil
		})
		if log := d.log.String(); !strings.Contains(log, "can't be read") || strings.Contains(log, "lanternfish") {
			t.Errorf("%s damaged: the log says\n%s", table, log)
		}
	}
}

// TestOldUpdates: one that waited until its key was destroyed is let go.
func TestOldUpdates(t *testing.T) {
	d := newDesk(t)
	d.joins(1)
	d.takes(d.said(1, "too old"))
	later := began.Add(storage.AsideFor + 48*time.Hour)
	d.Now = func() time.Time { return later }
	if err := d.Store.Prune(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	d.takes(d.said(1, "new"))
	d.works()
	if got := d.notes(1); !slices.Equal(got, []string{"new"}) {
		t.Errorf("kept %q", got)
	}
}

// TestNobodyIsRemembered for what concerns members only: who blocks, returns
// or edits without ever having written leaves nothing.
func TestNobodyIsRemembered(t *testing.T) {
	d := newDesk(t)
	for i, body := range []string{
		`"my_chat_member":{"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"new_chat_member":{"status":"kicked"}}`,
		`"my_chat_member":{"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"new_chat_member":{"status":"member"}}`,
		`"edited_message":{"message_id":7,"date":1,"edit_date":2,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"x"}`,
		`"callback_query":{"id":"1","from":{"id":5},"data":"1 ok"}`,
		`"message":{"message_id":7,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"pinned_message":{"message_id":6}}`,
	} {
		d.takes(telegram.Update{ID: int64(500 + i), Raw: []byte(fmt.Sprintf(`{"update_id":%d,%s}`, 500+i, body))})
	}
	d.works()
	d.view(func(tx *storage.Tx) error {
		for u := range tx.Users(storage.User{}) {
			t.Errorf("a record of %x", u)
		}
		if n, _ := tx.Aside(); n != 0 {
			t.Errorf("%d set aside", n)
		}
		return nil
	})
}

// TestForgetDestroysTheKey with the step that handles it; when the key store
// fails, the step says so.
func TestForgetDestroysTheKey(t *testing.T) {
	d := newDesk(t)
	d.joins(1)
	keysOf := func() (n int) {
		u := d.Store.User(1)
		prefix := append([]byte("key/member/"), u[:]...)
		err := d.keys.View(t.Context(), func(r kv.Reader) error {
			for _, err := range r.Scan(prefix, append(slices.Clone(prefix), 0xff)) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := keysOf()
	d.takes(d.said(1, "a note"), d.said(1, "/forget"))
	d.works()
	d.takes(telegram.Update{ID: 900, Raw: []byte(`{"update_id":900,"callback_query":{"id":"77","from":{"id":1},"data":"1 forget yes","message":{"message_id":9,"date":1,"chat":{"id":1,"type":"private"}}}}`)})
	d.works()
	if after := keysOf(); before != 1 || after != 1 || len(d.notes(1)) != 0 {
		t.Errorf("%d keys before, %d after; %d notes", before, after, len(d.notes(1)))
	}
	got := d.queued(1)
	if !slices.Contains(got, "reply say forget.done") || !slices.Contains(got, "reply delete ") {
		t.Errorf("queued %q, want the chat to be cleaned and a receipt", got)
	}
	if slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "react") }) {
		t.Errorf("queued %q: what was queued before is forgotten too", got)
	}
}

// TestEffects: what each effect leaves in the queue.
func TestEffects(t *testing.T) {
	screen := talk.Screen{Name: "help", Args: map[string]string{"a": "b"}}
	tests := map[string]struct {
		effect talk.Effect
		want   *storage.Message
	}{
		"show":             {talk.Show{Screen: screen}, &storage.Message{Do: storage.Say}},
		"change":           {talk.Change{Message: 7, Screen: screen}, &storage.Message{Do: storage.Edit, Message: 7}},
		"change of none":   {talk.Change{Screen: screen}, &storage.Message{Do: storage.Say}},
		"rebutton":         {talk.Rebutton{Message: 7, Screen: screen}, &storage.Message{Do: storage.Rebutton, Message: 7}},
		"react":            {talk.React{Message: 7, Emoji: "✍", Else: screen}, &storage.Message{Do: storage.React, Message: 7, Emoji: "✍"}},
		"reply":            {talk.Reply{Callback: "77", Screen: screen}, &storage.Message{Do: storage.Answer, Callback: "77"}},
		"hand":             {talk.Hand{Screen: screen}, &storage.Message{Do: storage.File}},
		"amend of no note": {talk.Amend{Message: 7, Text: "x"}, nil},
		"remove":           {talk.Remove{Message: 7}, nil},
		"resume":           {talk.Resume{}, nil},
	}
	for name, test := range tests {
		d := newDesk(t)
		d.joins(1)
		var got []storage.Message
		d.update(func(tx *storage.Tx) error {
			got = nil
			a := applying{tx: tx, user: d.Store.User(1), now: began}
			if err := a.apply(test.effect); err != nil {
				return err
			}
			claims, err := tx.Claim(began, time.Minute, 10, storage.Reply)
			for _, c := range claims {
				c.Message.Tries, c.Message.Since = 0, time.Time{}
				got = append(got, c.Message)
			}
			return err
		})
		var want []storage.Message
		if test.want != nil {
			test.want.Screen, test.want.Args = screen.Name, screen.Args
			want = append(want, *test.want)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: queued %+v, want %+v", name, got, want)
		}
	}
}
