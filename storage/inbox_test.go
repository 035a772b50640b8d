package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/storage/kv"
)

const hours, days = time.Hour, 24 * time.Hour

// receive stores updates of these ids, and returns the ids that were new.
func (p *pair) receive(came time.Time, ids ...int64) (fresh []int64) {
	p.Helper()
	var us []Update
	for _, id := range ids {
		us = append(us, Update{ID: id, Came: came, Raw: fmt.Appendf(nil, "raw %d", id)})
	}
	p.update(func(tx *Tx) error {
		got, err := tx.Receive(us)
		fresh = nil
		for _, u := range got {
			fresh = append(fresh, u.ID)
		}
		return err
	})
	return fresh
}

// waiting are the updates in the inbox; one without content is "-".
func (p *pair) waiting() (us []Update, list string) {
	p.Helper()
	p.view(func(tx *Tx) (err error) { us, err = tx.Updates(100); return err })
	var names []string
	for _, u := range us {
		switch want := fmt.Sprintf("raw %d", u.ID); {
		case u.Raw == nil && u.ID == 0 && u.Came.IsZero():
			names = append(names, "-")
		case string(u.Raw) == want:
			names = append(names, fmt.Sprint(u.ID))
		default:
			p.Errorf("update %d holds %q, want %q", u.ID, u.Raw, want)
		}
	}
	return us, strings.Join(names, " ")
}

func (p *pair) wantWaiting(want string) []Update {
	p.Helper()
	us, got := p.waiting()
	if got != want {
		p.Errorf("in the inbox: %q, want %q", got, want)
	}
	return us
}

func TestUpdatesKeepTheOrderOfArrival(t *testing.T) {
	p := newPair(t)
	p.receive(noon, 900, 901, 7, 3)
	p.open() // the order outlives a restart
	p.receive(noon.Add(-hours), 5)
	us := p.wantWaiting("900 901 7 3 5")
	if !us[0].Came.Equal(noon) || !us[4].Came.Equal(noon.Add(-hours)) {
		t.Errorf("came %v and %v", us[0].Came, us[4].Came)
	}
	p.view(func(tx *Tx) error {
		if us, err := tx.Updates(2); err != nil || len(us) != 2 || us[1].ID != 901 {
			t.Errorf("the first two: %v, %v", us, err)
		}
		return nil
	})
	p.update(func(tx *Tx) error { return tx.Handled(us[1]) })
	p.wantWaiting("900 7 3 5")
	p.receive(noon, 1)
	p.wantWaiting("900 7 3 5 1")
	for range 4 {
		p.update(func(tx *Tx) error {
			us, err := tx.Updates(1)
			if err != nil {
				return err
			}
			return tx.Handled(us[0])
		})
	}
	p.wantWaiting("1")
}

func TestRepeatsAreKnown(t *testing.T) {
	for name, c := range map[string]struct {
		after  time.Duration
		handle bool // the first was handled by then
		prune  bool // housekeeping ran by then
		fresh  bool
	}{
		"while it waits":             {0, false, false, false},
		"once handled":               {0, true, false, false},
		"next day":                   {24 * hours, true, true, false},
		"at the end":                 {SeenFor, true, true, false},
		"later, as another":          {SeenFor + 1, true, true, true},
		"later, before housekeeping": {SeenFor + 1, true, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			if got := p.receive(noon, 5, 6, 5); !slices.Equal(got, []int64{5, 6}) {
				t.Errorf("of 5, 6, 5 new are %v", got)
			}
			want := "5 6"
			if c.handle {
				want = "6"
				us, _ := p.waiting()
				p.update(func(tx *Tx) error { return tx.Handled(us[0]) })
			}
			now := noon.Add(c.after)
			if c.prune {
				p.prune(now)
			}
			p.open()
			got := p.receive(now, 5)
			if c.fresh {
				want += " 5"
			}
			if (len(got) == 1) != c.fresh {
				t.Errorf("new: %v, want new %v", got, c.fresh)
			}
			p.wantWaiting(want)
			if got := p.receive(now, 5); len(got) != 0 {
				t.Error("the repeat's mark is not kept")
			}
		})
	}
}

