package nudges

import (
	"testing"
	"time"
)

// TestLineWritten: who has written a line is not asked for one, and who was
// asked already was.
func TestLineWritten(t *testing.T) {
	logged, start := ny(t, "2026-06-03 12:00"), ny(t, "2026-06-10 09:30")
	m := Member{Zone: "America/New_York", Consent: Consent{Nudges: Answer{Yes: true}},
		Sessions: []Session{{ID: "S1", Start: start, End: start.Add(2 * time.Hour), Logged: logged, Intention: 60}}}
	for _, c := range []struct {
		name   string
		change func(*Member)
		want   string
	}{
		{"written", func(*Member) {}, "S1/intention: already satisfied"},
		{"not written", func(m *Member) { m.Sessions[0].Intention = 0 }, ""},
		{"for another session", func(m *Member) {
			m.Sessions = append([]Session{{ID: "S0", End: logged, Logged: logged, Intention: 59}}, m.Sessions...)
			m.Sessions[1].Intention = 0
		}, "S0/intention: not known beforehand"},
		{"asked already", func(m *Member) {
			m.Log = []Entry{{Nudge: "S1/intention", Kind: Intention, Session: "S1", Slot: ny(t, "2026-06-09 18:30"), Outcome: Delivered}}
		}, "S1/intention: sent"},
	} {
		who := m
		who.Sessions = append([]Session(nil), m.Sessions...)
		c.change(&who)
		planned, skips := Plan(only(Intention), who, logged)
		want := []string{c.want}
		if c.want == "" {
			want = nil
		}
		same(t, c.name, why(skips), want)
		if asks := c.name == "not written" || c.name == "for another session"; (len(planned) == 1) != asks {
			t.Errorf("%s: %v", c.name, planned)
		}
	}
}

// TestLineAndOthers: a line makes no other kind needless.
func TestLineAndOthers(t *testing.T) {
	m := member(ny(t, "2026-06-09 11:00"))
	before, _ := Plan(only(Capture, PrimeJournal, Mindfulness), m, m.Sessions[0].End)
	m.Sessions[0].Intention = 60
	after, _ := Plan(only(Capture, PrimeJournal, Mindfulness), m, m.Sessions[0].End)
	same(t, "with a line", show(m, after), show(m, before))
}
