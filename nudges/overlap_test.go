package nudges

import (
	"testing"
	"time"
)

// ahead makes the member's n-th session one that was known before it happened.
func ahead(m Member, n int) Member {
	m.Sessions[n].Start, m.Sessions[n].Logged = m.Sessions[n].End.Add(-90*time.Minute), m.Sessions[0].End
	return m
}

func TestOverlap(t *testing.T) {
	const s1 = "2026-06-08 11:00"
	for _, c := range []struct {
		why           string
		m             Member
		planned, skip []string
	}{
		{"known beforehand: its day is silent, and S1's follow-up is left to it",
			ahead(member(ny(t, s1), ny(t, "2026-06-10 11:00")), 1),
			[]string{"S1/capture 06-08 15:00", "S1/prime_journal 06-09 09:00", "S1/mindfulness 06-09 14:00",
				"S2/capture 06-10 15:00", "S2/prime_journal 06-11 09:00", "S2/mindfulness 06-11 14:00", "S2/therapy 06-12 10:00"},
			[]string{"S1/therapy: merged into therapy S2"}},
		{"a day apart: the hush takes S1's morning, its prompt goes after it and after S2's end",
			ahead(member(ny(t, "2026-06-08 20:00"), ny(t, "2026-06-09 13:00")), 1),
			[]string{"S1/prime_journal 06-09 16:00", "S2/capture 06-09 20:00",
				"S2/prime_journal 06-10 09:00", "S2/mindfulness 06-10 14:00", "S2/therapy 06-11 10:00"},
			[]string{"S1/capture: no legal slot in its window", "S1/mindfulness: superseded by S2", "S1/therapy: merged into therapy S2"}},
		{"twice on one day: one prompt for both",
			member(ny(t, s1), ny(t, "2026-06-08 13:30")),
			[]string{"S2/capture 06-08 17:30", "S1/prime_journal 06-09 09:00", "S2/mindfulness 06-09 14:00", "S2/therapy 06-10 10:00"},
			[]string{"S1/capture: superseded by S2", "S1/mindfulness: superseded by S2", "S1/therapy: merged into therapy S2",
				"S2/prime_journal: merged into prime_journal S1"}},
		{"logged twice", member(ny(t, s1), ny(t, s1)),
			[]string{"S2/capture 06-08 15:00", "S1/prime_journal 06-09 09:00", "S2/mindfulness 06-09 14:00", "S2/therapy 06-10 10:00"},
			[]string{"S1/capture: superseded by S2", "S1/mindfulness: superseded by S2", "S1/therapy: merged into therapy S2",
				"S2/prime_journal: merged into prime_journal S1"}},
		{"S1's prompt is too early to stand for S2's, which has a slot the next day",
			member(ny(t, "2026-06-08 09:00"), ny(t, "2026-06-09 08:15")),
			[]string{"S1/capture 06-08 13:00", "S1/prime_journal 06-09 08:00", "S2/capture 06-09 12:15",
				"S2/prime_journal 06-10 08:00", "S2/mindfulness 06-10 13:00", "S2/therapy 06-11 10:00"},
			[]string{"S1/mindfulness: superseded by S2", "S1/therapy: merged into therapy S2"}},
		{"what would go at the next T0 does not look for another slot",
			member(ny(t, s1), ny(t, "2026-06-08 15:00")),
			[]string{"S2/capture 06-08 19:00", "S1/prime_journal 06-09 09:00", "S2/mindfulness 06-09 14:00", "S2/therapy 06-10 10:00"},
			[]string{"S1/capture: superseded by S2", "S1/mindfulness: superseded by S2", "S1/therapy: merged into therapy S2",
				"S2/prime_journal: merged into prime_journal S1"}},
		{"three days apart: three days between follow-ups",
			member(ny(t, s1), ny(t, "2026-06-11 11:00")),
			[]string{"S1/capture 06-08 15:00", "S1/prime_journal 06-09 09:00", "S1/mindfulness 06-09 14:00", "S1/therapy 06-10 10:00",
				"S2/capture 06-11 15:00", "S2/prime_journal 06-12 09:00", "S2/mindfulness 06-12 14:00", "S2/therapy 06-13 10:00"}, nil},
	} {
		planned, skips := Plan(four(), c.m, c.m.Sessions[0].End)
		same(t, c.why, show(c.m, planned), c.planned)
		same(t, c.why, why(skips), c.skip)
	}
}

// TestSessionsInAnyOrder: the plan goes by when sessions ended.
func TestSessionsInAnyOrder(t *testing.T) {
	m := member(ny(t, "2026-06-08 11:00"), ny(t, "2026-06-10 11:00"))
	want, _ := Plan(four(), m, m.Sessions[0].End)
	now := m.Sessions[0].End
	m.Sessions[0], m.Sessions[1] = m.Sessions[1], m.Sessions[0]
	got, _ := Plan(four(), m, now)
	same(t, "planned", show(m, got), show(m, want))
	if m.Sessions[0].ID != "S2" {
		t.Error("Plan reordered the member's sessions")
	}
}

