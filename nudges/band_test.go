package nudges

import (
	"testing"
	"time"
)

func hm(h, m int) Clock { return Clock(h*60 + m) }

func TestContains(t *testing.T) {
	for _, c := range []struct {
		hours Hours
		at    Clock
		want  bool
	}{
		{Hours{hm(8, 0), hm(21, 0)}, hm(8, 0), true},
		{Hours{hm(8, 0), hm(21, 0)}, hm(7, 59), false},
		{Hours{hm(8, 0), hm(21, 0)}, hm(20, 59), true},
		{Hours{hm(8, 0), hm(21, 0)}, hm(21, 0), false},
		{Hours{hm(20, 0), hm(6, 0)}, hm(23, 0), true},
		{Hours{hm(20, 0), hm(6, 0)}, hm(5, 59), true},
		{Hours{hm(20, 0), hm(6, 0)}, hm(6, 0), false},
		{Hours{hm(20, 0), hm(6, 0)}, hm(19, 59), false},
		{Hours{hm(7, 0), hm(7, 0)}, hm(7, 0), true},
		{Hours{hm(7, 0), hm(7, 0)}, hm(6, 59), true},
		{Hours{}, hm(3, 0), true},
		{Hours{hm(9, 0), 0}, hm(23, 59), true},
		{Hours{hm(9, 0), 0}, hm(0, 0), false},
	} {
		at := time.Date(2026, 6, 9, 0, int(c.at), 59, 0, time.FixedZone("odd", -9000))
		if got := c.hours.Contains(at); got != c.want {
			t.Errorf("%v contains %v: %v, want %v", c.hours, at, got, c.want)
		}
	}
}

func TestBands(t *testing.T) {
	p := four()
	for _, c := range []struct {
		own       *Hours
		preferred Hours
		why       string
	}{
		{nil, Hours{hm(9, 0), hm(20, 30)}, "the protocol's own"},
		{&Hours{hm(6, 0), hm(22, 0)}, Hours{hm(7, 0), hm(21, 30)}, "an early riser"},
		{&Hours{hm(20, 0), hm(6, 0)}, Hours{hm(21, 0), hm(5, 30)}, "nights"},
		{&Hours{hm(23, 30), hm(0, 10)}, Hours{hm(23, 30), hm(0, 10)}, "too short for margins"},
		{&Hours{hm(10, 0), hm(11, 44)}, Hours{hm(10, 0), hm(11, 44)}, "a minute too short for margins"},
		{&Hours{hm(10, 0), hm(11, 45)}, Hours{hm(11, 0), hm(11, 15)}, "just one slot left"},
		{&Hours{hm(0, 0), hm(0, 0)}, Hours{hm(1, 0), hm(23, 30)}, "the whole day"},
	} {
		if got := p.preferred(Waking(p, Member{Waking: c.own})); got != c.preferred {
			t.Errorf("%s: preferred %v, want %v", c.why, got, c.preferred)
		}
	}
}

// TestNamed moves named times into the preferred band of that day.
func TestNamed(t *testing.T) {
	for _, c := range []struct {
		own  *Hours
		at   Clock
		want string
		why  string
	}{
		{nil, hm(10, 0), "06-11 10:00", "in the band"},
		{nil, hm(10, 7), "06-11 10:00", "off the grid"},
		{nil, hm(8, 0), "06-11 09:00", "before it"},
		{nil, hm(22, 0), "06-11 20:15", "after it: its end is out"},
		{&Hours{hm(12, 0), hm(23, 0)}, hm(10, 0), "06-11 13:00", "a late riser"},
		{&Hours{hm(20, 0), hm(6, 0)}, hm(10, 0), "06-11 05:15", "nights: morning is nearer"},
		{&Hours{hm(20, 0), hm(6, 0)}, hm(18, 0), "06-11 21:00", "nights: evening is nearer"},
		{&Hours{hm(20, 0), hm(6, 0)}, hm(2, 0), "06-12 02:00", "the small hours of the same day"},
		{&Hours{hm(10, 1), hm(10, 14)}, hm(10, 0), "", "a band without a slot"},
	} {
		p, m := four(), member()
		m.Waking = c.own
		w := begin(&p, &m, ny(t, "2026-06-09 11:00"))
		got := ""
		if slot, ok := w.moved(at(civil(t, "2026-06-11")+small(c.at), c.at, w.loc)); ok {
			got = slot.In(m.Location()).Format("01-02 15:04")
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// TestOwnHours plans scenario A for members with waking hours of their own.
func TestOwnHours(t *testing.T) {
	for _, c := range []struct {
		why  string
		own  Hours
		end  string
		want []string
	}{
		{"nights", Hours{hm(20, 0), hm(6, 0)}, "2026-06-09 08:00",
			[]string{"S1/prime_journal 06-09 21:00", "S1/mindfulness 06-10 02:00", "S1/therapy 06-11 05:15"}},
		{"one preferred slot in the window: the hard band counts", Hours{hm(8, 0), hm(21, 0)}, "2026-06-09 09:10",
			[]string{"S1/capture 06-09 13:15", "S1/prime_journal 06-10 08:00", "S1/mindfulness 06-10 13:00", "S1/therapy 06-11 10:00"}},
		{"the same in the evening, twelve hours on", Hours{hm(8, 0), hm(21, 0)}, "2026-06-09 08:15",
			[]string{"S1/capture 06-09 12:15", "S1/prime_journal 06-09 20:15", "S1/mindfulness 06-10 09:00", "S1/therapy 06-11 10:00"}},
		{"two of them are enough", Hours{hm(8, 0), hm(21, 0)}, "2026-06-09 09:15",
			[]string{"S1/capture 06-09 13:15", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}},
		{"no slot within a day: late", Hours{hm(12, 0), hm(21, 0)}, "2026-06-09 10:00",
			[]string{"S1/capture 06-09 14:00", "S1/prime_journal 06-10 12:00", "S1/mindfulness 06-10 17:00", "S1/therapy 06-11 13:00"}},
	} {
		m := member(ny(t, c.end))
		m.Waking = &c.own
		planned, _ := Plan(four(), m, m.Sessions[0].End)
		same(t, c.why, show(m, planned), c.want)
		for _, n := range planned {
			if late := c.why == "no slot within a day: late" && n.Kind == PrimeJournal; n.Late != late {
				t.Errorf("%s: late %v", n.ID, n.Late)
			}
		}
	}
}
