package telegramtest

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"time"
)

// Sizes are tried past the wire: to push 50 MB through a form takes seconds
// under the race detector.
func TestSizesOfUploads(t *testing.T) {
	tests := []struct {
		name, field string
		size        int
		want        int // error code, 0 when accepted
	}{
		{"largest document", "document", 50 << 20, 0},
		{"larger document", "document", 50<<20 + 1, 413},
		{"largest photo", "photo", 10 << 20, 0},
		{"larger photo", "photo", 10<<20 + 1, 400},
	}
	var picture bytes.Buffer // what follows its end is not looked at
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		tg := New("1:x", time.Now)
		tg.Chat(7)
		data := make([]byte, test.size)
		copy(data, picture.Bytes())
		c := &call{fields: map[string]string{"chat_id": "7"}, files: map[string]File{test.field: {Name: "x", Data: data}}}
		act := (*Telegram).sendDocument
		if test.field == "photo" {
			act = (*Telegram).sendPhoto
		}
		got := 0
		if _, f := act(tg, c); f != nil {
			got = f.code
		}
		if got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}
