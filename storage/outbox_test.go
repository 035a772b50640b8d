package storage

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"afterglow/nudges"
	"afterglow/storage/kv"
)

func TestLanesInOrder(t *testing.T) {
	p := newPair(t)
	var users []User
	for chat := range int64(6) {
		users = append(users, p.join(ada+chat, time.Time{}))
	}
	p.alarm(users[0], noon.Add(-9*hours))
	p.alarm(users[1], noon.Add(-8*hours))
	p.say(users[2], Reply, noon.Add(-2), "reply 2")
	p.say(users[3], Reply, noon.Add(-3), "reply 3")
	p.say(users[4], Crisis, noon, "card 4")
	p.say(users[5], Crisis, noon.Add(-1), "card 5")
	p.say(users[0], Reply, noon, "reply 0") // whose alarm has rung, too
	p.alarm(users[5], noon.Add(1))          // not yet

	for last, want := range map[Lane]int{Crisis: 2, Reply: 5, Nudge: 6} {
		q := &pair{TB: t, db: backup(t, p.db), keys: p.keys}
		q.open()
		if got := q.claimUpTo(noon, 100, last); len(got) != want {
			t.Errorf("up to %v: %q, want %d", last, screens(got), want)
		}
	}
	var got []string
	for range 6 {
		claims := p.claimUpTo(noon, 1, Nudge)
		if len(claims) > 1 {
			t.Errorf("claimed %q, want one", screens(claims))
		}
		for _, c := range claims {
			if chat := ada + int64(slices.Index(users, c.User)); c.Chat != chat {
				t.Error("a claim is for another chat")
			}
		}
		got = append(got, screens(claims)...)
	}
	if want := []string{"card 5", "card 4", "reply 3", "reply 2", "reply 0", "nudge"}; !slices.Equal(got, want) {
		t.Errorf("claimed %q, want %q", got, want)
	}
}

func TestOneAtATime(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, time.Time{})
	p.say(u, Reply, noon, "1", "2")
	c := p.claimOne(noon)
	p.say(u, Reply, noon, "3")
	p.wantClaims(noon)
	p.settle(c, true, noon, time.Time{})
	for _, want := range []string{"2", "3"} {
		p.open()
		c = p.claimOne(noon)
		if c.Message.Screen != want || c.Message.Tries != 1 {
			t.Errorf("claimed %q for the %d. time, want %q", c.Message.Screen, c.Message.Tries, want)
		}
		p.wantClaims(noon)
		p.settle(c, true, noon, time.Time{})
	}
	p.wantClaims(noon.Add(days))
	p.wantDue(Nudge, time.Time{})
	if n := count(t, p.db, "out/"); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// TestPlaceInLine: who writes more doesn't lose their place, nor gain one.
func TestPlaceInLine(t *testing.T) {
	for _, lane := range []Lane{Crisis, Reply} {
		p := newPair(t)
		a, b := p.join(ada, time.Time{}), p.join(berg, time.Time{})
		p.say(a, lane, noon, "a 1")
		p.say(b, lane, noon.Add(1), "b 1")
		p.say(a, lane, noon.Add(2), "a 2")
		p.wantDue(lane, noon)
		for _, c := range p.wantClaims(noon.Add(3), "a 1", "b 1") {
			p.settle(c, true, noon.Add(3), time.Time{})
		}
		p.wantClaims(noon.Add(3), "a 2")
	}
}

// TestRelease: a restart needn't wait for leases to end. What it finds is what
// there would be had nothing been claimed.
func TestRelease(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(p *pair, u User) // while all is in flight
		want      []string
		due       time.Time // of what is left then
	}{
		"nothing else": {func(*pair, User) {}, []string{"card", "reply"}, noon.Add(lease)},
		"cancelled":    {func(p *pair, u User) { p.cancel(u) }, nil, noon.Add(time.Hour)},
		"no alarm":     {func(p *pair, u User) { p.cancel(u); p.alarm(u, time.Time{}) }, nil, time.Time{}},
		"forgotten":    {func(p *pair, u User) { p.forget(u, false) }, []string{"card", "receipt"}, noon.Add(lease)},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			u := p.join(ada, noon.Add(time.Hour))
			p.say(u, Crisis, noon, "card")
			p.say(u, Reply, noon, "reply")
			p.claim(noon)
			c.meanwhile(p, u)
			p.open()
			p.release(noon)
			p.release(noon)
			p.wantIndex()
			p.wantClaims(noon, c.want...)
			p.wantDue(Nudge, c.due)
		})
	}
}

