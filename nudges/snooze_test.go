package nudges

import (
	"testing"
	"time"
)

// names of the moments on offer, with their local times.
func names(m Member, ls []Later) []string {
	var out []string
	for _, l := range ls {
		out = append(out, l.Name+" "+l.At.In(m.Location()).Format("01-02 15:04"))
	}
	return out
}

func TestSnoozeTimes(t *testing.T) {
	for _, c := range []struct {
		why, end string
		id       ID
		now      string
		own      *Hours
		want     []string
	}{
		{"a follow-up", "2026-06-09 11:00", "S1/therapy", "2026-06-11 10:03", nil,
			[]string{"hour 06-11 11:03", "evening 06-11 18:00", "morning 06-12 09:00"}},
		{"not past its time", "2026-06-09 11:00", "S1/mindfulness", "2026-06-10 14:01", nil,
			[]string{"hour 06-10 15:01", "evening 06-10 18:00"}},
		{"the prompt is stale after a day", "2026-06-09 11:00", "S1/prime_journal", "2026-06-10 09:00", nil,
			[]string{"hour 06-10 10:00"}},
		{"at six the evening has come", "2026-06-09 11:00", "S1/therapy", "2026-06-11 18:00", nil,
			[]string{"hour 06-11 19:00", "morning 06-12 09:00"}},
		{"no hour into the night", "2026-06-09 11:00", "S1/therapy", "2026-06-11 20:10", nil,
			[]string{"morning 06-12 09:00"}},
		{"after midnight the morning is today's", "2026-06-09 11:00", "S1/therapy", "2026-06-12 01:00", nil,
			[]string{"morning 06-12 09:00"}},
		{"a late riser's morning", "2026-06-09 11:00", "S1/therapy", "2026-06-11 13:00", &Hours{hm(9, 30), hm(17, 0)},
			[]string{"hour 06-11 14:00", "morning 06-12 10:30"}},
		{"nothing that was not sent", "2026-06-09 11:00", "S2/therapy", "2026-06-11 13:00", nil, nil},
	} {
		p := four()
		m := until(t, p, member(ny(t, c.end)), ny(t, "2026-06-20 12:00"))
		m.Waking = c.own
		same(t, c.why, names(m, SnoozeTimes(p, m, c.id, ny(t, c.now))), c.want)
	}
}

// TestSnooze lives through a follow-up that is put off, twice and not again.
func TestSnooze(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-20 12:00"))
	now := ny(t, "2026-06-11 10:03")
	for _, until := range []string{"2026-06-11 10:03", "2026-06-11 10:00", "2026-06-11 21:00", "2026-06-12 07:59", "2026-06-12 11:01"} {
		if same, ok := Snooze(p, m, "S1/therapy", now, ny(t, until)); ok || len(same.Reminders) > 0 {
			t.Errorf("put off to %s", until)
		}
	}
	m, ok := Snooze(p, m, "S1/therapy", now, ny(t, "2026-06-11 11:03"))
	if !ok {
		t.Fatal("not put off by an hour")
	}
	planned, skips := Plan(p, m, now)
	same(t, "planned", show(m, planned), []string{"S1/therapy/again1 06-11 11:03"})
	if len(skips) != 4 || planned[0].Again != 1 || planned[0].Silent || planned[0].Kind != Therapy {
		t.Errorf("%+v, skips %q", planned[0], why(skips))
	}
	m.Next, _ = Alarm(p, m, now)
	now = ny(t, "2026-06-11 11:05")
	m, look := step(p, m, now)
	same(t, "look", saw(m, look), []string{"send S1/therapy/again1 06-11 11:03"})

	m, ok = Snooze(p, m, "S1/therapy/again1", now, ny(t, "2026-06-11 18:00"))
	if planned, _ := Plan(p, m, now); !ok || len(planned) != 1 || planned[0].ID != "S1/therapy/again2" || planned[0].Again != 2 {
		t.Fatalf("second time: %v, %q", ok, show(m, planned))
	}
	if len(m.Reminders) != 2 {
		t.Errorf("%d reminders, want the one that was sent as well", len(m.Reminders))
	}
	for _, id := range []ID{"S1/therapy", "S1/therapy/again1", "S1/therapy/again2"} {
		if _, ok := Snooze(p, m, id, now, ny(t, "2026-06-12 09:00")); ok || len(SnoozeTimes(p, m, id, now)) > 0 {
			t.Errorf("%s put off a third time", id)
		}
	}
}

