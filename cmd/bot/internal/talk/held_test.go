package talk

import (
	"testing"
	"time"

	"afterglow/nudges"
)

// preLogged is a member with a session that was logged ahead, of which capture
// and prime_journal went out.
func preLogged(t testing.TB) nudges.Member {
	m := withNudges(t)
	m.Sessions[0].Start = m.Sessions[0].End.Add(-90 * time.Minute)
	return m
}

// Whether a session took place: each answer, under its nudge, and what is no
// answer.
func TestHeld(t *testing.T) {
	for _, c := range []struct {
		press, want string
		sessions    int
		confirmed   bool
	}{
		{"held yes S1/capture", "reply held.thanks, rebutton nudge.buttons", 1, true},
		{"held ended S1/capture", "reply, show held.ended", 1, false},
		{"held moved S1/capture", "reply, rebutton, show held.moved", 0, false},
		{"held not S1/capture", "reply, rebutton, show held.not", 0, false},
		{"held maybe S1/capture", "reply button.old", 1, false},
		{"held yes S2/capture", "reply button.old", 1, false},
	} {
		w := newWorld(t, preLogged(t))
		got := told(w.presses(201, "1 "+c.press))
		if got != c.want || len(w.m.Sessions) != c.sessions || c.sessions > 0 && w.m.Sessions[0].Confirmed.IsZero() == c.confirmed {
			t.Errorf("%s: %s, %+v", c.press, got, w.m.Sessions)
		}
	}
}

// The question is asked once: with the capture, else with the prime_journal, and
// not of a session that was logged afterwards or has been answered for.
func TestAsksWhether(t *testing.T) {
	for _, c := range []struct {
		why            string
		change         func(*nudges.Member)
		capture, prime bool
	}{
		{"the capture went out", func(*nudges.Member) {}, true, false},
		{"it did not", func(m *nudges.Member) { m.Log = m.Log[1:] }, true, true},
		{"it was dropped", func(m *nudges.Member) { m.Log[0].Outcome = nudges.Dropped }, true, true},
		{"answered", func(m *nudges.Member) { m.Sessions[0].Confirmed = noon }, false, false},
		{"logged afterwards", func(m *nudges.Member) { m.Sessions[0].Start = time.Time{} }, false, false},
	} {
		m := preLogged(t)
		c.change(&m)
		if a, b := asksWhether(m, nudges.Capture, "S1"), asksWhether(m, nudges.PrimeJournal, "S1"); a != c.capture || b != c.prime {
			t.Errorf("%s: capture asks %v, prime_journal %v", c.why, a, b)
		}
		if asksWhether(m, nudges.Therapy, "S1") || asksWhether(m, nudges.Capture, "S2") {
			t.Errorf("%s: another one asks too", c.why)
		}
	}
}

// A session that is corrected keeps its name, and may try again what had been
// dropped; what was sent stays sent.
func TestCorrectedTriesAgain(t *testing.T) {
	m := preLogged(t)
	m.Log = append(m.Log, nudges.Entry{Nudge: "S1/small_step", Kind: nudges.SmallStep, Session: "S1", Outcome: nudges.Dropped, Reason: nudges.NoSlot})
	w := newWorld(t, m)
	w.presses(201, "1 held ended S1/capture")
	w.presses(300, "1 log "+unixMinute(m.Sessions[0].End.Add(8*time.Hour)))
	if len(w.m.Sessions) != 1 || w.m.Sessions[0].ID != "S1" || !w.m.Sessions[0].Start.IsZero() || len(w.m.Log) != 4 {
		t.Errorf("%+v, log %+v", w.m.Sessions, w.m.Log)
	}
}

