package booklet

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"runtime"
	"testing"
)

func TestPictures(t *testing.T) {
	tests := []struct {
		name          string
		data          []byte
		width, height float64 // on paper
		ok            bool
	}{
		{"small stays small", lake(t, 100, 50), 48, 24, true},
		{"wide", lake(t, 1600, 800), textWidth, textWidth / 2, true},
		{"tall", lake(t, 500, 1500), 100, 300, true},
		{"seen through", window(t, 100, 100), 48, 48, true},
		{"one pixel", lake(t, 1, 1), 0.48, 0.48, true},
		{"cut off", lake(t, 100, 50)[:300], 0, 0, false},
		{"header only", window(t, 100, 100)[:40], 0, 0, false},
		{"another format", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), 0, 0, false},
		{"words", []byte("hello"), 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p photos
			i, ok := p.add(tt.data)
			if ok != tt.ok {
				t.Fatalf("read it: %v", ok)
			}
			if !ok {
				return
			}
			if got := p.all[i]; abs(got.width-tt.width) > 1 || abs(got.height-tt.height) > 1 {
				t.Errorf("%.1f by %.1f, want %.1f by %.1f", got.width, got.height, tt.width, tt.height)
			}
		})
	}
}

func abs(f float64) float64 { return max(f, -f) }

// A header that promises a huge picture is refused before memory is asked for.
func TestPictureBomb(t *testing.T) {
	data := window(t, 10, 10)
	binary.BigEndian.PutUint32(data[16:], 10000)
	binary.BigEndian.PutUint32(data[20:], 5000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != 10000 {
		t.Fatalf("the test's picture is %v wide, err %v", c.Width, err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var p photos
	if _, ok := p.add(data); ok {
		t.Error("took it")
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("asked for %d bytes", n)
	}
}

func TestSeeThroughIsWhite(t *testing.T) {
	var p photos
	i, _ := p.add(window(t, 60, 60))
	m, err := jpeg.Decode(bytes.NewReader(p.all[i].jpeg))
	if err != nil {
		t.Fatal(err)
	}
	if y := color.GrayModel.Convert(m.At(30, 30)).(color.Gray).Y; y < 250 {
		t.Errorf("grey %d", y)
	}
}

func TestNoTwoEquallyWide(t *testing.T) {
	var p photos
	seen := map[int]bool{}
	for range 2500 {
		size := p.size(800, 600)
		if seen[size.X] || size.X < 1 || size.Y < 1 {
			t.Fatalf("%v after %d", size, len(seen))
		}
		seen[size.X] = true
	}
}

// A long strip is no division by zero and no page without end.
func TestStrips(t *testing.T) {
	for _, size := range []image.Point{{4000, 1}, {1, 4000}} {
		b := note("strip")
		b.Parts[0].Entries[0].Picture = lake(t, size.X, size.Y)
		if n := len(made(t, b)); n != 1 {
			t.Errorf("%v: %d pages", size, n)
		}
	}
}
