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
	Tries    int               `json:",omitzero"` // how many times it was claimed, this time included
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

// head is the first message of a chat's queue, or ErrNotFound. One that can't
// be read can't be sent either: it is dropped, so that it holds up neither its
// chat nor the others.
func (tx *Tx) head(c *chat, queue int) (n uint32, m Message, err error) {
	prefix := join("out/", c.user[:], []byte{byte(queue)})
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return 0, m, err
		}
		err := unseal(c.aead, p.Key, p.Val, &m)
		if err == nil {
			return binary.BigEndian.Uint32(p.Key[len(prefix):]), m, nil
		}
		if err := tx.w.Delete(p.Key); err != nil {
			return 0, m, err
		}
		m = Message{}
	}
	return 0, m, ErrNotFound
}

// next files a chat's turn for the first message of its queue, or, when none is
// left, as idle does.
func (tx *Tx) next(c *chat, queue int, now time.Time) error {
	_, _, err := tx.head(c, queue)
	switch {
	case errors.Is(err, ErrNotFound):
		return tx.idle(c, queue)
	case err != nil:
		return err
	case queue == Crisis.queue():
		return tx.file(c, queue, Crisis, now)
	}
	return tx.file(c, queue, Reply, now)
}

// idle files the turn of an empty queue: the alarm takes over, if there is one.
func (tx *Tx) idle(c *chat, queue int) error {
	if queue == Crisis.queue() {
		return tx.file(c, queue, Crisis, time.Time{})
	}
	return tx.file(c, queue, Nudge, c.Alarm)
}

// Cancel removes all that a chat was still to be sent, for a member who can't
// be reached. Their alarm stays, and so does a claim until it is settled.
func (tx *Tx) Cancel(u User) error {
	if err := tx.clear(join("out/", u[:])); err != nil {
		return err
	}
	c, err := tx.chat(u)
	if errors.Is(err, ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	for queue, t := range c.Turns {
		if t.Claimed || t.Due.IsZero() || t.Lane == Nudge {
			continue
		}
		if err := tx.idle(c, queue); err != nil {
			return err
		}
	}
	return nil
}

// clear removes all that is stored under a prefix.
func (tx *Tx) clear(prefix []byte) error {
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
