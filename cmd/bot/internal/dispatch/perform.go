package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"html"
	"time"
	"unicode/utf8"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// A result is a job that came back.
type result struct {
	job
	err     error
	message int           // Telegram's id of what was sent or edited
	also    []int         // ids of further documents that were sent with it
	shown   storage.Shown // what it shows now; zero if that did not change
	prompt  string        // which words a nudge was sent with
	counted bool          // a message to the chat, which pacing counts
	phase   talk.Phase    // of guided breathing, as it was sent
}

// perform draws a job and makes its call.
func (d *Dispatcher) perform(ctx context.Context, j job) result {
	r, how := result{job: j}, d.performReply
	switch {
	case j.breath:
		how = d.performBreath
	case j.Lane == storage.Nudge:
		how = d.performNudge
	}
	if !d.think(func() { how(ctx, &r) }) {
		r.err = errDraw
	}
	return r
}

func (d *Dispatcher) performReply(ctx context.Context, r *result) {
	drawn, before, err := d.draw(ctx, r.job)
	if err != nil {
		r.err = err
		return
	}
	switch m := r.Message; m.Do {
	case storage.Say:
		r.counted = true
		r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
		r.shown = show(drawn)
	case storage.Edit:
		d.edit(ctx, r, drawn, before)
	case storage.Rebutton:
		d.editButtons(ctx, r, drawn, before)
	case storage.React:
		r.err = d.Sender.React(ctx, r.Chat, m.Message, m.Emoji)
	case storage.Answer:
		r.err = d.Sender.Answer(ctx, m.Callback, toast(drawn.HTML))
	case storage.Delete:
		r.err = d.Sender.Delete(ctx, r.Chat, m.Messages)
	case storage.File:
		d.hand(ctx, r, drawn)
	}
}

func (d *Dispatcher) performNudge(ctx context.Context, r *result) {
	var m nudges.Member
	var echoed nudges.Note
	r.err = d.view(ctx, func(tx *storage.Tx) (err error) {
		if m, err = tx.Member(r.User); err != nil {
			return err
		}
		if message := talk.Echo(m, r.nudge); message != 0 {
			// One that was deleted, or can't be read, is not given back.
			if echoed, err = tx.Note(r.User, message); errors.Is(err, storage.ErrNotFound) || errors.Is(err, kv.ErrDamaged) {
				return nil
			}
		}
		return err
	})
	if r.err != nil {
		return
	}
	var drawn talk.Drawn
	drawn, r.prompt = d.Talk.DrawNudge(m, r.nudge, echoed)
	r.counted = true
	r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
	r.shown = show(drawn)
}

// errDraw is a screen that can't be drawn: a mistake in the program or in a
// clinic's words, which no retry mends.
var errDraw = errors.New("dispatch: a screen can't be drawn")

// errStore is a look into the store that failed and may go well the next time.
var errStore = errors.New("dispatch: the store can't be read")

func (d *Dispatcher) view(ctx context.Context, look func(*storage.Tx) error) error {
	err := d.Store.View(ctx, look)
	if err == nil || errors.Is(err, kv.ErrDamaged) || errors.Is(err, storage.ErrForgotten) {
		return err
	}
	return errors.Join(errStore, err)
}

// draw makes the message of a job from what is stored now.
func (d *Dispatcher) draw(ctx context.Context, j job) (drawn talk.Drawn, before storage.Shown, err error) {
	if j.Message.Screen == "" && j.Message.Do != storage.Say {
		return drawn, d.before(ctx, j.User, j.Message.Message), nil
	}
	s := talk.Scene{Screen: talk.Screen{Name: j.Message.Screen, Args: j.Message.Args}, Now: d.Now()}
	err = d.view(ctx, func(tx *storage.Tx) (err error) {
		if s.Member, err = tx.Member(j.User); err != nil {
			return err
		}
		if talk.NeedsNotes(j.Message.Screen) {
			if s.Notes, err = tx.Notes(j.User); err != nil {
				return err
			}
		}
		if j.Message.Do == storage.File {
			s.Messages, err = tx.Messages(j.User, s.Now.Add(-storage.ShownFor))
		}
		return err
	})
	if err != nil {
		return drawn, before, err
	}
	if s.Pictures, err = d.pictures(ctx, j.User, s); err != nil {
		return drawn, before, err
	}
	if drawn, err = d.Talk.Draw(s); err != nil {
		return drawn, before, errors.Join(errDraw, err)
	}
	return drawn, d.before(ctx, j.User, j.Message.Message), nil
}

