package talk

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// everyScreen are all screens, with arguments as a step gives them.
func everyScreen() []Screen {
	list := []Screen{
		screen("crisis", "tier", "A", "language", "en"), screen("crisis", "tier", "B"), screen("crisis", "tier", "M", "language", "es"), screen("crisis", "tier", ""),
		screen("zone.choose", "zones", "America/New_York Asia/Kathmandu America/Argentina/Buenos_Aires Australia/Lord_Howe"), screen("zone.set", "zone", "Pacific/Auckland"),
		screen("session.morning", "from", unixMinute(noon)), screen("session.confirm", "times", unixMinute(noon.Add(-time.Hour))), screen("session.confirm", "times", unixMinute(noon.Add(time.Hour))),
		screen("session.old", "times", unixMinute(noon.Add(-100*time.Hour))), screen("session.choices", "times", unixMinute(noon)+" "+unixMinute(noon.Add(-12*time.Hour))),
		screen("session.noted", "session", "S1"), screen("session.noted", "session", "S9"),
		screen("appointment.confirm", "times", unixMinute(noon.Add(time.Hour))), screen("appointment.choices", "times", unixMinute(noon.Add(time.Hour))+" "+unixMinute(noon.Add(13*time.Hour))),
		screen("appointment.noted", "appointment", "A1"), screen("appointment.noted", "appointment", "A99"), screen("appointment.list", "out", "A2"),
		screen("nudge.buttons", "nudge", "S1/capture", "kind", "capture"), screen("nudge.buttons", "nudge", "S1/therapy", "kind", "therapy"),
		screen("nudge.buttons", "nudge", "C1/circle", "kind", "circle"), screen("nudge.buttons", "nudge", "S1/mindfulness", "kind", "mindfulness"),
		screen("nudge.buttons", "nudge", "S1/keep_14", "kind", "keep_14"), screen("nudge.buttons", "nudge", "S1/intention", "kind", "intention"),
		screen("intention", "session", "S1", "note", "1000"), screen("intention", "session", "S3", "note", "5"), screen("intention.ask", "session", "S3"), screen("calendar.file", "of", "A1"), screen("calendar.file", "of", "A9"),
		screen("pause.choices", "times", unixMinute(noon.Add(24*time.Hour))+" "+unixMinute(noon.Add(48*time.Hour))),
		screen("nudge.why", "nudge", "S1/therapy"), screen("nudge.why", "nudge", "S7/therapy"),
		screen("nudge.later", "nudge", "S1/therapy"), screen("nudge.fewer", "nudge", "S1/capture", "kind", "capture"), screen("nudge.put_off", "at", unixMinute(noon.Add(time.Hour))),
		screen("practice.minutes", "practice", "walk", "nudge", "-"), screen("practice.minutes", "practice", "stretch", "nudge", "S1/mindfulness"), screen("breath.in", "left", "2"), screen("breath.out", "left", "10"),
		screen("practice.walk", "minutes", "2", "nudge", "-"), screen("practice.music", "minutes", "5", "nudge", "-"), screen("practice.breaths", "minutes", "2", "nudge", "-"),
		screen("practice.stretch", "minutes", "10", "nudge", "S1/mindfulness"), screen("practice.sit", "minutes", "2", "nudge", "-"), screen("practice.scan", "minutes", "5", "nudge", "-"),
		screen("mood", "number", "1"), screen("mood.kept", "mood", "10", "number", "12345"), screen("mood.scale", "number", "1", "nudge", "S1/capture"), screen("mood.under", "number", "1", "nudge", "S1/capture"),
		screen("note.aside", "note", "1000"), screen("note", "note", "1000", "page", "0"), screen("note", "note", "5", "page", "0"), screen("note.rest", "note", "1008"), screen("note.rest", "note", "5"), screen("note.file", "note", "1003"), screen("note.file", "note", "5"), screen("export.file", "note", "1003"), screen("export.file", "note", "5"), screen("media.too_large", "caption", "true"), screen("media.lost", "at", unixMinute(noon), "caption", "true"), screen("journal", "page", "0"), screen("journal", "page", "1"),
		screen("search", "words", "NOTE number", "page", "0"), screen("search", "words", "nothing", "page", "0"), screen("search", "words", "😀", "page", "9"), screen("note", "note", "1000", "page", "0", "from", "search"),
		screen("forget.done", "notes", "12", "messages", "345", "language", "en"),
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(painters)), slices.Collect(maps.Keys(rows)), []string{
		"start.agreed", "pause.date", "pause.again", "search.ask", "search.over", "bring.marked", "bring.unmarked", "zone.type", "session.when", "session.again", "session.far", "appointment.booked", "appointment.again", "appointment.far", "plan.stopped", "held.thanks", "held.ended", "held.moved", "held.not", "nudge.write", "nudge.not_now", "nudge.too_late", "fewer.done", "therapy.booked", "note.kept",
		"practice.done", "breath.done", "breath.stopped", "note.removed", "note.deleted", "media.not_kept", "media.first", "media.caption", "media.other", "resume.done", "privacy", "forget.kept", "command.unknown", "button.old", "elsewhere",
	}) {
		if !slices.ContainsFunc(list, func(s Screen) bool { return s.Name == name }) {
			list = append(list, screen(name))
		}
	}
	return list
}

