package talk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// dialogue plays lines of a chat: a text, or a button's data in brackets, and
// what is to be done about it.
func dialogue(t *testing.T, w *world, lines [][2]string) {
	t.Helper()
	for _, l := range lines {
		var effects []Effect
		if data, is := strings.CutPrefix(l[0], "["); is {
			effects = w.presses(50, "1 "+strings.TrimSuffix(data, "]"))
		} else {
			effects = w.writes(l[0])
		}
		if got := told(effects); got != l[1] {
			t.Errorf("%s: %s, want %s", l[0], got, l[1])
		}
		w.now = w.now.Add(time.Minute)
	}
}

func TestWelcome(t *testing.T) {
	w := newWorld(t, joinedNever())
	dialogue(t, w, [][2]string{
		{"hello", "show start.welcome"},
		{"[consent nudges yes]", "reply button.old"},
		{"[consent notes yes]", "reply button.old"},
		{"[zone America/New_York]", "reply button.old"},
		{"[session]", "reply button.old"},
		{"[adult yes]", "reply, change start.nudges"},
		{"/start", "resume, show start.nudges"},
		{"[consent notes yes]", "reply button.old"},
		{"[consent nudges maybe]", "reply button.old"},
		{"[consent nudges yes]", "reply, change start.notes"},
		{"/plan", "show start.notes"},
		{"[zone America/New_York]", "reply button.old"},
		{"[consent notes no]", "reply, change start.agreed, show zone.ask"},
		{"[zone Mars/Olympus]", "reply button.old"},
		{"[zones]", "reply, show zone.type"},
		{"Tokyo", "show zone.choose"},
		{"[zone Asia/Tokyo]", "reply, change zone.set, show start.ready"},
		{"a note", "show note.not_stored"},
		{"[zone Asia/Seoul]", "reply, change zone.set"},
	})
	c := w.m.Consent
	if c.Version != consentVersion || !c.Nudges.Yes || c.Notes.Yes || c.Notes.At.IsZero() || !c.Adult.Before(c.Nudges.At) || w.m.Zone != "Asia/Seoul" || w.m.Language != "en-US" {
		t.Errorf("%s", encoded(t, w.m))
	}
}

// No order of taps joins anybody who has not said yes to the first question
// and answered the two others.
func TestConsentOrder(t *testing.T) {
	taps := []string{"adult yes", "adult no", "consent nudges yes", "consent nudges no", "consent notes yes", "consent notes no", "zone Asia/Tokyo"}
	const long = 4
	talk, joinedAny := newTalk(), 0
	for n := range len(taps) * len(taps) * len(taps) * len(taps) {
		m, done := joinedNever(), []string{}
		for range long {
			tap := taps[n%len(taps)]
			n /= len(taps)
			done = append(done, tap)
			m, _ = talk.Step(m, Pressed{Callback: "c", Message: 5, Data: "1 " + tap}, noon.Add(time.Duration(len(done))*time.Second))
		}
		if m.Consent.Version == 0 {
			if m.Zone != "" || m.Consent.Notes.Yes {
				t.Fatalf("%q without joining: %s", done, encoded(t, m))
			}
			continue
		}
		joinedAny++
		adult, nudgesAsked, notesAsked := slices.Index(done, "adult yes"), lastOf(done, "consent nudges"), lastOf(done, "consent notes")
		if adult < 0 || nudgesAsked < 0 || notesAsked < 0 {
			t.Fatalf("%q joins", done)
		}
		if c := m.Consent; c.Adult.IsZero() || c.Nudges.Yes != (done[nudgesAsked] == "consent nudges yes") || c.Notes.Yes != (done[notesAsked] == "consent notes yes") {
			t.Fatalf("%q: %s", done, encoded(t, m))
		}
		if slices.Contains(done, "adult no") && m.Stopped.IsZero() && slices.Index(done, "adult no") > notesAsked {
			t.Fatalf("%q: said no, and is sent nudges", done)
		}
	}
	if joinedAny == 0 {
		t.Error("nobody joined")
	}
}

func lastOf(list []string, prefix string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if strings.HasPrefix(list[i], prefix) {
			return i
		}
	}
	return -1
}

// The last question, answered twice, asks for the zone once.
func TestConsentTwice(t *testing.T) {
	w := newWorld(t, joinedNever())
	dialogue(t, w, [][2]string{
		{"hi", "show start.welcome"}, {"[adult yes]", "reply, change start.nudges"}, {"[consent nudges yes]", "reply, change start.notes"},
		{"[consent notes yes]", "reply, change start.agreed, show zone.ask"}, {"[consent notes yes]", "reply, change start.agreed"}, {"Berlin", "show zone.choose"},
	})
}

