package picture

import (
	"errors"
	"testing"
	"time"
)

// fuzzed makes a timeline of n marks and windows, step seconds apart.
func fuzzed(name string, at, step int64, label string, from, to int, n uint8) Timeline {
	z, err := time.LoadLocation(name)
	if err != nil {
		z = time.FixedZone("fuzz", int(step%100_000))
	}
	line := Timeline{Zone: z, Now: time.Unix(at+step/2, 0), Quiet: Hours{from, to}, Words: plainWords()}
	line.Words.Title, line.Words.Now = label, label
	for i := range int64(n) {
		when := time.Unix(at+i*step, i*step)
		line.Marks = append(line.Marks, Mark{when, label, Kind(i - 1)})
		line.Windows = append(line.Windows, Span{when, time.Unix(at+2*i*step, 0)})
	}
	return line
}

func seed(f *testing.F) {
	f.Add("Europe/Berlin", int64(1792888200), int64(3600), "A page to write", 1320, 480, uint8(3))
	f.Add("America/Santiago", int64(1775358000), int64(-86400), "日本語 🙂\x00\xff", 0, 1440, uint8(3))
	f.Add("Pacific/Apia", int64(1325239200), int64(1<<40), "", 5, 5, uint8(4))
	f.Add("Asia/Kathmandu", int64(-1<<62), int64(1<<62), "…", 1440, 0, uint8(2))
}

// FuzzLayout: whatever there is to draw, marks stand in their strips, words
// keep off each other, and the picture stays within Telegram's limits.
func FuzzLayout(f *testing.F) {
	seed(f)
	p, err := loadPens()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, at, step int64, label string, from, to int, n uint8) {
		line := fuzzed(name, at, step, label, from, to, n)
		if line.check() != nil {
			return
		}
		l := line.layout(p)
		if len(l.rows) == 0 || len(l.rows) > MaxRows || l.height <= 0 || l.height+pageWidth > 10_000 {
			t.Fatalf("%d rows, %d high", len(l.rows), l.height)
		}
		for _, r := range l.rows {
			checkRow(t, l, r)
		}
	})
}

func checkRow(t *testing.T, l layout, r laidRow) {
	t.Helper()
	end := map[float64][]extent{} // of the words in each lane
	for _, s := range r.spots {
		if s.x < l.strip.from || s.x > l.strip.to || s.y < r.top || s.y > r.bottom {
			t.Fatalf("a mark at %v,%v is not in its row", s.x, s.y)
		}
		if s.clock == "" && s.label == "" {
			continue
		}
		if !free(end[s.y], s.place.all) {
			t.Fatalf("words at %v,%v touch others", s.x, s.y)
		}
		end[s.y] = append(end[s.y], s.place.all)
	}
}

// FuzzPNG: there is a picture or an error, never a panic.
func FuzzPNG(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, name string, at, step int64, label string, from, to int, n uint8) {
		line := fuzzed(name, at, step, label, from, to, n%4)
		b, err := line.PNG()
		if (err == nil) == (len(b) == 0) {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		if errors.Is(err, ErrEmpty) && len(line.Marks) > 0 {
			t.Error("called empty")
		}
	})
}