// full is a member of whom everything is there at once.
func full(t testing.TB) nudges.Member {
	m := withNudges(t)
	for i := range 8 {
		end := noon.Add(time.Duration(i*70) * time.Hour)
		m.Sessions = append(m.Sessions, nudges.Session{ID: nudges.SessionID("S" + count(i+2)), Start: end.Add(-time.Hour), End: end, Logged: noon.Add(-99 * time.Hour)})
	}
	m.Counted, m.Intensity, m.Waking = 9, nudges.Full, &nudges.Hours{From: 9 * 60, To: 22 * 60}
	m.PausedUntil, m.HeldUntil = noon.Add(50*time.Hour), noon.Add(20*time.Hour)
	m.Muted = newTalk().Protocol.Kinds()
	m.Zone = "America/Argentina/Buenos_Aires"
	for i := range talksAhead {
		meets(time.Duration(50*i+1) * time.Hour)(&m)
	}
	return m
}

// Every screen draws, of everybody and in every language, within Telegram's
// limits.
func TestEveryScreen(t *testing.T) {
	members := states(t)
	members["nobody"] = nudges.Member{}
	for _, language := range append(words().Languages(), "", "de", "en-GB", "es-MX") {
		m := full(t)
		m.Language = language
		members["full in "+language] = m
	}
	notes := long(9)
	for name, m := range members {
		for _, s := range everyScreen() {
			d, err := newTalk().Draw(Scene{Screen: s, Member: m, Notes: notes, Now: noon})
			if err != nil {
				t.Fatalf("%s for %s: %v", s.Name, name, err)
			}
			checkDrawn(t, s.Name, d)
		}
	}
}

// The longest and the strangest names of a clinic are text like any other.
func TestClinicNames(t *testing.T) {
	for _, c := range []crisis.Clinic{
		{Name: `<b>Smith & "Sons"</b>`, Phone: "+1 (555) 0100 <&>"}, {Name: strings.Repeat("Ä", 200), Phone: strings.Repeat("1", 20), UrgentPhone: strings.Repeat("2", 20), Country: "GB"}, {},
	} {
		talk := newTalk()
		talk.Clinic = c
		for _, s := range everyScreen() {
			d, err := talk.Draw(Scene{Screen: s, Member: joined(), Notes: long(9), Now: noon})
			if checkDrawn(t, s.Name, d); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
			if strings.Contains(c.Name, "<b>") && strings.Contains(d.HTML, c.Name) {
				t.Errorf("%s takes the clinic's name for markup", s.Name)
			}
		}
	}
}

// A screen or words that do not exist are an error, not a message.
func TestNoSuchScreen(t *testing.T) {
	for _, name := range []string{"", "nothing", "Journal", "journal.page"} {
		if d, err := newTalk().Draw(Scene{Screen: screen(name), Member: joined(), Now: noon}); err == nil {
			t.Errorf("%q draws %q", name, d.HTML)
		}
	}
}

// NeedsNotes tells which screens are drawn from notes: those that come out
// differently with them.
func TestNeedsNotes(t *testing.T) {
	for _, s := range everyScreen() {
		scene := Scene{Screen: s, Member: withNudges(t), Now: noon}
		bare, err := newTalk().Draw(scene)
		scene.Notes = append(long(9), nudges.Note{Message: -1, At: noon, Mood: new(6)})
		noted, err2 := newTalk().Draw(scene)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		differs := !reflect.DeepEqual(bare, noted)
		if differs && !NeedsNotes(s.Name) {
			t.Errorf("%s is drawn from notes, and is not given them", s.Name)
		}
		if NeedsNotes(s.Name) && !differs && s.Args["note"] != "5" {
			t.Errorf("%s is given notes, and makes nothing of them", s.Name)
		}
	}
}

// What shows a member's words can't be forwarded, and what they must be able to
// pass on can.
func TestProtected(t *testing.T) {
	for _, s := range everyScreen() {
		d, err := newTalk().Draw(Scene{Screen: s, Member: joined(), Notes: long(9), Now: noon})
		shows := strings.Contains(d.HTML, "note number") || strings.Contains(d.HTML, "😀")
		if err != nil || shows && !d.Protect || d.Protect && s.Name != "journal" && s.Name != "note" && s.Name != "note.rest" && s.Name != "search" && s.Name != "intention" {
			t.Errorf("%s: protected %v, shows a note %v, %v", s.Name, d.Protect, shows, err)
		}
	}
}

