package talk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// What is said of a talk is what is planned for it.
func TestNotedTalk(t *testing.T) {
	mute := func(kinds ...nudges.Kind) func(*nudges.Member) {
		return func(m *nudges.Member) { m.Muted = kinds }
	}
	unasked := func(m *nudges.Member) { m.Appointments[0].Takeaway = false }
	const when, ready, keep, none = "Noted: Thursday 11 June, 10:00 am.", " Before it I'll say when your notes are ready", "fterwards I'll ask once for one thing to keep.", " I won't ask anything afterwards."
	const off = " Nudges are off and stay off, so nothing comes with it; /resume turns them on."
	for _, c := range []struct {
		name       string
		m          nudges.Member
		want       string
		wantButton string
	}{
		{"all", with(meets(43 * time.Hour)), when + ready + ", and a" + keep, "takeaway A1 no"},
		{"no notes", with(meets(43*time.Hour), noNotes), when + " Before it I'll send you a line, and a" + keep, "takeaway A1 no"},
		{"no need to ask", with(meets(43*time.Hour), unasked), when + ready + "." + none, "takeaway A1 yes"},
		{"nothing before", with(meets(43*time.Hour), mute(nudges.ApptPrep)), when + " A" + keep, "takeaway A1 no"},
		{"nothing after", with(meets(43*time.Hour), mute(nudges.AfterTalk)), when + ready + ".", "takeaway A1 no"},
		{"nothing at all", with(meets(43*time.Hour), mute(nudges.ApptPrep, nudges.AfterTalk)), when, "takeaway A1 no"},
		{"nothing wanted", with(meets(43*time.Hour), mute(nudges.ApptPrep), unasked), when + none, "takeaway A1 yes"},
		{"stopped", with(meets(43*time.Hour), stopped), when + off, ""},
		{"no nudges", with(meets(43*time.Hour), noNudges), when + off, ""},
		{"too near for a line before", with(meets(30 * time.Minute)), "Noted: Tuesday 9 June, 3:30 pm. A" + keep, "takeaway A1 no"},
		{"in another zone than the clinic", with(meets(43*time.Hour), func(m *nudges.Member) { m.Zone = "Asia/Kathmandu" }), "Noted: Thursday 11 June, 7:45 pm." + ready + ", and a" + keep, "takeaway A1 no"},
		{"taken out", joined(), "No coming talk is noted now.", "talk"},
	} {
		w := newWorld(t, c.m)
		d := w.draws(screen("appointment.noted", "appointment", "A1"))
		if got, _ := visible(d.HTML); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		var asks []string
		for _, b := range slices.Concat(d.Buttons...) {
			if b.Data != "1 unmeet A1" && b.Data != "1 calendar A1" {
				asks = append(asks, strings.TrimPrefix(b.Data, "1 "))
			}
		}
		if got := strings.Join(asks, ", "); got != c.wantButton {
			t.Errorf("%s: the buttons %s, want %s", c.name, got, c.wantButton)
		}
	}
}

// A list says what comes, in the member's zone, and each can be taken out.
func TestTalksListed(t *testing.T) {
	w := newWorld(t, with(meets(-time.Hour), meets(43*time.Hour), meets(90*day), func(m *nudges.Member) { m.Zone = "Europe/Berlin" }))
	for _, c := range []struct{ press, text, buttons string }{
		{"", "What is noted, by the clock of Berlin:\n1. Thursday 11 June, 4:00 pm\n2. Monday 7 September, 9:00 pm", "Take it out (1), Take it out (2), Add another"},
		{"unmeet A2", "Taken out. What is noted, by the clock of Berlin:\n1. Monday 7 September, 9:00 pm", "Take it out, Add another"},
		{"unmeet A3", "Taken out. No coming talk is noted now.", "Add another"},
		{"talk", "When is your next talk with your integrator? A day and a time will do, for example Thursday 10 am.", "Pick a time"},
	} {
		s := screen("appointment.list")
		if c.press != "" {
			effects := w.presses(50, "1 "+c.press)
			s = effects[1].(Change).Screen
		}
		d := w.draws(s)
		var labels []string
		for _, b := range slices.Concat(d.Buttons...) {
			labels = append(labels, b.Label)
		}
		if text, _ := visible(d.HTML); text != c.text || strings.Join(labels, ", ") != c.buttons {
			t.Errorf("%s: %q, %s", c.press, text, labels)
		}
	}
	w.Booking = ""
	if d := w.draws(screen("appointment.ask")); len(d.Buttons) != 0 {
		t.Errorf("no booking address, and yet %+v", d.Buttons)
	}
}
