package storage

import (
	"bytes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"afterglow/nudges"
	"afterglow/storage/kv"
)

// secrets are what fill writes and nobody may read.
var secrets = []string{"sea of glass", "America/Anchorage", "prompt-name", "screen-name", "argument-value", "🌊", "callback-id", "protocol-mark", "unreadable-update", "waiting-update",
	"telegram-file-id", "file-name.ogg", "spoken secret"}

// fill uses every method that writes, for two members. Nothing is left out:
// every table of the package comment has records afterwards.
func fill(p *pair) {
	p.Helper()
	p.update(func(tx *Tx) error {
		fresh, err := tx.Receive([]Update{
			{ID: 1, Came: noon, Raw: []byte(`{"text":"waiting-update"}`)},
			{ID: 2, Came: noon, Raw: []byte(`{"text":"unreadable-update"}`)},
		})
		if err != nil {
			return err
		}
		return errors.Join(tx.SetAside(fresh[1]), tx.SetOffset(3), tx.SetProtocol("protocol-mark"))
	})
	for _, chat := range []int64{ada, berg} {
		u := p.meet(chat)
		p.update(func(tx *Tx) error {
			return errors.Join(
				tx.SetMember(u, nudges.Member{Zone: "America/Anchorage"}, noon),
				tx.Keep(u, nudges.Note{Message: 11, At: noon, Text: "sea of glass", Prompt: "prompt-name"}),
				tx.SetShown(u, 12, Shown{At: noon, Text: 1, Buttons: 2}),
				tx.Send(u, Crisis, Message{Do: Say, Screen: "screen-name", Args: map[string]string{"a": "argument-value"}}, noon),
				tx.Send(u, Reply, Message{Do: React, Message: 11, Emoji: "🌊", Callback: "callback-id"}, noon),
			)
		})
	}
	for _, chat := range []int64{ada, berg} {
		u := p.store.User(chat)
		p.fetched(u, 13, "the bytes of ", "a spoken secret")
		p.sent(u, 14, "")
		p.keepPiece(p.claimFetch(noon), []byte("half a spoken secret"), noon.Add(lease))
	}
	gone := p.meet(berg + 1)
	p.update(func(tx *Tx) error { return tx.Forget(gone, true) }) // leaves shred/ and stopped/
}

// tables says for each table whether its values are sealed, and what stands in
// clear before the sealed part.
var tables = map[string]struct {
	sealed bool
	clear  int
	aead   func(tx *Tx, p kv.Pair) (cipher.AEAD, error)
}{
	"meta/id": {}, "meta/schema": {}, "turn": {}, "fetch": {}, "shred": {}, "stopped": {},
	"meta/offset":   {true, 0, storeKey},
	"meta/order":    {true, 0, storeKey},
	"meta/protocol": {true, 0, storeKey},
	"seen":          {true, 0, storeKey},
	"inbox":         {true, 4, keyOfDay},
	"aside":         {true, 4, keyOfDay},
	"chat":          {true, 8, keyOfMember},
	"member":        {true, 0, keyOfMember},
	"note":          {true, 0, keyOfMember},
	"out":           {true, 0, keyOfMember},
	"shown":         {true, 0, keyOfMember},
	"file":          {true, 0, keyOfMember},
	"fetching":      {true, 8, keyOfMember},
}

// name is the entry of tables that a record belongs to.
func name(p kv.Pair) string {
	if t := table(p.Key); t != "meta" {
		return t
	}
	return string(p.Key)
}

func sealedPart(p kv.Pair) []byte { return p.Val[min(len(p.Val), tables[name(p)].clear):] }

func storeKey(tx *Tx, _ kv.Pair) (cipher.AEAD, error) { return tx.s.keys.store, nil }

func keyOfDay(tx *Tx, p kv.Pair) (cipher.AEAD, error) {
	return tx.s.keys.aead(tx.ctx, dayKey(binary.BigEndian.Uint32(p.Val)))
}

func keyOfMember(tx *Tx, p kv.Pair) (cipher.AEAD, error) {
	start := len(table(p.Key)) + 1
	c, err := tx.chat(User(p.Key[start : start+16]))
	if err != nil {
		return nil, err
	}
	return c.aead, nil
}

