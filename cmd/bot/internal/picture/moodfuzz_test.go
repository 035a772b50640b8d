package picture

import (
	"errors"
	"testing"
	"time"
)

// fuzzedMoods makes a chart of n moods, step seconds apart.
func fuzzedMoods(name string, at, step int64, word string, n uint8) Moods {
	z, err := time.LoadLocation(name)
	if err != nil {
		z = time.FixedZone("fuzz", int(step%100_000))
	}
	m := Moods{Zone: z, Now: time.Unix(at+step/3, 0), Words: MoodWords{
		Title: word, Low: word, High: word, Session: word, Window: word, Now: word,
		Day: func(t time.Time) string { return t.Format("2 Jan ") + word },
	}}
	for i := range int64(n) {
		when := time.Unix(at+i*step, i*step)
		m.Points = append(m.Points, MoodPoint{when, int(i % 13)})
		if i%4 == 1 {
			m.Sessions = append(m.Sessions, when)
			m.Windows = append(m.Windows, Span{when, time.Unix(at+2*i*step, 0)})
		}
	}
	return m
}

func seedMoods(f *testing.F) {
	f.Add("Europe/Berlin", int64(1792888200), int64(36000), "low", uint8(9))
	f.Add("America/Santiago", int64(1775358000), int64(-86400), "日本語 🙂\x00\xff", uint8(11))
	f.Add("Pacific/Apia", int64(1325239200), int64(1<<40), "", uint8(4))
	f.Add("Asia/Kathmandu", int64(-1<<62), int64(1<<62), "a word that is far too long for here", uint8(2))
	f.Add("UTC", int64(0), int64(1), "…", uint8(200))
}

// FuzzMoodLayout: whatever there is to draw stays in its place.
func FuzzMoodLayout(f *testing.F) {
	seedMoods(f)
	p, err := loadPens()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, at, step int64, word string, n uint8) {
		m := fuzzedMoods(name, at, step, word, n)
		if m.check() != nil {
			return
		}
		l := m.layout(p)
		if n := l.days.count(); n < fewestDays || n > MaxMoodDays || l.height <= 0 || l.height > 2*pageWidth {
			t.Fatalf("%d days, %d high", n, l.height)
		}
		if len(l.dots) == 0 || l.strip.to-l.strip.from < pageWidth/2 {
			t.Fatalf("%d dots in %v", len(l.dots), l.strip)
		}
		checkMoods(t, l, p)
	})
}

func checkMoods(t *testing.T, l moodLayout, p pens) {
	t.Helper()
	in := func(x float64) bool { return x >= l.strip.from+sidePad-1e-6 && x <= l.strip.to-sidePad+1e-6 }
	for _, d := range l.dots {
		if !in(d.x) || d.y < l.top+dotRadius || d.y > l.bottom-dotRadius {
			t.Fatalf("a dot at %v,%v", d.x, d.y)
		}
	}
	for _, w := range l.windows {
		if !in(w.from) || !in(w.to) || w.from > w.to {
			t.Fatalf("a window from %v to %v", w.from, w.to)
		}
	}
	for _, x := range l.sessions {
		if !in(x) {
			t.Fatalf("a session at %v", x)
		}
	}
	for _, v := range l.scale {
		if v.x < margin-1 || v.x+p.small.width(v.text) > l.strip.from {
			t.Fatalf("the scale at %v", v.x)
		}
	}
	end := 0.0
	for _, k := range l.ticks {
		if k.textX < end || k.textX+p.small.width(k.text) > pageWidth-margin+1e-6 {
			t.Fatalf("a day's name at %v, the one before ends at %v", k.textX, end)
		}
		end = k.textX + p.small.width(k.text) + 10
	}
}

// FuzzMoodPNG: there is a picture or an error, never a panic.
func FuzzMoodPNG(f *testing.F) {
	seedMoods(f)
	f.Fuzz(func(t *testing.T, name string, at, step int64, word string, n uint8) {
		m := fuzzedMoods(name, at, step, word, n%12)
		b, err := m.PNG()
		if (err == nil) == (len(b) == 0) {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		if errors.Is(err, ErrEmpty) && len(m.Points) > 0 {
			t.Error("called empty")
		}
	})
}
