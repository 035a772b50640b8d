package nudges

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestKindsOfOneSession: what each intensity brings after scenario A's session.
func TestKindsOfOneSession(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	for _, c := range []struct {
		intensity Intensity
		want      []string
	}{
		{Gentle, []string{"S1/prime_journal 06-10 09:00", "S1/therapy 06-11 10:00", "S1/week_reflect 06-16 18:00"}},
		{Standard, []string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00",
			"S1/small_step 06-12 18:00", "S1/week_reflect 06-16 18:00", "S1/keep_14 06-23 18:00", "S1/keep_28 07-07 18:00"}},
		{Full, []string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00",
			"S1/small_step 06-12 18:00", "S1/mindfulness_2 06-13 18:00", "S1/connect 06-14 12:30",
			"S1/week_reflect 06-16 18:00", "S1/keep_14 06-23 18:00", "S1/keep_28 07-07 18:00"}},
	} {
		m := member(end)
		m.Intensity = c.intensity
		planned, _ := Plan(Default(), m, end)
		same(t, string(c.intensity), show(m, planned), c.want)
	}
}

// TestIntention: the evening before a session that is known by then.
func TestIntention(t *testing.T) {
	for _, c := range []struct {
		why, start, logged string
		waking             *Hours
		want               string
	}{
		{"a week ahead", "2026-06-10 09:30", "2026-06-03 12:00", nil, "06-09 18:30"},
		{"in time to the minute", "2026-06-10 09:30", "2026-06-09 18:30", nil, "06-09 18:30"},
		{"a minute too late", "2026-06-10 09:30", "2026-06-09 18:31", nil, ""},
		{"before four in the morning it is still the day before", "2026-06-10 03:00", "2026-06-03 12:00", nil, "06-08 18:30"},
		{"and at four it is not", "2026-06-10 04:00", "2026-06-03 12:00", nil, "06-09 18:30"},
		{"asleep by then: the nearest slot of that day", "2026-06-10 09:30", "2026-06-03 12:00", &Hours{hm(6, 0), hm(17, 0)}, "06-09 16:15"},
	} {
		p, start := only(Intention), ny(t, c.start)
		m := Member{Zone: "America/New_York", Consent: Consent{Nudges: Answer{Yes: true}}, Waking: c.waking,
			Sessions: []Session{{ID: "S1", Start: start, End: start.Add(90 * time.Minute), Logged: ny(t, c.logged)}}}
		planned, _ := Plan(p, m, ny(t, c.logged))
		want := []string{"S1/intention " + c.want}
		if c.want == "" {
			want = nil
		}
		same(t, c.why, show(m, planned), want)
		for _, n := range planned {
			if !n.Expires.Equal(start.Add(-3 * time.Hour)) {
				t.Errorf("%s: stale at %v", c.why, n.Expires)
			}
		}
	}
}

// TestApptPrep: three hours before, or the evening before where that would be
// too early in the day.
func TestApptPrep(t *testing.T) {
	for _, c := range []struct{ why, at, want string }{
		{"noon", "2026-06-20 12:00", "06-20 09:00"},
		{"afternoon", "2026-06-20 16:00", "06-20 13:00"},
		{"just before noon: the evening before", "2026-06-20 11:45", "06-19 18:30"},
		{"early", "2026-06-20 08:00", "06-19 18:30"},
		{"the nearest quarter hour", "2026-06-20 14:20", "06-20 11:15"},
		{"the nearest quarter hour", "2026-06-20 14:25", "06-20 11:30"},
	} {
		m := member(ny(t, "2026-06-01 11:00"))
		m.Appointments = []Appointment{{ID: "A1", At: ny(t, c.at), Made: ny(t, "2026-06-18 11:00")}}
		planned, _ := Plan(only(ApptPrep), m, ny(t, "2026-06-18 11:00"))
		same(t, c.why, show(m, planned), []string{"A1/appt_prep " + c.want})
	}
}

