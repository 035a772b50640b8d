package nudges

import (
	"testing"
	"time"
)

// TestWishes: scenario A for members who want less, or not now.
func TestWishes(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	all := []string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}
	for _, c := range []struct {
		why        string
		change     func(*Member)
		want, skip []string
	}{
		{"standard, said outright", func(m *Member) { m.Intensity = Standard }, all, nil},
		{"full", func(m *Member) { m.Intensity = Full }, all, nil},
		{"a word nobody knows", func(m *Member) { m.Intensity = "loud" }, all, nil},
		{"gentle", func(m *Member) { m.Intensity = Gentle }, []string{all[1], all[3]},
			[]string{"S1/capture: not in this intensity", "S1/mindfulness: not in this intensity"}},
		{"no prompts: the practice has no target", func(m *Member) { m.Muted = []Kind{PrimeJournal} },
			[]string{all[0], "S1/mindfulness 06-10 09:00", all[3]}, []string{"S1/prime_journal: muted"}},
		{"a word already written", func(m *Member) { m.Wrote = []time.Time{end.Add(time.Hour)} },
			all[1:], []string{"S1/capture: already satisfied"}},
		{"a word before it ended", func(m *Member) { m.Wrote = []time.Time{end.Add(-time.Hour)} }, all, nil},
		{"a note at the window's beginning", func(m *Member) { m.Wrote = []time.Time{end.Add(12 * time.Hour)} },
			[]string{all[0], "S1/mindfulness 06-10 09:00", all[3]}, []string{"S1/prime_journal: already satisfied"}},
		{"a note before the window", func(m *Member) { m.Wrote = []time.Time{end.Add(12*time.Hour - time.Second)} }, all, nil},
		{"paused for the evening", func(m *Member) { m.PausedUntil = ny(t, "2026-06-09 20:00") },
			all[1:], []string{"S1/capture: paused"}},
		{"paused for an hour", func(m *Member) { m.PausedUntil = ny(t, "2026-06-09 15:10") },
			[]string{"S1/capture 06-09 15:15", all[1], all[2], all[3]}, nil},
		{"held for a day", func(m *Member) { m.HeldUntil = ny(t, "2026-06-10 12:00"); m.PausedUntil = end.Add(time.Hour) },
			[]string{"S1/prime_journal 06-10 12:00", "S1/mindfulness 06-10 17:00", all[3]}, []string{"S1/capture: held"}},
		{"a pause that is over", func(m *Member) { m.PausedUntil = end }, all, nil},
		{"logged late", func(m *Member) { m.Sessions[0].Logged = ny(t, "2026-06-10 10:50") },
			[]string{"S1/prime_journal 06-10 11:00", "S1/mindfulness 06-10 16:00", all[3]}, []string{"S1/capture: past its time"}},
		{"logged the day after", func(m *Member) { m.Sessions[0].Logged = ny(t, "2026-06-11 10:01") },
			[]string{"S1/therapy 06-12 10:00"},
			[]string{"S1/capture: past its time", "S1/prime_journal: past its time", "S1/mindfulness: past its time"}},
		{"logged at the end of the day after", func(m *Member) { m.Sessions[0].Logged = ny(t, "2026-06-10 21:00") },
			[]string{all[3]},
			[]string{"S1/capture: past its time", "S1/prime_journal: no legal slot in its window", "S1/mindfulness: no legal slot in its window"}},
	} {
		m := member(end)
		c.change(&m)
		planned, skips := Plan(four(), m, end)
		same(t, c.why, show(m, planned), c.want)
		same(t, c.why, why(skips), c.skip)
	}
}

// TestFloor: the alarm's slot is not decided yet, what lies before it is.
func TestFloor(t *testing.T) {
	m := member(ny(t, "2026-06-09 11:00"))
	for _, c := range []struct{ next, now, first string }{
		{"", "2026-06-10 09:02", "S1/prime_journal 06-10 09:15"},
		{"2026-06-10 09:00", "2026-06-10 09:02", "S1/prime_journal 06-10 09:00"},
		{"2026-06-10 14:00", "2026-06-10 09:02", "S1/prime_journal 06-10 09:15"},
		{"2026-06-09 15:00", "2026-06-10 09:02", "S1/capture 06-09 15:00"},
	} {
		m.Next = time.Time{}
		if c.next != "" {
			m.Next = ny(t, c.next)
		}
		planned, _ := Plan(four(), m, ny(t, c.now))
		same(t, "alarm "+c.next, show(m, planned[:1]), []string{c.first})
	}
}

// TestLogged: what was dropped stays dropped, with its reason; sent stands.
func TestLogged(t *testing.T) {
	now := ny(t, "2026-06-09 12:00")
	m := member(now.Add(-time.Hour))
	m = dropped(m, Skip{"S1/capture", Capture, "S1", Overdue}, now)
	m = dropped(m, Skip{"S1/therapy", Therapy, "S1", ""}, now)
	m = sent(m, Nudge{ID: "S1/mindfulness", Kind: Mindfulness, Session: "S1", Due: now}, now)
	m = dropped(m, Skip{"S1/mindfulness", Mindfulness, "S1", Expired}, now)
	_, skips := Plan(four(), m, now)
	same(t, "skips", why(skips), []string{"S1/capture: another overdue nudge went out", "S1/mindfulness: sent", "S1/therapy: past its time"})
}
