package talk

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// moods tells the notes of a world that are moods, as "6 of number 1".
func (w *world) moods() (list []string) {
	for _, n := range w.notes {
		if n.Mood != nil {
			list = append(list, count(*n.Mood)+" of number "+count(-n.Message))
		}
	}
	return list
}

// One tap keeps a mood, however often it arrives; the last number counts.
func TestMood(t *testing.T) {
	w := newWorld(t, withSession(t))
	if got := told(w.writes("/mood")); got != "show mood" {
		t.Fatal(got)
	}
	scale := w.message
	for _, c := range []struct {
		data, want string
		moods      []string
	}{
		{"1 mood 6 1 -", "reply, keep, change mood.kept", []string{"6 of number 1"}},
		{"1 mood 6 1 -", "reply, keep, change mood.kept", []string{"6 of number 1"}},
		{"1 mood 0 1 -", "reply, keep, change mood.kept", []string{"0 of number 1"}},
		{"1 mood 10 1 -", "reply, keep, change mood.kept", []string{"10 of number 1"}},
		{"1 mood 11 1 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood -1 1 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood 06 1 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood 6 2 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood 6 0 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood 6 -1 -", "reply button.old", []string{"10 of number 1"}},
		{"1 mood 6 1 S9/capture", "reply button.old", []string{"10 of number 1"}},
		{"1 scale -", "reply button.old", []string{"10 of number 1"}},
		{"1 unmood 2 -", "reply button.old", []string{"10 of number 1"}},
		{"1 moods", "reply, hand mood.chart", []string{"10 of number 1"}},
		{"1 words", "reply nudge.write", []string{"10 of number 1"}},
		{"1 unmood 1 -", "reply, remove, change note.removed", nil},
		{"1 unmood 1 -", "reply, remove, change note.removed", nil},
	} {
		if got := told(w.presses(scale, c.data)); got != c.want || !slices.Equal(w.moods(), c.moods) {
			t.Errorf("%s: %s, want %s; moods %q, want %q", c.data, got, c.want, w.moods(), c.moods)
		}
	}
	if len(w.m.Wrote) == 0 || !w.m.Wrote[0].Equal(noon) || !w.m.FirstKept.IsZero() {
		t.Errorf("taps count as %v, kept since %v", w.m.Wrote, w.m.FirstKept)
	}
}

// withSession is a member with a session that ended an hour ago.
func withSession(t testing.TB) nudges.Member {
	t.Helper()
	return with(func(m *nudges.Member) {
		m.Counted = 1
		m.Sessions = []nudges.Session{{ID: "S1", End: noon.Add(-time.Hour), Logged: noon.Add(-time.Hour)}}
	})
}

// Two scales keep two moods, whichever is answered first, and a number behind
// the command is one too.
func TestMoodsApart(t *testing.T) {
	w := newWorld(t, withSession(t))
	w.writes("/mood")
	first := w.message
	w.writes("/mood")
	w.presses(w.message, "1 mood 3 2 -")
	w.now = w.now.Add(time.Hour)
	w.presses(first, "1 mood 4 1 -")
	if got := told(w.writes("/mood 5")); got != "keep, show mood.kept" {
		t.Error(got)
	}
	if got := told(w.writes("/mood 5.5")); got != "keep, show note.aside, show mood" {
		t.Error(got)
	}
	if want := []string{"3 of number 2", "4 of number 1", "5 of number 3"}; !slices.Equal(w.moods(), want) {
		t.Errorf("moods %q, want %q", w.moods(), want)
	}
	for _, n := range w.notes {
		if n.Mood != nil && (n.Session != "S1" || n.Nudge != "" || n.Text != "") {
			t.Errorf("the mood %+v", n)
		}
	}
	if len(w.m.Wrote) != 4 {
		t.Errorf("wrote at %v", w.m.Wrote)
	}
}

