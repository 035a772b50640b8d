package booklet

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// sample is a booklet with everything in it.
func sample(t testing.TB) Booklet {
	return Booklet{
		Title:       "What I wrote",
		Subtitle:    "Two sessions, in my own words. What has a bar beside it I want to talk about.",
		Made:        "Made on 24 June 2026",
		Language:    "en-GB",
		Footer:      func(n, total int) string { return fmt.Sprintf("%d of %d", n, total) },
		Unprintable: "□ stands for signs that could not be printed.",
		NoPicture:   "(a picture that could not be read)",
		Parts: []Part{
			{Heading: "Session of 9 June", Entries: []Entry{
				{Kind: Intention, When: "Before the session", Text: "To be gentle with whatever comes up, and not to rush."},
				{When: "Tuesday 9 June, 18:40", Prompt: "What is still with you from today?",
					Text: "The water. It kept coming back — first as a lake, then only as the sound of it.\nI felt held.\n\nMy grandmother’s kitchen was there for a moment: the blue tiles, the smell of dill. I hadn’t thought of it for twenty years 🙂🙏🏽 and it made me cry, in a good way."},
				{When: "Wednesday 10 June, 9:15", Prompt: "Is there an image, a word or a feeling you would like to keep?", Mark: true,
					Text: "“Nothing has to be solved today.”\n\nI want to ask why I was so afraid of the door, and why it got lighter when I stopped looking at it. " +
						"There was this song too: https://example.org/listen/a-very-long-address/that-goes-on?and=on&and-on=0123456789abcdefghijklmnopqrstuvwxyz"},
				{Kind: Mood, When: "10 June, 20:00", Text: "calm, a bit tired"},
				{Kind: Mood, When: "11 June, 20:00", Text: "restless"},
				{Kind: Mood, When: "12 June, 20:00", Text: "warm. Slept nine hours"},
				{When: "Thursday 11 June, 7:02", Text: "Drew the lake.", Picture: lake(t, 640, 420)},
			}},
			{Heading: "Session of 23 June", Entries: []Entry{
				{Kind: Step, When: "What I want to try", Text: "Call Miriam before Sunday."},
				{Kind: Step, Mark: true, Text: "Ten minutes outside after breakfast, without the phone, even when it rains and even when I do not feel like it at all."},
				{When: "Tuesday 23 June, 21:30", Text: "Дыхание стало тише. Ἡ ψυχή. Zażółć gęślą jaźń. Crème brûlée, naïve.\nשלום עולם, זה היה טוב (מאוד) ב-23 ביוני.\nShe said שלום רב to me, 你好 too."},
				{When: "Wednesday 24 June, 8:00", Text: "A photograph that broke.", Picture: []byte("no")},
			}},
		},
	}
}

// lake draws a picture.
func lake(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(200 - y*120/h), uint8(190 - y*60/h), uint8(170 + x*60/w), 255}
			if y > h*2/3 && (x/9+y/5)%3 == 0 {
				c = color.RGBA{60, 90, 130, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// window draws a picture with nothing in its middle.
func window(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		m.SetNRGBA(x, 0, color.NRGBA{200, 0, 0, 128})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
