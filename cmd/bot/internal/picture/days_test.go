package picture

import (
	"slices"
	"testing"
	"time"
)

func TestMoodDays(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 6, day, 12, 0, 0, 0, time.UTC) }
	window := func(day int) Span { return Span{at(day).Add(12 * time.Hour), at(day + 1)} } // all on the day after
	for _, tt := range []struct {
		name        string
		moods       []int // days of June
		now         int   // 0: unknown
		sessions    []int
		windows     []int
		first, last int
	}{
		{"one mood", []int{10}, 0, nil, nil, 10, 16},
		{"in any order", []int{20, 10, 12}, 0, nil, nil, 10, 20},
		{"on to today", []int{1, 10}, 15, nil, nil, 1, 15},
		{"today is before the last", []int{1, 10}, 5, nil, nil, 1, 10},
		{"the last mood is 59 days old", []int{1, 10}, 69, nil, nil, 10, 69},
		{"the last mood is too old", []int{1, 10}, 70, nil, nil, 1, 10},
		{"the session before", []int{10, 20}, 0, []int{8}, []int{8}, 8, 20},
		{"a week before", []int{10, 20}, 0, []int{3}, nil, 3, 20},
		{"longer before", []int{10, 20}, 0, []int{2}, nil, 10, 20},
		{"the window after", []int{10, 20}, 0, []int{20}, []int{20}, 10, 21},
		{"a window after today", []int{10, 20}, 22, []int{22}, []int{22}, 10, 23},
		{"a session far ahead", []int{10, 20}, 22, []int{24, 99}, []int{24}, 10, 22},
		{"the last 60", []int{1, 90}, 0, []int{-2}, nil, 31, 90},
		{"the window is the last of 60", []int{1, 60}, 0, []int{60}, []int{60}, 2, 61},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := Moods{Zone: time.UTC}
			for _, d := range tt.moods {
				m.Points = append(m.Points, MoodPoint{At: at(d)})
			}
			for _, d := range tt.sessions {
				m.Sessions = append(m.Sessions, at(d))
			}
			for _, d := range tt.windows {
				m.Windows = append(m.Windows, window(d))
			}
			if tt.now != 0 {
				m.Now = at(tt.now)
			}
			if got, want := m.days(), (days{dayOf(at(tt.first)), dayOf(at(tt.last))}); got != want {
				t.Errorf("got June %v, want %v", got.first-dayOf(at(0)), want.first-dayOf(at(0)))
				t.Errorf("to June %v, want %v", got.last-dayOf(at(0)), want.last-dayOf(at(0)))
			}
		})
	}
}

// A mood belongs to the day that the member's calendar showed.
func TestMoodDaysAreLocal(t *testing.T) {
	late := parse(t, "2026-06-10 20:00 +0000") // 01:45 on the 11th in Kathmandu
	for name, want := range map[string]string{"Asia/Kathmandu": "2026-06-11", "UTC": "2026-06-10"} {
		z := zone(t, name)
		m := Moods{Zone: z, Points: []MoodPoint{{At: late}}}
		if got := m.days().first.at(12, z).Format(time.DateOnly); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestMoodsOutsideAreLeftOut(t *testing.T) {
	m := week(june(10, 9, 3), MoodPoint{june(10, 9, 3).At.AddDate(0, 3, 0), 7})
	m.Now = time.Time{}
	p, err := loadPens()
	if err != nil {
		t.Fatal(err)
	}
	l := m.layout(p)
	if len(l.dots) != 1 || l.dots[0].joined || l.dots[0].y != l.y(7) || len(l.sessions) != 0 || len(l.windows) != 0 || l.now != 0 {
		t.Errorf("drawn: %+v", l)
	}
	if len(l.legend) != 0 {
		t.Errorf("explained: %+v", l.legend)
	}
}

func TestJoined(t *testing.T) {
	for _, tt := range []struct {
		name   string
		points []MoodPoint
		want   []bool
	}{
		{"one", []MoodPoint{june(1, 0, 5)}, []bool{false}},
		{"of one day", []MoodPoint{june(1, 0, 5), june(1, 23, 5)}, []bool{false, true}},
		{"three dates apart", []MoodPoint{june(1, 0, 5), june(4, 23, 5)}, []bool{false, true}},
		{"four dates apart", []MoodPoint{june(1, 23, 5), june(5, 0, 5)}, []bool{false, false}},
		{"to the one before in time", []MoodPoint{june(9, 1, 5), june(1, 1, 5), june(6, 1, 5)}, []bool{false, false, true}},
	} {
		m := Moods{Zone: time.UTC, Points: tt.points}
		var got []bool
		for _, d := range m.dots(moodLayout{days: m.days(), strip: extent{100, 1000}}) {
			got = append(got, d.joined)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTickStep(t *testing.T) {
	for _, tt := range []struct {
		day, name float64
		want      int
	}{{130, 130, 1}, {100, 130, 2}, {65, 130, 2}, {64, 130, 7}, {14, 130, 14}, {14, 90, 7}, {14, 234, 28}} {
		if got := tickStep(tt.day, tt.name); got != tt.want {
			t.Errorf("days of %v, names of %v: every %d, want %d", tt.day, tt.name, got, tt.want)
		}
	}
}

// A clock change moves nothing: each day has the same width, and windows that
// touch or overlap are shaded once.
func TestShadedOverClockChange(t *testing.T) {
	z := zone(t, "Europe/Berlin")
	from := parse(t, "2026-10-24 12:00 +0200")
	m := Moods{Zone: z, Points: []MoodPoint{{At: from}}, Windows: []Span{{from, from.Add(25 * time.Hour)}, {from.Add(20 * time.Hour), from.Add(30 * time.Hour)}}}
	got := m.shaded(m.days())
	if len(got) != 1 || got[0].from != 720 || got[0].to != 1440+17*60 {
		t.Errorf("got %v", got)
	}
}

// Whatever zone instants come in, they stand where clocks in the chart's zone
// stood.
func TestMoodsStandInTheirZone(t *testing.T) {
	m := week(june(10, 20, 3), june(14, 2, 4))
	m.Zone = zone(t, "Asia/Kathmandu") // 5:45 ahead
	d := drawMoods(t, m)
	for name, x := range map[string][2]float64{
		"a mood on the next day": {d.chart.dots[0].x, d.x(0, 1.75)},
		"a mood":                 {d.chart.dots[1].x, d.x(3, 7.75)},
		"the session":            {d.chart.sessions[0], d.x(0, 20.75)},
		"the window":             {d.chart.windows[0].from, d.x(1, 8.75)},
		"now":                    {d.chart.now, d.x(2, 20.75)},
	} {
		if diff := x[0] - x[1]; diff < -1e-6 || diff > 1e-6 {
			t.Errorf("%s: %v, want %v", name, x[0], x[1])
		}
	}
	if len(d.chart.dots) != 2 || !d.chart.dots[1].joined {
		t.Errorf("11 and 14 June: %+v", d.chart.dots) // 10 and 14 in UTC
	}
}

func TestNoNow(t *testing.T) {
	m := Moods{Zone: time.UTC, Words: plainMoodWords(), Points: []MoodPoint{{}}}
	if d := drawMoods(t, m); d.chart.now != 0 {
		t.Errorf("the zero time is drawn at %v", d.chart.now)
	}
}
