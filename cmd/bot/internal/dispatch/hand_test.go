package dispatch

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/memory"
)

// TestHand: pictures and documents come in order, the first with the words, and
// all of them are known when the chat is to be emptied.
func TestHand(t *testing.T) {
	picture := talk.File{Name: "plan.png", Data: black(t), Photo: true}
	document := talk.File{Name: "notes.txt", Data: []byte("a note")}
	later := [][]talk.Button{{{Label: "Later", Data: "1 later"}}}
	for name, test := range map[string]struct {
		drawn talk.Drawn
		want  string
	}{
		"a picture":                {talk.Drawn{HTML: "Your <b>plan</b>", Files: []talk.File{picture}}, "photo: Your plan"},
		"a picture without words":  {talk.Drawn{Files: []talk.File{picture}}, "photo: "},
		"a picture and a document": {talk.Drawn{HTML: "Yours", Files: []talk.File{picture, document}}, "photo: Yours, document: "},
		"a document":               {talk.Drawn{HTML: "Yours", Files: []talk.File{document}}, "document: Yours"},
		"a picture with buttons":   {talk.Drawn{HTML: "Yours", Files: []talk.File{picture}, Buttons: later}, "photo: Yours"},
		"a caption to nothing":     {talk.Drawn{HTML: "Your plan"}, ""},
		"too much for a caption":   {talk.Drawn{HTML: strings.Repeat("x", 1025), Files: []talk.File{picture}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, chat := counter(t)
			r := o.claimed(storage.Message{Do: storage.File, Screen: "export"})
			o.hand(t.Context(), &r, test.drawn)
			o.settled(r)
			var came []string
			var ids []int
			for _, m := range chat.Messages() {
				line := m.Kind + ": " + m.Text
				for _, row := range m.Buttons {
					line += " [" + row[0].Label + "]"
				}
				came, ids = append(came, line), append(ids, m.ID)
			}
			if got := strings.Join(came, ", "); got != test.want || r.counted != (len(test.drawn.Files) > 0) {
				t.Errorf("the chat shows %q, want %q", got, test.want)
			}
			if kept := o.messages(); !slices.Equal(kept, ids) {
				t.Errorf("messages %v are kept, the chat has %v", kept, ids)
			}
			if len(ids) == 0 {
				return
			}
			if err := o.Sender.Delete(t.Context(), 1, o.messages()); err != nil || len(chat.Messages()) != 0 {
				t.Errorf("deleting: %v, %d messages are left", err, len(chat.Messages()))
			}
		})
	}
}

// counter is an office with a Telegram of its own, and the chat 1 there.
func counter(t *testing.T) (*office, *telegramtest.Chat) {
	t.Helper()
	o := newOffice(t, memory.New(), memory.New())
	tg := telegramtest.New("1:token", time.Now)
	client, err := telegram.New("1:token", "https://telegram.invalid", tg)
	if err != nil {
		t.Fatal(err)
	}
	o.Sender = client
	return o, tg.Chat(1)
}

// claimed queues a message to the member of chat 1 and claims it.
func (o *office) claimed(m storage.Message) (r result) {
	o.t.Helper()
	o.send(1, storage.Reply, m)
	err := o.Store.Update(o.t.Context(), func(tx *storage.Tx) error {
		if err := tx.SetMember(o.Store.User(1), nudges.Member{Language: "en"}, time.Time{}); err != nil {
			return err
		}
		jobs, err := o.claim(tx, 1, storage.Reply)
		if err == nil {
			r = result{job: jobs[0]}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

func (o *office) settled(r result) {
	o.t.Helper()
	if err := o.Store.Update(o.t.Context(), func(tx *storage.Tx) error { return o.settle(tx, []result{r}) }); err != nil {
		o.t.Fatal(err)
	}
}

// messages are the ids that /forget would delete.
func (o *office) messages() (ids []int) {
	o.t.Helper()
	err := o.Store.View(o.t.Context(), func(tx *storage.Tx) (err error) {
		ids, err = tx.Messages(o.Store.User(1), time.Now().Add(-storage.ShownFor))
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return ids
}

// black is a PNG.
func black(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 108, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
