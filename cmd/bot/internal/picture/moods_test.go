package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
)

func plainMoodWords() MoodWords {
	return MoodWords{
		Title: "Your moods", Low: "low", High: "high",
		Session: "Session", Window: "12 to 24 hours after", Now: "Now",
		Day: func(t time.Time) string { return t.Format("2 Jan") },
	}
}

// diary is a chart of n moods over some days in Berlin, with a session on the
// second and every 14th day after.
func diary(t testing.TB, n, span int) Moods {
	z := zone(t, "Europe/Berlin")
	start := time.Date(2026, 6, 10, 9, 0, 0, 0, z)
	m := Moods{Zone: z, Words: plainMoodWords()}
	for i := range n {
		at := start.Add(time.Duration(span) * 24 * time.Hour * time.Duration(i) / time.Duration(n))
		m.Points = append(m.Points, MoodPoint{at.Add(time.Duration(i*i%5) * time.Hour), (3*i*i + i/3 + 5) % 11})
	}
	for d := 1; d < span; d += 14 {
		at := start.AddDate(0, 0, d).Add(6 * time.Hour)
		m.Sessions = append(m.Sessions, at)
		m.Windows = append(m.Windows, Span{at.Add(12 * time.Hour), at.Add(24 * time.Hour)})
	}
	m.Now = m.Points[n-1].At.Add(2 * time.Hour)
	return m
}

// drawnMoods is a decoded chart with its layout.
type drawnMoods struct {
	drawn
	chart moodLayout
}

func drawMoods(t testing.TB, m Moods) drawnMoods {
	t.Helper()
	b, err := m.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	p, err := loadPens()
	if err != nil {
		t.Fatal(err)
	}
	return drawnMoods{drawn{Image: img}, m.layout(p)}
}

// x returns where the hour of a day stands, counted from the first.
func (d drawnMoods) x(day int, hour float64) float64 {
	from, to := d.chart.strip.from+sidePad, d.chart.strip.to-sidePad
	return from + (to-from)*(float64(day)+hour/24)/float64(d.chart.days.count())
}

// week is a chart of seven days in June with a session on the 11th at 15:00.
func week(moods ...MoodPoint) Moods {
	session := time.Date(2026, 6, 11, 15, 0, 0, 0, time.UTC)
	return Moods{
		Zone: time.UTC, Now: session.Add(48 * time.Hour), Words: plainMoodWords(), Points: moods,
		Sessions: []time.Time{session}, Windows: []Span{{session.Add(12 * time.Hour), session.Add(24 * time.Hour)}},
	}
}

// june returns a mood on a day of June 2026, UTC.
func june(day, hour, mood int) MoodPoint {
	return MoodPoint{time.Date(2026, 6, day, hour, 0, 0, 0, time.UTC), mood}
}

func TestMoodPixels(t *testing.T) {
	d := drawMoods(t, week(june(10, 6, 10), june(10, 18, 0), june(12, 12, 4), june(16, 12, 5)))
	bottom := d.chart.y(0)
	for _, tt := range []struct {
		name   string
		x, y   float64
		ink    color.NRGBA
		aboveY float64
	}{
		{"10, on the first morning", d.x(0, 6), bottom, mint, 10 * moodStep},
		{"0, the same evening", d.x(0, 18), bottom, mint, 0},
		{"4, on the third day", d.x(2, 12), bottom, mint, 4 * moodStep},
		{"5, on the last day", d.x(6, 12), bottom, mint, 5 * moodStep},
		{"a line between two of a day", d.x(0, 12), bottom, joinInk, 5 * moodStep},
		{"a line over two days", (d.x(0, 18) + d.x(2, 12)) / 2, bottom, joinInk, 2 * moodStep},
		{"no line over four days", (d.x(2, 12) + d.x(6, 12)) / 2, bottom, waking, 4.5 * moodStep},
		{"the session", d.x(1, 15), bottom, amber, 9 * moodStep},
		{"the session's head", d.x(1, 15) + 5, d.chart.top, amber, 0},
		{"now", d.x(3, 15), d.chart.top, nowline, -4},
		{"before the window", d.x(2, 2.5), bottom, waking, 8.5 * moodStep},
		{"after the window", d.x(2, 15.5), bottom, waking, 8.5 * moodStep},
	} {
		if got := d.rgba(tt.x, tt.y-tt.aboveY); got != color.RGBA(tt.ink) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.ink)
		}
	}
	for _, hour := range []float64{3.5, 14.5} {
		if got := d.rgba(d.x(2, hour), bottom-8.5*moodStep); int(got.R)-int(got.B) < -20 {
			t.Errorf("%v h in the window: %v", hour, got)
		}
	}
	for _, mood := range []float64{0, 5, 10} {
		if got := d.rgba(d.x(4, 1), bottom-mood*moodStep); light(got) <= light(color.RGBA(waking)) {
			t.Errorf("no line at %v: %v", mood, got)
		}
	}
}