// before is what a message shows that is about to be edited.
func (d *Dispatcher) before(ctx context.Context, u storage.User, message int) (s storage.Shown) {
	if message != 0 {
		d.Store.View(ctx, func(tx *storage.Tx) (err error) { s, err = tx.Shown(u, message); return err })
	}
	return s
}

// edit changes a message, unless it shows that already. One that can't be
// edited any more is said anew.
func (d *Dispatcher) edit(ctx context.Context, r *result, drawn talk.Drawn, before storage.Shown) {
	if same(before, show(drawn)) {
		return
	}
	r.counted, r.message, r.shown = true, r.Message.Message, show(drawn)
	r.shown.At = before.At // deleting is for what was sent less than two days ago
	if r.err = d.Sender.Edit(ctx, r.Chat, r.message, drawn); errors.Is(r.err, telegram.ErrRejected) {
		r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
		r.shown.At = time.Time{}
	}
}

func (d *Dispatcher) editButtons(ctx context.Context, r *result, drawn talk.Drawn, before storage.Shown) {
	want := show(drawn)
	if want.Text = before.Text; want.Buttons == before.Buttons {
		return
	}
	r.counted, r.message, r.shown = true, r.Message.Message, want
	r.err = d.Sender.EditButtons(ctx, r.Chat, r.message, drawn.Buttons)
}

// hand sends documents and pictures, the first with the words as its caption and
// none with buttons. Where there is none to send any more, nothing is said,
// unless the words are meant for that.
func (d *Dispatcher) hand(ctx context.Context, r *result, drawn talk.Drawn) {
	if len(drawn.Files) == 0 && drawn.Said {
		r.counted = true
		r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
		r.shown = show(drawn)
		return
	}
	r.counted = len(drawn.Files) > 0
	r.shown = show(talk.Drawn{HTML: drawn.HTML})
	caption := drawn.HTML
	for _, f := range drawn.Files {
		id, err := d.file(ctx, r, f, caption)
		switch {
		case err == nil:
			r.also = append(r.also, id)
			caption = ""
		case errors.Is(err, telegram.ErrRejected): // the others may be taken all the same
			r.err = err
		default:
			r.err = err
			return
		}
	}
}

// file sends a file. That of a note is read from the store as it goes out, and
// goes as a document where Telegram does not take it for what it was.
func (d *Dispatcher) file(ctx context.Context, r *result, f talk.File, caption string) (id int, err error) {
	if f.Note == 0 {
		return d.Sender.File(ctx, r.Chat, f, caption)
	}
	f.From = d.Store.OpenFile(ctx, r.User, f.Note)
	id, err = d.Sender.File(ctx, r.Chat, f, caption)
	if errors.Is(err, telegram.ErrRejected) && (f.Photo || f.Voice) {
		f.Photo, f.Voice, f.From = false, false, d.Store.OpenFile(ctx, r.User, f.Note)
		return d.Sender.File(ctx, r.Chat, f, caption)
	}
	return id, err
}

// show is what a message shows, as two hashes. Messages without buttons share
// one.
func show(d talk.Drawn) storage.Shown {
	text, buttons := fnv.New64a(), fnv.New64a()
	text.Write([]byte(d.HTML))
	if len(d.Buttons) > 0 {
		json.NewEncoder(buttons).Encode(d.Buttons)
	}
	return storage.Shown{Text: text.Sum64(), Buttons: buttons.Sum64()}
}

// same reports whether two messages show the same.
func same(a, b storage.Shown) bool { return a.Text == b.Text && a.Buttons == b.Buttons }

// toast makes the plain line that answers a button press.
func toast(text string) string {
	text = html.UnescapeString(text)
	for utf8.RuneCountInString(text) > telegram.MaxToast {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	}
	return text
}
