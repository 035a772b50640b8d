package main

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// upWith is up with a service that differs from that of "bot run".
func (p *program) upWith(change func(*service)) {
	p.t.Helper()
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err != nil {
		p.t.Fatal(err)
	}
	s := p.service(store)
	change(&s)
	ctx, cancel := context.WithCancel(p.t.Context())
	p.done, p.stop = make(chan error, 1), cancel
	go func() { p.done <- serve(ctx, s) }()
	synctest.Wait()
}

// enroll stores members who have agreed to everything, each with the session
// that ended then, as if they had come to log it at that moment.
func (p *program) enroll(protocol nudges.Protocol, zone string, ended time.Time, chats ...int64) {
	p.t.Helper()
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err != nil {
		p.t.Fatal(err)
	}
	err = store.Update(p.t.Context(), func(tx *storage.Tx) error {
		for _, chat := range chats {
			u, err := tx.Meet(chat)
			if err != nil {
				return err
			}
			m, err := tx.Member(u)
			if err != nil {
				return err
			}
			yes := nudges.Answer{Yes: true, At: ended}
			m.Zone, m.Consent = zone, nudges.Consent{Version: 1, Adult: ended, Nudges: yes, Notes: yes}
			m.Sessions, m.Counted = []nudges.Session{{ID: "S1", End: ended, Logged: ended}}, 1
			var ring time.Time
			m.Next, ring = nudges.Alarm(protocol, m, ended)
			if err := tx.SetMember(u, m, ring); err != nil {
				return err
			}
			p.tg.Chat(chat)
		}
		return tx.SetProtocol(protocol.Fingerprint())
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// quiet lets Telegram ask for so much patience that no updates are asked for in
// the days to come, where a test needs none: days go by quicker.
func (p *program) quiet() {
	p.tg.Script("getUpdates", telegramtest.Fault{RetryAfter: 30 * 24 * 3600})
}

// from are n chat ids.
func from(first int64, n int) (chats []int64) {
	for i := range n {
		chats = append(chats, first+int64(i))
	}
	return chats
}

// fromBot are the messages that the bot has sent into a chat.
func (p *program) fromBot(chat int64) (got []telegramtest.Message) {
	for _, m := range p.tg.Chat(chat).Messages() {
		if m.FromBot {
			got = append(got, m)
		}
	}
	return got
}

// isNudge tells nudges from all else: only they hide their second line.
func isNudge(m telegramtest.Message) bool {
	return m.FromBot && slices.ContainsFunc(m.Entities, func(e telegramtest.Entity) bool { return e.Type == "spoiler" })
}

// sentNudges are the nudges of a chat.
func (p *program) sentNudges(chat int64) []telegramtest.Message {
	return slices.DeleteFunc(p.fromBot(chat), func(m telegramtest.Message) bool { return !isNudge(m) })
}

// texts are the notes of a chat, sorted.
func (p *program) texts(chat int64) (texts []string) {
	for _, n := range p.notes(chat) {
		texts = append(texts, n.Text)
	}
	slices.Sort(texts)
	return texts
}

// running fails the test when the program has ended by itself.
func (p *program) running() {
	p.t.Helper()
	select {
	case err := <-p.done:
		p.t.Fatalf("the program ended: %v", err)
	default:
	}
}

func (p *program) aside() (n int) {
	p.t.Helper()
	p.read(func(_ *storage.Store, tx *storage.Tx) (err error) { n, err = tx.Aside(); return err })
	return n
}

// copyOf is a copy of a store as it is now.
func copyOf(t *testing.T, db, empty kv.DB) kv.DB {
	t.Helper()
	all := map[string][]byte{}
	err := db.View(t.Context(), func(r kv.Reader) error {
		for p, err := range r.Scan(nil, bytes.Repeat([]byte{0xff}, 64)) {
			if err != nil {
				return err
			}
			all[string(p.Key)] = p.Val
		}
		return nil
	})
	if err == nil {
		err = empty.Update(t.Context(), func(w kv.Writer) error {
			for _, k := range slices.Sorted(maps.Keys(all)) {
				if err := w.Put([]byte(k), all[k]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return empty
}
