package storage

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"time"

	"afterglow/nudges"
)

func TestMember(t *testing.T) {
	p := newPair(t)
	u := p.meet(ada)
	stranger := p.store.User(berg)
	p.view(func(tx *Tx) error {
		for _, u := range []User{u, stranger} {
			m, err := tx.Member(u)
			if err != nil || m.Seed == 0 || !reflect.DeepEqual(m, nudges.Member{Seed: m.Seed}) {
				t.Errorf("somebody unknown has the record %+v, %v; want a seed and nothing else", m, err)
			}
			if known, err := tx.Knows(u); known || err != nil {
				t.Errorf("somebody unknown is known: %v", err)
			}
			if at, err := tx.Alarm(u); !at.IsZero() || err != nil {
				t.Errorf("somebody unknown has an alarm at %v, %v", at, err)
			}
		}
		_, err := tx.ChatID(stranger)
		wantError(t, err, ErrNotFound)
		return nil
	})
	want := nudges.Member{Seed: 7, Language: "es", Zone: "Asia/Kathmandu", Stopped: noon.UTC(), Muted: []nudges.Kind{"x"}}
	p.update(func(tx *Tx) error { return tx.SetMember(u, want, noon) })
	p.open()
	p.view(func(tx *Tx) error {
		if got, err := tx.Member(u); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("member %+v, %v; want %+v", got, err, want)
		}
		if at, err := tx.Alarm(u); err != nil || !at.Equal(noon) {
			t.Errorf("alarm %v, %v", at, err)
		}
		if id, err := tx.ChatID(u); err != nil || id != ada {
			t.Errorf("chat id %v, %v", id == ada, err)
		}
		if known, err := tx.Knows(u); !known || err != nil {
			t.Errorf("a member is not known: %v", err)
		}
		return nil
	})
	err := p.store.Update(t.Context(), func(tx *Tx) error { return tx.SetMember(stranger, want, noon) })
	wantError(t, err, ErrNotFound)
}

// TestMeetTwice: meeting again changes nothing.
func TestMeetTwice(t *testing.T) {
	p := newPair(t)
	p.join(ada, noon)
	db, keys := dump(t, p.db), dump(t, p.keys)
	p.meet(ada)
	wantSame(t, "the database", db, dump(t, p.db))
	wantSame(t, "the key store", keys, dump(t, p.keys))
}

func TestNotes(t *testing.T) {
	p := newPair(t)
	a, b := p.meet(ada), p.meet(berg)
	note := func(message int, text string) nudges.Note {
		return nudges.Note{Message: message, At: noon.UTC(), Text: text, Session: "S1", Nudge: "S1/x", Prompt: "p"}
	}
	first, second, old, other := note(700, "first"), note(1<<33, "second"), note(9, "old"), note(700, "of another")
	p.update(func(tx *Tx) error {
		for _, n := range []nudges.Note{first, second, old, first} {
			if err := tx.Keep(a, n); err != nil {
				return err
			}
		}
		return tx.Keep(b, other)
	})
	want := func(u User, want ...nudges.Note) {
		t.Helper()
		p.view(func(tx *Tx) error {
			if got, err := tx.Notes(u); err != nil || !slices.Equal(got, want) {
				t.Errorf("notes %+v, %v; want %+v", got, err, want)
			}
			return nil
		})
	}
	want(a, old, first, second)
	want(b, other)
	want(p.store.User(1))

	edited := first
	edited.Text, edited.Edited = "first, edited", noon.Add(time.Hour).UTC()
	p.update(func(tx *Tx) error { return tx.Keep(a, edited) })
	want(a, old, edited, second)

	p.update(func(tx *Tx) error {
		if err := tx.Remove(a, 1); err != nil { // one that is not there
			return err
		}
		return tx.Remove(a, 700)
	})
	want(a, old, second)
	want(b, other)
	p.view(func(tx *Tx) error {
		if got, err := tx.Note(a, 9); err != nil || got != old {
			t.Errorf("note %+v, %v; want %+v", got, err, old)
		}
		for _, u := range []User{a, p.store.User(1)} {
			_, err := tx.Note(u, 700)
			wantError(t, err, ErrNotFound)
		}
		return nil
	})
	err := p.store.Update(t.Context(), func(tx *Tx) error { return tx.Keep(p.store.User(1), first) })
	wantError(t, err, ErrNotFound)
}

func TestShown(t *testing.T) {
	p := newPair(t)
	a, b := p.meet(ada), p.meet(berg)
	p.update(func(tx *Tx) error {
		for message, s := range map[int]Shown{30: {At: noon.Add(2)}, 20: {At: noon, Text: 1}, 10: {At: noon.Add(1), Text: 1, Buttons: 2}} {
			if err := tx.SetShown(a, message, s); err != nil {
				return err
			}
		}
		return tx.SetShown(a, 10, Shown{At: noon.Add(1), Text: 3, Buttons: 4})
	})
	p.view(func(tx *Tx) error {
		if s, err := tx.Shown(a, 10); err != nil || s.Text != 3 || s.Buttons != 4 || !s.At.Equal(noon.Add(1)) {
			t.Errorf("shown %+v, %v", s, err)
		}
		for _, u := range []User{b, p.store.User(1)} {
			_, err := tx.Shown(u, 10)
			wantError(t, err, ErrNotFound)
			if got, err := tx.Messages(u, time.Time{}); err != nil || len(got) != 0 {
				t.Errorf("messages of another: %v, %v", got, err)
			}
		}
		for since, want := range map[time.Duration][]int{-1: {10, 20, 30}, 0: {10, 30}, 1: {30}, 2: nil} {
			if got, err := tx.Messages(a, noon.Add(since)); err != nil || !slices.Equal(got, want) {
				t.Errorf("messages since %v: %v, %v; want %v", since, got, err, want)
			}
		}
		return nil
	})
}

// TestUsers walks over everybody in pages, as housekeeping does.
func TestUsers(t *testing.T) {
	p := newPair(t)
	var want []User
	for chat := range int64(25) {
		want = append(want, p.meet(ada+chat))
	}
	slices.SortFunc(want, func(a, b User) int { return bytes.Compare(a[:], b[:]) })
	for page := range 27 {
		var got []User
		var from User
		for more := true; more; {
			n := len(got)
			p.view(func(tx *Tx) error {
				for u, err := range tx.Users(from) {
					if err != nil {
						return err
					}
					if got = append(got, u); len(got) == n+page+1 {
						break
					}
				}
				return nil
			})
			if more = len(got) == n+page+1; more {
				from = got[len(got)-1]
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("in pages of %d: %d users, want all %d in order", page+1, len(got), len(want))
		}
	}
}