// TestSnoozeReplaces: putting off what still waits moves it; it is not sent twice.
func TestSnoozeReplaces(t *testing.T) {
	p, now := four(), ny(t, "2026-06-11 10:03")
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-20 12:00"))
	m, _ = Snooze(p, m, "S1/therapy", now, ny(t, "2026-06-11 11:03"))
	before := m.Reminders[0]
	moved, ok := Snooze(p, m, "S1/therapy", now, ny(t, "2026-06-11 18:00"))
	if planned, _ := Plan(p, moved, now); !ok || len(planned) != 1 || !planned[0].Due.Equal(ny(t, "2026-06-11 18:00")) {
		t.Errorf("planned %q", show(m, planned))
	}
	if m.Reminders[0] != before {
		t.Error("the member passed in was changed")
	}
}

func TestRemindMonday(t *testing.T) {
	night := &Hours{hm(20, 0), hm(6, 0)}
	for _, c := range []struct {
		why, now string
		own      *Hours
		want     string
	}{
		{"on a Thursday", "2026-06-11 10:03", nil, "06-15 10:00"},
		{"on a Monday it is the next", "2026-06-15 09:00", nil, "06-22 10:00"},
		{"on Sunday night", "2026-06-15 01:00", nil, "06-15 10:00"},
		{"in the preferred band", "2026-06-11 10:03", &Hours{hm(12, 0), hm(20, 0)}, "06-15 13:00"},
		{"for who works at night", "2026-06-11 02:00", night, "06-15 05:15"},
	} {
		p := four()
		m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-20 12:00"))
		m.Waking = c.own
		now := ny(t, c.now)
		m, at := RemindMonday(p, m, "S1/therapy", now)
		if got := at.In(m.Location()).Format("01-02 15:04"); got != c.want || at.In(m.Location()).Weekday() != time.Monday {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
		twice, again := RemindMonday(p, m, "S1/therapy", now.Add(time.Second))
		planned, _ := Plan(p, twice, now)
		if len(planned) != 1 || !planned[0].Due.Equal(at) || !again.Equal(at) {
			t.Errorf("%s: planned %q", c.why, show(m, planned))
		}
	}
	if m, at := RemindMonday(four(), member(), "S1/therapy", ny(t, "2026-06-11 10:03")); !at.IsZero() || len(m.Reminders) > 0 {
		t.Error("a reminder of what was never sent")
	}
}

// TestReminderIsFree: it needs no gap, no room on the day, and waits for what
// was planned for the same moment; both go out.
func TestReminderIsFree(t *testing.T) {
	p := four()
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-11 12:00"))
	m, _ = RemindMonday(p, m, "S1/prime_journal", ny(t, "2026-06-11 12:00"))
	m.Sessions = append(m.Sessions, Session{ID: "S2", End: ny(t, "2026-06-13 11:00"), Logged: ny(t, "2026-06-13 11:00")})
	m.Muted = []Kind{Mindfulness}
	m = sent(m, Nudge{ID: "S2/prime_journal", Kind: PrimeJournal, Session: "S2", Due: ny(t, "2026-06-14 09:00")}, ny(t, "2026-06-14 09:00"))
	planned, _ := Plan(p, m, ny(t, "2026-06-14 20:00"))
	same(t, "planned", show(m, planned), []string{"S2/therapy 06-15 10:00", "S1/prime_journal/again1 06-15 10:00"})
	m.Next = ny(t, "2026-06-15 10:00")
	var got []string
	for now := m.Next.Add(time.Minute); len(got) < 2; now = now.Add(time.Second) {
		var look Look
		if m, look = step(p, m, now); len(look.Drop) > 0 || look.Send == nil {
			t.Fatalf("after %q: %q", got, saw(m, look))
		}
		got = append(got, string(look.Send.ID))
	}
	same(t, "sent", got, []string{"S2/therapy", "S1/prime_journal/again1"})
}

// TestReminderWishes: what the member wants holds for reminders too.
func TestReminderWishes(t *testing.T) {
	p, now := four(), ny(t, "2026-06-10 09:05")
	for _, c := range []struct {
		why    string
		change func(*Member)
		want   []string
		skip   Reason
	}{
		{"muted", func(m *Member) { m.Muted = append(m.Muted, PrimeJournal) }, nil, Muted},
		{"stopped", func(m *Member) { m.Stopped = now }, nil, Stopped},
		{"paused for an hour more", func(m *Member) { m.PausedUntil = ny(t, "2026-06-10 10:30") }, []string{"S1/prime_journal/again1 06-10 10:30"}, ""},
		{"paused past its time", func(m *Member) { m.PausedUntil = ny(t, "2026-06-10 11:30") }, nil, Paused},
		{"held past its time", func(m *Member) { m.HeldUntil = ny(t, "2026-06-11 11:30") }, nil, Held},
		{"a note since", func(m *Member) { m.Wrote = []time.Time{ny(t, "2026-06-10 09:30")} }, nil, Satisfied},
		{"a note before", func(m *Member) { m.Wrote = []time.Time{ny(t, "2026-06-10 09:02")} }, []string{"S1/prime_journal/again1 06-10 10:05"}, ""},
		{"new quiet hours", func(m *Member) { m.Waking = &Hours{hm(10, 20), hm(22, 0)} }, []string{"S1/prime_journal/again1 06-10 10:30"}, ""},
		{"new quiet hours past its time", func(m *Member) { m.Waking = &Hours{hm(12, 0), hm(22, 0)} }, nil, NoSlot},
		{"a kind nobody knows any more", func(m *Member) { m.Reminders[0].Kind = "gone" }, nil, NotChosen},
	} {
		m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-10 09:15"))
		m.Muted = []Kind{Mindfulness, Therapy}
		m, ok := Snooze(p, m, "S1/prime_journal", now, now.Add(time.Hour))
		if !ok {
			t.Fatal("not put off")
		}
		c.change(&m)
		planned, skips := Plan(p, m, now)
		same(t, c.why, show(m, planned), c.want)
		if last := skips[len(skips)-1]; c.skip != "" && (last.Nudge != "S1/prime_journal/again1" || last.Reason != c.skip) {
			t.Errorf("%s: %+v", c.why, last)
		}
		if c.why == "a note since" {
			look := LastLook(p, m, now.Add(time.Hour))
			same(t, c.why, saw(m, look), []string{"drop S1/prime_journal/again1: already satisfied"})
		}
	}
}

// TestReminderIsNotCounted: nothing keeps its distance from a reminder.
func TestReminderIsNotCounted(t *testing.T) {
	end := ny(t, "2026-06-09 11:00")
	m := sent(member(end), Nudge{ID: "S1/therapy/again1", Kind: Therapy, Session: "S1", Due: ny(t, "2026-06-09 14:30"), Again: 1}, end)
	planned, _ := Plan(four(), m, end)
	same(t, "planned", show(m, planned), []string{"S1/capture 06-09 15:00", "S1/prime_journal 06-10 09:00", "S1/mindfulness 06-10 14:00", "S1/therapy 06-11 10:00"})
}

// TestReminderPastItsTime: a reminder is never late, whatever its kind may be.
func TestReminderPastItsTime(t *testing.T) {
	p, now := four(), ny(t, "2026-06-10 09:05")
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-10 09:15"))
	m, _ = Snooze(p, m, "S1/prime_journal", now, now.Add(time.Hour))
	m.Next, _ = Alarm(p, m, now)
	m, look := step(p, m, ny(t, "2026-06-10 11:30"))
	same(t, "look", saw(m, look), []string{"drop S1/prime_journal/again1: past its time"})
}

// TestSnoozeMonday: what came on Monday can be put off within that day.
func TestSnoozeMonday(t *testing.T) {
	p, now := four(), ny(t, "2026-06-15 10:02")
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-20 12:00"))
	m, _ = RemindMonday(p, m, "S1/therapy", ny(t, "2026-06-11 10:05"))
	m.Next, _ = Alarm(p, m, ny(t, "2026-06-11 10:05"))
	m, look := step(p, m, now)
	same(t, "look", saw(m, look), []string{"send S1/therapy/again1 06-15 10:00"})
	same(t, "times", names(m, SnoozeTimes(p, m, "S1/therapy/again1", now)), []string{"hour 06-15 11:02", "evening 06-15 18:00"})
}

// TestNoSnoozeIntoHush: the silence around the next session holds.
func TestNoSnoozeIntoHush(t *testing.T) {
	p, now := four(), ny(t, "2026-06-11 10:02")
	m := until(t, p, member(ny(t, "2026-06-09 11:00")), ny(t, "2026-06-20 12:00"))
	end := ny(t, "2026-06-12 15:00")
	m.Sessions = append(m.Sessions, Session{ID: "S2", Start: end.Add(-time.Hour), End: end, Logged: now})
	same(t, "times", names(m, SnoozeTimes(p, m, "S1/therapy", now)), []string{"hour 06-11 11:02", "evening 06-11 18:00"})
}
