package when

import (
	"testing"
	"time"
)

func TestClockChanges(t *testing.T) {
	for _, c := range []struct{ zone, now, text, want string }{
		// 02:00 to 03:00 is skipped: the offset before it, EST, makes it 03:30 EDT.
		{"America/New_York", "2026-03-08 12:00", "today at 02:30", "2026-03-08T07:30:00Z"},
		{"America/New_York", "2026-03-08 12:00", "today at 01:30", "2026-03-08T06:30:00Z"},
		{"America/New_York", "2026-03-08 12:00", "today at 03:00", "2026-03-08T07:00:00Z"},
		// 01:00 to 02:00 comes twice: the first, in EDT.
		{"America/New_York", "2026-11-01 12:00", "today at 01:30", "2026-11-01T05:30:00Z"},
		{"America/New_York", "2026-11-01 12:00", "today at 00:30", "2026-11-01T04:30:00Z"},
		{"America/New_York", "2026-11-01 12:00", "today at 02:00", "2026-11-01T07:00:00Z"},
		{"Europe/Berlin", "2026-03-29 12:00", "today at 02:30", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25 12:00", "today at 02:30", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25 12:00", "yesterday 18:00", "2026-10-24T16:00:00Z"},
		{"Europe/Berlin", "2026-10-25 12:00", "6 hours ago", "2026-10-25T05:00:00Z"},
		{"Europe/Berlin", "2026-10-25 03:30", "2 hours ago", "2026-10-25T00:30:00Z"}, // elapsed time, not wall clocks
		// Half an hour's change, south of the equator.
		{"Australia/Lord_Howe", "2026-10-04 12:00", "today at 02:15", "2026-10-03T15:45:00Z"},
		{"Australia/Lord_Howe", "2026-04-05 12:00", "today at 01:45", "2026-04-04T14:45:00Z"},
		// A day that begins at 01:00.
		{"America/Havana", "2026-03-08 12:00", "today at 00:15", "2026-03-08T05:15:00Z"},
		// No changes, odd offset.
		{"Asia/Kathmandu", "2026-06-10 12:00", "yesterday 18:00", "2026-06-09T12:15:00Z"},
		{"Pacific/Kiritimati", "2026-06-10 12:00", "tomorrow 14:00", "2026-06-11T00:00:00Z"},
		{"UTC", "2026-06-10 12:00", "tomorrow 14:00", "2026-06-11T14:00:00Z"},
	} {
		r, ok := Parse(c.text, moment(t, c.now, c.zone), "en")
		if !ok || r.Doubt() {
			t.Errorf("%s %q: not understood", c.zone, c.text)
			continue
		}
		if got := r.At.UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s %q = %s, want %s", c.zone, c.text, got, c.want)
		}
	}
}

// TestWallAllYear checks every quarter of an hour of a year in zones with
// clock changes of different kinds against what the definition says: the first
// moment that shows the wanted clock, or none.
func TestWallAllYear(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "UTC"} {
		loc := zone(t, name)
		first := map[string]time.Time{}
		begin := time.Date(2025, 12, 30, 0, 0, 0, 0, time.UTC)
		for at := begin; at.Before(begin.AddDate(0, 0, 370)); at = at.Add(15 * time.Minute) {
			if key := at.In(loc).Format(shown); first[key].IsZero() {
				first[key] = at
			}
		}
		for wall := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); wall.Year() == 2026; wall = wall.Add(15 * time.Minute) {
			got := dayOf(wall).at(wall.Hour(), wall.Minute(), loc)
			want := first[wall.Format(shown)]
			if want.IsZero() { // skipped: as far after the gap's start as the clock says
				before := got.Add(-2 * time.Hour)
				want = wall.Add(-offset(before))
			}
			if !got.Equal(want) {
				t.Fatalf("%s: %s is %s, want %s", name, wall.Format(shown), got, want.In(loc))
			}
		}
	}
}