// Under a nudge the numbers take the place of its buttons, and a tap answers it.
func TestMoodUnderNudge(t *testing.T) {
	w := newWorld(t, withNudges(t))
	i := slices.IndexFunc(w.m.Log, func(e nudges.Entry) bool { return e.Nudge == "S1/capture" })
	under := w.m.Log[i].Message
	for _, c := range []struct{ data, want string }{
		{"1 scale S1/capture", "reply, rebutton mood.scale"},
		{"1 scale S1/capture", "reply, rebutton mood.scale"},
		{"1 back S1/capture", "reply, rebutton nudge.buttons"},
		{"1 mood 7 2 S1/capture", "reply mood.kept, keep, rebutton mood.under"},
		{"1 mood 7 2 S1/capture", "reply mood.kept, keep, rebutton mood.under"},
	} {
		if got := told(w.presses(under, c.data)); got != c.want || w.m.Log[i].Answered.IsZero() {
			t.Errorf("%s: %s, want %s; answered %v", c.data, got, c.want, w.m.Log[i].Answered)
		}
	}
	e := w.m.Log[i]
	if e.Reply != 0 || len(w.moods()) != 1 {
		t.Fatalf("the nudge is %+v, moods %q", e, w.moods())
	}
	want := nudges.Note{Message: -2, At: noon, Mood: new(7), Session: "S1", Nudge: "S1/capture", Prompt: e.Prompt}
	if got := w.notes[len(w.notes)-1]; !reflect.DeepEqual(got, want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	w.presses(under, w.under[under][0].Data) // a few words
	w.writes("like after rain")
	if n := w.notes[len(w.notes)-1]; n.Nudge != "S1/capture" || n.Text != "like after rain" {
		t.Errorf("the words are kept as %+v", n)
	}
	if got := told(w.presses(under, "1 unmood 2 S1/capture")); got != "reply note.removed, remove, rebutton nudge.buttons" || len(w.moods()) != 0 {
		t.Errorf("taken out: %s, %q", got, w.moods())
	}
}

// Without consent nothing is kept, also where it was taken back meanwhile.
func TestMoodNotKept(t *testing.T) {
	w := newWorld(t, withNudges(t))
	w.writes("/mood")
	w.m.Consent.Notes.Yes = false
	for _, c := range []struct{ data, want string }{
		{"1 mood 6 1 -", "reply, change mood.not_kept"},
		{"1 scale S1/capture", "reply, rebutton nudge.buttons, show mood.not_kept"},
		{"1 mood 6 1 S1/capture", "reply, rebutton nudge.buttons, show mood.not_kept"},
	} {
		if got := told(w.presses(50, c.data)); got != c.want || len(w.moods()) != 0 {
			t.Errorf("%s: %s, want %s", c.data, got, c.want)
		}
	}
	for _, text := range []string{"/mood", "/mood 6"} {
		if got := told(w.writes(text)); got != "show mood.not_kept" || len(w.notes) != 0 {
			t.Errorf("%s: %s", text, got)
		}
	}
	stranger := newWorld(t, joinedNever())
	if got := told(stranger.presses(50, "1 mood 6 1 -")); got != "reply button.old" {
		t.Errorf("a stranger's tap: %s", got)
	}
}

// The nudges that ask for words offer a number instead, and no others do.
func TestMoodButton(t *testing.T) {
	for _, m := range []nudges.Member{joined(), with(noNotes)} {
		for _, k := range newTalk().Protocol.Kinds() {
			d := newTalk().drawing(Scene{Member: m, Now: noon})
			row := slices.IndexFunc(d.nudgeButtons(k, "S1/"+string(k)), func(row []Button) bool {
				return len(row) == 1 && row[0] == Button{Label: "Just a number", Data: "1 scale S1/" + string(k)}
			})
			want := m.Consent.Notes.Yes && (k == nudges.Capture || k == nudges.PrimeJournal)
			if (row >= 0) != want {
				t.Errorf("%s: the button is in row %d", k, row)
			}
		}
	}
}

// A mood stands in the journal and in the export as its number.
func TestMoodIsRead(t *testing.T) {
	notes := []nudges.Note{{Message: 90, At: noon.Add(-time.Hour), Text: "words"}, {Message: -1, At: noon, Mood: new(0)}}
	for _, c := range []struct{ language, want string }{{"en", "0 of 10"}, {"es", "0 de 10"}} {
		m := with(func(m *nudges.Member) { m.Language = c.language })
		for _, s := range []Screen{screen("journal", "page", "0"), screen("note", "note", "-1", "page", "0"), screen("export")} {
			d, err := newTalk().Draw(Scene{Screen: s, Member: m, Notes: notes, Now: noon})
			text, _ := visible(d.HTML)
			for _, f := range d.Files {
				text += "\n" + f.Name + "\n" + string(f.Data)
			}
			if err != nil || !strings.Contains(text, c.want) || s.Name == "export" && !strings.Contains(text, `"Mood": 0`) {
				t.Errorf("%s: %v\n%s", s.Name, err, text)
			}
		}
	}
	w := newWorld(t, joined())
	w.notes = notes
	if w.presses(50, "1 delete -1 0"); len(w.moods()) != 0 || len(w.notes) != 1 {
		t.Errorf("left: %+v", w.notes)
	}
}

// The chart is a picture under words that say nothing; without a mood there are
// only words.
func TestMoodChart(t *testing.T) {
	scene := Scene{Screen: screen("mood.chart"), Member: withSession(t), Notes: written(3), Now: noon}
	d, err := newTalk().Draw(scene)
	if err != nil || len(d.Files) != 0 || !d.Said || !strings.Contains(d.HTML, "/mood") {
		t.Fatalf("without a mood: %+v, %v", d, err)
	}
	scene.Notes = append(scene.Notes, nudges.Note{Message: -1, At: noon, Mood: new(6)})
	d, err = newTalk().Draw(scene)
	if err != nil || len(d.Files) != 1 || !d.Files[0].Photo || !d.Files[0].Protect || d.HTML != "The days so far." || d.Said {
		t.Fatalf("with a mood: %q, %d files, %v", d.HTML, len(d.Files), err)
	}
}

// What is in the chart: every mood, the sessions that are over, and for each
// the window of the page to write.
func TestWhatTheChartShows(t *testing.T) {
	m := withSession(t)
	m.Sessions = append(m.Sessions, nudges.Session{ID: "S2", Start: noon.Add(time.Hour), End: noon.Add(3 * time.Hour)})
	d := newTalk().drawing(Scene{Member: m, Now: noon, Notes: []nudges.Note{
		{Message: -1, At: noon.Add(-time.Hour), Mood: new(0)}, {Message: 90, At: noon, Text: "8"}, {Message: -2, At: noon, Mood: new(10)},
	}})
	chart, end := d.moods(), m.Sessions[0].End
	if len(chart.Points) != 2 || chart.Points[0].Mood != 0 || chart.Points[1].Mood != 10 || !chart.Points[1].At.Equal(noon) || chart.Zone.String() != m.Zone || !chart.Now.Equal(noon) {
		t.Errorf("the moods %+v, in %s at %v", chart.Points, chart.Zone, chart.Now)
	}
	if len(chart.Sessions) != 1 || !chart.Sessions[0].Equal(end) || len(chart.Windows) != 1 ||
		!chart.Windows[0].From.Equal(end.Add(12*time.Hour)) || !chart.Windows[0].To.Equal(end.Add(24*time.Hour)) {
		t.Errorf("the sessions %v with the windows %v", chart.Sessions, chart.Windows)
	}
	if chart.Words.Low != "low" || chart.Words.High != "high" || chart.Words.Day(noon) != "Tue 9 Jun" {
		t.Errorf("the words %+v", chart.Words)
	}
}
