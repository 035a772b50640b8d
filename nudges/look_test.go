package nudges

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

// until sends everything whose alarm rings before the given moment, on time,
// and returns the member as the alarm after that found them.
func until(t *testing.T, p Protocol, m Member, stop time.Time) Member {
	t.Helper()
	for now := m.Sessions[0].End; ; {
		slot, ring := Alarm(p, m, now)
		if m.Next = slot; ring.IsZero() || !slot.Before(stop) {
			return m
		}
		now = ring
		var look Look
		if m, look = step(p, m, now); look.Send == nil {
			t.Fatalf("nothing sent at %v", now)
		}
	}
}

// saw tells what a look decided.
func saw(m Member, l Look) []string {
	var out []string
	if l.Send != nil {
		out = append(out, "send "+show(m, []Nudge{*l.Send})[0])
	}
	for _, s := range why(l.Drop) {
		out = append(out, "drop "+s)
	}
	return out
}

// TestDowntime: scenario A, with the sender down from the one moment to the
// other, and what is left to do after that.
func TestDowntime(t *testing.T) {
	for _, c := range []struct {
		why, from, back string
		want, rest      []string
	}{
		{"a few minutes", "2026-06-10 08:00", "2026-06-10 09:10",
			[]string{"send S1/prime_journal 06-10 09:00"},
			[]string{"S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}},
		{"the morning: the prompt goes late, and what follows it moves", "2026-06-10 08:00", "2026-06-10 13:00",
			[]string{"send S1/prime_journal 06-10 13:00"},
			[]string{"S1/mindfulness 06-10 18:00", "S1/therapy 06-11 10:00"}},
		{"off the grid: what follows is on it", "2026-06-10 08:00", "2026-06-10 13:07",
			[]string{"send S1/prime_journal 06-10 13:07"},
			[]string{"S1/mindfulness 06-10 18:15", "S1/therapy 06-11 10:00"}},
		{"the day: only the most important goes out", "2026-06-10 08:00", "2026-06-10 20:00",
			[]string{"send S1/prime_journal 06-10 20:00", "drop S1/mindfulness: another overdue nudge went out"},
			[]string{"S1/therapy 06-11 10:00"}},
		{"until night: nothing is left for today's", "2026-06-10 08:00", "2026-06-10 21:00",
			[]string{"drop S1/prime_journal: no legal slot in its window", "drop S1/mindfulness: no legal slot in its window"},
			[]string{"S1/therapy 06-11 10:00"}},
		{"until the next day", "2026-06-10 08:00", "2026-06-11 08:30",
			[]string{"drop S1/prime_journal: past its time", "drop S1/mindfulness: past its time"},
			[]string{"S1/therapy 06-11 10:00"}},
		{"the evening of the session", "2026-06-09 12:00", "2026-06-09 18:00",
			[]string{"send S1/capture 06-09 18:00"},
			[]string{"S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}},
		{"to the end of its time", "2026-06-09 12:00", "2026-06-09 19:00",
			[]string{"send S1/capture 06-09 19:00"},
			[]string{"S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}},
		{"a second past its time", "2026-06-09 12:00", "2026-06-09 19:00:01",
			[]string{"drop S1/capture: past its time"},
			[]string{"S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"}},
		{"a week", "2026-06-09 12:00", "2026-06-17 12:00",
			[]string{"drop S1/capture: past its time", "drop S1/prime_journal: past its time",
				"drop S1/mindfulness: past its time", "drop S1/therapy: past its time"}, nil},
		{"a night in between: moves to the next named time", "2026-06-11 08:00", "2026-06-12 00:30",
			nil, []string{"S1/therapy 06-12 10:00"}},
	} {
		t.Run(c.why, func(t *testing.T) {
			p := four()
			m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, c.from))
			back := ny(t, c.back[:16])
			if len(c.back) > 16 {
				back = back.Add(time.Second)
			}
			m, look := step(p, m, back)
			same(t, "look", saw(m, look), c.want)
			rest, skips := Plan(p, m, back)
			same(t, "rest", show(m, rest), c.rest)
			if len(rest)+len(skips) != 4 {
				t.Errorf("%q and %q, want all four kinds", show(m, rest), why(skips))
			}
		})
	}
}

// TestOverdueKeepsGaps: what is sent late keeps its distance from what went
// out meanwhile.
func TestOverdueKeepsGaps(t *testing.T) {
	p := four()
	base := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-11 09:00"))
	for _, c := range []struct {
		why, now, next string
		want           []string
	}{
		{"two hours after another", "2026-06-11 16:00", "06-12 10:00", nil},
		{"four hours after another", "2026-06-11 18:00", "", []string{"send S1/therapy 06-11 18:00"}},
	} {
		other := ny(t, "2026-06-11 14:00")
		m := sent(base, Nudge{ID: "S0/capture", Kind: Capture, Session: "S0", Due: other, Silent: true}, other)
		m, look := step(p, m, ny(t, c.now))
		same(t, c.why, saw(m, look), c.want)
		next := ""
		if !m.Next.IsZero() {
			next = m.Next.In(m.Location()).Format("01-02 15:04")
		}
		if next != c.next {
			t.Errorf("%s: next is %q, want %q", c.why, next, c.next)
		}
	}
}

// TestLookNobody: no one who does not want it, or cannot get it, is sent
// anything, and nothing is written off for it.
func TestLookNobody(t *testing.T) {
	now := ny(t, "2026-06-10 09:02")
	for reason, change := range map[Reason]func(*Member){
		Stopped:     func(m *Member) { m.Stopped = now },
		NoConsent:   func(m *Member) { m.Consent.Nudges.Yes = false },
		Unreachable: func(m *Member) { m.Unreachable = true },
		NoZone:      func(m *Member) { m.Zone = "" },
		Paused:      func(m *Member) { m.PausedUntil = now.AddDate(0, 1, 0) },
		Held:        func(m *Member) { m.PausedUntil = now.Add(time.Hour); m.HeldUntil = now.AddDate(0, 1, 0) },
		Muted:       func(m *Member) { m.Muted = four().Kinds() },
	} {
		p := four()
		m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-10 09:00"))
		if look := LastLook(p, m, now); look.Send == nil {
			t.Fatal("nothing to send to a member who wants it")
		}
		change(&m)
		if look := LastLook(p, m, now); !look.empty() {
			t.Errorf("%s: %q", reason, saw(m, look))
		}
		planned, skips := Plan(p, m, now)
		if slot, ring := Alarm(p, m, now); len(planned) > 0 || !slot.IsZero() || !ring.IsZero() {
			t.Errorf("%s: planned %q, alarm at %v", reason, show(m, planned), ring)
		}
		want := []string{"S1/capture: sent"}
		for _, k := range []Kind{PrimeJournal, Mindfulness, Therapy} {
			want = append(want, string(NewID("S1", k))+": "+string(reason))
		}
		same(t, "skips", why(skips), want)
	}
}

// TestHushedAtLast: a session logged while a nudge was waiting silences it.
func TestHushedAtLast(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-11 10:00"))
	now := ny(t, "2026-06-11 10:02")
	m.Sessions = append(m.Sessions, Session{ID: "S2", End: now.Add(-time.Minute), Logged: now})
	m, look := step(p, m, now)
	same(t, "look", saw(m, look), []string{"drop S1/therapy: merged into therapy S2"})
	if want := ny(t, "2026-06-11 14:00"); !m.Next.Equal(want) {
		t.Errorf("next is %v, want S2's capture at %v", m.Next, want)
	}
}

// TestAlarmDoesNotSpin: an alarm that rings when nothing may go is set to the
// slot the nudge moves to, though the old one was never cleared.
func TestAlarmDoesNotSpin(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-11 10:00"))
	night := ny(t, "2026-06-11 23:00")
	if look := LastLook(p, m, night); !look.empty() {
		t.Fatalf("at night: %q", saw(m, look))
	}
	slot, ring := Alarm(p, m, night)
	if want := ny(t, "2026-06-12 10:00"); !slot.Equal(want) || ring.Before(want) {
		t.Errorf("alarm for %v at %v, want %v", slot, ring, want)
	}
}

func TestJitter(t *testing.T) {
	p, end := four(), ny(t, "2026-06-09 11:00")
	seen := map[time.Duration]bool{}
	for seed := range uint64(3000) {
		m := member(end)
		m.Seed = seed
		slot, ring := Alarm(p, m, end)
		_, again := Alarm(p, m, end.Add(time.Hour))
		if spread := ring.Sub(slot); spread < 0 || spread > 4*time.Minute || !again.Equal(ring) {
			t.Fatalf("seed %d: %v, then %v", seed, spread, again.Sub(slot))
		}
		seen[ring.Sub(slot)] = true
	}
	if len(seen) != 241 {
		t.Errorf("%d different delays of 3000, want every second from 0 to 4 min", len(seen))
	}
}

// TestJitterIsCut: no member wakes after the end of the band or after expiry.
func TestJitterIsCut(t *testing.T) {
	p, end := four(), ny(t, "2026-06-09 11:00")
	p.Jitter = 14 * time.Minute
	for seed := range uint64(200) {
		m := member(end)
		m.Seed, m.Waking = seed, &Hours{hm(8, 0), hm(15, 2)} // preferred until 14:32, so mindfulness goes at 14:00
		m.Muted = []Kind{Capture, PrimeJournal}
		m.Sessions[0].End = ny(t, "2026-06-09 02:19")
		for _, n := range []Nudge{
			{ID: "S1/capture", Due: ny(t, "2026-06-09 15:00"), Expires: end.AddDate(0, 0, 1)},
			{ID: "S1/capture", Due: ny(t, "2026-06-09 14:45"), Expires: ny(t, "2026-06-09 14:46")},
		} {
			w := begin(&p, &m, end)
			ring := w.ring(n)
			if !m.Waking.Contains(ring.In(m.Location())) || ring.After(n.Expires) || ring.Before(n.Due) {
				t.Fatalf("seed %d: slot %v rings at %v", seed, n.Due, ring)
			}
		}
	}
}

// TestUnknownCountsAsSent: a nudge whose sending broke off is not sent again,
// and gaps count it.
func TestUnknownCountsAsSent(t *testing.T) {
	p, end := four(), ny(t, "2026-06-09 11:00")
	m := until(t, p, member(end), ny(t, "2026-06-10 10:00"))
	known, _ := Plan(p, m, ny(t, "2026-06-10 10:00"))
	for i := range m.Log {
		m.Log[i].Outcome = Unknown
	}
	unknown, skips := Plan(p, m, ny(t, "2026-06-10 10:00"))
	if !reflect.DeepEqual(known, unknown) {
		t.Errorf("planned %q, want %q", show(m, unknown), show(m, known))
	}
	same(t, "skips", why(skips), []string{"S1/capture: sent", "S1/prime_journal: sent"})
}

// TestCorrectedSession: a session moved by two hours plans the rest anew and
// does not repeat what went out.
func TestCorrectedSession(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-09 20:00"))
	m.Sessions = slices.Clone(m.Sessions)
	m.Sessions[0].End = ny(t, "2026-06-09 23:30")
	planned, _ := Plan(p, m, ny(t, "2026-06-10 07:00"))
	same(t, "corrected", show(m, planned), []string{"S1/prime_journal 06-10 11:30", "S1/mindfulness 06-10 16:30", "S1/therapy 06-11 10:00"})
	m.Sessions = nil
	if planned, skips := Plan(p, m, ny(t, "2026-06-10 07:00")); len(planned)+len(skips) > 0 {
		t.Errorf("deleted: planned %q, skipped %q", show(m, planned), why(skips))
	}
}

// TestNewZone: a change of zone plans everything unsent anew, from T0.
func TestNewZone(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-09 20:00"))
	m.Zone = "America/Los_Angeles"
	planned, _ := Plan(p, m, ny(t, "2026-06-09 20:00"))
	same(t, "planned", show(m, planned), []string{"S1/prime_journal 06-09 20:00", "S1/mindfulness 06-10 09:00", "S1/therapy 06-11 10:00"})
}
