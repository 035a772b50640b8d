package storage

import (
	"encoding/binary"
	"errors"
	"time"
)

// A Message waits to be sent. It holds no words of ours, only their name: they
// are chosen and rendered when it is sent.
type Message struct {
	Do       Do
	Screen   string            `json:",omitzero"` // what to show, as package talk names it
	Args     map[string]string `json:",omitzero"`
	Message  int               `json:",omitzero"` // Telegram's id of the message to edit or react to
	Messages []int             `json:",omitzero"` // those to delete, at most 100
	Emoji    string            `json:",omitzero"` // the reaction
	Callback string            `json:",omitzero"` // Telegram's id of the button press to answer
	Tries    int               `json:",omitzero"` // how many times it was claimed before
	Since    time.Time         `json:",omitzero"` // when it was first put here
}

// Do says what kind of call a message is.
type Do string

// What can be done.
const (
	Say      Do = "say"      // a new message
	Edit     Do = "edit"     // change one of ours
	Rebutton Do = "rebutton" // change the buttons under one of ours
	React    Do = "react"    // an emoji on one of the member's; the screen stands in where that fails
	Answer   Do = "answer"   // to a button press
	Delete   Do = "delete"   // messages of either side
	File     Do = "file"     // documents, made when they are sent
)

func outKey(u User, queue int, n uint32) []byte {
	return join("out/", u[:], []byte{byte(queue)}, binary.BigEndian.AppendUint32(nil, n))
}

func turnKey(t turn, u User) []byte {
	return join("turn/", []byte{byte(t.Lane)}, moment(t.Due), u[:])
}

// Send puts a message at the end of a chat's queue: Crisis before all else, or
// Reply. It is due at now, after what the chat is still waiting for.
func (tx *Tx) Send(u User, lane Lane, m Message, now time.Time) error {
	c, err := tx.chat(u)
	if err != nil {
		return err
	}
	if m.Since.IsZero() {
		m.Since = now
	}
	c.Last++
	if err := tx.put(c.aead, outKey(u, lane.queue(), c.Last), m); err != nil {
		return err
	}
	t := c.Turns[lane.queue()]
	if t.Claimed || (t.Lane == lane && !t.Due.IsZero()) {
		return tx.putChat(c) // Settle looks again; or it is in line already
	}
	return tx.file(c, lane.queue(), lane, now)
}

// file moves a chat's turn to a lane and a moment, no earlier than its pacing
// allows. A zero moment takes it out of line.
func (tx *Tx) file(c *chat, queue int, lane Lane, due time.Time) error {
	t := &c.Turns[queue]
	if !t.Due.IsZero() {
		if err := tx.w.Delete(turnKey(*t, c.user)); err != nil {
			return err
		}
	}
	t.Lane, t.Due, t.Claimed = lane, due, false
	if !due.IsZero() {
		if due.Before(t.Earlier) {
			t.Due = t.Earlier
		}
		if err := tx.w.Put(turnKey(*t, c.user), nil); err != nil {
			return err
		}
	}
	return tx.putChat(c)
}

// setAlarm says when the next nudge of a member is to be decided.
func (tx *Tx) setAlarm(c *chat, at time.Time) error {
	c.Alarm = at
	t := c.Turns[Nudge.queue()]
	if t.Claimed || (t.Lane == Reply && !t.Due.IsZero()) {
		return tx.putChat(c) // Settle comes back to it
	}
	return tx.file(c, Nudge.queue(), Nudge, at)
}

// A Claim is a turn taken: until it is settled, or its lease ends, nobody else
// sends to this chat from the same queue.
type Claim struct {
	User    User
	Chat    int64 // Telegram's chat id
	Lane    Lane
	Due     time.Time // when the turn was due
	Message Message   // empty in the lane Nudge: there the member's plan says what to send
	n       uint32    // the message's place in its queue
	key     keyID     // of the chat's records, another one after Forget
}

// Claim takes up to n turns due at now, crisis cards first, then replies, then
// nudges, each lane in the order of its due times. A claim is a due time moved
// ahead by lease: after a crash it simply comes due again.
//
// Lanes after last are left alone.
func (tx *Tx) Claim(now time.Time, lease time.Duration, n int, last Lane) (claims []Claim, err error) {
	for lane := Crisis; lane <= last && len(claims) < n; lane++ {
		users, err := tx.due(lane, now, n-len(claims))
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			c, err := tx.claim(u, lane, now, lease)
			if err != nil {
				return nil, err
			}
			claims = append(claims, c)
		}
	}
	return claims, nil
}

// due lists the first n users whose turn in lane has come.
func (tx *Tx) due(lane Lane, now time.Time, n int) (users []User, err error) {
	start := join("turn/", []byte{byte(lane)})
	end := join("turn/", []byte{byte(lane)}, moment(now.Add(1)))
	for p, err := range tx.r.Scan(start, end) {
		if err != nil {
			return nil, err
		}
		users = append(users, userOf(p.Key))
		if len(users) == n {
			break
		}
	}
	return users, nil
}

