package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/nudges"
)

// TestPlanOfScenarios: "bot plan" says of every worked example of
// docs/protocol.md what that says, to the minute and to the word.
func TestPlanOfScenarios(t *testing.T) {
	text, err := os.ReadFile("../../nudges/testdata/scenarios.json")
	if err != nil {
		t.Fatal(err)
	}
	type part struct{ Kind, Session, UTC, Reason string }
	var all []struct {
		Title    string
		TZ       string
		Sessions []struct {
			ID, Start, End string
			KnownBefore    string `json:"known_before"`
		}
		Expect  []part
		NotSent []part `json:"not_sent"`
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 7 {
		t.Fatal(len(all), err)
	}
	for _, s := range all {
		in := map[string]any{"zone": s.TZ}
		var sessions []map[string]string
		for _, x := range s.Sessions {
			session := map[string]string{"id": x.ID, "end": x.End}
			if x.KnownBefore != "" {
				session["start"], session["known_at"] = x.Start, x.KnownBefore
			}
			sessions = append(sessions, session)
		}
		in["sessions"] = sessions
		line, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		got := answerLine(nudges.Default(), line).(planAnswer)
		var want, have []string
		for _, e := range s.Expect {
			at, err := time.Parse(time.RFC3339, e.UTC)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprint(e.Session, e.Kind, at.UTC()))
		}
		for _, n := range got.Nudges {
			have = append(have, fmt.Sprint(string(n.Session), string(n.Kind), n.Due))
		}
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(have, want) {
			t.Errorf("%s:\n got %q\nwant %q", s.Title, have, want)
		}
		for _, e := range s.NotSent {
			if !slices.Contains(got.Skips, planSkip{nudges.Kind(e.Kind), nudges.SessionID(e.Session), e.Reason}) {
				t.Errorf("%s: no skip %v among %v", s.Title, e, got.Skips)
			}
		}
	}
}

// TestPlanLineErrors: what is wrong with a line is told, with how to mend it.
func TestPlanLineErrors(t *testing.T) {
	const session = `"sessions":[{"id":"S1","end":"2026-06-09T15:00:00Z"}]`
	for line, want := range map[string]string{
		`[]`:                               "not a JSON object",
		`{"zone":"UTC+2",` + session + `}`: "Area/City",
		`{` + session + `}`:                "Area/City",
		`{"zone":"Local",` + session + `}`: "Area/City",
		`{"zone":"Asia/Tokyo"}`:            "at least one",
		`{"zone":"Asia/Tokyo","sessions":[{"end":"2026-06-09T15:00:00Z"}]}`:                                          "needs an id",
		`{"zone":"Asia/Tokyo","sessions":[{"id":"S1"}]}`:                                                             "needs an end",
		`{"zone":"Asia/Tokyo","sessions":[{"id":"S1","end":"yesterday"}]}`:                                           "not a JSON object",
		`{"zone":"Asia/Tokyo","sessions":[{"id":"S1","start":"2026-06-09T16:00:00Z","end":"2026-06-09T15:00:00Z"}]}`: "ends before it starts",
		`{"zone":"Asia/Tokyo",` + session + `,"intensity":"much"}`:                                                   "none of gentle, standard and full",
		`{"zone":"Asia/Tokyo",` + session + `,"muted":["everything"]}`:                                               "no kind of nudge",
		`{"zone":"Asia/Tokyo",` + session + `,"hours":{"from":"8","to":"21:00"}}`:                                    "write it like 08:00",
		`{"zone":"Asia/Tokyo",` + session + `,"hours":{"from":"25:00","to":"21:00"}}`:                                "write it like 08:00",
		`{"zone":"Asia/Tokyo",` + session + `,"appointments":[{"id":"A1"}]}`:                                         "needs an id and a time",
		`{"zone":"Asia/Tokyo",` + session + `,"circles":[{"id":"S1","at":"2026-06-12T15:00:00Z"}]}`:                  "given twice",
		`{"zone":"Asia/Tokyo",` + session + `,"delivered":[{"kind":"capture","session":"S1"}]}`:                      "needs a time",
		`{"zone":"Asia/Tokyo",` + session + `} {}`:                                                                   "on a line of its own",
	} {
		out, err := json.Marshal(answerLine(nudges.Default(), []byte(line)))
		if err != nil || !strings.HasPrefix(string(out), `{"error":"`) || !strings.Contains(string(out), want) {
			t.Errorf("%s: %s, want %q", line, out, want)
		}
	}
}

// TestPlanLineSessions: what makes a session a pre-logged one.
func TestPlanLineSessions(t *testing.T) {
	for _, c := range []struct{ why, session, want string }{
		{"known before", `{"id":"S1","start":"2026-06-10T13:30:00Z","end":"2026-06-10T15:00:00Z","known_at":"2026-06-08T15:00:00Z"}`, "2026-06-09T22:30:00Z"},
		{"only its start", `{"id":"S1","start":"2026-06-10T13:30:00Z","known_at":"2026-06-08T15:00:00Z"}`, "2026-06-09T22:30:00Z"},
		{"only its end", `{"id":"S1","end":"2026-06-10T15:00:00Z","known_at":"2026-06-08T15:00:00Z"}`, "2026-06-09T22:30:00Z"},
		{"a start does not make it one", `{"id":"S1","start":"2026-06-10T13:30:00Z","end":"2026-06-10T15:00:00Z"}`, ""},
		{"known only later", `{"id":"S1","start":"2026-06-10T13:30:00Z","end":"2026-06-10T15:00:00Z","known_at":"2026-06-10T18:00:00Z"}`, ""},
	} {
		line := `{"zone":"America/New_York","now":"2026-06-08T15:00:00Z","sessions":[` + c.session + `]}`
		got := ""
		for _, n := range answerLine(nudges.Default(), []byte(line)).(planAnswer).Nudges {
			if n.Kind == nudges.Intention {
				got = n.Due.Format(time.RFC3339)
			}
		}
		if got != c.want {
			t.Errorf("%s: intention %q, want %q", c.why, got, c.want)
		}
	}
}

// BenchmarkPlanLines plans single sessions, and courses of six, through the
// whole of "bot plan" but the process.
func BenchmarkPlanLines(b *testing.B) {
	one := `{"zone":"America/New_York","sessions":[{"id":"S1","end":"2026-06-09T15:00:00Z"}]}` + "\n"
	var course []string
	for i := range 6 {
		end := time.Date(2026, 6, 9+3*i, 15, 0, 0, 0, time.UTC)
		course = append(course, fmt.Sprintf(`{"id":"S%d","end":%q}`, i+1, end.Format(time.RFC3339)))
	}
	six := `{"zone":"America/New_York","sessions":[` + strings.Join(course, ",") + "]}\n"
	for _, c := range []struct{ name, line string }{{"one session", one}, {"course of six", six}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			in, out := strings.NewReader(strings.Repeat(c.line, b.N)), new(bytes.Buffer)
			b.ResetTimer()
			if err := planLines(nudges.Default(), in, out); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "plans/s")
		})
	}
}
