package circles

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // as the program does

	"afterglow/nudges"
)

// calendar makes a calendar that has to be right.
func calendar(t testing.TB, list ...Circle) *Calendar {
	t.Helper()
	c, err := New(list)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// instant reads a moment with its offset, "2026-06-11 18:30 -0400".
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -0700", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// walls are the first meetings from a moment on, with the offset of the zone.
func walls(c *Calendar, from time.Time, zone string, most int) []string {
	loc, _ := time.LoadLocation(zone)
	var out []string
	for range 60 {
		for _, m := range c.Meetings(from) {
			if len(out) == most {
				return out
			}
			out = append(out, m.At.In(loc).Format("2006-01-02 15:04 -0700"))
		}
		from = from.Add(ahead + 1)
	}
	return out
}

func TestMeetings(t *testing.T) {
	const newYork, lordHowe = "America/New_York", "Australia/Lord_Howe"
	tests := []struct {
		name, start, rule, zone string
		except                  []string
		want                    []string // all there are, or the first ones
	}{
		{"no rule: the second Thursday", "2026-01-08 18:30", "", newYork, nil,
			[]string{"2026-01-08 18:30 -0500", "2026-02-12 18:30 -0500", "2026-03-12 18:30 -0400", "2026-04-09 18:30 -0400"}},
		{"no rule: a fifth one is the last", "2026-01-29 18:30", "", newYork, nil,
			[]string{"2026-01-29 18:30 -0500", "2026-02-26 18:30 -0500", "2026-03-26 18:30 -0400", "2026-04-30 18:30 -0400"}},
		{"no rule: a fourth one is the fourth", "2026-01-22 18:30", "", newYork, nil,
			[]string{"2026-01-22 18:30 -0500", "2026-02-26 18:30 -0500", "2026-03-26 18:30 -0400", "2026-04-23 18:30 -0400"}},
		{"prefix and small letters", "2026-01-08 18:30", " rrule:freq=monthly;byday=+2th; ", newYork, nil,
			[]string{"2026-01-08 18:30 -0500", "2026-02-12 18:30 -0500"}},
		{"a start that the rule leaves out", "2026-01-01 18:30", "FREQ=MONTHLY;BYDAY=2TH", newYork, nil,
			[]string{"2026-01-08 18:30 -0500", "2026-02-12 18:30 -0500"}},
		{"last weekday of the month", "2026-01-30 09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", newYork, nil,
			[]string{"2026-01-30 09:00 -0500", "2026-02-27 09:00 -0500", "2026-03-31 09:00 -0400", "2026-04-30 09:00 -0400", "2026-05-29 09:00 -0400"}},
		{"every other week, over the year's end", "2025-12-16 19:00", "FREQ=WEEKLY;INTERVAL=2", newYork, nil,
			[]string{"2025-12-16 19:00 -0500", "2025-12-30 19:00 -0500", "2026-01-13 19:00 -0500", "2026-01-27 19:00 -0500"}},
		{"two days a week", "2026-06-09 12:00", "FREQ=WEEKLY;BYDAY=TU,FR", newYork, nil,
			[]string{"2026-06-09 12:00 -0400", "2026-06-12 12:00 -0400", "2026-06-16 12:00 -0400"}},
		{"until a day, that day too", "2026-06-11 18:30", "FREQ=WEEKLY;UNTIL=20260625", newYork, nil,
			[]string{"2026-06-11 18:30 -0400", "2026-06-18 18:30 -0400", "2026-06-25 18:30 -0400"}},
		{"until a moment in UTC", "2026-06-11 18:30", "FREQ=WEEKLY;UNTIL=20260625T222959Z", newYork, nil,
			[]string{"2026-06-11 18:30 -0400", "2026-06-18 18:30 -0400"}},
		{"until the very moment in UTC", "2026-06-11 18:30", "FREQ=WEEKLY;UNTIL=20260618T223000Z", newYork, nil,
			[]string{"2026-06-11 18:30 -0400", "2026-06-18 18:30 -0400"}},
		{"until a local time", "2026-06-11 18:30", "FREQ=WEEKLY;UNTIL=20260618T183000", newYork, nil,
			[]string{"2026-06-11 18:30 -0400", "2026-06-18 18:30 -0400"}},
		{"three times", "2026-06-11 18:30", "FREQ=WEEKLY;COUNT=3", newYork, nil,
			[]string{"2026-06-11 18:30 -0400", "2026-06-18 18:30 -0400", "2026-06-25 18:30 -0400"}},
		{"three times less one", "2026-06-11 18:30", "FREQ=WEEKLY;COUNT=3", newYork, []string{"2026-06-18"},
			[]string{"2026-06-11 18:30 -0400", "2026-06-25 18:30 -0400"}},
		{"not on a holiday", "2026-11-26 18:30", "FREQ=MONTHLY;BYDAY=4TH", newYork, []string{"2026-12-24"},
			[]string{"2026-11-26 18:30 -0500", "2027-01-28 18:30 -0500"}},
		{"clocks go forward", "2026-03-07 02:30", "FREQ=DAILY;COUNT=3", newYork, nil,
			[]string{"2026-03-07 02:30 -0500", "2026-03-08 03:30 -0400", "2026-03-09 02:30 -0400"}},
		{"clocks go back", "2026-10-31 01:30", "FREQ=DAILY;COUNT=3", newYork, nil,
			[]string{"2026-10-31 01:30 -0400", "2026-11-01 01:30 -0400", "2026-11-02 01:30 -0500"}},
		{"half an hour forward", "2026-10-03 02:15", "FREQ=DAILY;COUNT=3", lordHowe, nil,
			[]string{"2026-10-03 02:15 +1030", "2026-10-04 02:45 +1100", "2026-10-05 02:15 +1100"}},
		{"half an hour back", "2026-04-04 01:45", "FREQ=DAILY;COUNT=3", lordHowe, nil,
			[]string{"2026-04-04 01:45 +1100", "2026-04-05 01:45 +1100", "2026-04-06 01:45 +1030"}},
		{"a day that was skipped whole", "2011-12-29 12:00", "FREQ=DAILY;COUNT=3", "Pacific/Apia", nil,
			[]string{"2011-12-29 12:00 -1000", "2011-12-31 12:00 +1400", "2011-12-31 12:00 +1400"}},
		{"leap days", "2024-02-29 10:00", "FREQ=YEARLY", "UTC", nil,
			[]string{"2024-02-29 10:00 +0000", "2028-02-29 10:00 +0000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := calendar(t, Circle{Name: "Evening circle", Rule: tt.rule, Start: tt.start, Zone: tt.zone, Except: tt.except})
			from, err := time.ParseInLocation(dateTime, tt.start, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			most := len(tt.want)
			if strings.Contains(tt.rule, "UNTIL") || strings.Contains(tt.rule, "COUNT") {
				most++ // there must be no more
			}
			if got := walls(c, from.Add(-day), tt.zone, most); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestStretch: what is seen from a moment does not depend on what was asked
// before, and never goes further than it should.
func TestStretch(t *testing.T) {
	weekly := Circle{Name: "Weekly", Rule: "FREQ=WEEKLY", Start: "2026-01-08 18:30", Zone: "America/New_York"}
	c := calendar(t, weekly)
	start := instant(t, "2026-01-08 18:30 -0500")
	for _, from := range []time.Time{
		start, start.Add(1), start.Add(-1), start.Add(-100 * day), start.Add(500 * day), start.Add(60 * day), {},
		start.Add(241 * day), start.AddDate(400, 0, 0), start.AddDate(900, 0, 0), start.Add(180*day + 1), start,
	} {
		got := c.Meetings(from)
		if want := calendar(t, weekly).Meetings(from); !slices.Equal(got, want) {
			t.Errorf("from %v: got %v, want %v", from, got, want)
		}
		for i, m := range got {
			if m.At.Before(from) || m.At.After(from.Add(ahead)) || i > 0 && m.At.Sub(got[i-1].At) > 7*day+time.Hour {
				t.Errorf("from %v: %v is out of place", from, m.At)
			}
		}
		if n := len(got); !from.Before(start) && n != 8 && n != 9 {
			t.Errorf("from %v: %d meetings in 60 days", from, n)
		}
	}
	if n := len(c.Meetings(start.Add(1))); n != 8 {
		t.Errorf("%d meetings right after the first, want 8", n)
	}
	daily := calendar(t, Circle{Name: "Daily", Rule: "FREQ=DAILY", Start: "2026-01-08 18:30", Zone: "UTC"})
	if n := len(daily.Meetings(instant(t, "2026-01-08 18:30 +0000"))); n != 61 {
		t.Errorf("%d daily meetings in 60 days with both ends, want 61", n)
	}
	if n := len(calendar(t).Meetings(start)); n != 0 {
		t.Errorf("%d meetings of no circle", n)
	}
}

func TestMeeting(t *testing.T) {
	c := calendar(t,
		Circle{Name: "Late", Start: "2026-06-11 18:30", Zone: "America/New_York", Link: "https://example.com/late"},
		Circle{Name: "Early", Start: "2026-06-11 17:30", Zone: "America/Chicago"})
	at := instant(t, "2026-06-11 18:30 -0400")
	got := c.Meetings(at)[:2]
	want := []nudges.Meeting{
		{ID: "C20260611T2230Z-" + nudges.SessionID(hash("Late", 4)), At: at.UTC(), Name: "Late", Link: "https://example.com/late"},
		{ID: "C20260611T2230Z-" + nudges.SessionID(hash("Early", 4)), At: at.UTC(), Name: "Early"},
	}
	slices.SortFunc(want, func(a, b nudges.Meeting) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	for _, m := range got {
		if len(m.ID) > 32 || strings.Trim(string(m.ID), "C0123456789TZ-abcdef") != "" {
			t.Errorf("ID %q", m.ID)
		}
	}
}

func TestFingerprint(t *testing.T) {
	base := Circle{Name: "A", Rule: "FREQ=WEEKLY", Start: "2026-01-08 18:30", Zone: "UTC"}
	if a, b := calendar(t, base).Fingerprint(), calendar(t, base).Fingerprint(); a != b || len(a) != 16 {
		t.Fatalf("%q, then %q", a, b)
	}
	seen := map[string]bool{calendar(t, base).Fingerprint(): true, calendar(t).Fingerprint(): true}
	for _, change := range []func(*Circle){
		func(c *Circle) { c.Name = "B" },
		func(c *Circle) { c.Rule = "FREQ=DAILY" },
		func(c *Circle) { c.Start = "2026-01-08 18:31" },
		func(c *Circle) { c.Zone = "Europe/Paris" },
		func(c *Circle) { c.Link = "https://example.com" },
		func(c *Circle) { c.Except = []string{"2026-01-15"} },
	} {
		other := base
		change(&other)
		f := calendar(t, other).Fingerprint()
		if seen[f] {
			t.Errorf("%+v: a fingerprint that was there before", other)
		}
		seen[f] = true
	}
}

func TestTogether(t *testing.T) {
	c := calendar(t, Circle{Name: "A", Rule: "FREQ=DAILY", Start: "2026-01-08 18:30", Zone: "UTC"})
	start := instant(t, "2026-01-08 00:00 +0000")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 50 {
				from := start.Add(time.Duration(i*j) * 20 * day)
				if n := len(c.Meetings(from)); n != 60 {
					t.Errorf("%d meetings from %v", n, from)
				}
			}
		})
	}
	wg.Wait()
}

func TestNoList(t *testing.T) {
	var ms Mistakes
	_, err := New([]Circle{
		{Name: "A", Start: "2026-01-08 18:30", Zone: "UTC"},
		{Name: "A", Start: "tomorrow", Zone: "Local"},
	})
	if !errors.As(err, &ms) || len(ms) != 3 {
		t.Fatalf("got %v, want three mistakes", err)
	}
	want := "circle 2: start: \"tomorrow\" is not a date and a time; write the first meeting's date and time, such as 2026-01-08 18:30\n" +
		"circle 2: zone: \"Local\" is not a time zone of a place; write Area/City, such as America/New_York\n" +
		"circle 2: name: circle 1 has the same name; give each its own"
	if err.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", err, want)
	}
}

func BenchmarkMeetings(b *testing.B) {
	var list []Circle
	for _, name := range []string{"A", "B", "C", "D"} {
		list = append(list, Circle{Name: name, Rule: "FREQ=WEEKLY", Start: "2020-01-08 18:30", Zone: "America/New_York"})
	}
	c := calendar(b, list...)
	from := instant(b, "2026-01-08 18:30 -0500")
	for b.Loop() {
		if len(c.Meetings(from)) == 0 {
			b.Fatal("no meetings")
		}
	}
}

// BenchmarkExpand is what a new stretch costs, years after the start.
func BenchmarkExpand(b *testing.B) {
	c := calendar(b, Circle{Name: "A", Rule: "FREQ=WEEKLY", Start: "2020-01-08 18:30", Zone: "America/New_York"})
	from := instant(b, "2026-01-08 18:30 -0500")
	for b.Loop() {
		c.expand(from.Add(-before), from.Add(ahead+after))
	}
}