func userOf(key []byte) (u User) {
	copy(u[:], key[len(key)-len(u):])
	return u
}

func (tx *Tx) claim(u User, lane Lane, now time.Time, lease time.Duration) (Claim, error) {
	c, err := tx.chat(u)
	if err != nil {
		return Claim{}, err
	}
	t := c.Turns[lane.queue()]
	got := Claim{User: u, Chat: c.ID, Lane: lane, Due: t.Due, key: c.key}
	if lane != Nudge {
		if got.n, got.Message, err = tx.head(c, lane.queue()); err != nil {
			return Claim{}, err
		}
		got.Message.Tries++
		if err := tx.put(c.aead, outKey(u, lane.queue(), got.n), got.Message); err != nil {
			return Claim{}, err
		}
	}
	if err := tx.file(c, lane.queue(), lane, now.Add(lease)); err != nil {
		return Claim{}, err
	}
	c.Turns[lane.queue()].Claimed = true
	return got, tx.putChat(c)
}

// head is the first message of a chat's queue, or ErrNotFound.
func (tx *Tx) head(c *chat, queue int) (n uint32, m Message, err error) {
	prefix := join("out/", c.user[:], []byte{byte(queue)})
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return 0, m, err
		}
		n = binary.BigEndian.Uint32(p.Key[len(p.Key)-4:])
		return n, m, unseal(c.aead, p.Key, p.Val, &m)
	}
	return 0, m, ErrNotFound
}

// Settle ends a claim. When done, its message is removed; otherwise it stays
// first in its queue. Nothing more goes out from this queue to this chat
// before earlier; the zero time means at once.
//
// A claim whose chat has been forgotten meanwhile is settled by that. A chat
// that has nothing more to send and no member behind it is removed.
func (tx *Tx) Settle(cl Claim, done bool, now, earlier time.Time) error {
	if stands, err := tx.Stands(cl); err != nil || !stands {
		return err
	}
	c := tx.chats[cl.User]
	queue := cl.Lane.queue()
	if done && cl.Lane != Nudge {
		if err := tx.w.Delete(outKey(cl.User, queue, cl.n)); err != nil {
			return err
		}
	}
	c.Turns[queue].Earlier = earlier
	_, _, err := tx.head(c, queue)
	switch {
	case err == nil && queue == Crisis.queue():
		return tx.file(c, queue, Crisis, now)
	case err == nil:
		return tx.file(c, queue, Reply, now)
	case !errors.Is(err, ErrNotFound):
		return err
	case queue == Crisis.queue():
		err = tx.file(c, queue, Crisis, time.Time{})
	default:
		err = tx.file(c, queue, Nudge, c.Alarm)
	}
	if err != nil {
		return err
	}
	return tx.leave(c)
}

// Stands reports whether what a claim was made for is still there: the chat
// has not been forgotten since.
func (tx *Tx) Stands(cl Claim) (bool, error) {
	c, err := tx.chat(cl.User)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && c.key == cl.key, err
}

// leave removes a chat that waits for nothing and has no record.
func (tx *Tx) leave(c *chat) error {
	if !c.Turns[0].Due.IsZero() || !c.Turns[1].Due.IsZero() {
		return nil
	}
	if _, err := tx.r.Get(recordKey(c.user)); !errors.Is(err, ErrNotFound) {
		return err
	}
	delete(tx.chats, c.user)
	return errors.Join(tx.w.Put(join("shred/", c.user[:], c.key[:]), nil), tx.w.Delete(chatKey(c.user)))
}

// Cancel removes all that a chat was still to be sent, for a member who can't
// be reached.
func (tx *Tx) Cancel(u User) error {
	prefix := join("out/", u[:])
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err == nil {
			err = tx.w.Delete(p.Key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// NextDue says when the next turn is due in any lane up to last, or returns
// ErrNotFound. It costs the same however many wait.
func (tx *Tx) NextDue(last Lane) (next time.Time, err error) {
	err = ErrNotFound
	for lane := Crisis; lane <= last; lane++ {
		prefix := join("turn/", []byte{byte(lane)})
		for p, serr := range tx.r.Scan(prefix, after(prefix)) {
			if serr != nil {
				return next, serr
			}
			if at := unmoment(p.Key[len(prefix):]); err != nil || at.Before(next) {
				next, err = at, nil
			}
			break
		}
	}
	return next, err
}

// Waiting counts the turns of a lane, those in flight included.
func (tx *Tx) Waiting(lane Lane) (n int, err error) {
	prefix := join("turn/", []byte{byte(lane)})
	for _, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
