package nudges

import (
	"slices"
	"testing"
	"time"
)

// local reads "2026-06-09 11:00" on the clocks of a zone.
func local(t testing.TB, zone, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	out, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return out.UTC()
}

// ny reads a time in New York, where most tests live.
func ny(t testing.TB, s string) time.Time { t.Helper(); return local(t, "America/New_York", s) }

// member is one who wants nudges, in New York, with sessions that ended at the
// given moments and were logged at once.
func member(ends ...time.Time) Member {
	m := Member{Seed: 7, Zone: "America/New_York", Consent: Consent{Nudges: Answer{Yes: true}, Notes: Answer{Yes: true}}, FirstKept: time.Unix(0, 0)}
	for i, end := range ends {
		m.Sessions = append(m.Sessions, Session{ID: SessionID("S" + string(rune('1'+i))), End: end, Logged: end})
	}
	return m
}

// sent appends to the log what a sender would; the member answers at once.
func sent(m Member, n Nudge, at time.Time) Member {
	m.Log = append(slices.Clone(m.Log), Entry{Nudge: n.ID, Kind: n.Kind, Session: n.Session,
		Slot: n.Due, At: at, Outcome: Delivered, Silent: n.Silent, Answered: at})
	return m
}

func dropped(m Member, s Skip, at time.Time) Member {
	m.Log = append(slices.Clone(m.Log), Entry{Nudge: s.Nudge, Kind: s.Kind, Session: s.Session,
		Slot: at, At: at, Outcome: Dropped, Reason: s.Reason})
	return m
}

// step does what a sender does when an alarm rings: look, write down, set the
// next alarm.
func step(p Protocol, m Member, now time.Time) (Member, Look) {
	look := LastLook(p, m, now)
	for _, s := range look.Drop {
		m = dropped(m, s, now)
	}
	if look.Send != nil {
		m = sent(m, *look.Send, now)
	}
	m.Next, _ = Alarm(p, m, now)
	return m, look
}

// show lists nudges as "S1/capture 06-09 15:00" in the member's zone.
func show(m Member, ns []Nudge) []string {
	var out []string
	for _, n := range ns {
		out = append(out, string(n.ID)+" "+n.Due.In(m.Location()).Format("01-02 15:04"))
	}
	return out
}

// why lists skips as "S1/capture: reason".
func why(ss []Skip) []string {
	var out []string
	for _, s := range ss {
		out = append(out, string(s.Nudge)+": "+string(s.Reason))
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// four is the protocol with the kinds that every course turns on, so that a
// table can list all there is.
func four() Protocol { return only(Capture, PrimeJournal, Mindfulness, Therapy) }

// only is the protocol with some kinds.
func only(kinds ...Kind) Protocol {
	p := Default()
	p.Rows = slices.DeleteFunc(p.Rows, func(r Row) bool { return !slices.Contains(kinds, r.Kind) })
	return p
}

// small is the day that the small hours add to a logical one.
func small(c Clock) day {
	if c < dayStart {
		return 1
	}
	return 0
}