// An invitation is answered once, and the answer is kept without a word about
// it to anybody.
func TestGoing(t *testing.T) {
	for _, c := range []struct{ press, want, answer string }{
		{"going yes C1/circle", "reply, rebutton, show circle.going", "going"},
		{"going no C1/circle", "reply nudge.not_now, rebutton", "not"},
		{"going maybe C1/circle", "reply button.old", ""},
		{"going yes S1/capture", "reply button.old", ""},
	} {
		m := withNudges(t)
		m.Log = append(m.Log, nudges.Entry{Nudge: "C1/circle", Kind: nudges.CircleInvite, Session: "C1", At: noon, Outcome: nudges.Delivered, Message: 205})
		w := newWorld(t, m)
		if got := told(w.presses(205, "1 "+c.press)); got != c.want || w.m.Log[4].Answer != c.answer {
			t.Errorf("%s: %s, kept %q", c.press, got, w.m.Log[4].Answer)
		}
	}
}

// Before a session there is a line to write; it is given back once, with the
// page, and can't be forwarded.
func TestIntentionGivenBack(t *testing.T) {
	m := preLogged(t)
	m.Log = append(m.Log, nudges.Entry{Nudge: "S1/intention", Kind: nudges.Intention, Session: "S1", Outcome: nudges.Delivered, Reply: 77})
	prime := nudges.Nudge{ID: "S1/prime_journal", Kind: nudges.PrimeJournal, Session: "S1"}
	for _, c := range []struct {
		why    string
		n      nudges.Nudge
		change func(*nudges.Member)
		want   int
	}{
		{"with the page", prime, func(*nudges.Member) {}, 77},
		{"also of the session that was moved here", nudges.Nudge{Kind: nudges.PrimeJournal, Session: "S3"}, func(m *nudges.Member) {
			m.Sessions = append([]nudges.Session{{ID: "S3", Instead: "S1"}}, m.Sessions...)
		}, 77},
		{"rather the line that was written for it", prime, func(m *nudges.Member) { m.Sessions = []nudges.Session{{ID: "S1", Intention: 60}} }, 60},
		{"not with another kind", nudges.Nudge{Kind: nudges.Therapy, Session: "S1"}, func(*nudges.Member) {}, 0},
		{"nor with another session's page", nudges.Nudge{Kind: nudges.PrimeJournal, Session: "S2"}, func(*nudges.Member) {}, 0},
		{"nor where notes are not kept", prime, func(m *nudges.Member) { m.Consent.Notes.Yes = false }, 0},
		{"nor where nothing was written", prime, func(m *nudges.Member) { m.Log[4].Reply = 0 }, 0},
	} {
		with := m
		with.Log = append([]nudges.Entry(nil), m.Log...)
		c.change(&with)
		if got := Echo(with, c.n); got != c.want {
			t.Errorf("%s: note %d, want %d", c.why, got, c.want)
		}
	}
	d, _ := newTalk().DrawNudge(m, prime, nudges.Note{Text: "<b>slow</b>", At: m.Sessions[0].Start})
	if want := "“&lt;b&gt;slow&lt;/b&gt;”</tg-spoiler>"; !d.Protect || len(d.HTML) < len(want) || d.HTML[len(d.HTML)-len(want):] != want {
		t.Errorf("protected %v: %s", d.Protect, d.HTML)
	}
}

// What was left out says each kind once for each reason, and nothing that the
// member chose.
func TestPlanMissed(t *testing.T) {
	m := withNudges(t)
	m.Heard, m.Muted = noon, []nudges.Kind{nudges.SmallStep}
	m.Log = append(m.Log, nudges.Entry{Nudge: "S1/week_reflect", Kind: nudges.WeekReflect, Session: "S1", At: noon, Outcome: nudges.Dropped, Reason: nudges.Overdue})
	d, err := newTalk().Draw(Scene{Screen: screen("plan.missed"), Member: m, Now: noon})
	want := "What was left out, and why:\n\nA small step: turned off in your settings\nLooking back: another one went out instead"
	if err != nil || d.HTML != want {
		t.Errorf("%q, %v", d.HTML, err)
	}
}
