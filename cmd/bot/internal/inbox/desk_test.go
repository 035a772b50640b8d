package inbox

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

var began = time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC)

// A desk is an inbox with what is behind it.
type desk struct {
	*Inbox
	t        *testing.T
	db, keys kv.DB
	log      *strings.Builder
	id       int64 // of the last update
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, db: memory.New(), keys: memory.New(), log: &strings.Builder{}, id: 100}
	d.Inbox = &Inbox{Talk: &talk.Talk{Words: content.Builtin(), Protocol: nudges.Default(), Clinic: crisis.Clinic{Phone: "1", Country: "US"}},
		Log: slog.New(slog.NewTextHandler(d.log, nil)), Now: func() time.Time { return began }}
	d.open()
	return d
}

func (d *desk) open() {
	d.t.Helper()
	store, err := storage.Open(d.t.Context(), d.db, d.keys, [32]byte{1})
	if err != nil {
		d.t.Fatal(err)
	}
	d.Store = store
}

// joins stores a member who keeps notes.
func (d *desk) joins(chat int64) {
	d.t.Helper()
	d.update(func(tx *storage.Tx) error {
		u, err := tx.Meet(chat)
		if err != nil {
			return err
		}
		yes := nudges.Answer{Yes: true, At: began}
		return tx.SetMember(u, nudges.Member{Zone: "America/New_York", Consent: nudges.Consent{Version: 1, Adult: began, Nudges: yes, Notes: yes}}, time.Time{})
	})
}

func (d *desk) update(fn func(*storage.Tx) error) {
	d.t.Helper()
	if err := d.Store.Update(d.t.Context(), fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) view(fn func(*storage.Tx) error) {
	d.t.Helper()
	if err := d.Store.View(d.t.Context(), fn); err != nil {
		d.t.Fatal(err)
	}
}

// said is an update with a message.
func (d *desk) said(chat int64, text string) telegram.Update {
	d.id++
	return telegram.Update{ID: d.id, Raw: fmt.Appendf(nil,
		`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":%q}}`,
		d.id, d.id, began.Unix(), chat, chat, text)}
}

// takes receives updates, which must go well.
func (d *desk) takes(us ...telegram.Update) {
	d.t.Helper()
	if err := d.Receive(d.t.Context(), us); err != nil {
		d.t.Fatal(err)
	}
}

// works handles all that waits.
func (d *desk) works() {
	d.t.Helper()
	for range 100 {
		more, err := d.Step(d.t.Context())
		if err != nil {
			d.t.Fatal(err)
		}
		if !more {
			return
		}
	}
	d.t.Fatal("the inbox does not get empty")
}

func (d *desk) notes(chat int64) (texts []string) {
	d.t.Helper()
	d.view(func(tx *storage.Tx) error {
		notes, err := tx.Notes(d.Store.User(chat))
		for _, n := range notes {
			texts = append(texts, n.Text)
		}
		return err
	})
	return texts
}

// queued are the messages that wait for a chat, in their order, as a
// dispatcher that takes its time would claim them.
func (d *desk) queued(chat int64) (all []string) {
	d.t.Helper()
	d.update(func(tx *storage.Tx) error {
		all = nil
		for range 100 {
			claims, err := tx.Claim(began, time.Minute, 100, storage.Reply)
			if err != nil || len(claims) == 0 {
				return err
			}
			for _, c := range claims {
				if c.Chat == chat {
					all = append(all, fmt.Sprint(c.Lane, " ", c.Message.Do, " ", c.Message.Screen))
				}
				if err := tx.Settle(c, true, began, time.Time{}); err != nil {
					return err
				}
			}
		}
		return errors.New("too many")
	})
	return all
}

// damage overwrites what is stored for a chat in a table.
func (d *desk) damage(table string, chat int64) {
	d.t.Helper()
	u := d.Store.User(chat)
	key := append([]byte(table), u[:]...)
	err := d.db.Update(d.t.Context(), func(w kv.Writer) error {
		val, err := w.Get(key)
		if err != nil {
			return err
		}
		val[len(val)-1] ^= 1
		return w.Put(key, val)
	})
	if err != nil {
		d.t.Fatal(err)
	}
}
