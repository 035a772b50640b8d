package talk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// meets notes a talk so long after noon.
func meets(in time.Duration) func(*nudges.Member) {
	return func(m *nudges.Member) {
		m.Booked++
		m.Appointments = append(slices.Clone(m.Appointments), nudges.Appointment{ID: nudges.SessionID("A" + count(m.Booked)), At: noon.Add(in), Made: noon.Add(min(in, 0) - time.Hour), Takeaway: true})
	}
}

// talks says when talks are, from noon: "A1 24h0m". One that is not asked about
// afterwards ends in "-".
func talks(m nudges.Member) string {
	var list []string
	for _, a := range m.Appointments {
		text := string(a.ID) + " " + short(a.At.Sub(noon))
		if !a.Takeaway {
			text += "-"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

const day = 24 * time.Hour

// Talks are noted once each, asked about or not, and taken out.
func TestMeet(t *testing.T) {
	at := func(d time.Duration) string { return "meet " + unixMinute(noon.Add(d)) }
	for _, c := range []struct {
		name   string
		events []string // presses, each a minute after the other, or a time to wait
		want   string
	}{
		{"one", []string{at(day)}, "A1 24h0m"},
		{"twice", []string{at(day), at(day)}, "A1 24h0m"},
		{"ten minutes apart is the same, at the time said last", []string{at(day), at(day + 10*time.Minute)}, "A1 24h10m"},
		{"eleven minutes apart", []string{at(day), at(day + 11*time.Minute)}, "A1 24h0m, A2 24h11m"},
		{"the nearer of two is meant", []string{at(day), at(day + 18*time.Minute), at(day + 10*time.Minute)}, "A1 24h0m, A2 24h10m"},
		{"in order", []string{at(2 * day), at(day), at(3 * day)}, "A2 24h0m, A1 48h0m, A3 72h0m"},
		{"at the very end", []string{at(180 * day)}, "A1 4320h0m"},
		{"too far", []string{at(180*day + time.Minute)}, ""},
		{"now and before", []string{at(0), at(-time.Hour)}, ""},
		{"soon", []string{at(time.Minute)}, "A1 1m"},
		{"over by the time it is confirmed", []string{"2h", at(2 * time.Hour)}, ""},
		{"no need to ask", []string{at(day), "takeaway A1 no"}, "A1 24h0m-"},
		{"no need to ask, twice", []string{at(day), "takeaway A1 no", "takeaway A1 no"}, "A1 24h0m-"},
		{"please ask after all", []string{at(day), "takeaway A1 no", "takeaway A1 yes"}, "A1 24h0m"},
		{"moved a little, and still not asked about", []string{at(day), "takeaway A1 no", at(day + 5*time.Minute)}, "A1 24h5m-"},
		{"taken out", []string{at(day), at(2 * day), "unmeet A1"}, "A2 48h0m"},
		{"taken out twice", []string{at(day), at(2 * day), "unmeet A1", "unmeet A1"}, "A2 48h0m"},
		{"taken out, then noted: names are not used twice", []string{at(day), "unmeet A1", at(day)}, "A2 24h0m"},
		{"long over is dropped", []string{at(day), at(40 * day), "745h", at(50 * day)}, "A2 960h0m, A3 1200h0m"},
		{"over for less is kept", []string{at(day), at(40 * day), "700h", at(50 * day)}, "A1 24h0m, A2 960h0m, A3 1200h0m"},
	} {
		w := newWorld(t, joined())
		for _, e := range c.events {
			if d, err := time.ParseDuration(e); err == nil {
				w.now = w.now.Add(d)
				continue
			}
			w.presses(50, "1 "+e)
			w.now = w.now.Add(time.Minute)
		}
		if got := talks(w.m); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A press that makes no sense for the member is known as such.
func TestForgedTalks(t *testing.T) {
	for _, press := range []string{
		"meet x", "meet -5", "meet 9223372036854775807", "meet " + unixMinute(noon), "takeaway A1 maybe", "takeaway A2 no", "takeaway S1 no",
		"unmeet A0", "unmeet A2", "unmeet A01", "unmeet S1", "unmeet 1", "unmeet x", "undo A1",
	} {
		w := newWorld(t, with(meets(day)))
		if got := told(w.presses(50, "1 "+press)); got != "reply button.old" || talks(w.m) != "A1 24h0m" {
			t.Errorf("%s: %s, %s", press, got, talks(w.m))
		}
	}
	if got := told(newWorld(t, joinedNever()).presses(50, "1 talk")); got != "reply button.old" {
		t.Errorf("of a stranger: %s", got)
	}
}

// There is room for so many coming talks; those that are over take none.
func TestMostTalks(t *testing.T) {
	w := newWorld(t, with(meets(-time.Hour)))
	for i := range talksAhead {
		if got := told(w.presses(50, "1 meet "+unixMinute(noon.Add(time.Duration(i+1)*day)))); got != "reply, change appointment.noted" {
			t.Fatalf("talk %d: %s", i+1, got)
		}
	}
	over := "1 meet " + unixMinute(noon.Add(100*day))
	if got := told(w.presses(50, over)); got != "reply, change appointment.full" || len(w.m.Appointments) != talksAhead+1 || w.m.Booked != talksAhead+1 {
		t.Errorf("one more: %s, %s", got, talks(w.m))
	}
	if got := told(w.presses(50, "1 meet "+unixMinute(noon.Add(day)))); got != "reply, change appointment.noted" {
		t.Errorf("one that is known: %s", got)
	}
	w.presses(50, "1 unmeet A2")
	if got := told(w.presses(50, over)); got != "reply, change appointment.noted" {
		t.Errorf("after one was taken out: %s", got)
	}
}

// The conversation, from the command to what is noted.
func TestTherapyCommand(t *testing.T) {
	for _, c := range []struct {
		name  string
		m     nudges.Member
		lines [][2]string
		want  string
	}{
		{"asked and confirmed", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"Thursday 10 am", "show appointment.confirm"}, {"yes", "change appointment.noted"}}, "A1 43h0m"},
		{"behind the command", joined(), [][2]string{{"/therapy thursday 10 am", "show appointment.confirm"}, {"ok", "change appointment.noted"}}, "A1 43h0m"},
		{"a note behind the command", joined(), [][2]string{{"/therapy was good", "keep, show note.aside, show appointment.ask"}}, ""},
		{"no time", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"no idea yet", "keep, show note.aside, show appointment.again"}, {"tomorrow 9:30 am", "show appointment.confirm"}}, ""},
		{"a day without a time", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"Thursday", "keep, show note.aside, show appointment.again"}}, ""},
		{"denied", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"friday 1 pm", "show appointment.confirm"}, {"no", "keep, show note.aside, show appointment.again"},
			{"yes", "keep, show note.aside, show appointment.again"}, {"friday 2 pm", "show appointment.confirm"}, {"yes", "change appointment.noted"}}, "A1 71h0m"},
		{"over", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"yesterday 18:00", "show appointment.far"}, {"yes", "keep, show note.aside, show appointment.again"}}, ""},
		{"begun by the time it is confirmed", with(asked("appointment", "times", unixMinute(noon))), [][2]string{{"yes", "show appointment.far"}, {"yes", "keep, show note.aside, show appointment.again"}}, ""},
		{"too far", joined(), [][2]string{{"/therapy 2026-12-24 10:00", "show appointment.far"}}, ""},
		{"of two kinds", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"thursday at 7", "show appointment.choices"}, {"yes", "keep, show note.aside, show appointment.again"}}, ""},
		{"of two kinds, one of them over", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"today at 4", "show appointment.confirm"}, {"yes", "change appointment.noted"}}, "A1 1h0m"},
		{"cancelled", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"cancel", "show cancelled"}, {"thursday 10 am", "keep, react"}}, ""},
		{"stopped inside", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"stop", "show stop.done"}, {"thursday 10 am", "keep, react"}}, ""},
		{"a list", with(meets(day)), [][2]string{{"/therapy", "show appointment.list"}, {"thursday 10 am", "keep, react"}}, "A1 24h0m"},
		{"what is over is not listed", with(meets(-time.Minute)), [][2]string{{"/therapy", "show appointment.ask"}}, "A1 -1m"},
		{"when nudges are off nothing is asked afterwards", with(stopped), [][2]string{{"/therapy thursday 10 am", "show appointment.confirm"}, {"yes", "change appointment.noted"}}, "A1 43h0m-"},
		{"where no notes are kept, talks aren't either", with(noNotes), [][2]string{{"/therapy was good", "show appointment.not_kept"}, {"thursday 10 am", "show note.not_stored"}, {"[meet " + unixMinute(noon.Add(day)) + "]", "reply, change appointment.not_kept"}}, ""},
		{"crisis language in between", joined(), [][2]string{{"/therapy", "show appointment.ask"}, {"I want to die", "keep"}}, ""},
	} {
		w := newWorld(t, c.m)
		dialogue(t, w, c.lines)
		if got := talks(w.m); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A time written while we were away is meant as of when it was written.
func TestTalkWrittenEarlier(t *testing.T) {
	ev := Wrote{Origin: Origin{At: noon}, Message: 5, Text: "in five hours"}
	_, effects := newTalk().Step(with(asked("appointment")), ev, noon.Add(3*time.Hour))
	if show, is := effects[0].(Show); !is || show.Screen.Args["times"] != unixMinute(noon.Add(5*time.Hour)) {
		t.Errorf("%+v", effects)
	}
}

// Talks need a zone: it is asked for first, and what was typed is read in it.
func TestTalkNeedsZone(t *testing.T) {
	for _, c := range []struct {
		name string
		do   []string
		want string // what is shown last
		at   time.Duration
	}{
		{"then asked", []string{"/therapy", "1 zone Europe/Berlin"}, "appointment.ask", 0},
		{"then said back", []string{"/therapy thursday 10 am", "1 zone Europe/Berlin"}, "appointment.confirm", 37 * time.Hour},
		{"also in a roundabout way", []string{"/therapy thursday 10 am", "1 zones", "xyzzy plugh", "1 set zone", "1 zone Asia/Kathmandu"}, "appointment.confirm", 33*time.Hour + 15*time.Minute},
		{"a note behind the command", []string{"/therapy was good", "1 zone Europe/Berlin"}, "appointment.ask", 0},
		{"left", []string{"/therapy thursday 10 am", "/settings", "1 set zone", "1 zone Europe/Berlin"}, "start.ready", 0},
	} {
		w := newWorld(t, with(noZone))
		var last Screen
		for _, do := range c.do {
			var effects []Effect
			if strings.HasPrefix(do, "1 ") {
				effects = w.presses(50, do)
			} else {
				effects = w.writes(do)
			}
			if show, is := effects[len(effects)-1].(Show); is {
				last = show.Screen
			}
		}
		times := ""
		if c.at != 0 {
			times = unixMinute(noon.Add(c.at))
		}
		if last.Name != c.want || last.Args["times"] != times {
			t.Errorf("%s: %+v, want %s at %s", c.name, last, c.want, times)
		}
	}
	for _, press := range []string{"1 talk", "1 meet " + unixMinute(noon.Add(day)), "1 takeaway A1 no", "1 unmeet A1"} {
		if got := told(newWorld(t, with(noZone, meets(day))).presses(50, press)); got != "reply button.old" {
			t.Errorf("%s without a zone: %s", press, got)
		}
	}
}

// "Booked" asks once for the time; what is no time is a note.
func TestBooked(t *testing.T) {
	const press = "1 booked S1/therapy"
	w := newWorld(t, withNudges(t))
	if got := told(w.presses(204, press)); got != "reply, rebutton, show appointment.booked" {
		t.Error(got)
	}
	if got := told(w.presses(204, press)); got != "reply, rebutton" {
		t.Errorf("pressed twice: %s", got)
	}
	for _, c := range [][2]string{
		{"it will be good to talk", "keep, react"}, {"cancel", "show cancelled"}, {"stop", "show stop.done"}, {"/settings", "show settings"}, {"friday 1 pm", "show appointment.confirm"}, {"yesterday 18:00", "show appointment.far"},
	} {
		w := newWorld(t, withNudges(t))
		w.presses(204, press)
		if got := told(w.writes(c[0])); got != c[1] {
			t.Errorf("%q: %s, want %s", c[0], got, c[1])
		}
	}
	dialogue(t, w, [][2]string{{"friday 1 pm", "show appointment.confirm"}, {"hm", "keep, show note.aside, show appointment.again"}, {"friday 2 pm", "show appointment.confirm"}, {"yes", "change appointment.noted"}})
	if got := talks(w.m); got != "A1 71h0m" {
		t.Error(got)
	}
	w = newWorld(t, withNudges(t))
	w.m.Zone = ""
	if got := told(w.presses(204, press)); got != "reply therapy.booked, rebutton" {
		t.Errorf("without a zone: %s", got)
	}
}

// "No need to ask" holds for a takeaway that was put off, too.
func TestTakeawayPutOff(t *testing.T) {
	put := func(m *nudges.Member) {
		for _, k := range []nudges.Kind{nudges.AfterTalk, nudges.ApptPrep} {
			m.Reminders = append(m.Reminders, nudges.Reminder{Nudge: nudges.NewID("A1", k), Kind: k, Session: "A1", Times: 1, Asked: noon, Slot: noon.Add(time.Hour), Expires: noon.Add(day)})
		}
	}
	for press, want := range map[string]int{"1 takeaway A1 yes": 2, "1 takeaway A1 no": 1, "1 unmeet A1": 0} {
		w := newWorld(t, with(meets(3*time.Hour), put))
		if w.presses(50, press); len(w.m.Reminders) != want {
			t.Errorf("%s leaves %+v", press, w.m.Reminders)
		}
	}
}

// talksAreInOrder checks what is noted: in order, each once, not too many.
func (a *acting) talksAreInOrder() {
	a.t.Helper()
	ids := map[nudges.SessionID]bool{}
	for i, o := range a.m.Appointments {
		if ids[o.ID] || o.At.IsZero() || o.Made.IsZero() || i > 0 && o.At.Before(a.m.Appointments[i-1].At) {
			a.t.Errorf("talks %v", a.m.Appointments)
		}
		ids[o.ID] = true
	}
	if n := len(comingTalks(a.m, a.now)); n > talksAhead || a.m.Booked < len(ids) {
		a.t.Errorf("%d talks, %d to come, %d noted ever", len(ids), n, a.m.Booked)
	}
}