func TestEveryValueIsSealed(t *testing.T) {
	p := newPair(t)
	fill(p)
	var seen []string
	for _, r := range dump(t, p.db) {
		seen = append(seen, name(r))
		how, known := tables[name(r)]
		switch {
		case !known:
			t.Errorf("a table %q that the package comment does not draw", name(r))
		case !how.sealed && len(r.Val) > 0 && table(r.Key) != "meta":
			t.Errorf("a record of %s has a value in clear", name(r))
		case how.sealed:
			p.view(func(tx *Tx) error {
				aead, err := how.aead(tx, r)
				if err == nil {
					_, err = aead.Open(nil, nil, sealedPart(r), r.Key)
				}
				if err != nil {
					t.Errorf("a record of %s is not sealed with the key that the package comment names: %v", name(r), err)
				}
				return nil
			})
		}
	}
	for want := range tables {
		if !slices.Contains(seen, want) {
			t.Errorf("nothing was written to %s: fill leaves out what writes there", want)
		}
	}
}

// forms are the ways in which a number could show up.
func forms(n int64) map[string][]byte {
	return map[string][]byte{
		"decimal":       []byte(strconv.FormatInt(n, 10)),
		"hex":           []byte(strconv.FormatInt(n, 16)),
		"big endian":    binary.BigEndian.AppendUint64(nil, uint64(n))[2:],
		"little endian": binary.LittleEndian.AppendUint64(nil, uint64(n))[:6],
		"sortable":      num(n),
		"varint":        binary.AppendVarint(nil, n),
		"uvarint":       binary.AppendUvarint(nil, uint64(n)),
	}
}

func TestDatabaseNamesNoOne(t *testing.T) {
	p := newPair(t)
	fill(p)
	for what, db := range map[string]kv.DB{"database": p.db, "key store": p.keys} {
		var all []byte
		for _, r := range dump(t, db) {
			all = slices.Concat(all, r.Key, []byte{0}, r.Val, []byte{0})
		}
		for _, chat := range []int64{ada, berg, berg + 1} {
			for form, b := range forms(chat) {
				if bytes.Contains(all, b) {
					t.Errorf("the %s holds a chat id (%s)", what, form)
				}
			}
		}
		for _, s := range secrets {
			for form, b := range map[string]string{"in clear": s, "in base64": base64.StdEncoding.EncodeToString([]byte(s))[:8], "in hex": hex.EncodeToString([]byte(s))} {
				if bytes.Contains(all, []byte(b)) {
					t.Errorf("the %s holds %q %s", what, s, form)
				}
			}
		}
	}
}

// TestMovedValuesDoNotOpen puts every sealed value into the place of every
// other.
func TestMovedValuesDoNotOpen(t *testing.T) {
	p := newPair(t)
	fill(p)
	records, moved := dump(t, p.db), 0
	p.view(func(tx *Tx) error {
		for _, place := range records {
			if !tables[name(place)].sealed {
				continue
			}
			aead, err := tables[name(place)].aead(tx, place)
			if err != nil {
				return err
			}
			for _, from := range records {
				if bytes.Equal(from.Key, place.Key) || !tables[name(from)].sealed {
					continue
				}
				moved++
				var v any
				if err := unseal(aead, place.Key, sealedPart(from), &v); !errors.Is(err, kv.ErrDamaged) || v != nil {
					t.Errorf("a record of %s moved to %s: %v, want ErrDamaged", name(from), name(place), err)
				}
			}
		}
		return nil
	})
	if moved < 300 {
		t.Errorf("only %d were tried", moved)
	}
}