// "No, thank you" is meant whenever it is said: also under an older welcome.
func TestDeclined(t *testing.T) {
	w := newWorld(t, joinedNever())
	dialogue(t, w, [][2]string{
		{"/start", "resume, show start.welcome"},
		{"[adult yes]", "reply, change start.nudges"},
		{"[adult no]", "reply, change start.declined"},
		{"[consent nudges yes]", "reply button.old"},
		{"/start", "resume, show start.welcome"},
		{"[adult yes]", "reply, change start.nudges"},
	})
	w = newWorld(t, joined())
	dialogue(t, w, [][2]string{{"[adult no]", "reply, change start.declined"}})
	if w.m.Stopped.IsZero() {
		t.Error("a member was told that nothing comes, and nudges go on")
	}
}

// A STOP stands through the welcome, and through a yes to nudges.
func TestStopStandsThroughWelcome(t *testing.T) {
	w := newWorld(t, joinedNever())
	dialogue(t, w, [][2]string{
		{"stop", "show stop.done"}, {"/start card", "show start.welcome"}, {"[adult yes]", "reply, change start.nudges"},
		{"[consent nudges yes]", "reply, change start.notes"}, {"[consent notes yes]", "reply, change start.agreed, show zone.ask"},
		{"[zone Asia/Tokyo]", "reply, change zone.set, show start.ready"}, {"[consent nudges yes]", "reply, change settings"},
		{"/start card", "show help"},
	})
	if !w.m.Stopped.Equal(noon) {
		t.Errorf("stopped at %v", w.m.Stopped)
	}
	dialogue(t, w, [][2]string{{"/start", "resume, show resume.done"}})
	if !w.m.Stopped.IsZero() {
		t.Error("a bare /start does not resume")
	}
	w = newWorld(t, joinedNever())
	dialogue(t, w, [][2]string{{"stop", "show stop.done"}, {"/resume", "show start.welcome"}})
	if w.m.Stopped.IsZero() {
		t.Error("a stranger's /resume was not answered so, and resumes")
	}
	dialogue(t, w, [][2]string{{"/start", "resume, show start.welcome"}})
	if !w.m.Stopped.IsZero() {
		t.Error("a stranger's bare /start does not resume")
	}
}

// Who is asked for consent again later changes only what was asked.
func TestConsentLater(t *testing.T) {
	w := newWorld(t, joined())
	before := w.m
	dialogue(t, w, [][2]string{
		{"[consent notes no]", "reply, change settings"}, {"a note", "show note.not_stored"},
		{"[consent notes yes]", "reply, change settings"}, {"another", "keep, react"}, {"[consent nudges no]", "reply, change settings"},
	})
	if w.m.Consent.Adult != before.Consent.Adult || w.m.Consent.Nudges.Yes || !w.m.Consent.Notes.Yes || w.m.Consent.Notes.At.Before(noon) {
		t.Errorf("%s", encoded(t, w.m.Consent))
	}
	if coming, _ := nudges.Plan(w.Protocol, w.m, w.now); len(coming) > 0 {
		t.Errorf("without consent comes %v", coming)
	}
}

// The clinic's own zone is offered first, whatever its country offers.
func TestPickZones(t *testing.T) {
	for _, c := range []struct{ zone, country, first string }{
		{"America/New_York", "US", "America/New_York"},
		{"America/Denver", "US", "America/Denver"},
		{"America/Detroit", "US", "America/Detroit"},
		{"Europe/Lisbon", "", "Europe/Lisbon"},
		{"", "US", "America/New_York"},
		{"Mars/Olympus", "US", "America/New_York"},
	} {
		talk := newTalk()
		talk.Zone, talk.Clinic.Country = c.zone, c.country
		list := talk.pickZones()
		seen := map[string]bool{}
		for _, z := range list {
			if seen[z.Name] || z.Label == "" {
				t.Errorf("%s in %q: %v", c.zone, c.country, list)
			}
			seen[z.Name] = true
		}
		if len(list) < 4 || list[0].Name != c.first {
			t.Errorf("%s in %q: %v", c.zone, c.country, list)
		}
		d, err := talk.Draw(Scene{Screen: screen("zone.ask"), Now: noon})
		if checkDrawn(t, "zone.ask", d); err != nil || d.Buttons[0][0].Data != "1 zone "+c.first {
			t.Errorf("%s in %q: %v, %v", c.zone, c.country, d.Buttons, err)
		}
	}
}

func TestLanguage(t *testing.T) {
	w := newWorld(t, nudges.Member{})
	w.happens(Wrote{Origin: Origin{Language: ""}, Message: 1, Text: "hi"})
	w.happens(Wrote{Origin: Origin{Language: "es-MX"}, Message: 2, Text: "hola"})
	w.happens(Wrote{Origin: Origin{Language: "de"}, Message: 3, Text: "hallo"})
	if w.m.Language != "es-MX" {
		t.Errorf("the language is %q", w.m.Language)
	}
	for language, want := range map[string]string{"": "", "en": "en-US", "es": "es-US", "en-GB": "en-GB"} {
		s := &step{Talk: newTalk(), m: nudges.Member{Language: language}}
		if got := s.tongue(); got != want {
			t.Errorf("%q: times are read as %q, want %q", language, got, want)
		}
	}
}
