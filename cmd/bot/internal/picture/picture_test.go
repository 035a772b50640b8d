package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"sync"
	"testing"
	"time"
)

func plainWords() Words {
	return Words{
		Title: "Your coming days", Window: "12 to 24 hours after", Quiet: "Quiet hours", Now: "Now", Silent: "Without sound",
		Day:   func(t time.Time) string { return t.Format("Mon 2 Jan") },
		Clock: func(t time.Time) string { return t.Format("15:04") },
	}
}

// course is a timeline of some sessions, three days apart, with their nudges.
func course(t testing.TB, sessions int) Timeline {
	z := zone(t, "Europe/Berlin")
	first := time.Date(2026, 6, 10, 15, 30, 0, 0, z)
	line := Timeline{Zone: z, Now: first.Add(2 * time.Hour), Quiet: Hours{22 * 60, 8 * 60}, Words: plainWords()}
	for i := range sessions {
		start := first.AddDate(0, 0, 3*i)
		after := func(minutes int, label string, k Kind) {
			line.Marks = append(line.Marks, Mark{start.Add(time.Duration(minutes) * time.Minute), label, k})
		}
		after(0, "Session", Session)
		after(60, "A word on the day", Silent)
		after(1050, "A page to write", Nudge)
		after(1200, "A short practice", Nudge)
		after(1320, "A small step", Nudge)
		after(2880, "A talk with your integrator", Meeting)
		after(9780, "Looking back", Nudge)
		line.Windows = append(line.Windows, Span{start.Add(12 * time.Hour), start.Add(24 * time.Hour)})
	}
	return line
}

// drawn is a decoded picture with its layout.
type drawn struct {
	image.Image
	layout
}

func draw(t testing.TB, line Timeline) drawn {
	t.Helper()
	b, err := line.PNG()
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
	return drawn{img, line.layout(p)}
}

// pixel returns the colour on a row at an hour of the day, just below its top
// edge where no words are.
func (d drawn) pixel(row int, hour float64) color.RGBA {
	x := d.strip.from + (d.strip.to-d.strip.from)*hour/24
	return d.rgba(x, d.rows[row].top+8)
}

func (d drawn) rgba(x, y float64) color.RGBA {
	return color.RGBAModel.Convert(d.At(int(x), int(y))).(color.RGBA)
}

func light(c color.RGBA) int { return int(c.R) + int(c.G) + int(c.B) }

func TestPixels(t *testing.T) {
	d := draw(t, course(t, 1))
	const wed, thu = 0, 1
	base := color.RGBA(waking)
	if got := d.pixel(wed, 10); got != base {
		t.Errorf("waking hours are %v, want %v", got, base)
	}
	for _, hour := range []float64{1, 7.9, 22.1, 23} {
		if got := d.pixel(wed, hour); light(got) > light(base)-60 {
			t.Errorf("%v h: quiet hours are %v, waking ones %v", hour, got, base)
		}
	}
	for _, hour := range []float64{8.1, 21.9} {
		if got := d.pixel(wed, hour); got != base {
			t.Errorf("%v h: %v is dimmed", hour, got)
		}
	}
	warmth := func(c color.RGBA) int { return int(c.R) - int(c.B) }
	for hour, shaded := range map[float64]bool{3.4: false, 3.6: true, 8.1: true, 15.4: true, 15.6: false, 21: false} {
		if got := d.pixel(thu, hour); shaded != (warmth(got) > -20) {
			t.Errorf("%v h: %v, want shaded %v", hour, got, shaded)
		}
	}
	if dimmed, bright := d.pixel(thu, 5), d.pixel(thu, 10); light(dimmed) > light(bright)-60 {
		t.Errorf("quiet hours in the window are %v, waking ones %v", dimmed, bright)
	}
}

func TestMarksStandAtTheirHours(t *testing.T) {
	d := draw(t, course(t, 1))
	for _, tt := range []struct {
		row, spot int
		hour      float64
		color     color.NRGBA
	}{
		{0, 0, 15.5, amber},
		{1, 0, 9, mint},
		{1, 1, 11.5, mint},
		{1, 2, 13.5, mint},
		{2, 0, 15.5, rose},
		{3, 0, 10.5, mint},
	} {
		x := d.strip.from + (d.strip.to-d.strip.from)*tt.hour/24
		if got := d.rgba(x, d.rows[tt.row].spots[tt.spot].y); got != color.RGBA(tt.color) {
			t.Errorf("row %d, %v h: %v, want %v", tt.row, tt.hour, got, tt.color)
		}
	}
	// The silent one is open.
	s := d.rows[0].spots[1]
	if middle, ring := d.rgba(s.x, s.y), d.rgba(s.x+markRadius-3, s.y); middle != color.RGBA(ground) || ring != color.RGBA(mint) {
		t.Errorf("silent mark: middle %v, ring %v", middle, ring)
	}
	now := d.strip.from + (d.strip.to-d.strip.from)*17.5/24
	if got := d.rgba(now, d.rows[0].top+4); got != color.RGBA(nowline) {
		t.Errorf("the line of now is %v", got)
	}
	if d.rows[1].now != 0 {
		t.Error("now stands on tomorrow's row")
	}
}

