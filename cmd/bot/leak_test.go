package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/storage/bolt"
	"afterglow/storage/kv"
)

// secrets are what a run must leave nowhere readable: the bot's token, the
// chat id in every form that a program might write it, a name, and words.
func secrets(chat int64, words ...string) map[string][]byte {
	s := map[string][]byte{
		"token":                 []byte(testToken),
		"half the token":        []byte(testToken[len(testToken)/2:]),
		"chat id, decimal":      []byte(strconv.FormatInt(chat, 10)),
		"chat id, hexadecimal":  []byte(strconv.FormatInt(chat, 16)),
		"chat id, big endian":   binary.BigEndian.AppendUint64(nil, uint64(chat))[2:],
		"chat id, sortable":     binary.BigEndian.AppendUint64(nil, uint64(chat)^(1<<63))[2:],
		"chat id, little end":   binary.LittleEndian.AppendUint64(nil, uint64(chat))[:6],
		"chat id, varint":       binary.AppendVarint(nil, chat),
		"chat id, unsigned var": binary.AppendUvarint(nil, uint64(chat)),
	}
	for _, w := range words {
		s[w] = []byte(w)
	}
	return s
}

// TestNothingReadable is promise 4: after a whole story neither the log nor the
// files hold a chat id, a token or a word that was written, and the message in
// the inbox that has not been looked at yet is no exception.
func TestNothingReadable(t *testing.T) {
	const chat = int64(5_512_345_678_901)
	words := []string{"lanternfish", "Persephone", "marmalade-secret", "Kathmandu", "voice-caption-xyzzy", "from the member", "page-xyzzy", "prime_journal", "unseen-in-the-inbox"}
	dir := t.TempDir()
	var logged string
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 6, 0, 0, 0, time.UTC))
		p.db, p.keys = openAt(t, filepath.Join(dir, "bot.db")), openAt(t, filepath.Join(dir, "bot.keys"))
		defer p.keys.Close()
		defer p.db.Close()
		p.up()
		c := p.tg.Chat(chat)
		c.SetName("Persephone")
		for _, act := range []func(){
			func() { c.Says("/start") }, func() { tap(c, "I'm 18 or older, go on") }, func() { tap(c, "Yes, send nudges") },
			func() { tap(c, "Keep my notes") }, func() { c.Says("Kathmandu") }, func() { c.Presses(1, "1 zone Asia/Kathmandu") },
			func() { c.Says("/session") }, func() { tap(c, "Just now") },
			func() { c.Says("a lanternfish, and Persephone") }, func() { time.Sleep(24 * time.Hour) },
			func() { c.Says("I want to end my life marmalade-secret") }, func() { c.Sends("voice", "voice-caption-xyzzy") },
			func() { c.SendsFile("document", "", "page-xyzzy.pdf", []byte("written by marmalade-secret")) },
			func() { p.tg.Raw(`"message":{"message_id":"marmalade-secret","chat":{"id":5512345678901}}`) },
			func() { c.Presses(3, "1 stop marmalade-secret") }, func() { c.Says("/export") }, func() { c.Says("/journal") },
			func() { p.tg.Script("sendMessage", badFaults...); c.Says("/help") }, func() { c.Blocks() },
		} {
			act()
			time.Sleep(time.Minute)
		}
		p.down()
		if len(p.notes(chat)) < 2 {
			t.Error("the story left too few notes to be a test")
		}
		p.receive(chat, "unseen-in-the-inbox")
		logged = p.log.String()
	})
	if !strings.Contains(logged, "nudge sent") || !strings.Contains(logged, "set aside") {
		t.Errorf("the log is too short to be a test:\n%s", logged)
	}
	files := map[string][]byte{"log": []byte(logged)}
	for _, name := range []string{"bot.db", "bot.keys"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	for name, data := range files {
		for what, secret := range secrets(chat, words...) {
			if name == "log" && what == "prime_journal" {
				continue // the log names kinds, the database nothing
			}
			if bytes.Contains(data, secret) {
				t.Errorf("%s holds the %s", name, what)
			}
		}
	}
}

// badFaults are answers whose text an error might repeat.
var badFaults = []telegramtest.Fault{{Garbage: true}, {Status: 502}, {Status: 400, Description: "Bad Request: no"}}

func openAt(t *testing.T, path string) kv.DB {
	db, err := bolt.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}