// TestReleaseNudge is TestRelease for a nudge in flight.
func TestReleaseNudge(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(p *pair, u User)
		want      []string
	}{
		"nothing else": {func(*pair, User) {}, []string{"nudge"}},
		"stopped":      {func(p *pair, u User) { p.alarm(u, time.Time{}) }, nil},
		"moved":        {func(p *pair, u User) { p.alarm(u, noon.Add(1)) }, nil},
		"a reply":      {func(p *pair, u User) { p.say(u, Reply, noon, "reply") }, []string{"reply"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			u := p.join(ada, noon)
			other := p.join(berg, noon.Add(time.Second))
			p.claim(noon)
			c.meanwhile(p, u)
			p.open()
			p.release(noon)
			p.wantIndex()
			p.wantClaims(noon, c.want...)
			if claims := p.claim(noon.Add(time.Second)); !slices.ContainsFunc(claims, func(c Claim) bool { return c.User == other }) {
				t.Error("a turn that was not in flight is lost")
			}
		})
	}
	p := newPair(t) // a chat that waits for nothing any more
	u := p.meet(ada)
	p.say(u, Reply, noon, "reply")
	p.claim(noon)
	p.cancel(u)
	p.release(noon)
	p.shred()
	p.wantTraces(u, "")
}

// TestMessage: what was sent is claimed, every field of it.
func TestMessage(t *testing.T) {
	p := newPair(t)
	u := p.meet(ada)
	want := Message{Do: Edit, Screen: "s", Args: map[string]string{"a": "b"}, Message: 1 << 40, Messages: []int{1, 2}, Emoji: "🌊", Callback: "c", Tries: 1, Since: noon.UTC()}
	sent := want
	sent.Tries = 0
	p.update(func(tx *Tx) error { return tx.Send(u, Reply, sent, noon.UTC()) })
	c := p.claimOne(noon.Add(time.Second))
	if got := fmt.Sprintf("%+v", c.Message); got != fmt.Sprintf("%+v", want) {
		t.Errorf("claimed %v, want %+v", got, want)
	}
	p.settle(c, true, noon, time.Time{})

	u = p.meet(ada)
	p.say(u, Reply, noon, "new")
	if c := p.claimOne(noon.Add(time.Hour)); !c.Message.Since.Equal(noon) {
		t.Errorf("since %v, want when it was sent", c.Message.Since)
	}
}

func TestLease(t *testing.T) {
	for _, lane := range []Lane{Crisis, Reply, Nudge} {
		t.Run(lane.String(), func(t *testing.T) {
			p := newPair(t)
			u, what := p.join(ada, time.Time{}), "nudge"
			if lane == Nudge {
				p.alarm(u, noon)
			} else {
				what = "it"
				p.say(u, lane, noon, what)
			}
			p.wantClaims(noon.Add(-1))
			first := p.claimOne(noon)
			if !first.Due.Equal(noon) || first.Lane != lane {
				t.Errorf("due %v in the lane %v", first.Due, first.Lane)
			}
			p.wantDue(lane, noon.Add(lease))
			p.open() // a crash, and nothing else
			p.wantClaims(noon.Add(lease - 1))
			second := p.wantClaims(noon.Add(lease), what)[0]
			if lane != Nudge && second.Message.Tries != 2 {
				t.Errorf("claimed for the %d. time, want 2", second.Message.Tries)
			}
			p.wantClaims(noon.Add(2*lease - 1))
			p.alarm(u, time.Time{})
			p.settle(second, true, noon.Add(2*lease), time.Time{})
			p.wantClaims(noon.Add(9 * lease))
		})
	}
}