func TestOpaqueWithBorder(t *testing.T) {
	d := draw(t, course(t, 1))
	b := d.Bounds()
	if b.Dx() != pageWidth || b.Dy() != d.height {
		t.Fatalf("size %v, want %d by %d", b, pageWidth, d.height)
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
	if got := d.rgba(margin/2, float64(b.Dy()/2)); got != color.RGBA(ground) {
		t.Errorf("the margin is %v, want the ground", got)
	}
}

func TestRepeatedHour(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	first := parse(t, "2026-10-25 02:30 +0200")
	line := Timeline{Zone: z, Words: plainWords(), Marks: []Mark{{first, "one", Nudge}, {first.Add(time.Hour), "two", Nudge}}}
	d := draw(t, line)
	if len(d.rows) != 1 || len(d.rows[0].spots) != 2 {
		t.Fatalf("rows: %+v", d.rows)
	}
	one, two := d.rows[0].spots[0], d.rows[0].spots[1]
	if one.x != two.x || one.y >= two.y || one.label != "one" {
		t.Errorf("one at %v,%v, two at %v,%v", one.x, one.y, two.x, two.y)
	}
	if want := d.strip.from + (d.strip.to-d.strip.from)*2.5/24; one.x != want {
		t.Errorf("x = %v, want %v", one.x, want)
	}
}

func TestSkippedHourIsNotShaded(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	start := parse(t, "2026-03-29 00:00 +0100")
	d := draw(t, Timeline{Zone: z, Words: plainWords(), Windows: []Span{{start, start.Add(12 * time.Hour)}}})
	for hour, shaded := range map[float64]bool{1.9: true, 2.5: false, 3.1: true, 12.9: true, 13.1: false} {
		if got := d.pixel(0, hour) != color.RGBA(waking); got != shaded {
			t.Errorf("%v h: shaded is %v", hour, got)
		}
	}
}

func TestGapsAndRest(t *testing.T) {
	line := Timeline{Zone: time.UTC, Words: plainWords()}
	start := time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC)
	for i := range 20 {
		line.Marks = append(line.Marks, Mark{start.AddDate(0, 0, i+i/3), "A small step", Nudge})
	}
	d := draw(t, line)
	if len(d.rows) != MaxRows || d.more == 0 {
		t.Fatalf("%d rows, more at %v", len(d.rows), d.more)
	}
	for i, r := range d.rows {
		dots := d.rgba(margin+10, r.top-rowGap-dividerTop+(dividerTop+rowGap)/2) == color.RGBA(faint)
		if want := i > 0 && i%3 == 0; r.gap != want || i > 0 && dots != want {
			t.Errorf("row %d: gap %v, dots %v, want %v", i, r.gap, dots, want)
		}
	}
	if got := d.rgba(margin+10, d.more+(dividerTop+rowGap)/2); got != color.RGBA(faint) {
		t.Errorf("no dots below the last row: %v", got)
	}
}

// Telegram takes photos whose sides are 10,000 pixels together at most, and
// differ by at most 20 times.
func TestLargestFitsTelegram(t *testing.T) {
	line := Timeline{Zone: time.UTC, Words: plainWords(), Quiet: Hours{1320, 480}}
	for i := range MaxRows {
		for range maxLanes + 3 {
			at := time.Date(2026, 6, 2*i, 12, 0, 0, 0, time.UTC)
			line.Marks = append(line.Marks, Mark{at, "A talk with your integrator", Silent})
		}
	}
	p, err := loadPens()
	if err != nil {
		t.Fatal(err)
	}
	d := line.layout(p)
	if d.height+pageWidth > 10_000 || d.height > 20*pageWidth {
		t.Errorf("%d high", d.height)
	}
	if last := d.rows[0].spots[maxLanes+2]; last.label != "" || last.y > d.rows[0].bottom {
		t.Errorf("what found no lane: %+v", last)
	}
}

func TestErrors(t *testing.T) {
	good := course(t, 1)
	for name, breakIt := range map[string]func(*Timeline){
		"no zone":          func(l *Timeline) { l.Zone = nil },
		"no day words":     func(l *Timeline) { l.Words.Day = nil },
		"no clock words":   func(l *Timeline) { l.Words.Clock = nil },
		"hours before 0":   func(l *Timeline) { l.Quiet.From = -1 },
		"hours after 1440": func(l *Timeline) { l.Quiet.To = 1441 },
	} {
		bad := good
		breakIt(&bad)
		if b, err := bad.PNG(); err == nil || b != nil || errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
	empty := Timeline{Zone: time.UTC, Now: good.Now, Words: plainWords(), Windows: []Span{{}}}
	if _, err := empty.PNG(); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty: %v", err)
	}
}

func TestSameAgain(t *testing.T) {
	line := course(t, 1)
	line.Marks[0], line.Marks[5] = line.Marks[5], line.Marks[0]
	before := slices.Clone(line.Marks)
	want, err := line.PNG()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if got, err := line.PNG(); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture: %v", err)
			}
		})
	}
	group.Wait()
	if !slices.Equal(line.Marks, before) {
		t.Error("the caller's marks were moved")
	}
}

func TestSizeOfFile(t *testing.T) {
	b, err := course(t, 1).PNG()
	if err != nil || len(b) > 40_000 {
		t.Errorf("one session: %d bytes, %v", len(b), err)
	}
	b, err = course(t, 3).PNG()
	if err != nil || len(b) > 100_000 {
		t.Errorf("three sessions: %d bytes, %v", len(b), err)
	}
}
