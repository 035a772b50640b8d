package nudges

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// A scenario is one of the worked examples of docs/protocol.md, as an
// independent planner computed it.
type scenario struct {
	Title    string
	TZ       string
	Sessions []struct {
		ID          SessionID
		Start, End  time.Time
		KnownBefore time.Time `json:"known_before"`
	}
	Expect []struct {
		Kind    Kind
		Session SessionID
		UTC     time.Time
	}
	NotSent []struct {
		Kind    Kind
		Session SessionID
		Reason  string
	} `json:"not_sent"`
}

func scenarios(t *testing.T) []scenario {
	t.Helper()
	text, err := os.ReadFile("testdata/scenarios.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []scenario
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if len(out) != 7 {
		t.Fatalf("%d scenarios, want A to E and F twice", len(out))
	}
	return out
}

// want is what the scenario says. Of the skips it names only those that depend
// on time and overlap.
func (s scenario) want(zone *time.Location) (planned, skipped []string) {
	m := Member{Zone: zone.String()}
	for _, e := range s.Expect {
		planned = append(planned, show(m, []Nudge{{ID: NewID(e.Session, e.Kind), Due: e.UTC}})...)
	}
	for _, e := range s.NotSent {
		reason := strings.TrimPrefix(e.Reason, "dropped: ")
		skipped = append(skipped, string(NewID(e.Session, e.Kind))+": "+reason)
	}
	slices.Sort(planned)
	slices.Sort(skipped)
	return planned, skipped
}

// timely are the skips that are not the member's choice, and not of a session
// that nobody knew of beforehand.
func timely(skips []Skip) []string {
	skips = slices.DeleteFunc(slices.Clone(skips), func(s Skip) bool { return s.Reason == NotChosen || s.Reason == NotKnown })
	out := why(skips)
	slices.Sort(out)
	return out
}

func (s scenario) member() Member {
	m := Member{Zone: s.TZ, Consent: Consent{Nudges: Answer{Yes: true}, Notes: Answer{Yes: true}}, FirstKept: time.Unix(0, 0)}
	for _, x := range s.Sessions {
		logged := x.End
		if !x.KnownBefore.IsZero() {
			logged = x.KnownBefore
		}
		m.Sessions = append(m.Sessions, Session{ID: x.ID, Start: x.Start, End: x.End, Logged: logged})
	}
	return m
}

// TestScenarios plans every worked example in one go.
func TestScenarios(t *testing.T) {
	p := Default()
	for _, s := range scenarios(t) {
		t.Run(s.Title, func(t *testing.T) {
			m := s.member()
			planned, skips := Plan(p, m, m.Sessions[0].End)
			want, skipped := s.want(m.Location())
			got := show(m, planned)
			slices.Sort(got)
			same(t, "planned", got, want)
			same(t, "skipped", timely(skips), skipped)
		})
	}
}

// TestScenariosLived goes through every worked example alarm by alarm, and
// learns of each session only when it was logged.
func TestScenariosLived(t *testing.T) {
	p := Default()
	for _, s := range scenarios(t) {
		t.Run(s.Title, func(t *testing.T) {
			m := s.member()
			waiting := m.Sessions
			m.Sessions = nil
			var got []string
			now := waiting[0].End
			for range 30 {
				for len(waiting) > 0 && !waiting[0].Logged.After(now) {
					m.Sessions, waiting = append(m.Sessions, waiting[0]), waiting[1:]
					m.Next, _ = Alarm(p, m, now)
				}
				_, ring := Alarm(p, m, now)
				if len(waiting) > 0 && (ring.IsZero() || waiting[0].Logged.Before(ring)) {
					now = waiting[0].Logged
					continue
				}
				if ring.IsZero() {
					break
				}
				now = later(now, ring)
				var look Look
				if m, look = step(p, m, now); look.Send == nil || len(look.Drop) > 0 {
					t.Fatalf("at %v: %+v, want one nudge sent", now, look)
				}
				got = append(got, show(m, []Nudge{*look.Send})...)
			}
			want, _ := s.want(m.Location())
			slices.Sort(got)
			same(t, "sent", got, want)
		})
	}
}
