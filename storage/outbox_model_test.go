package storage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"afterglow/nudges"
)

// wantIndex checks that turn/ and the chats say the same.
func (p *pair) wantIndex() {
	p.Helper()
	p.view(func(tx *Tx) error {
		var want, got []string
		for u, err := range tx.Users(User{}) {
			if err != nil {
				return err
			}
			c, err := tx.chat(u)
			if err != nil {
				return err
			}
			for _, t := range c.Turns {
				if !t.Due.IsZero() {
					want = append(want, string(turnKey(t, u)))
				}
			}
		}
		for _, r := range dump(p, p.db) {
			if table(r.Key) == "turn" {
				got = append(got, string(r.Key))
			}
		}
		if slices.Sort(want); !slices.Equal(got, want) {
			p.Errorf("the index has %d entries, the chats %d turns, or they differ:\n%x\n%x", len(got), len(want), got, want)
		}
		return nil
	})
}

// A model is what the outbox promises, said as plainly as possible. Time only
// goes forward in it, so a message is due once it is there, unless its queue is
// held up.
type model struct {
	chats [3]modelChat
	made  int // messages, to name the next
}

type modelChat struct {
	life   int // 0 for unknown; another one after it was forgotten or left
	member bool
	alarm  time.Time
	queues [2]modelQueue
}

type modelQueue struct {
	wait    []string
	flight  string    // what is in flight: a message or "nudge"; "" for nothing
	until   time.Time // the end of its lease
	earlier time.Time // nothing before this
}

// A modelClaim is a claim with what the model knows of it.
type modelClaim struct {
	Claim
	chat, life int
}

// due says what a queue has to send, and since when it may.
func (c *modelChat) due(queue int) (what string, at time.Time) {
	q := &c.queues[queue]
	switch {
	case len(q.wait) > 0:
		what = q.wait[0]
	case queue == 1 && !c.alarm.IsZero():
		what, at = "nudge", c.alarm
	default:
		return "", at
	}
	if at.Before(q.earlier) {
		at = q.earlier
	}
	return what, at
}

// leave removes a chat that waits for nothing.
func (c *modelChat) leave() {
	for queue, q := range c.queues {
		if what, _ := c.due(queue); q.flight != "" || what != "" {
			return
		}
	}
	if !c.member {
		*c = modelChat{life: -c.life}
	}
}

// A trial runs the outbox and the model side by side.
type trial struct {
	*pair
	model
	now    time.Time
	claims []modelClaim // made and not yet settled
}

func (r *trial) user(i int) User { return r.store.User(ada + int64(i)) }

func (r *trial) meet(i int) *modelChat {
	r.pair.meet(ada + int64(i))
	c := &r.chats[i]
	if c.life <= 0 {
		c.life = 1 - c.life
	}
	return c
}

// do takes three bytes: what, to whom, and how.
func (r *trial) do(op, who, how byte) {
	i := int(who) % len(r.chats)
	c := &r.chats[i]
	known := c.life > 0
	switch op % 11 {
	case 0, 1:
		r.send(i, how)
	case 2:
		r.setMember(i, how)
	case 3, 4:
		r.claimAll()
	case 5, 6:
		if len(r.claims) > 0 {
			r.settleOne(int(who)%len(r.claims), how)
		}
	case 7:
		r.now = r.now.Add(time.Duration(how) * time.Second / 2)
	case 8:
		r.cancel(r.user(i))
		if known {
			c.queues[0].wait, c.queues[1].wait = nil, nil
		}
	case 9:
		if known && how%4 == 0 {
			r.forget(i)
		}
	case 10:
		r.release()
	}
}

func (r *trial) send(i int, how byte) {
	c, lane := r.meet(i), Reply
	if how%3 == 0 {
		lane = Crisis
	}
	r.made++
	name := fmt.Sprint(r.made)
	c.queues[lane.queue()].wait = append(c.queues[lane.queue()].wait, name)
	r.say(r.user(i), lane, r.now, name)
}

func (r *trial) setMember(i int, how byte) {
	c := r.meet(i)
	c.member, c.alarm = true, time.Time{}
	if how%4 > 0 {
		c.alarm = r.now.Add(time.Duration(how) * time.Second / 2).Add(-20 * time.Second)
	}
	r.update(func(tx *Tx) error { return tx.SetMember(r.user(i), nudges.Member{}, c.alarm) })
}

func (r *trial) forget(i int) {
	c := &r.chats[i]
	next := modelChat{life: c.life + 1}
	next.queues[0].wait = c.queues[0].wait // help cards still go out
	for queue := range next.queues {
		next.queues[queue].earlier = c.queues[queue].earlier
	}
	*c = next
	r.update(func(tx *Tx) error { return tx.Forget(r.user(i), false) })
	r.shred()
}

// release does what a restart does to what is in flight.
func (r *trial) release() {
	r.pair.release(r.now)
	for i := range r.chats {
		c := &r.chats[i]
		for queue := range c.queues {
			if q := &c.queues[queue]; q.flight != "" && !q.until.Before(r.now) {
				q.flight = ""
				c.leave()
			}
		}
	}
}