// Moods are drawn alike, high or low: the chart does not judge.
func TestMoodsHaveOneColour(t *testing.T) {
	var all []MoodPoint
	for mood := range maxMood + 1 {
		all = append(all, june(10+mood, 6, mood))
	}
	d := drawMoods(t, week(all...))
	for mood := range maxMood + 1 {
		if got := d.rgba(d.x(mood, 6), d.chart.y(mood)); got != color.RGBA(mint) {
			t.Errorf("%d: %v", mood, got)
		}
	}
}

func TestMoodsOpaqueWithBorder(t *testing.T) {
	d := drawMoods(t, diary(t, 30, 30))
	b := d.Bounds()
	if b.Dx() != pageWidth || b.Dy() != d.chart.height {
		t.Fatalf("size %v, want %d by %d", b, pageWidth, d.chart.height)
	}
	for _, c := range d.Image.(*image.Paletted).Palette {
		if _, _, _, a := c.RGBA(); a != 0xffff {
			t.Errorf("colour %v is not opaque", c)
		}
	}
	for _, p := range []image.Point{{0, 0}, {b.Dx() - 1, b.Dy() - 1}, {0, b.Dy() / 2}, {b.Dx() - 1, b.Dy() / 2}} {
		if got := d.rgba(float64(p.X), float64(p.Y)); got != color.RGBA(border) {
			t.Errorf("%v is %v, want the border", p, got)
		}
	}
}

func TestMoodErrors(t *testing.T) {
	for name, breakIt := range map[string]func(*Moods){
		"no zone":   func(m *Moods) { m.Zone = nil },
		"no words":  func(m *Moods) { m.Words.Day = nil },
		"too low":   func(m *Moods) { m.Points[1].Mood = -3141 },
		"too high":  func(m *Moods) { m.Points[1].Mood = 11 },
		"very high": func(m *Moods) { m.Points[1].Mood = 3141 },
	} {
		bad := diary(t, 3, 3)
		breakIt(&bad)
		b, err := bad.PNG()
		if err == nil || b != nil || errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
			continue
		}
		if strings.Contains(err.Error(), "3141") {
			t.Errorf("%s: the error tells the mood: %v", name, err)
		}
	}
	empty := diary(t, 3, 3)
	empty.Points = nil
	if _, err := empty.PNG(); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty: %v", err)
	}
}

func TestMoodsSameAgain(t *testing.T) {
	m := diary(t, 20, 20)
	want, err := m.PNG()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(m.Points)
	before := slices.Clone(m.Points)
	got, err := m.PNG()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("another picture in another order: %v", err)
	}
	if !slices.Equal(m.Points, before) {
		t.Error("the caller's moods were moved")
	}
}

func TestMoodsSizeOfFile(t *testing.T) {
	for _, n := range []struct{ moods, days int }{{1, 1}, {3, 2}, {100, 60}, {120, 60}} {
		b, err := diary(t, n.moods, n.days).PNG()
		if err != nil || len(b) > 60_000 {
			t.Errorf("%d moods in %d days: %d bytes, %v", n.moods, n.days, len(b), err)
		}
	}
}