// TestSettleLate: a claim that outlived its lease, and whose turn was claimed
// again, doesn't end the other claim.
func TestSettleLate(t *testing.T) {
	for _, done := range []bool{true, false} {
		p := newPair(t)
		u := p.join(ada, time.Time{})
		p.say(u, Reply, noon, "1", "2")
		first := p.claimOne(noon)
		now := noon.Add(lease)
		second := p.claimOne(now)
		p.settle(first, done, now, time.Time{})
		p.wantClaims(now) // the second is still in flight
		p.settle(second, done, now, time.Time{})
		now = now.Add(1)
		third := p.claimOne(now)
		if want := map[bool]string{true: "2", false: "1"}[done]; third.Message.Screen != want {
			t.Errorf("done %v: claimed %q, want %q", done, third.Message.Screen, want)
		}
		p.settle(second, done, now, time.Time{}) // once more
		p.wantClaims(now)
	}
	p := newPair(t) // late, but nobody else has claimed
	u := p.join(ada, time.Time{})
	p.say(u, Reply, noon, "1", "2")
	c := p.claimOne(noon)
	p.settle(c, true, noon.Add(2*lease), time.Time{})
	p.wantClaims(noon.Add(2*lease), "2")
}

func TestSettle(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, time.Time{})
	p.say(u, Reply, noon, "1", "2")

	c := p.claimOne(noon)
	p.settle(c, false, noon.Add(1), time.Time{}) // at once
	p.wantDue(Nudge, noon.Add(1))
	c = p.wantClaims(noon.Add(1), "1")[0]
	if c.Message.Tries != 2 {
		t.Errorf("claimed for the %d. time, want 2", c.Message.Tries)
	}
	retry := noon.Add(30 * time.Second)
	p.settle(c, false, noon.Add(2), retry)
	p.wantDue(Nudge, retry)
	p.wantClaims(retry.Add(-1))
	c = p.wantClaims(retry, "1")[0]
	paced := retry.Add(time.Second)
	p.settle(c, true, retry, paced)
	p.wantDue(Nudge, paced)
	p.wantClaims(paced.Add(-1))
	c = p.wantClaims(paced, "2")[0]
	paced = paced.Add(time.Second)
	p.settle(c, true, paced.Add(-time.Second), paced)

	p.say(u, Reply, paced.Add(-1), "3") // pacing holds for what comes after, too
	p.wantDue(Nudge, paced)
	p.say(u, Crisis, paced.Add(-1), "card") // but not for a crisis card
	p.wantClaims(paced.Add(-1), "card")
	c = p.wantClaims(paced, "3")[0]
	paced = paced.Add(time.Second)
	p.settle(c, true, paced.Add(-time.Second), paced)
	p.alarm(u, paced.Add(-1)) // and for a nudge
	p.wantClaims(paced.Add(-1))
	p.wantClaims(paced, "nudge")
}

func TestCrisisIsIndependent(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	p.say(u, Reply, noon, "reply")
	reply := p.claimOne(noon)
	p.say(u, Crisis, noon, "card 1", "card 2")
	card := p.wantClaims(noon, "card 1")[0] // while a reply is in flight
	p.settle(reply, false, noon, noon.Add(time.Hour))
	p.settle(card, true, noon, time.Time{})
	card = p.wantClaims(noon, "card 2")[0] // while a reply is to be tried again
	p.settle(card, false, noon, noon.Add(time.Minute))
	p.wantDue(Crisis, noon.Add(time.Minute))
	p.wantDue(Nudge, noon.Add(time.Minute))
	card = p.wantClaims(noon.Add(time.Minute), "card 2")[0]
	p.settle(card, true, noon.Add(time.Minute), time.Time{})
	p.wantDue(Crisis, time.Time{})
	p.wantDue(Nudge, noon.Add(time.Hour))
	p.wantClaims(noon.Add(time.Hour), "reply")
}