// claimAll claims all that is due, and checks that it is what the model says.
func (r *trial) claimAll() {
	r.Helper()
	var want, got []string
	for i := range r.chats {
		for queue := range r.chats[i].queues {
			if what := r.take(i, queue); what != "" {
				want = append(want, fmt.Sprint(i, queue, what))
			}
		}
	}
	for _, cl := range r.claim(r.now) {
		i := int(cl.Chat - ada)
		what := "nudge"
		if cl.Lane != Nudge {
			what = cl.Message.Screen
		}
		got = append(got, fmt.Sprint(i, cl.Lane.queue(), what))
		r.claims = append(r.claims, modelClaim{cl, i, r.chats[i].life})
	}
	slices.Sort(got)
	if slices.Sort(want); !slices.Equal(got, want) {
		r.Fatalf("claimed (chat, queue, what) %q, want %q", got, want)
	}
}

// take does to the model what Claim does for one queue.
func (r *trial) take(i, queue int) (what string) {
	c := &r.chats[i]
	q := &c.queues[queue]
	if q.flight != "" {
		if q.until.After(r.now) {
			return ""
		}
		q.flight = "" // its lease has ended
		defer c.leave()
	}
	what, at := c.due(queue)
	if what == "" || at.After(r.now) {
		return ""
	}
	q.flight, q.until = what, r.now.Add(lease)
	return what
}

func (r *trial) settleOne(n int, how byte) {
	cl := r.claims[n]
	done, earlier := how%2 == 0, time.Time{}
	if how%3 == 0 {
		earlier = r.now.Add(time.Duration(how) * time.Second / 4)
	}
	if how%5 > 0 { // else it is settled once more later
		r.claims = slices.Delete(r.claims, n, n+1)
	}
	r.settle(cl.Claim, done, r.now, earlier)
	c := &r.chats[cl.chat]
	if c.life != cl.life {
		return
	}
	q := &c.queues[cl.Lane.queue()]
	if done && cl.Lane != Nudge {
		q.wait = slices.DeleteFunc(q.wait, func(s string) bool { return s == cl.Message.Screen })
	}
	if q.flight != "" {
		if !q.until.Equal(cl.until) {
			return
		}
		q.flight, q.earlier = "", earlier
	}
	if rest := &c.queues[1]; cl.Lane == Crisis && earlier.After(rest.earlier) {
		rest.earlier = earlier // a help card begins a pace that the rest keeps
	}
	c.leave()
}

// check compares what is stored with the model.
func (r *trial) check() {
	r.Helper()
	r.wantIndex()
	waiting := 0
	for i := range r.chats {
		c := &r.chats[i]
		waiting += len(c.queues[0].wait) + len(c.queues[1].wait)
		r.view(func(tx *Tx) error {
			stored, err := tx.chat(r.user(i))
			if (err == nil) != (c.life > 0) {
				r.Errorf("chat %d: %v, want it known: %v", i, err, c.life > 0)
			} else if err == nil {
				r.checkTurn(c, 0, stored.Turns[0])
				r.checkTurn(c, 1, stored.Turns[1])
			}
			return nil
		})
	}
	if n := count(r, r.db, "out/"); n != waiting {
		r.Errorf("%d messages are stored, want %d", n, waiting)
	}
}

// checkTurn compares a turn with what the model has to send.
func (r *trial) checkTurn(c *modelChat, queue int, t turn) {
	r.Helper()
	what, at := c.due(queue)
	if q := c.queues[queue]; q.flight != "" {
		what, at = q.flight, q.until
	}
	switch {
	case what == "":
		if !t.Due.IsZero() {
			r.Errorf("queue %d has a turn at %v, but nothing to send", queue, t.Due)
		}
	case t.Due.IsZero():
		r.Errorf("queue %d has %s to send, but no turn", queue, what)
	case at.After(r.now) && !t.Due.Equal(at), !at.After(r.now) && t.Due.After(r.now):
		r.Errorf("queue %d: %s is due at %v, want %v (or by now, %v)", queue, what, t.Due, at.UTC(), r.now.UTC())
	}
}

func runTrial(t testing.TB, ops []byte) {
	r := &trial{pair: newPair(t), now: noon}
	for ; len(ops) >= 3 && !t.Failed(); ops = ops[3:] {
		r.do(ops[0], ops[1], ops[2])
		r.check()
	}
}

func TestOutboxModel(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 0))
		ops := make([]byte, 3*120)
		for i := range ops {
			ops[i] = byte(random.Uint32())
		}
		if runTrial(t, ops); t.Failed() {
			t.Fatalf("with the seed %d", seed)
		}
	}
}

func FuzzOutbox(f *testing.F) {
	f.Add([]byte{0, 0, 1, 3, 0, 0, 5, 0, 2})                                              // a reply goes out
	f.Add([]byte{2, 0, 41, 0, 0, 1, 3, 0, 0, 7, 0, 200, 3, 0, 0, 5, 0, 2, 5, 0, 2})       // a lease ends, both settle
	f.Add([]byte{2, 0, 41, 3, 0, 0, 0, 0, 1, 8, 0, 0, 7, 0, 200, 3, 0, 0})                // cancelled in flight, a crash
	f.Add([]byte{0, 1, 0, 0, 1, 1, 3, 0, 0, 9, 1, 0, 0, 1, 1, 3, 0, 0, 5, 0, 2, 5, 0, 2}) // forgotten in flight
	f.Fuzz(func(t *testing.T, ops []byte) { runTrial(t, ops[:min(len(ops), 3*200)]) })
}
