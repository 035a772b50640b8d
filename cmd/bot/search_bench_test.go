package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/bolt"
	"afterglow/storage/kv"
	"afterglow/storage/memory"
)

// BenchmarkSearch looks through 20,000 sealed notes of some 300 letters, which
// is 15 a day for more than three years, and draws the first page of what it
// finds: all that happens between /search and the sending. Less than 0.3 s is
// what we want.
func BenchmarkSearch(b *testing.B) {
	const written = 20_000
	for name, open := range map[string]func(file string) (kv.DB, error){
		"memory": func(string) (kv.DB, error) { return memory.New(), nil },
		"bolt":   func(file string) (kv.DB, error) { return bolt.Open(filepath.Join(b.TempDir(), file)) },
	} {
		store, user := diary(b, open, written)
		tk := &talk.Talk{Words: content.Builtin(), Protocol: nudges.Default()}
		for _, words := range []string{"lanternfish", "harbour", "light"} { // in none, in one of a hundred, in all
			b.Run(fmt.Sprintf("%s/%s", name, words), func(b *testing.B) {
				for b.Loop() {
					drawSearch(b, store, tk, user, words)
				}
			})
		}
	}
}

func drawSearch(b *testing.B, store *storage.Store, tk *talk.Talk, user storage.User, words string) {
	scene := talk.Scene{Screen: talk.Screen{Name: "search", Args: map[string]string{"words": words, "page": "0"}}, Now: time.Now()}
	err := store.View(b.Context(), func(tx *storage.Tx) (err error) {
		if scene.Member, err = tx.Member(user); err == nil {
			scene.Notes, err = tx.Notes(user)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	drawn, err := tk.Draw(scene)
	if err != nil || (words == "lanternfish") != (len(drawn.Buttons) == 0) {
		b.Fatalf("%q finds %v: %v", words, drawn.Buttons, err)
	}
}

// diary stores a member's notes, in English and Spanish.
func diary(b *testing.B, open func(string) (kv.DB, error), written int) (store *storage.Store, user storage.User) {
	b.Helper()
	db, err1 := open("b.db")
	keys, err2 := open("b.keys")
	if err1 != nil || err2 != nil {
		b.Fatal(err1, err2)
	}
	b.Cleanup(func() { db.Close(); keys.Close() })
	store, err := storage.Open(b.Context(), db, keys, [32]byte{1})
	if err != nil {
		b.Fatal(err)
	}
	page := strings.Repeat("A quiet light over the water. Había una luz tranquila sobre el agua, y se quedó. ", 4)
	began := time.Now().AddDate(-3, 0, 0)
	for from := 0; from < written; from += 2000 {
		err := store.Update(b.Context(), func(tx *storage.Tx) (err error) {
			if user, err = tx.Meet(1); err != nil {
				return err
			}
			for i := from; i < min(from+2000, written); i++ {
				n := nudges.Note{Message: i + 1, At: began.Add(time.Duration(i) * 79 * time.Minute), Text: page, Session: "S1", Nudge: "S1/capture", Prompt: "p1"}
				if i%100 == 0 {
					n.Text += "The harbour again."
				}
				if err := tx.Keep(user, n); err != nil {
					return err
				}
			}
			return tx.SetMember(user, nudges.Member{Language: "en", Consent: nudges.Consent{Version: 1, Notes: nudges.Answer{Yes: true}}}, time.Time{})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return store, user
}