// TestAlarm goes through what may happen to an alarm while the chat's turn is
// something else's.
func TestAlarm(t *testing.T) {
	later := noon.Add(time.Hour)
	for name, run := range map[string]func(p *pair, u User){
		"rings": func(p *pair, u User) {
			p.wantDue(Reply, time.Time{})
			p.wantDue(Nudge, later)
			p.wantClaims(later.Add(-1))
			p.wantClaims(later, "nudge")
		},
		"moved": func(p *pair, u User) {
			p.alarm(u, noon)
			p.wantDue(Nudge, noon)
			p.alarm(u, later.Add(1))
			p.wantDue(Nudge, later.Add(1))
			p.wantClaims(later)
		},
		"taken away": func(p *pair, u User) {
			p.alarm(u, time.Time{})
			p.wantDue(Nudge, time.Time{})
			p.wantClaims(later.Add(days))
		},
		"a reply first": func(p *pair, u User) {
			p.say(u, Reply, noon, "reply")
			p.wantDue(Reply, noon)
			c := p.wantClaims(noon, "reply")[0]
			p.wantDue(Nudge, noon.Add(lease))
			p.settle(c, true, noon, time.Time{})
			p.wantDue(Nudge, later)
			p.wantClaims(later, "nudge")
		},
		"a reply after it rang": func(p *pair, u User) {
			p.say(u, Reply, later.Add(1), "reply")
			c := p.wantClaims(later.Add(1), "reply")[0]
			p.settle(c, true, later.Add(1), time.Time{})
			p.wantClaims(later.Add(1), "nudge")
		},
		"changed while a reply waits": func(p *pair, u User) {
			p.say(u, Reply, noon, "reply")
			p.alarm(u, later.Add(time.Hour))
			p.wantDue(Nudge, noon)
			c := p.wantClaims(noon, "reply")[0]
			p.settle(c, true, noon, time.Time{})
			p.wantDue(Nudge, later.Add(time.Hour))
		},
		"changed while a reply is in flight": func(p *pair, u User) {
			p.say(u, Reply, noon, "reply")
			c := p.claimOne(noon)
			p.alarm(u, noon)
			p.wantClaims(noon)
			p.settle(c, true, noon, time.Time{})
			p.wantClaims(noon, "nudge")
		},
		"taken away while a nudge is in flight": func(p *pair, u User) {
			c := p.claimOne(later)
			p.alarm(u, time.Time{})
			p.settle(c, true, later, time.Time{})
			p.wantDue(Nudge, time.Time{})
		},
		"taken away while a nudge is in flight, then a crash": func(p *pair, u User) {
			p.claimOne(later)
			p.alarm(u, time.Time{})
			p.open()
			p.wantClaims(later.Add(lease))
			p.wantDue(Nudge, time.Time{})
		},
		"moved while a nudge is in flight": func(p *pair, u User) {
			c := p.claimOne(later)
			p.alarm(u, later.Add(time.Hour))
			p.settle(c, true, later, later.Add(time.Second))
			p.wantDue(Nudge, later.Add(time.Hour))
		},
		"moved to before its pacing": func(p *pair, u User) {
			c := p.claimOne(later)
			p.alarm(u, later.Add(1))
			p.settle(c, true, later, later.Add(time.Second))
			p.wantDue(Nudge, later.Add(time.Second))
		},
		"a nudge to be tried again": func(p *pair, u User) {
			c := p.claimOne(later)
			p.settle(c, false, later, later.Add(time.Second))
			p.wantDue(Nudge, later.Add(time.Second))
			p.wantClaims(later.Add(time.Second), "nudge")
		},
		"a reply while a nudge is in flight": func(p *pair, u User) {
			c := p.claimOne(later)
			p.say(u, Reply, later, "reply")
			p.wantClaims(later) // one call at a time
			p.alarm(u, later.Add(time.Hour))
			p.settle(c, true, later, time.Time{})
			c = p.wantClaims(later, "reply")[0]
			p.settle(c, true, later, time.Time{})
			p.wantDue(Nudge, later.Add(time.Hour))
		},
		"a reply while a nudge is in flight, then a crash": func(p *pair, u User) {
			p.claimOne(later)
			p.say(u, Reply, later, "reply")
			p.open()
			c := p.wantClaims(later.Add(lease), "reply")[0]
			p.settle(c, true, later.Add(lease), time.Time{})
			p.wantClaims(later.Add(lease), "nudge")
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			u := p.join(ada, later)
			run(p, u)
			p.wantIndex()
		})
	}
}

