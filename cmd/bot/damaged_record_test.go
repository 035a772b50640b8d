package main

import (
	"bytes"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/storage"
	"afterglow/storage/kv"
)

// TestDamagedRecordsStopNobodyElse flips one bit in a record of one member, in
// each table in turn, and lets another member write.
func TestDamagedRecordsStopNobodyElse(t *testing.T) {
	for _, table := range []string{"inbox/", "chat/", "member/", "shown/", "note/"} {
		t.Run(table, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
				p.up()
				one, other := p.tg.Chat(1), p.tg.Chat(2)
				for _, c := range []interface{ Says(string) int }{one, other} {
					c.Says("/start")
				}
				for _, label := range []string{"I'm 18 or older, go on", "Yes, send nudges", "Keep my notes", "New York (Eastern)"} {
					time.Sleep(5 * time.Second)
					tap(one, label)
					tap(other, label)
				}
				time.Sleep(5 * time.Second)
				one.Says("a note")
				time.Sleep(5 * time.Second)
				p.down()
				p.receive(1, "waiting in the inbox")
				p.damage(table, 1)

				p.up()
				one.Says("/journal")
				message := other.Says("written by another")
				time.Sleep(10 * time.Second)
				p.down()
				for _, m := range other.Messages() {
					if m.ID == message && m.Reaction == "" {
						t.Errorf("the other member gets no answer\n%s", p.log)
					}
				}
			})
		})
	}
}

// receive stores a message without handling it.
func (p *program) receive(chat int64, text string) {
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err != nil {
		p.t.Fatal(err)
	}
	raw := `{"update_id":900001,"message":{"message_id":990,"date":1,"chat":{"id":` + strconv.FormatInt(chat, 10) + `,"type":"private"},"text":"` + text + `"}}`
	err = store.Update(p.t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Receive([]storage.Update{{ID: 900001, Came: p.now(), Raw: []byte(raw)}})
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// damage flips the last bit of the first record of a table that is the
// member's, or of the inbox.
func (p *program) damage(table string, chat int64) {
	var user storage.User
	p.read(func(s *storage.Store, _ *storage.Tx) error { user = s.User(chat); return nil })
	damaged := false
	err := p.db.Update(p.t.Context(), func(w kv.Writer) error {
		for pair, err := range w.Scan([]byte(table), append([]byte(table), 0xff)) {
			if err != nil {
				return err
			}
			if damaged || (table != "inbox/" && !bytes.Contains(pair.Key, user[:])) {
				continue
			}
			damaged = true
			pair.Val[len(pair.Val)-1] ^= 1
			if err := w.Put(pair.Key, pair.Val); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || !damaged {
		p.t.Fatalf("%s: damaged %v, %v", table, damaged, err)
	}
}
