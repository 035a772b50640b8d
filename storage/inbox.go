package storage

import (
	"encoding/binary"
	"errors"
	"time"
)

// Retention of what concerns updates (docs/safety.md).
const (
	SeenFor  = 48 * time.Hour      // a repeat is known for that long
	AsideFor = 14 * 24 * time.Hour // updates, handled or not, can't be opened after this
)

// An Update is one Telegram update as it arrived.
type Update struct {
	ID    int64     // Telegram's update_id
	Came  time.Time // when we received it
	Raw   []byte    // its JSON
	order int64     // its place in the inbox
	whole []byte    // of one that can't be read: the record as it lies there
}

// Damaged reports whether the record of an update can't be read. All that can
// be done is to set it aside.
func (u Update) Damaged() bool { return u.whole != nil }

// Receive stores updates in the order given, each once: a repeat is known by
// its mark, for SeenFor. It returns those that are new.
func (tx *Tx) Receive(us []Update) (fresh []Update, err error) {
	order, err := tx.number("meta/order")
	if err != nil {
		return nil, err
	}
	for _, u := range us {
		mark := join("seen/", num(u.ID))
		var came time.Time
		if err := tx.get(tx.s.keys.store, mark, &came); err == nil && u.Came.Sub(came) <= SeenFor {
			continue // already received, perhaps already handled
		} else if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		order++
		u.order = order
		if err := errors.Join(tx.put(tx.s.keys.store, mark, u.Came), tx.putUpdate("inbox/", u)); err != nil {
			return nil, err
		}
		fresh = append(fresh, u)
	}
	if len(fresh) == 0 {
		return nil, nil
	}
	return fresh, tx.setNumber("meta/order", order)
}

// sealedUpdate is an update as it lies in the inbox, after the day whose key
// opens it.
type sealedUpdate struct {
	ID   int64
	Came time.Time
	Raw  []byte
}

func (tx *Tx) putUpdate(table string, u Update) error {
	d, key := day(u.Came), join(table, num(u.order))
	if err := tx.s.keys.ensure(tx.ctx, dayKey(d)); err != nil {
		return err
	}
	aead, err := tx.s.keys.aead(tx.ctx, dayKey(d))
	if err != nil {
		return err
	}
	sealed, err := seal(aead, key, sealedUpdate{u.ID, u.Came, u.Raw})
	if err != nil {
		return err
	}
	return tx.w.Put(key, append(binary.BigEndian.AppendUint32(nil, d), sealed...))
}

// Updates returns up to n updates that wait, in the order in which they came.
// One that waited until the key of its day was destroyed is empty: it can only
// be Handled.
func (tx *Tx) Updates(n int) (us []Update, err error) {
	for p, err := range tx.r.Scan([]byte("inbox/"), after([]byte("inbox/"))) {
		if err != nil {
			return nil, err
		}
		u, err := tx.openUpdate(p.Key, p.Val)
		if err != nil {
			return nil, err
		}
		if us = append(us, u); len(us) == n {
			break
		}
	}
	return us, nil
}

func (tx *Tx) openUpdate(key, val []byte) (u Update, err error) {
	u.order = unnum(key[len(key)-8:])
	if len(val) < 4 {
		u.whole = append([]byte{}, val...)
		return u, nil
	}
	aead, err := tx.s.keys.aead(tx.ctx, dayKey(binary.BigEndian.Uint32(val)))
	if errors.Is(err, ErrForgotten) {
		return u, nil // older than AsideFor; it has no content any more
	} else if err != nil {
		return u, err
	}
	var s sealedUpdate
	if err := unseal(aead, key, val[4:], &s); err != nil {
		u.whole = val
		return u, nil
	}
	u.ID, u.Came, u.Raw = s.ID, s.Came, s.Raw
	return u, nil
}

// Handled removes an update from the inbox. It belongs into the commit that
// stores the update's effects.
func (tx *Tx) Handled(u Update) error { return tx.w.Delete(join("inbox/", num(u.order))) }

// SetAside moves an update out of the way, for a person to look at, and keeps
// it for AsideFor: one that can't be read as it lies, an empty one not at all.
func (tx *Tx) SetAside(u Update) error {
	if u.Damaged() {
		if err := tx.w.Put(join("aside/", num(u.order)), u.whole); err != nil {
			return err
		}
		return tx.Handled(u)
	}
	if u.Came.IsZero() {
		return tx.Handled(u)
	}
	if err := tx.putUpdate("aside/", u); err != nil {
		return err
	}
	return tx.Handled(u)
}

// Aside counts the updates that were set aside.
func (tx *Tx) Aside() (n int, err error) {
	for _, err := range tx.r.Scan([]byte("aside/"), after([]byte("aside/"))) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Offset is the update_id to ask Telegram for next, 0 when unknown. It may go
// down: update ids are no lasting sequence (they restart at random after a
// week without updates, Bot API, Update).
func (tx *Tx) Offset() (int64, error) { return tx.number("meta/offset") }

// SetOffset follows the last batch of updates.
func (tx *Tx) SetOffset(n int64) error { return tx.setNumber("meta/offset", n) }

func (tx *Tx) number(key string) (n int64, err error) {
	err = tx.get(tx.s.keys.store, []byte(key), &n)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return n, err
}

func (tx *Tx) setNumber(key string, n int64) error { return tx.put(tx.s.keys.store, []byte(key), n) }

// Protocol is the fingerprint of the protocol that all alarms were last set
// by, "" when none was.
func (tx *Tx) Protocol() (mark string, err error) {
	err = tx.get(tx.s.keys.store, []byte("meta/protocol"), &mark)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return mark, err
}

// SetProtocol says by which protocol all alarms are now set.
func (tx *Tx) SetProtocol(mark string) error {
	return tx.put(tx.s.keys.store, []byte("meta/protocol"), mark)
}
