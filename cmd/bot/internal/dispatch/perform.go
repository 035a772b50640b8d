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
)

// A result is a job that came back.
type result struct {
	job
	err     error
	message int           // Telegram's id of what was sent
	shown   storage.Shown // what it shows now; zero if that did not change
	prompt  string        // which words a nudge was sent with
	counted bool          // a message to the chat, which pacing counts
}

// perform draws a job and makes its call.
func (d *Dispatcher) perform(ctx context.Context, j job) result {
	r := result{job: j}
	if j.Lane == storage.Nudge {
		d.performNudge(ctx, &r)
		return r
	}
	drawn, before, err := d.draw(ctx, j)
	if err != nil {
		r.err = err
		return r
	}
	switch m := j.Message; m.Do {
	case storage.Say:
		r.counted = true
		r.message, r.err = d.Sender.Say(ctx, j.Chat, drawn)
		r.shown = show(drawn)
	case storage.Edit:
		d.edit(ctx, &r, drawn, before)
	case storage.Rebutton:
		d.editButtons(ctx, &r, drawn, before)
	case storage.React:
		r.err = d.Sender.React(ctx, j.Chat, m.Message, m.Emoji)
	case storage.Answer:
		r.err = d.Sender.Answer(ctx, m.Callback, toast(drawn.HTML))
	case storage.Delete:
		r.err = d.Sender.Delete(ctx, j.Chat, m.Messages)
	case storage.File:
		d.hand(ctx, &r, drawn)
	}
	return r
}

func (d *Dispatcher) performNudge(ctx context.Context, r *result) {
	var m nudges.Member
	if r.err = d.Store.View(ctx, func(tx *storage.Tx) (err error) { m, err = tx.Member(r.User); return err }); r.err != nil {
		return
	}
	var drawn talk.Drawn
	drawn, r.prompt = d.Talk.DrawNudge(m, r.nudge)
	r.counted = true
	r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
	r.shown = show(drawn)
}

// errDraw is a screen that can't be drawn: a mistake in the program or in a
// clinic's words, which no retry mends.
var errDraw = errors.New("dispatch: a screen can't be drawn")

// draw makes the message of a job from what is stored now.
func (d *Dispatcher) draw(ctx context.Context, j job) (drawn talk.Drawn, before storage.Shown, err error) {
	if j.Message.Screen == "" && j.Message.Do != storage.Say {
		return drawn, d.before(ctx, j), nil
	}
	s := talk.Scene{Screen: talk.Screen{Name: j.Message.Screen, Args: j.Message.Args}, Now: d.Now()}
	err = d.Store.View(ctx, func(tx *storage.Tx) (err error) {
		if s.Member, err = tx.Member(j.User); err != nil {
			return err
		}
		if talk.NeedsNotes(j.Message.Screen) {
			s.Notes, err = tx.Notes(j.User)
		}
		return err
	})
	if err != nil {
		return drawn, before, err
	}
	if drawn, err = d.Talk.Draw(s); err != nil {
		return drawn, before, errors.Join(errDraw, err)
	}
	return drawn, d.before(ctx, j), nil
}

// before is what a message shows that is about to be edited.
func (d *Dispatcher) before(ctx context.Context, j job) (s storage.Shown) {
	if j.Message.Message != 0 {
		d.Store.View(ctx, func(tx *storage.Tx) (err error) { s, err = tx.Shown(j.User, j.Message.Message); return err })
	}
	return s
}

// edit changes a message, unless it shows that already. One that can't be
// edited any more is said anew.
func (d *Dispatcher) edit(ctx context.Context, r *result, drawn talk.Drawn, before storage.Shown) {
	if want := show(drawn); want.Text == before.Text && want.Buttons == before.Buttons {
		return
	}
	r.counted, r.message, r.shown = true, r.Message.Message, show(drawn)
	if r.err = d.Sender.Edit(ctx, r.Chat, r.message, drawn); errors.Is(r.err, telegram.ErrRejected) {
		r.message, r.err = d.Sender.Say(ctx, r.Chat, drawn)
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

// hand sends documents, the first with the caption.
func (d *Dispatcher) hand(ctx context.Context, r *result, drawn talk.Drawn) {
	r.counted = true
	caption := drawn.HTML
	for _, f := range drawn.Files {
		if r.message, r.err = d.Sender.File(ctx, r.Chat, f, caption); r.err != nil {
			return
		}
		caption = ""
	}
	r.shown = show(drawn)
}

// show is what a message shows, as two hashes. Messages without buttons share
// one.
func show(d talk.Drawn) storage.Shown {
	text, buttons := fnv.New64a(), fnv.New64a()
	text.Write([]byte(d.HTML))
	if len(d.Buttons) > 0 {
		json.NewEncoder(buttons).Encode(d.Buttons)
	}
	return storage.Shown{At: time.Time{}, Text: text.Sum64(), Buttons: buttons.Sum64()}
}

// toast makes the plain line that answers a button press.
func toast(text string) string {
	text = html.UnescapeString(text)
	for utf8.RuneCountInString(text) > telegram.MaxToast {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	}
	return text
}