// A help card needs no record, and its button closes it for everybody.
func TestHelpCard(t *testing.T) {
	for _, tier := range []string{"", "A", "B", "M"} {
		for _, language := range []string{"", "en", "es", "de"} {
			w := newWorld(t, nudges.Member{})
			d := w.draws(screen("crisis", "tier", tier, "language", language))
			if len(d.Buttons) != 1 || d.Protect || d.Silent {
				t.Errorf("%q in %q: %+v", tier, language, d)
			}
			if got := told(w.presses(50, d.Buttons[0][0].Data)); got != "reply, change crisis.closed" {
				t.Errorf("%q in %q: closing: %s", tier, language, got)
			}
		}
	}
}

func TestMoment(t *testing.T) {
	for _, c := range []struct {
		zone string
		in   time.Duration
		want string
	}{
		{"America/New_York", 0, "today, 3:00 pm"}, {"America/New_York", 9*time.Hour - time.Minute, "today, 11:59 pm"}, {"America/New_York", 9 * time.Hour, "tomorrow, 12:00 am"},
		{"America/New_York", -15 * time.Hour, "today, 12:00 am"}, {"America/New_York", -15*time.Hour - time.Minute, "yesterday, 11:59 pm"}, {"America/New_York", 33 * time.Hour, "Thursday 11 June, 12:00 am"},
		{"Asia/Kathmandu", 0, "today, 12:45 am"}, {"Asia/Kathmandu", -time.Hour, "yesterday, 11:45 pm"}, {"Pacific/Auckland", 24 * time.Hour, "tomorrow, 7:00 am"},
	} {
		location, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d := newTalk().drawing(Scene{Member: joined(), Now: noon})
		d.zone = location
		if got := d.moment(noon.Add(c.in)); got != c.want {
			t.Errorf("in %s after %v: %s, want %s", c.zone, c.in, got, c.want)
		}
	}
	if got := newTalk().drawing(Scene{Now: noon}).moment(time.Time{}); got != "" {
		t.Errorf("no moment: %q", got)
	}
	if got := newTalk().drawing(Scene{Member: with(noZone), Now: noon}).moment(noon); got != "today, 3:00 pm" {
		t.Errorf("without a zone, by the clock of the clinic: %s", got)
	}
}

func TestPlan(t *testing.T) {
	all := states(t)
	off := all["with a session"]
	off.Muted = newTalk().Protocol.Kinds()
	for _, c := range []struct {
		name string
		m    nudges.Member
		want []string
	}{
		{"nothing logged", all["member"], []string{"It starts with a session you log.", "[session]"}},
		{"a session", all["with a session"], []string{"Tuesday 9 June\n6:00 pm  A word on the day\n\nWednesday 10 June\n9:00 am  A page to write\n2:00 pm  A short practice\n\nThursday 11 June\n10:00 am  Finding"}},
		{"stopped", all["stopped"], []string{"Nothing comes until you turn them on.", "[resume]"}},
		{"no nudges", all["no nudges"], []string{"You chose not to get nudges", "[resume]"}},
		{"stranger", all["stranger"], []string{"You chose not to get nudges"}},
		{"paused", all["paused"], []string{"Paused until Friday 12 June, 3:00 pm.", "[resume]"}},
		{"held", all["held"], []string{"I'm holding nudges back for a day.\nWhat comes", "Wednesday 10 June\n11:00 am"}},
		{"all turned off", off, []string{"Nothing is planned right now."}},
	} {
		d, err := newTalk().Draw(Scene{Screen: screen("plan"), Member: c.m, Now: noon})
		text, err2 := visible(d.HTML)
		for _, b := range slices.Concat(d.Buttons...) {
			text += "\n[" + strings.TrimPrefix(b.Data, "1 ") + "]"
		}
		for _, want := range c.want {
			if err != nil || err2 != nil || !strings.Contains(text, want) {
				t.Errorf("%s: %v %v\n%s\nwant %q", c.name, err, err2, text, want)
			}
		}
	}
	d, _ := newTalk().Draw(Scene{Screen: screen("plan"), Now: noon, Member: with(func(m *nudges.Member) {
		m.Sessions = full(t).Sessions
		m.Intensity = nudges.Full
	})})
	if n := strings.Count(d.HTML, "A page to write"); strings.Count(d.HTML, " pm  ")+strings.Count(d.HTML, " am  ") != planned || n < 2 {
		t.Errorf("a long plan:\n%s", d.HTML)
	}
}
