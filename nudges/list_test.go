package nudges

import (
	"testing"
	"time"
)

// first lists the first n slots.
func first(m Member, n int, list slots) []string {
	var out []string
	for t := range list {
		if out = append(out, t.In(m.Location()).Format("15:04")); len(out) == n {
			break
		}
	}
	return out
}

func TestByDistance(t *testing.T) {
	m := member()
	from, to := ny(t, "2026-06-09 14:00"), ny(t, "2026-06-09 15:30")
	for target, want := range map[time.Time][]string{
		ny(t, "2026-06-09 15:00"):                       {"15:00", "14:45", "15:15", "14:30", "15:30", "14:15", "14:00"},
		ny(t, "2026-06-09 15:02"):                       {"15:00", "15:15", "14:45", "15:30", "14:30", "14:15", "14:00"},
		ny(t, "2026-06-09 15:07").Add(30 * time.Second): {"15:00", "15:15", "14:45", "15:30", "14:30", "14:15", "14:00"},
		ny(t, "2026-06-09 15:08"):                       {"15:15", "15:00", "15:30", "14:45", "14:30", "14:15", "14:00"},
		ny(t, "2026-06-09 13:20"):                       {"14:00", "14:15", "14:30", "14:45", "15:00", "15:15", "15:30"},
		ny(t, "2026-06-09 16:00"):                       {"15:30", "15:15", "15:00", "14:45", "14:30", "14:15", "14:00"},
	} {
		same(t, target.String(), first(m, 100, byDistance(target, from, to)), want)
	}
}

func TestAfterPrime(t *testing.T) {
	p, m := four(), member()
	w := begin(&p, &m, ny(t, "2026-06-09 11:00"))
	from, to := ny(t, "2026-06-10 09:00"), ny(t, "2026-06-10 23:00")
	for _, c := range []struct {
		why   string
		prime time.Time
		want  []string
	}{
		{"five hours on, else from the prompt", ny(t, "2026-06-10 10:00"), []string{"15:00", "10:00", "10:15"}},
		{"out of band", ny(t, "2026-06-10 19:45"), []string{"19:45", "20:00", "20:15"}},
		{"off the grid", ny(t, "2026-06-10 10:05"), []string{"15:15", "10:15", "10:30"}},
		{"without one", time.Time{}, []string{"09:00", "09:15", "09:30"}},
	} {
		same(t, c.why, first(m, 3, w.afterPrime(c.prime, 5*time.Hour, from, to)), c.want)
	}
}

// TestUnknownRule: a table with a rule nobody knows plans nothing for it.
func TestUnknownRule(t *testing.T) {
	p, m := four(), member(ny(t, "2026-06-09 11:00"))
	p.Rows = p.Rows[3:] // no prime_journal either
	p.Rows[0].Target.Rule = "at full moon"
	_, skips := Plan(p, m, m.Sessions[0].End)
	same(t, "skips", why(skips), []string{"S1/therapy: no legal slot in its window"})
}