// TestApptPrepAmongOthers: it keeps two hours, no cap holds it back, and it
// counts for the caps of the others.
func TestApptPrepAmongOthers(t *testing.T) {
	for _, c := range []struct {
		why, at string
		want    []string
	}{
		{"on the prime day: no room for the practice", "2026-06-10 16:00", []string{"S1/prime_journal 06-10 09:00", "A1/appt_prep 06-10 13:00", "S1/therapy 06-11 10:00"}},
		{"less than two hours beside it: the page moves away", "2026-06-10 13:30", []string{"A1/appt_prep 06-10 10:30", "S1/prime_journal 06-10 08:00", "S1/therapy 06-11 10:00"}},
		{"an ordinary day is full with it", "2026-06-11 17:00", []string{"S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "A1/appt_prep 06-11 14:00", "S1/therapy 06-12 10:00"}},
	} {
		m := member(ny(t, "2026-06-09 11:00"))
		m.Appointments = []Appointment{{ID: "A1", At: ny(t, c.at)}}
		planned, _ := Plan(only(PrimeJournal, Mindfulness, Therapy, ApptPrep), m, ny(t, "2026-06-09 11:00"))
		got := show(m, planned)
		slices.Sort(got)
		slices.Sort(c.want)
		same(t, c.why, got, c.want)
	}
}

// TestTakeaway: asked for, afterwards, without a sound; not otherwise.
func TestTakeaway(t *testing.T) {
	m := member(ny(t, "2026-06-01 11:00"))
	now := ny(t, "2026-06-18 11:00")
	m.Appointments = []Appointment{{ID: "A1", At: ny(t, "2026-06-20 12:00"), Made: now}, {ID: "A2", At: ny(t, "2026-06-21 12:00"), Made: now, Takeaway: true}}
	planned, skips := Plan(only(AfterTalk), m, now)
	same(t, "asked for", show(m, planned), []string{"A2/takeaway 06-21 14:00"})
	same(t, "nothing to skip where nobody asked", why(skips), nil)
	if !planned[0].Silent {
		t.Error("it has a sound")
	}
}

// TestCircle: three days before, at noon.
func TestCircle(t *testing.T) {
	p := only(CircleInvite)
	p.Circles = Listed{{ID: "C1", At: ny(t, "2026-06-11 18:30")}, {ID: "C2", At: ny(t, "2026-06-20 09:00")}, {ID: "C3", At: ny(t, "2026-06-20 18:00")}}
	m := member(ny(t, "2026-06-01 11:00"))
	planned, skips := Plan(p, m, ny(t, "2026-06-09 11:00"))
	same(t, "planned", show(m, planned), []string{"C2/circle 06-17 12:00"})
	same(t, "skipped", why(skips), []string{"C1/circle: no legal slot in its window", "C3/circle: too close to another nudge"})
	m.Sessions = nil
	if planned, _ := Plan(p, m, ny(t, "2026-06-09 11:00")); planned != nil {
		t.Errorf("no course, and yet %q", show(m, planned))
	}
}

// TestRereads: nobody is offered to read again what is not kept.
func TestRereads(t *testing.T) {
	m := member(ny(t, "2026-06-09 11:00"))
	m.Consent.Notes.Yes = false
	_, skips := Plan(only(Keep14, Keep28), m, m.Sessions[0].End)
	same(t, "skips", why(skips), []string{"S1/keep_14: no notes are kept", "S1/keep_28: no notes are kept"})
}

// TestBackOff: what nobody answers gets less, and any sign of life brings all
// of it back.
func TestBackOff(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	base := member(end)
	base.Appointments = []Appointment{{ID: "A1", At: ny(t, "2026-06-19 16:00")}}
	base.Heard = end
	// lived sends all that is due until a moment; nobody answers.
	lived := func(until string) Member {
		p, m := Default(), base
		m.Next, _ = Alarm(p, m, end)
		for {
			_, ring := Alarm(p, m, later(end, m.Next))
			if ring.IsZero() || ring.After(ny(t, until)) {
				return m
			}
			look := LastLook(p, m, ring)
			if look.Send != nil {
				m = sent(m, *look.Send, ring)
				m.Log[len(m.Log)-1].Answered = time.Time{}
			}
			m.Next, _ = Alarm(p, m, ring)
		}
	}
	for _, c := range []struct {
		why, now string
		change   func(*Member)
		want     []string
	}{
		{"one unanswered, and one too young to count", "2026-06-11 09:30", nil, []string{"S1/therapy", "S1/small_step", "S1/week_reflect", "A1/appt_prep", "S1/keep_14", "S1/keep_28"}},
		{"two: gentle for this session", "2026-06-11 14:30", nil, []string{"S1/week_reflect", "A1/appt_prep"}},
		{"three: only the appointment", "2026-06-12 11:00", nil, []string{"A1/appt_prep"}},
		{"another session is not gentle", "2026-06-11 14:30", func(m *Member) {
			m.Sessions = append(slices.Clone(m.Sessions), Session{ID: "S2", Start: ny(t, "2026-07-20 09:30"), End: ny(t, "2026-07-20 11:00"), Logged: end})
		}, []string{"S1/week_reflect", "A1/appt_prep", "S2/intention", "S2/capture", "S2/prime_journal", "S2/mindfulness", "S2/therapy", "S2/small_step", "S2/week_reflect", "S2/keep_14", "S2/keep_28"}},
		{"a message, or a tap anywhere", "2026-06-12 11:00", func(m *Member) { m.Heard = ny(t, "2026-06-12 10:59") }, []string{"S1/small_step", "S1/week_reflect", "A1/appt_prep", "S1/keep_14", "S1/keep_28"}},
		{"the last one was answered", "2026-06-12 11:00", func(m *Member) {
			m.Log = slices.Clone(m.Log)
			m.Log[len(m.Log)-1].Answered = ny(t, "2026-06-12 10:59")
		}, []string{"S1/small_step", "S1/week_reflect", "A1/appt_prep", "S1/keep_14", "S1/keep_28"}},
	} {
		m := lived(c.now)
		if c.change != nil {
			c.change(&m)
		}
		planned, skips := Plan(Default(), m, ny(t, c.now))
		var got []string
		for _, n := range planned {
			got = append(got, string(n.ID))
		}
		same(t, c.why, got, c.want)
		if c.change == nil && len(c.want) < 3 && !slices.ContainsFunc(why(skips), func(s string) bool { return strings.HasPrefix(s, "S1/small_step: less, after silence") }) {
			t.Errorf("%s: %q", c.why, why(skips))
		}
	}
}

// TestLapsed: what never went out is written down once, with the reason that
// held when it would have gone.
func TestLapsed(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	for _, c := range []struct {
		why, now string
		change   func(*Member)
		want     []string
	}{
		{"nothing is over", "2026-06-09 18:00", nil, nil},
		{"muted", "2026-06-09 19:15", func(m *Member) { m.Muted = []Kind{Capture} }, []string{"S1/capture: muted"}},
		{"a note stood for it", "2026-06-09 19:15", func(m *Member) { m.Wrote = []time.Time{end.Add(time.Hour)} }, []string{"S1/capture: already satisfied"}},
		{"paused at its time, and no more", "2026-06-09 19:15", func(m *Member) {
			m.PausedFrom, m.PausedUntil = end, end.Add(5*time.Hour)
		}, []string{"S1/capture: paused"}},
		{"held at its time", "2026-06-09 19:15", func(m *Member) { m.HeldFrom, m.HeldUntil = end, end.Add(24*time.Hour) }, []string{"S1/capture: held"}},
		{"nobody was there", "2026-06-09 19:15", nil, []string{"S1/capture: past its time"}},
		{"already in the log", "2026-06-09 19:15", func(m *Member) {
			*m = dropped(*m, Skip{"S1/capture", Capture, "S1", Overdue}, end.Add(5*time.Hour))
		}, nil},
		{"nothing to tell those who said stop", "2026-06-20 19:15", func(m *Member) { m.Stopped = end }, nil},
		{"long ago", "2026-12-09 19:15", nil, nil},
	} {
		m := member(end)
		if c.change != nil {
			c.change(&m)
		}
		same(t, c.why, why(Lapsed(four(), m, ny(t, c.now))), c.want)
	}
}

// TestOverdueAfterTheNextSession: what downtime held up until the next session
// has ended is left to that one.
func TestOverdueAfterTheNextSession(t *testing.T) {
	p := only(SmallStep, PrimeJournal)
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-12 17:00"))
	next := ny(t, "2026-06-13 08:00")
	m.Sessions = append(slices.Clone(m.Sessions), Session{ID: "S2", End: next, Logged: next})
	look := LastLook(p, m, ny(t, "2026-06-13 11:30"))
	same(t, "look", saw(m, look), []string{"drop S1/small_step: superseded by S2"})
}

// TestApptPrepIsNeverHeldBack: not by a day that is full, whatever has gone out.
func TestApptPrepIsNeverHeldBack(t *testing.T) {
	m := member(ny(t, "2026-06-09 11:00"))
	m.Appointments = []Appointment{{ID: "A1", At: ny(t, "2026-06-18 17:00"), Made: ny(t, "2026-06-09 11:00")}}
	m = sent(m, Nudge{ID: "C1/circle", Kind: CircleInvite, Session: "C1", Due: ny(t, "2026-06-18 09:00")}, ny(t, "2026-06-18 09:00"))
	planned, _ := Plan(only(ApptPrep, CircleInvite), m, ny(t, "2026-06-18 10:00"))
	same(t, "planned", show(m, planned), []string{"A1/appt_prep 06-18 14:00"})
}

// TestPracticeAndIntention: the practice merges into an intention in its window,
// both ends included, and into no other.
func TestPracticeAndIntention(t *testing.T) {
	const s2 = "S2/mindfulness 06-11 09:00"
	for end, want := range map[string][]string{
		"2026-06-08 06:30": {"S2/intention 06-09 18:30", s2}, // 36 h
		"2026-06-08 06:15": {"S1/mindfulness 06-08 18:15", "S2/intention 06-09 18:30", s2},
		"2026-06-09 06:30": {"S2/intention 06-09 18:30", s2}, // 12 h
	} {
		m := ahead(member(ny(t, end), ny(t, "2026-06-10 11:00")), 1)
		planned, _ := Plan(only(Mindfulness, Intention), m, m.Sessions[0].End)
		same(t, end, show(m, planned), want)
	}
}

// TestNoSlotBeforeTheNextSession: a step that finds no slot is left to the next
// session, too.
func TestNoSlotBeforeTheNextSession(t *testing.T) {
	m := member(ny(t, "2026-06-01 11:00"), ny(t, "2026-06-10 11:00"))
	m.Appointments = []Appointment{{ID: "A1", At: ny(t, "2026-06-04 20:00"), Made: m.Sessions[0].End}, {ID: "A2", At: ny(t, "2026-06-05 20:00"), Made: m.Sessions[0].End}}
	_, skips := Plan(only(SmallStep, ApptPrep), m, m.Sessions[0].End)
	if got := why(skips)[0]; got != "S1/small_step: superseded by S2" {
		t.Error(got)
	}
}

// TestSmallHours: a named time in the small hours belongs to the evening before.
func TestSmallHours(t *testing.T) {
	p := only(Therapy)
	p.Rows[0].Target.Times = []Named{{2, hm(2, 0)}}
	m := member(ny(t, "2026-06-09 11:00"))
	m.Waking = &Hours{hm(20, 0), hm(6, 0)}
	planned, _ := Plan(p, m, m.Sessions[0].End)
	same(t, "D2 at two in the morning", show(m, planned), []string{"S1/therapy 06-12 02:00"})
}

// TestTalkNoted: who has noted a talk is not asked to find one.
func TestTalkNoted(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	for at, want := range map[string][]string{
		"2026-06-15 14:00": {"S1/therapy: already satisfied"},
		"2026-06-09 10:00": nil, // before the session
		"2026-06-24 14:00": nil, // weeks away
	} {
		m := member(end)
		m.Appointments = []Appointment{{ID: "A1", At: ny(t, at), Made: end}}
		_, skips := Plan(only(Therapy), m, end)
		same(t, at, why(skips), want)
	}
}

// TestHeardBefore: records from before Heard was kept have other signs of life.
func TestHeardBefore(t *testing.T) {
	m := member(ny(t, "2026-06-01 11:00"))
	for i, k := range []Kind{PrimeJournal, Mindfulness, Therapy} {
		at := ny(t, "2026-06-02 11:00").AddDate(0, 0, i)
		m.Log = append(m.Log, Entry{Nudge: NewID("S1", k), Kind: k, Session: "S1", Slot: at, At: at, Outcome: Delivered})
	}
	now := ny(t, "2026-06-09 11:00")
	if planned, _ := Plan(Default(), m, now); planned != nil {
		t.Errorf("nobody was heard, and yet %q", show(m, planned))
	}
	wrote := m
	wrote.Wrote = []time.Time{ny(t, "2026-06-08 20:00")}
	logged := m
	logged.Sessions = append(slices.Clone(m.Sessions), Session{ID: "S2", End: now, Logged: now})
	for _, m := range []Member{wrote, logged} {
		if planned, _ := Plan(Default(), m, now); len(planned) == 0 {
			t.Error("a sign of life brings nothing back")
		}
	}
}

// TestOverdueKeepsClear: what was held up by downtime does not take the slot of
// something more important that is still to come.
func TestOverdueKeepsClear(t *testing.T) {
	p := only(ApptPrep, AfterTalk, PrimeJournal)
	noon := ny(t, "2026-06-20 12:00")
	m := member(ny(t, "2026-06-01 11:00"))
	m.Sessions[0].Logged = ny(t, "2026-06-18 11:00")
	m.Appointments = []Appointment{{ID: "A1", At: noon, Takeaway: true}, {ID: "A2", At: ny(t, "2026-06-20 20:00")}}
	m = until(t, p, m, ny(t, "2026-06-20 13:50"))
	look := LastLook(p, m, ny(t, "2026-06-20 16:40"))
	same(t, "look", saw(m, look), nil)
	m.Next, _ = Alarm(p, m, ny(t, "2026-06-20 16:40"))
	planned, _ := Plan(p, m, ny(t, "2026-06-20 16:40"))
	same(t, "plan", show(m, planned), []string{"A2/appt_prep 06-20 17:00", "A1/takeaway 06-20 19:00"})
}

// TestOverdueAtNight: who comes back in the night sends one of what was held up
// in the morning, and no more.
func TestOverdueAtNight(t *testing.T) {
	m := until(t, four(), member(ny(t, "2026-06-08 20:00")), ny(t, "2026-06-09 08:00"))
	m, look := step(four(), m, ny(t, "2026-06-09 21:30"))
	same(t, "at night", saw(m, look), []string{"drop S1/mindfulness: another overdue nudge went out"})
	m, look = step(four(), m, ny(t, "2026-06-10 08:00"))
	same(t, "in the morning", saw(m, look), []string{"send S1/prime_journal 06-10 08:00"})
}

// TestPrune: the log forgets, and silence does not.
func TestPrune(t *testing.T) {
	m := member(ny(t, "2026-01-01 11:00"))
	for i, k := range []Kind{PrimeJournal, Mindfulness, Therapy, Capture} {
		at := ny(t, "2026-01-02 11:00").AddDate(0, 0, i)
		m.Log = append(m.Log, Entry{Nudge: NewID("S1", k), Kind: k, Session: "S1", Slot: at, At: at, Outcome: Delivered, Silent: k == Capture})
	}
	now := ny(t, "2026-06-09 11:00")
	m = Prune(m, now.AddDate(0, -3, 0))
	p := only(CircleInvite, ApptPrep)
	p.Circles = Listed{{ID: "C1", At: ny(t, "2026-06-20 18:00")}}
	if _, skips := Plan(p, m, now); len(m.Log) != 0 || m.Unanswered != 3 || why(skips)[0] != "C1/circle: less, after silence" {
		t.Errorf("log %v, %d unanswered, %q", m.Log, m.Unanswered, why(skips))
	}
	m.Heard, m.Unanswered = now, 0
	if planned, _ := Plan(p, m, now); len(planned) != 1 {
		t.Errorf("heard, and planned is %q", show(m, planned))
	}
}

// TestLapsedReasons: the log says what stood in the way, not only that it is over.
func TestLapsedReasons(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	p := only(SmallStep, ApptPrep)
	m := member(end)
	m.Appointments = []Appointment{{ID: "A1", At: ny(t, "2026-06-12 20:00")}, {ID: "A2", At: ny(t, "2026-06-13 20:00")}}
	m = until(t, p, m, ny(t, "2026-06-14 12:00"))
	same(t, "beside another", why(Lapsed(p, m, ny(t, "2026-06-14 12:00"))), []string{"S1/small_step: too close to another nudge"})
	m = until(t, four(), member(ny(t, "2026-06-09 20:00")), ny(t, "2026-06-10 08:00"))
	same(t, "no slot at all", why(Lapsed(four(), m, ny(t, "2026-06-10 08:00"))), []string{"S1/capture: no legal slot in its window"})
}

// TestReminderOfNothing: what is put off does not outlive its circle, its kind,
// or its nudge's time after a correction.
func TestReminderOfNothing(t *testing.T) {
	p := only(CircleInvite, PrimeJournal)
	p.Circles = Listed{{ID: "C1", At: ny(t, "2026-06-20 18:00")}}
	due := ny(t, "2026-06-17 12:00")
	m := sent(member(ny(t, "2026-06-01 11:00")), Nudge{ID: "C1/circle", Kind: CircleInvite, Session: "C1", Due: due}, due)
	m, ok := Snooze(p, m, "C1/circle", due, due.Add(time.Hour))
	if planned, _ := Plan(p, m, due); !ok || len(planned) != 1 {
		t.Fatalf("put off: %v, %q", ok, show(m, planned))
	}
	cancelled, off := p, only(CircleInvite)
	cancelled.Circles = Listed{}
	off.Circles, off.Rows[0].Intensities = p.Circles, nil
	for _, p := range []Protocol{cancelled, off} {
		if planned, _ := Plan(p, m, due); planned != nil {
			t.Errorf("and yet %q", show(m, planned))
		}
	}
	end := ny(t, "2026-06-09 11:00")
	nine := ny(t, "2026-06-10 09:00")
	m = sent(member(end), Nudge{ID: "S1/prime_journal", Kind: PrimeJournal, Session: "S1", Due: nine}, nine)
	m, _ = Snooze(p, m, "S1/prime_journal", nine, nine.Add(time.Hour))
	m.Sessions[0].End = end.Add(-14 * time.Hour) // its time ends at nine now, also for a late one
	if planned, _ := Plan(only(PrimeJournal), m, nine); planned != nil {
		t.Errorf("past its time, and yet %q", show(m, planned))
	}
}

// TestSnoozeAfterMonday: a reminder for Monday that has not come yet makes
// nothing good for longer.
func TestSnoozeAfterMonday(t *testing.T) {
	ten := ny(t, "2026-06-11 10:00") // a Thursday
	m := sent(member(ny(t, "2026-06-09 11:00")), Nudge{ID: "S1/therapy", Kind: Therapy, Session: "S1", Due: ten}, ten)
	m, monday := RemindMonday(four(), m, "S1/therapy", ten)
	if monday.IsZero() {
		t.Fatal("no Monday")
	}
	for _, l := range SnoozeTimes(four(), m, "S1/therapy", ny(t, "2026-06-13 12:00")) {
		t.Errorf("past its time it can still be put off to %v", l)
	}
}

// TestCircleBeforeJoining: circles from before the member's course are nothing
// to give reasons for.
func TestCircleBeforeJoining(t *testing.T) {
	p := only(CircleInvite)
	p.Circles = Listed{{ID: "C1", At: ny(t, "2026-06-08 18:00")}, {ID: "C2", At: ny(t, "2026-06-20 18:00")}}
	m := member(ny(t, "2026-06-09 11:00"))
	_, skips := Plan(p, m, ny(t, "2026-06-09 11:00"))
	same(t, "skips", why(skips), nil)
}

// TestGentleForItsSession: an appointment's nudge among the unanswered does not
// hide whose session it is.
func TestGentleForItsSession(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	m := member(end)
	m.Heard = end
	for _, n := range []Nudge{{ID: "S1/prime_journal", Kind: PrimeJournal, Session: "S1", Due: ny(t, "2026-06-10 09:00")}, {ID: "A1/appt_prep", Kind: ApptPrep, Session: "A1", Due: ny(t, "2026-06-10 13:00")}} {
		m = sent(m, n, n.Due)
		m.Log[len(m.Log)-1].Answered = time.Time{}
	}
	_, skips := Plan(only(SmallStep, Therapy), m, ny(t, "2026-06-11 14:00"))
	if got := why(skips); !slices.Contains(got, "S1/small_step: less, after silence") {
		t.Errorf("%q", got)
	}
}
