package inbox

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// applying is the effects of one update on their way into a transaction.
type applying struct {
	tx        *storage.Tx
	user      storage.User
	now       time.Time
	forgotten bool
}

func (a *applying) apply(e talk.Effect) error {
	switch e := e.(type) {
	case talk.Show:
		return a.send(storage.Message{Do: storage.Say}, e.Screen)
	case talk.Change:
		return a.change(e)
	case talk.Rebutton:
		return a.send(storage.Message{Do: storage.Rebutton, Message: e.Message}, e.Screen)
	case talk.React:
		return a.send(storage.Message{Do: storage.React, Message: e.Message, Emoji: e.Emoji}, e.Else)
	case talk.Reply:
		return a.send(storage.Message{Do: storage.Answer, Callback: e.Callback}, e.Screen)
	case talk.Hand:
		return a.send(storage.Message{Do: storage.File}, e.Screen)
	case talk.HandKept:
		return a.handKept()
	case talk.Fetch:
		return a.tx.Fetch(a.user, e.Message, e.Quiet, a.now)
	case talk.Keep:
		return a.tx.Keep(a.user, e.Note)
	case talk.Amend:
		return a.amend(e)
	case talk.Mark:
		return a.mark(e)
	case talk.Clear:
		return a.send(storage.Message{Do: storage.Delete, Messages: []int{e.Message}}, talk.Screen{})
	case talk.Remove:
		return a.tx.Remove(a.user, e.Message)
	case talk.Resume:
		return a.tx.ClearStopped(a.user)
	case talk.Forget:
		return a.forget(e)
	}
	return fmt.Errorf("inbox: unknown effect %T", e)
}

func (a *applying) send(m storage.Message, s talk.Screen) error {
	m.Screen, m.Args = s.Name, s.Args
	return a.tx.Send(a.user, storage.Reply, m, a.now)
}

// change edits a message, or says the same anew where Telegram no longer tells
// which message was meant.
func (a *applying) change(e talk.Change) error {
	if e.Message == 0 {
		return a.send(storage.Message{Do: storage.Say}, e.Screen)
	}
	return a.send(storage.Message{Do: storage.Edit, Message: e.Message}, e.Screen)
}

func (a *applying) amend(e talk.Amend) error {
	n, err := a.tx.Note(a.user, e.Message)
	if errors.Is(err, storage.ErrNotFound) {
		return nil // it was a command, or is deleted
	} else if err != nil {
		return err
	}
	if e.Text == "" && n.File == nil {
		return a.tx.Remove(a.user, e.Message)
	}
	n.Text, n.Edited = e.Text, e.At
	return a.tx.Keep(a.user, n)
}

// handKept queues each file by itself: they may be many and large, and each is
// sent, and tried again, on its own.
func (a *applying) handKept() error {
	notes, err := a.tx.Notes(a.user)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if n.File == nil || n.File.Stored.IsZero() {
			continue
		}
		if err := a.send(storage.Message{Do: storage.File}, talk.ExportFile(n.Message)); err != nil {
			return err
		}
	}
	return nil
}

// saw keeps the id of the member's message, so that /forget can delete it from
// the chat while Telegram allows that.
func (a *applying) saw(ev talk.Event) error {
	if w, ok := ev.(talk.Wrote); ok {
		return a.tx.SetShown(a.user, w.Message, storage.Shown{At: a.now})
	}
	return nil
}

// cardStays is how long a help card stays in the chat of a member who erases
// everything: somebody may be about to call a number on it.
const cardStays = time.Hour

// withoutCards leaves out the help cards that came a moment ago.
func (a *applying) withoutCards(ids []int) (rest []int, err error) {
	for _, id := range ids {
		shown, err := a.tx.Shown(a.user, id)
		switch {
		case errors.Is(err, storage.ErrNotFound), errors.Is(err, kv.ErrDamaged):
		case err != nil:
			return nil, err
		case shown.Card && a.now.Sub(shown.At) < cardStays:
			continue
		}
		rest = append(rest, id)
	}
	return rest, nil
}

// forget removes everything, then asks Telegram to delete the chat's messages
// and shows the receipt. These few lines are filed under a new key.
func (a *applying) forget(e talk.Forget) error {
	a.forgotten = true
	if known, err := a.tx.Knows(a.user); err != nil || !known {
		return err // the button was pressed twice: what is under way goes on
	}
	m, err := a.tx.Member(a.user)
	if err != nil {
		return err
	}
	notes, err := a.tx.Notes(a.user)
	if err != nil {
		return err
	}
	ids, err := a.tx.Messages(a.user, a.now.Add(-storage.ShownFor+time.Hour))
	if err != nil {
		return err
	}
	if ids, err = a.withoutCards(ids); err != nil {
		return err
	}
	if err := a.tx.Forget(a.user, !m.Stopped.IsZero()); err != nil {
		return err
	}
	for some := range slices.Chunk(ids, 100) {
		if err := a.tx.Send(a.user, storage.Reply, storage.Message{Do: storage.Delete, Messages: some}, a.now); err != nil {
			return err
		}
	}
	e.Receipt.Args = map[string]string{"notes": strconv.Itoa(len(notes)), "messages": strconv.Itoa(len(ids)), "language": m.Language}
	return a.send(storage.Message{Do: storage.Say}, e.Receipt)
}