// TestLimits: what the table's own kinds hardly reach, on a crowded log.
func TestLimits(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	at := func(kind Kind, when string) Nudge {
		return Nudge{ID: NewID("S0", kind) + ID(when), Kind: kind, Session: "S0", Due: ny(t, when), Silent: kind == Capture}
	}
	for _, c := range []struct {
		why       string
		intensity Intensity
		log       []Nudge
		want      []string
		skip      []string
	}{
		{"the follow-up is three days from the last", "", []Nudge{at(Therapy, "2026-06-09 09:45")},
			[]string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-12 10:00"}, nil},
		{"and has no other slot", "", []Nudge{at(Therapy, "2026-06-09 10:15")},
			[]string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00"},
			[]string{"S1/therapy: too soon after the last of its kind"}},
		{"three audible a week are enough for gentle, but for the prompt", Gentle,
			[]Nudge{at(Mindfulness, "2026-06-05 10:15"), at(Mindfulness, "2026-06-06 10:00"), at(Mindfulness, "2026-06-07 10:00")},
			[]string{"S1/prime_journal 06-10 09:00"},
			[]string{"S1/capture: not in this intensity", "S1/mindfulness: not in this intensity", "S1/therapy: enough for that week"}},
		{"exactly a week apart is another week", Gentle,
			[]Nudge{at(Mindfulness, "2026-06-03 10:00"), at(Mindfulness, "2026-06-04 10:00"), at(Mindfulness, "2026-06-05 09:00")},
			[]string{"S1/prime_journal 06-10 09:00", "S1/therapy 06-11 10:00"},
			[]string{"S1/capture: not in this intensity", "S1/mindfulness: not in this intensity"}},
		{"three nudges a day", "", []Nudge{at(Capture, "2026-06-09 04:00"), at(Capture, "2026-06-09 08:00"), at(Mindfulness, "2026-06-09 12:00")},
			[]string{"S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"},
			[]string{"S1/capture: too close to another nudge"}},
	} {
		m := member(end)
		m.Intensity = c.intensity
		for _, n := range c.log {
			m = sent(m, n, n.Due)
		}
		planned, skips := Plan(four(), m, end)
		same(t, c.why, show(m, planned), c.want)
		var open []string
		for _, s := range skips {
			if s.Reason != Sent {
				open = append(open, why([]Skip{s})...)
			}
		}
		same(t, c.why, open, c.skip)
	}
}

// TestLimit: gaps and caps one by one, among slots taken by hand, in hours
// from Monday 08:00.
func TestLimit(t *testing.T) {
	p, m := four(), member()
	m.Intensity = Gentle
	monday := ny(t, "2026-06-08 08:00")
	type at struct {
		kind  Kind
		hours float64
	}
	const day, week = 24, 7 * 24
	for _, c := range []struct {
		why   string
		taken []at
		try   at
		want  Reason
	}{
		{"nothing there", nil, at{Therapy, 0}, ""},
		{"four hours on", []at{{Capture, 0}}, at{Therapy, 4}, ""},
		{"less, and before", []at{{Capture, 3.75}}, at{Therapy, 0}, TooClose},
		{"three days on", []at{{Therapy, 0}}, at{Therapy, 3 * day}, ""},
		{"less, and before", []at{{Therapy, 3*day - 0.25}}, at{Therapy, 0}, CoolingOff},
		{"one with a sound", []at{{Therapy, 0}}, at{Mindfulness, 5}, DayFull},
		{"one of them is the prompt", []at{{PrimeJournal, 0}}, at{Mindfulness, 5}, ""},
		{"the prompt makes room for itself", []at{{Therapy, 0}}, at{PrimeJournal, 5}, ""},
		{"two on the prime day", []at{{PrimeJournal, 0}, {Therapy, 5}}, at{Mindfulness, 10}, DayFull},
		{"silent ones have room", []at{{PrimeJournal, 0}, {Therapy, 5}}, at{Capture, 10}, ""},
		{"three are enough", []at{{Capture, 0}, {Capture, 4}, {Capture, 8}}, at{Capture, 12}, DayFull},
		{"a week behind it", []at{{Mindfulness, 0}, {Mindfulness, day}, {Mindfulness, 2 * day}}, at{Therapy, 3 * day}, WeekFull},
		{"a week before it", []at{{PrimeJournal, day}, {PrimeJournal, 2 * day}, {PrimeJournal, week - 0.25}}, at{Therapy, 0}, WeekFull},
		{"the last just outside", []at{{PrimeJournal, day}, {PrimeJournal, 2 * day}, {PrimeJournal, week}}, at{Therapy, 0}, ""},
		{"a week around it", []at{{Mindfulness, 0}, {PrimeJournal, 2 * day}, {PrimeJournal, 6 * day}}, at{Therapy, 3 * day}, WeekFull},
		{"never the prompt", []at{{Mindfulness, 0}, {Mindfulness, day}, {Mindfulness, 2 * day}}, at{PrimeJournal, 3 * day}, ""},
		{"never the silent ones", []at{{Mindfulness, 0}, {Mindfulness, day}, {Mindfulness, 2 * day}}, at{Capture, 3 * day}, ""},
	} {
		w := begin(&p, &m, monday)
		slot := func(a at) time.Time { return monday.Add(time.Duration(a.hours * float64(time.Hour))) }
		for _, a := range c.taken {
			w.take(taken{slot(a), p.row(a.kind), "S1", p.row(a.kind).Silent, logicalDay(slot(a), w.loc)})
		}
		if got := w.limit(p.row(c.try.kind), slot(c.try)); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