func TestNextDue(t *testing.T) {
	p := newPair(t)
	p.wantDue(Nudge, time.Time{})
	a, b, c := p.join(ada, noon.Add(3)), p.join(berg, noon.Add(4)), p.join(berg+1, time.Time{})
	p.wantDue(Nudge, noon.Add(3))
	p.say(b, Reply, noon.Add(5), "reply")
	p.wantDue(Crisis, time.Time{})
	p.wantDue(Reply, noon.Add(5))
	p.wantDue(Nudge, noon.Add(3)) // the earliest, whatever its lane
	p.say(c, Crisis, noon.Add(6), "card")
	p.wantDue(Crisis, noon.Add(6))
	p.wantDue(Reply, noon.Add(5))
	p.say(a, Reply, noon.Add(1), "reply")
	p.wantDue(Nudge, noon.Add(1))
	before := time.Date(1969, 7, 20, 20, 17, 40, 0, time.UTC) // moments before 1970 sort as well
	p.alarm(c, before)
	p.wantDue(Nudge, before)
	p.view(func(tx *Tx) error {
		for lane, want := range []int{1, 2, 1} {
			if n, err := tx.Waiting(Lane(lane)); err != nil || n != want {
				t.Errorf("%d wait in the lane %v, %v; want %d", n, Lane(lane), err, want)
			}
		}
		return nil
	})
}

func (p *pair) cancel(u User) {
	p.Helper()
	p.update(func(tx *Tx) error { return tx.Cancel(u) })
}

func TestCancel(t *testing.T) {
	p := newPair(t)
	alarm := noon.Add(time.Hour)
	a, b := p.join(ada, alarm), p.join(berg, alarm)
	for _, u := range []User{a, b} {
		p.say(u, Crisis, noon, "card")
		p.say(u, Reply, noon, "reply 1", "reply 2")
	}
	p.cancel(a)
	p.cancel(p.store.User(1)) // somebody unknown
	p.wantIndex()
	claims := p.wantClaims(noon, "card", "reply 1")
	for _, c := range claims {
		if c.User != b {
			t.Error("what was cancelled is claimed")
		}
	}
	p.cancel(b) // in flight
	for _, c := range claims {
		p.settle(c, false, noon, time.Time{})
	}
	p.wantDue(Reply, time.Time{})
	for _, c := range p.wantClaims(alarm, "nudge", "nudge") {
		p.alarm(c.User, time.Time{})
		p.settle(c, true, alarm, time.Time{})
	}
	p.say(a, Reply, alarm, "new")
	p.wantClaims(alarm, "new")
}

// TestCancelThenCrash: a claim of what was cancelled comes due again as
// nothing.
func TestCancelThenCrash(t *testing.T) {
	p := newPair(t)
	alarm := noon.Add(time.Hour)
	a, b := p.join(ada, alarm), p.meet(berg)
	for _, u := range []User{a, b} {
		p.say(u, Crisis, noon, "card")
		p.say(u, Reply, noon, "reply")
	}
	p.claim(noon)
	p.cancel(a)
	p.cancel(b)
	p.open()
	p.wantClaims(noon.Add(lease))
	p.wantDue(Nudge, alarm)
	if n := count(t, p.db, "chat/"); n != 1 {
		t.Errorf("%d chats are left, want the member's", n)
	}
	p.wantClaims(alarm, "nudge")
	p.wantIndex()
}