func TestOffset(t *testing.T) {
	p := newPair(t)
	for _, n := range []int64{0, 812_345_678, 5, 1 << 40, -1} {
		if n != 0 {
			p.update(func(tx *Tx) error { return tx.SetOffset(n) })
		}
		p.open()
		p.view(func(tx *Tx) error {
			if got, err := tx.Offset(); err != nil || got != n {
				t.Errorf("offset %d, %v; want %d", got, err, n)
			}
			return nil
		})
	}
}

func TestProtocolMark(t *testing.T) {
	p := newPair(t)
	for _, want := range []string{"", "v1", "v2"} {
		if want != "" {
			p.update(func(tx *Tx) error { return tx.SetProtocol(want) })
		}
		p.view(func(tx *Tx) error {
			if got, err := tx.Protocol(); err != nil || got != want {
				t.Errorf("protocol %q, %v; want %q", got, err, want)
			}
			return nil
		})
	}
}

func (p *pair) wantAside(want int) {
	p.Helper()
	p.view(func(tx *Tx) error {
		if got, err := tx.Aside(); err != nil || got != want {
			p.Errorf("%d updates are set aside, %v; want %d", got, err, want)
		}
		return nil
	})
}

func TestSetAside(t *testing.T) {
	p := newPair(t)
	p.receive(noon, 1, 2, 3)
	us, _ := p.waiting()
	p.update(func(tx *Tx) error { return tx.SetAside(us[1]) })
	p.wantWaiting("1 3")
	p.wantAside(1)
	if got := p.receive(noon, 2); len(got) != 0 {
		t.Error("an update set aside is taken as new when it comes again")
	}
	for _, r := range dump(t, p.db) {
		if table(r.Key) != "aside" {
			continue
		}
		p.view(func(tx *Tx) error {
			if u, err := tx.openUpdate(r.Key, r.Val); err != nil || string(u.Raw) != "raw 2" {
				t.Errorf("set aside: %q, %v", u.Raw, err)
			}
			return nil
		})
	}
}

func TestOldUpdatesDoNotBlock(t *testing.T) {
	p := newPair(t)
	p.receive(noon, 1, 2)
	now := noon.Add(AsideFor + 1*days)
	p.receive(now, 3)
	p.wantWaiting("1 2 3")
	p.prune(now)
	us := p.wantWaiting("- - 3")
	p.update(func(tx *Tx) error { return tx.Handled(us[0]) })
	p.update(func(tx *Tx) error { return tx.SetAside(us[1]) })
	p.wantWaiting("3")
	p.wantAside(0) // there is nothing in it to look at
	if n := count(t, p.keys, "key/day/"); n != 1 {
		t.Errorf("%d keys of days are left, want 1", n)
	}
}

// TestDamagedUpdate: one that can't be read is set aside as it lies, and the
// rest goes on.
func TestDamagedUpdate(t *testing.T) {
	p := newPair(t)
	p.receive(noon, 1, 2, 3)
	for _, r := range dump(t, p.db) {
		switch string(r.Key) {
		case string(join("inbox/", num(1))):
			put(t, p.db, kv.Pair{Key: r.Key, Val: r.Val[:3]})
		case string(join("inbox/", num(2))):
			r.Val[9] ^= 1
			put(t, p.db, r)
		}
	}
	us := p.wantWaiting("- - 3")
	for i, want := range []bool{true, true, false} {
		if us[i].Damaged() != want {
			t.Errorf("update %d: damaged %v, want %v", i+1, us[i].Damaged(), want)
		}
	}
	p.update(func(tx *Tx) error { return errors.Join(tx.SetAside(us[0]), tx.SetAside(us[1])) })
	p.wantWaiting("3")
	p.wantAside(2)
	p.prune(noon.Add(AsideFor + days))
	p.wantAside(0)
}

// TestReceiveIsAllOrNothing: what is not committed is new when it comes again.
func TestReceiveIsAllOrNothing(t *testing.T) {
	p := newPair(t)
	err := p.store.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.Receive([]Update{{ID: 1, Came: noon, Raw: []byte("raw 1")}}); err != nil {
			return err
		}
		return errDied
	})
	wantError(t, err, errDied)
	p.wantWaiting("")
	if got := p.receive(noon, 1); len(got) != 1 {
		t.Error("an update whose commit failed is taken for a repeat")
	}
	p.wantWaiting("1")
}
