package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
)

// TestOneDocument sends a photo and takes it home again in the document, which is
// made in memory: what the chat was given is all there is of it.
func TestOneDocument(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
		p.up()
		defer p.down()
		c := p.tg.Chat(1)
		c.SendsFile("photo", "the lake as I drew it", "", photo.Bytes())
		time.Sleep(time.Minute)
		c.Says("/bring")
		time.Sleep(time.Minute)
		sent := p.fromBot(1)
		last := sent[len(sent)-1]
		if last.File == nil || last.File.Name != "notes.pdf" || last.Protected || !bytes.HasPrefix(last.File.Data, []byte("%PDF")) {
			t.Fatalf("%+v", last)
		}
		if n := bytes.Count(last.File.Data, []byte("/Subtype /Image\n")); n != 1 {
			t.Errorf("%d pictures in it", n)
		}
		if locked := last.Locked(); locked != "Here it is, in one document." {
			t.Errorf("a locked phone shows %q", locked)
		}
		// A mark is stored.
		message := p.notes(1)[0].Message
		press(t, c, "1 bring yes "+strconv.Itoa(message)+" 0 journal")
		if !p.notes(1)[0].Bring {
			t.Error("the mark is lost")
		}
		press(t, c, "1 bring no "+strconv.Itoa(message)+" 0 journal")
		press(t, c, "1 bring yes 99999 0 journal")
		if n := p.notes(1); len(n) != 1 || n[0].Bring {
			t.Errorf("%+v", n)
		}
	})
}

func press(t *testing.T, c *telegramtest.Chat, data string) {
	t.Helper()
	c.Presses(1, data)
	time.Sleep(10 * time.Second)
}

// TestSearchIsForgotten: the words of a search are gone after a night, though
// the member never wrote again.
func TestSearchIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-time.Hour), 1)
		p.up()
		defer p.down()
		p.tg.Chat(1).Says("/search lanternfish")
		time.Sleep(time.Minute)
		if p.member(1).Asking.Args["search"] != "lanternfish" {
			t.Fatalf("%+v", p.member(1).Asking)
		}
		time.Sleep(24 * time.Hour)
		if left := p.member(1).Asking; left.Args != nil {
			t.Errorf("still there: %+v", left)
		}
	})
}
