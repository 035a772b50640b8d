package picture

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// parse reads "2026-06-10 15:30 +0200".
func parse(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -0700", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestStretches(t *testing.T) {
	type part struct {
		date     string
		from, to float64
	}
	for _, tt := range []struct {
		name, zone, from, to string
		want                 []part
	}{
		{"over midnight", "Europe/Berlin", "2026-06-10 22:00 +0200", "2026-06-11 10:30 +0200",
			[]part{{"2026-06-10", 1320, 1440}, {"2026-06-11", 0, 630}}},
		{"ends at midnight", "Europe/Berlin", "2026-06-10 12:00 +0200", "2026-06-11 00:00 +0200",
			[]part{{"2026-06-10", 720, 1440}}},
		{"told in another zone", "Asia/Kathmandu", "2026-06-10 00:00 +0000", "2026-06-10 01:00 +0000",
			[]part{{"2026-06-10", 345, 405}}},
		{"a day of 23 hours", "Europe/Berlin", "2026-03-29 00:00 +0100", "2026-03-30 00:00 +0200",
			[]part{{"2026-03-29", 0, 120}, {"2026-03-29", 180, 1440}}},
		{"a day of 25 hours", "Europe/Berlin", "2026-10-25 00:00 +0200", "2026-10-26 00:00 +0100",
			[]part{{"2026-10-25", 0, 180}, {"2026-10-25", 120, 1440}}},
		{"half an hour back", "Australia/Lord_Howe", "2026-04-05 01:00 +1100", "2026-04-05 02:00 +1030",
			[]part{{"2026-04-05", 60, 120}, {"2026-04-05", 90, 120}}},
		{"no midnight", "America/Santiago", "2026-09-05 23:00 -0400", "2026-09-06 02:00 -0300",
			[]part{{"2026-09-05", 1380, 1440}, {"2026-09-06", 60, 120}}},
		{"two times 23 o'clock", "America/Santiago", "2026-04-04 23:30 -0300", "2026-04-05 00:30 -0400",
			[]part{{"2026-04-04", 1410, 1440}, {"2026-04-04", 1380, 1440}, {"2026-04-05", 0, 30}}},
		{"nothing", "Europe/Berlin", "2026-06-10 12:00 +0200", "2026-06-10 12:00 +0200", nil},
		{"backwards", "Europe/Berlin", "2026-06-10 12:00 +0200", "2026-06-10 11:00 +0200", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			z := zone(t, tt.zone)
			var got []part
			for _, s := range (Span{parse(t, tt.from), parse(t, tt.to)}).stretches(z) {
				got = append(got, part{s.day.at(12, z).Format(time.DateOnly), s.from, s.to})
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestStretchesEnd(t *testing.T) {
	start := parse(t, "2026-06-10 23:59 +0000").Add(time.Minute - time.Nanosecond)
	got := Span{start, start.AddDate(1000, 0, 0)}.stretches(time.UTC)
	if len(got) != maxStretches || got[1].from != 0 || got[31].to != dayMinutes {
		t.Errorf("%d stretches: %v", len(got), got)
	}
}

func TestMerge(t *testing.T) {
	got := merge([]stretch{{1, 120, 1440}, {1, 0, 180}, {1, 1440, 1440}})
	if want := []stretch{{1, 0, 1440}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	apart := []stretch{{1, 0, 10}, {1, 20, 30}}
	if got := merge(apart); !reflect.DeepEqual(got, apart) {
		t.Errorf("got %v, want %v", got, apart)
	}
}

func TestQuietParts(t *testing.T) {
	for _, tt := range []struct {
		hours Hours
		want  []stretch
	}{
		{Hours{}, nil},
		{Hours{600, 600}, nil},
		{Hours{60, 120}, []stretch{{7, 60, 120}}},
		{Hours{1320, 480}, []stretch{{7, 0, 480}, {7, 1320, 1440}}},
		{Hours{0, 1440}, []stretch{{7, 0, 1440}}},
	} {
		if got := tt.hours.parts(7); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%v: got %v, want %v", tt.hours, got, tt.want)
		}
	}
}

func TestChooseDays(t *testing.T) {
	span := func(from, to day) (out []day) {
		for d := from; d <= to; d++ {
			out = append(out, d)
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		days  []day
		today day
		known bool
		want  []day
		more  bool
	}{
		{"sorted, once each", []day{5, 3, 5}, 0, false, []day{3, 5}, false},
		{"today joins", []day{5, 3}, 1, true, []day{1, 3, 5}, false},
		{"today unknown", []day{5, 3}, 1, false, []day{3, 5}, false},
		{"all over", []day{5, 3}, 6, true, []day{3, 5}, false},
		{"just enough", span(1, 14), 1, true, span(1, 14), false},
		{"past goes first", span(1, 16), 3, true, span(3, 16), false},
		{"then the farthest", span(1, 30), 3, true, span(3, 16), true},
		{"no past is known", span(1, 30), 3, false, span(1, 14), true},
		{"all past but one", span(1, 30), 40, true, span(17, 30), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, more := chooseDays(tt.days, tt.today, tt.known)
			if !reflect.DeepEqual(got, tt.want) || more != tt.more {
				t.Errorf("got %v %v, want %v %v", got, more, tt.want, tt.more)
			}
		})
	}
}

func TestRowsAreInOrder(t *testing.T) {
	at := parse(t, "2026-06-10 12:00 +0000")
	line := Timeline{Zone: time.UTC, Now: at.Add(time.Hour), Marks: []Mark{
		{at.Add(48 * time.Hour), "last", Nudge}, {at.Add(time.Hour), "second", Nudge},
		{at, "first", Session}, {at.Add(time.Hour), "third", Nudge},
	}}
	rows, _ := line.rows()
	var got []string
	for _, r := range rows {
		for _, m := range r.marks {
			got = append(got, m.Label)
		}
	}
	if want := []string{"first", "second", "third", "last"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(rows) != 2 || !rows[0].today || rows[1].today || rows[0].gap || !rows[1].gap {
		t.Errorf("rows: %+v", rows)
	}
}

func TestPlaceWords(t *testing.T) {
	strip := extent{100 - edge, 900 + edge} // room for words: 100 to 900
	for _, tt := range []struct {
		name                      string
		mark, clock, label        float64
		wantClock, wantLabel, all float64 // left edges, and the right end
		room                      float64
	}{
		{"label right, clock left", 500, 80, 200, 400, 520, 720, 380},
		{"label left when it fits only there", 700, 80, 300, 720, 380, 800, 580},
		{"too long for both: where there is more", 400, 80, 999, 300, 420, 900, 480},
		{"too long, late", 600, 80, 999, 620, 100, 700, 480},
		{"no room for the clock on the left", 110, 80, 200, 130, 210 + wordGap, 410 + wordGap, 690 - wordGap},
		{"no room for the clock on the right", 890, 80, 200, 790, 590 - wordGap, 910, 690 - wordGap},
		{"clock alone, early", 110, 80, 0, 130, 210, 210, 690},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := placeWords(tt.mark, 20, tt.clock, tt.label, strip)
			if p.clock != tt.wantClock || p.label != tt.wantLabel || p.all.to != tt.all || p.room != tt.room {
				t.Errorf("got %+v, want %+v", p, tt)
			}
		})
	}
}

// Whatever the widths, words stay in the strip and off the mark.
func TestPlaceWordsStays(t *testing.T) {
	strip := extent{150, 1050}
	for mark := strip.from; mark <= strip.to; mark += 3 {
		for label := 0.0; label < 1200; label += 37 {
			const clock, reach = 90, 25
			p := placeWords(mark, reach, clock, label, strip)
			end := p.label + min(label, p.room)
			if p.clock < strip.from || p.clock+clock > strip.to || label > 0 && (p.label < strip.from || end > strip.to) {
				t.Fatalf("mark %v label %v: %+v leaves the strip", mark, label, p)
			}
			onMark := func(from, to float64) bool { return from < mark+reach && to > mark-reach }
			if onMark(p.clock, p.clock+clock) || label > 0 && onMark(p.label, end) || label > 0 && p.clock < end && p.clock+clock > p.label {
				t.Fatalf("mark %v label %v: %+v overlaps", mark, label, p)
			}
			if label > 0 && (p.all.from > min(p.clock, p.label) || p.all.to < max(end, p.clock+clock)) {
				t.Fatalf("mark %v label %v: %+v has more than its extent", mark, label, p)
			}
		}
	}
}

func TestLanes(t *testing.T) {
	a, b, c := extent{0, 100}, extent{50, 150}, extent{130, 200}
	for _, tt := range []struct {
		name string
		all  []extent
		want []int
	}{
		{"one", []extent{a}, []int{0}},
		{"apart", []extent{a, {100 + laneGap, 300}}, []int{0, 0}},
		{"too near", []extent{a, {99 + laneGap, 300}}, []int{0, 1}},
		{"stacked, then free again", []extent{a, b, c}, []int{0, 1, 0}},
		{"full", []extent{a, a, a, a, a, a, a, c}, []int{0, 1, 2, 3, 4, 5, -1, 0}},
	} {
		if got := lanes(tt.all); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	measure := func(s string) float64 { return float64(len([]rune(s))) }
	for _, tt := range []struct {
		text  string
		width float64
		want  string
	}{
		{"A page", 6, "A page"},
		{"A page", 5, "A pa…"},
		{"A page", 3, "A…"},
		{"Übung", 4, "Übu…"},
		{"A page", 1, ""},
		{"", 0, ""},
	} {
		if got := cut(tt.text, tt.width, measure); got != tt.want {
			t.Errorf("cut(%q, %v) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	p, err := loadPens()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text, want string
		covered    bool
	}{
		{"A page to write", "A page to write", true},
		{" two\n lines\t", "two lines", true},
		{"Gespräch, día, шаг, βήμα", "Gespräch, día, шаг, βήμα", true},
		{"a walk 🙂 ❤\ufe0f", "a walk", false},
		{"日本語 talk 日本", "□ talk □", false},
		{"a\u200db\x00c", "abc", false},
		{"\xff", "", false},
		{strings.Repeat("long ", 100), strings.TrimSpace(strings.Repeat("long ", maxRunes/4)), true},
	} {
		if got := p.clean(tt.text); got != tt.want {
			t.Errorf("clean(%q) = %q, want %q", tt.text, got, tt.want)
		}
		if got := Covers(tt.text); got != tt.covered {
			t.Errorf("Covers(%q) = %v", tt.text, got)
		}
	}
}
