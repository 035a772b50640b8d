package nudges

import (
	"testing"
	"time"
)

// civil is the day of a date.
func civil(t testing.TB, date string) day {
	t.Helper()
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return day(d.Unix() / 86400)
}

func TestAt(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		clock      Clock
		want, why  string
	}{
		{"America/New_York", "2026-06-09", 11 * 60, "2026-06-09T15:00:00Z", "an ordinary day"},
		{"America/New_York", "2026-03-08", 2*60 + 30, "2026-03-08T07:30:00Z", "skipped: the offset before the gap"},
		{"America/New_York", "2026-03-08", 3 * 60, "2026-03-08T07:00:00Z", "the end of the gap"},
		{"America/New_York", "2026-11-01", 1*60 + 30, "2026-11-01T05:30:00Z", "repeated: the first"},
		{"America/New_York", "2026-11-01", 2 * 60, "2026-11-01T07:00:00Z", "after the repeated hour"},
		{"Australia/Lord_Howe", "2026-04-05", 1*60 + 45, "2026-04-04T14:45:00Z", "half an hour repeated"},
		{"Australia/Lord_Howe", "2026-10-04", 2*60 + 15, "2026-10-03T15:45:00Z", "half an hour skipped"},
		{"Pacific/Chatham", "2026-09-27", 3 * 60, "2026-09-26T14:15:00Z", "skipped at 02:45"},
		{"Pacific/Chatham", "2026-04-05", 3 * 60, "2026-04-04T13:15:00Z", "repeated at 03:45"},
		{"Antarctica/Troll", "2026-03-29", 2 * 60, "2026-03-29T02:00:00Z", "two hours skipped"},
		{"Antarctica/Troll", "2026-10-25", 1*60 + 30, "2026-10-24T23:30:00Z", "two hours repeated"},
		{"America/Sao_Paulo", "2017-10-15", 0, "2017-10-15T03:00:00Z", "no midnight"},
		{"America/Sao_Paulo", "2018-02-17", 23*60 + 30, "2018-02-18T01:30:00Z", "two midnights ahead"},
		{"Pacific/Apia", "2011-12-30", 10 * 60, "2011-12-30T20:00:00Z", "a day that did not happen"},
		{"Pacific/Apia", "2011-12-31", 10 * 60, "2011-12-30T20:00:00Z", "the day after it"},
		{"Asia/Kathmandu", "2026-06-09", 9 * 60, "2026-06-09T03:15:00Z", "quarter hours"},
	} {
		loc, ok := zone(c.zone)
		if !ok {
			t.Fatalf("no zone %s", c.zone)
		}
		if got := at(civil(t, c.date), c.clock, loc).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s %v (%s): %s, want %s", c.zone, c.date, time.Duration(c.clock)*time.Minute, c.why, got, c.want)
		}
	}
}

// FuzzAt compares with a search, minute by minute, for the first moment at
// which the clocks show the time.
func FuzzAt(f *testing.F) {
	for i := range places {
		f.Add(uint8(i), uint16(90), uint16(130))
		f.Add(uint8(i), uint16(140), uint16(0))
		f.Add(uint8(i), uint16(213), uint16(600))
	}
	f.Fuzz(func(t *testing.T, place uint8, ahead, clock uint16) {
		where := places[int(place)%len(places)]
		loc, _ := zone(where.zone)
		d, c := civil(t, where.from[:10])+day(ahead%366), Clock(clock%1440)
		shown := time.Unix(int64(d)*86400+int64(c)*60, 0).UTC()
		var want time.Time
		_, before := shown.Add(-26 * time.Hour).In(loc).Zone()
		for u := shown.Add(-26 * time.Hour); u.Before(shown.Add(26*time.Hour)) && want.IsZero(); u = u.Add(time.Minute) {
			_, offset := u.In(loc).Zone()
			switch wall := u.Add(time.Duration(offset) * time.Second); {
			case wall.Equal(shown):
				want = u
			case wall.Before(shown):
				before = offset
			case wall.After(shown):
				want = shown.Add(-time.Duration(before) * time.Second)
			}
		}
		if got := at(d, c, loc); !got.Equal(want) {
			t.Errorf("%s, %v: %v, want %v", where.zone, shown, got, want)
		}
	})
}

func TestLogicalDay(t *testing.T) {
	for _, c := range []struct{ zone, at, want string }{
		{"America/New_York", "2026-06-09 04:00", "2026-06-09"},
		{"America/New_York", "2026-06-09 03:59", "2026-06-08"},
		{"America/New_York", "2026-06-09 23:30", "2026-06-09"},
		{"America/New_York", "2026-03-08 03:30", "2026-03-07"},
		{"Asia/Kathmandu", "2026-01-01 00:00", "2025-12-31"},
		{"Pacific/Apia", "2011-12-31 02:00", "2011-12-30"},
	} {
		at := local(t, c.zone, c.at)
		loc, _ := zone(c.zone)
		if got := logicalDay(at, loc); got != civil(t, c.want) {
			t.Errorf("%s in %s: day %d, want %d", c.at, c.zone, got, civil(t, c.want))
		}
		if early := time.Date(1969, 12, 31, 12, 0, 0, 0, time.UTC); logicalDay(early, time.UTC) != -1 {
			t.Error("the day before 1970 is not -1")
		}
	}
}

func TestDayBegins(t *testing.T) {
	for _, c := range []struct{ zone, date, want string }{
		{"America/New_York", "2026-06-09", "2026-06-09T08:00:00Z"},
		{"America/New_York", "2026-03-08", "2026-03-08T08:00:00Z"},
		{"America/New_York", "2026-11-01", "2026-11-01T09:00:00Z"},
		{"Pacific/Apia", "2011-12-29", "2011-12-29T14:00:00Z"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"}, // all that is left of it is the next date's night
		{"Pacific/Apia", "2011-12-31", "2011-12-30T14:00:00Z"},
	} {
		loc, _ := zone(c.zone)
		got := civil(t, c.date).begins(loc)
		if got.Format(time.RFC3339) != c.want || logicalDay(got, loc) != civil(t, c.date) || logicalDay(got.Add(-1), loc) == civil(t, c.date) {
			t.Errorf("%s in %s begins %v, want %s", c.date, c.zone, got, c.want)
		}
	}
}

func TestWeekday(t *testing.T) {
	for d := day(-10); d < 20000; d += 3 {
		if want := time.Unix(int64(d)*86400, 0).UTC().Weekday(); d.weekday() != want {
			t.Fatalf("day %d is a %v, want %v", d, d.weekday(), want)
		}
	}
}

func TestZone(t *testing.T) {
	for name, want := range map[string]bool{"Asia/Kathmandu": true, "UTC": true, "": false, "Local": false, "Mars/Olympus": false, "../etc": false} {
		for range 2 { // the second time it comes out of the table
			if loc, ok := zone(name); ok != want || ok && loc.String() != name {
				t.Errorf("zone %q: %v, %v", name, loc, ok)
			}
		}
	}
	if l := (Member{Zone: "Local"}).Location(); l != time.UTC {
		t.Errorf("zone Local is %v", l)
	}
}