// TestMovedRecordsAreDamaged does the same through the methods, for the moves
// that somebody with the file would try.
func TestMovedRecordsAreDamaged(t *testing.T) {
	p := newPair(t)
	fill(p)
	a, b := p.store.User(ada), p.store.User(berg)
	move := func(from, to []byte) {
		p.update(func(tx *Tx) error {
			val, err := tx.r.Get(from)
			if err != nil {
				return err
			}
			return tx.w.Put(to, val)
		})
	}
	move(noteKey(a, 11), noteKey(b, 11))                 // to another member
	move(noteKey(a, 11), noteKey(a, 99))                 // to another message
	move(recordKey(a), shownKey(a, 12))                  // to another table
	move(join("seen/", num(1)), []byte("meta/offset"))   // sealed with the same key
	move(join("aside/", num(2)), join("inbox/", num(9))) // sealed with the same key
	p.view(func(tx *Tx) error {
		for what, read := range map[string]func() error{
			"another member's note": func() error { _, err := tx.Note(b, 11); return err },
			"in a list":             func() error { _, err := tx.Notes(b); return err },
			"another note":          func() error { _, err := tx.Note(a, 99); return err },
			"a member as a shown":   func() error { _, err := tx.Shown(a, 12); return err },
			"a mark as the offset":  func() error { _, err := tx.Offset(); return err },
		} {
			err := read()
			if !errors.Is(err, kv.ErrDamaged) {
				t.Errorf("%s: %v, want ErrDamaged", what, err)
			}
			wantDiscreet(t, err, a, b)
		}
		if us, err := tx.Updates(9); err != nil || len(us) != 2 || us[0].Damaged() || !us[1].Damaged() {
			t.Errorf("an update put back opens: %v", err)
		}
		return nil
	})
	move(chatKey(a), chatKey(b))
	p.view(func(tx *Tx) error {
		_, err := tx.ChatID(b) // there is no such key of this member
		wantError(t, err, ErrForgotten)
		wantDiscreet(t, err, a, b)
		return nil
	})
}

// wantDiscreet checks that an error says nothing about a member.
func wantDiscreet(t *testing.T, err error, users ...User) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v", err, err, err)
	says := slices.Clone(secrets)
	for _, chat := range []int64{ada, berg} {
		says = append(says, strconv.FormatInt(chat, 10), strconv.FormatInt(chat, 16))
	}
	for _, u := range users {
		says = append(says, string(u[:]), hex.EncodeToString(u[:]), fmt.Sprint(u[:]))
	}
	for _, s := range says {
		if strings.Contains(text, s) {
			t.Errorf("the error holds %q", s)
		}
	}
}

// TestDamageIsDiscreet flips a byte of every sealed value in turn and reads
// everything: whatever is returned says nothing about a member.
func TestDamageIsDiscreet(t *testing.T) {
	p := newPair(t)
	fill(p)
	a, b, gone := p.store.User(ada), p.store.User(berg), p.store.User(berg+1)
	for _, r := range dump(t, p.db) {
		if !tables[name(r)].sealed {
			continue
		}
		bad := bytes.Clone(r.Val)
		bad[len(bad)/2] ^= 1
		for _, val := range [][]byte{bad, r.Val[:3], nil} {
			put(t, p.db, kv.Pair{Key: r.Key, Val: val})
			var errs []error
			p.store.View(t.Context(), func(tx *Tx) error { errs = readAll(tx, a, b, gone); return nil })
			if !slices.ContainsFunc(errs, func(err error) bool { return errors.Is(err, kv.ErrDamaged) }) {
				if table(r.Key) != "out" && !bytes.HasPrefix(r.Key, fileKey(a, 14)) && !bytes.HasPrefix(r.Key, fileKey(b, 14)) && table(r.Key) != "aside" && table(r.Key) != "seen" { // which nobody only reads
					t.Errorf("a damaged record of %s is not noticed: %v", name(r), errs)
				}
			}
			for _, err := range errs {
				wantDiscreet(t, err, a, b, gone)
			}
		}
		put(t, p.db, r)
	}
}

// readAll calls every method that reads, and returns the errors.
func readAll(tx *Tx, users ...User) (errs []error) {
	add := func(_ any, err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	add(tx.Offset())
	add(tx.number("meta/order"))
	add(tx.Protocol())
	us, err := tx.Updates(9)
	add(us, err)
	if slices.ContainsFunc(us, Update.Damaged) {
		errs = append(errs, kv.ErrDamaged)
	}
	for _, u := range users {
		add(tx.ChatID(u))
		add(tx.Member(u))
		add(tx.Alarm(u))
		add(tx.Note(u, 11))
		add(tx.Notes(u))
		add(tx.Shown(u, 12))
		add(tx.Messages(u, noon))
		add(tx.fetch(u, 14))
		for f := (&fileReader{user: u, message: 13}); !f.whole; {
			if err := f.advance(tx); err != nil {
				errs = append(errs, err)
				break
			}
		}
	}
	return errs
}