// TestDamageHoldsUpNobody: what can't be read is passed over.
func TestDamageHoldsUpNobody(t *testing.T) {
	p := newPair(t)
	a, b, c := p.join(ada, noon), p.join(berg, noon), p.join(berg+1, noon)
	p.say(a, Crisis, noon, "card")
	p.say(a, Reply, noon, "reply")
	p.say(b, Reply, noon, "damaged", "reply b")
	p.say(c, Reply, noon, "damaged")
	for _, r := range dump(t, p.db) {
		if bytesOf := string(r.Key); bytesOf == string(chatKey(a)) || bytesOf == string(outKey(b, 1, 1)) || bytesOf == string(outKey(c, 1, 1)) {
			r.Val[len(r.Val)-1] ^= 1
			put(t, p.db, r)
		}
	}
	p.wantClaims(noon, "reply b", "nudge")
	p.wantClaims(noon)
	p.wantDue(Nudge, noon.Add(lease))
}

// TestStrayTurn: an entry of the index that no chat stands behind is dropped.
func TestStrayTurn(t *testing.T) {
	p := newPair(t)
	u := p.join(ada, noon)
	for _, who := range []User{u, p.store.User(berg)} {
		for _, lane := range []Lane{Crisis, Reply, Nudge} {
			put(t, p.db, kv.Pair{Key: turnKey(turn{Lane: lane, Due: noon.Add(-1)}, who)})
		}
	}
	p.wantClaims(noon, "nudge")
	p.wantIndex()
}

// TestChatLeaves: a chat without a record is removed with
// its last message, a member is not.
func TestChatLeaves(t *testing.T) {
	p := newPair(t)
	u := p.meet(ada)
	p.say(u, Crisis, noon, "card")
	p.say(u, Reply, noon, "1", "2")
	p.update(func(tx *Tx) error {
		return tx.SetShown(u, 5, Shown{At: noon})
	})
	for i := range 3 {
		if n := count(t, p.db, "chat/"); n != 1 {
			t.Fatalf("the chat left after %d of 3 messages", i)
		}
		p.settle(p.claimUpTo(noon, 1, Nudge)[0], true, noon, time.Time{})
	}
	p.shred()
	if n := count(t, p.db, ""); n != 2 {
		t.Errorf("%d records are left of somebody who is no member", n-2)
	}
	if n := count(t, p.keys, "key/member/"); n != 0 {
		t.Errorf("their key is left")
	}
	// They write again, and all is well.
	u = p.join(ada, time.Time{})
	p.say(u, Reply, noon, "again")
	p.settle(p.claimOne(noon), true, noon, time.Time{})
	p.view(func(tx *Tx) error {
		if errs := readAll(tx, u); len(errs) != 4 { // no note, no file, no fetch, no message shown
			t.Errorf("what was left of them before is in the way: %v", errs)
		}
		return nil
	})
	if n := count(t, p.db, "chat/"); n != 1 {
		t.Error("a member left")
	}
}

// TestManyMembersInOneCommit: the chats of one transaction don't mix.
func TestManyMembersInOneCommit(t *testing.T) {
	p := newPair(t)
	p.update(func(tx *Tx) error {
		for chat := range int64(5) {
			u, err := tx.Meet(ada + chat)
			if err != nil {
				return err
			}
			if err := tx.SetMember(u, nudges.Member{}, noon.Add(time.Duration(1+chat))); err != nil {
				return err
			}
			if err := tx.Send(u, Reply, Message{Do: Say, Screen: fmt.Sprint(chat)}, noon); err != nil {
				return err
			}
			claims, err := tx.Claim(noon, lease, 9, Nudge)
			if err != nil || len(claims) != 1 || claims[0].Chat != ada+chat {
				t.Errorf("claimed %q, %v; want the one just sent", screens(claims), err)
			}
			if chat%2 == 0 {
				err = tx.Settle(claims[0], true, noon, time.Time{})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	p.wantIndex()
	p.wantClaims(noon.Add(5), "nudge", "nudge", "nudge") // of those that are not in flight
}
