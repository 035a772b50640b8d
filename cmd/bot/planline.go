package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"afterglow/nudges"
)

// A planLine is what "bot plan" reads: a member, told in one JSON object. Only
// Zone and Sessions are required. Times are RFC 3339.
type planLine struct {
	Zone         string           `json:"zone"`
	Intensity    nudges.Intensity `json:"intensity"` // standard unless given
	Now          time.Time        `json:"now"`       // the first session's end unless given
	Sessions     []planSession    `json:"sessions"`
	Delivered    []planSent       `json:"delivered"`
	Hours        *planHours       `json:"hours"`
	Appointments []planMoment     `json:"appointments"`
	Circles      []planMoment     `json:"circles"`
	Muted        []nudges.Kind    `json:"muted"`
}

// A planSession was pre-logged at KnownAt, if that is given; Start or End may
// then be left out, and the session has the protocol's length.
type planSession struct {
	ID      nudges.SessionID `json:"id"`
	Start   time.Time        `json:"start"`
	End     time.Time        `json:"end"`
	KnownAt time.Time        `json:"known_at"`
}

type planSent struct {
	Kind    nudges.Kind      `json:"kind"`
	Session nudges.SessionID `json:"session"`
	At      time.Time        `json:"at"`
}

type planHours struct{ From, To string } // "08:00"; the same twice is the whole day

type planMoment struct {
	ID nudges.SessionID `json:"id"`
	At time.Time        `json:"at"`
}

// A planAnswer is what "bot plan" writes for a line: the plan, or an error.
type planAnswer struct {
	Nudges  []planNudge `json:"nudges"`
	Skips   []planSkip  `json:"skips"`
	Ignored []string    `json:"ignored,omitempty"` // fields that mean nothing here
}

type planNudge struct {
	Kind    nudges.Kind      `json:"kind"`
	Session nudges.SessionID `json:"session"` // or the circle, or the appointment
	Due     time.Time        `json:"due"`     // UTC, without jitter
	Expires time.Time        `json:"expires"`
	Silent  bool             `json:"silent"`
}

type planSkip struct {
	Kind    nudges.Kind      `json:"kind"`
	Session nudges.SessionID `json:"session"`
	Reason  string           `json:"reason"`
}

// A failure is the answer to a line that can't be planned.
type failure struct {
	Error string `json:"error"`
}

// answerJSON answers one line of input as one line.
func answerJSON(p nudges.Protocol, text []byte) []byte {
	out, err := json.Marshal(answerLine(p, text))
	if err != nil { // a year that RFC 3339 can't write
		out, _ = json.Marshal(failure{err.Error()})
	}
	return out
}

// answerLine plans one line of input.
func answerLine(p nudges.Protocol, text []byte) any {
	line, ignored, err := readPlanLine(text)
	if err != nil {
		return failure{err.Error()}
	}
	m, err := line.member(p)
	if err != nil {
		return failure{err.Error()}
	}
	if circles := line.circles(); len(circles) > 0 {
		p.Circles = circles
	}
	a := answer(p, m, line.now())
	a.Ignored = ignored
	return a
}

// readPlanLine reads a line, and the names of fields that are not known.
func readPlanLine(text []byte) (line planLine, ignored []string, err error) {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err = d.Decode(&line); err != nil && strings.HasPrefix(err.Error(), "json: unknown field") {
		line, ignored = planLine{}, []string{strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)}
		d = json.NewDecoder(strings.NewReader(string(text)))
		err = d.Decode(&line)
	}
	if err != nil {
		return line, nil, fmt.Errorf("not a JSON object as \"bot plan --help\" shows it: %w", err)
	}
	if d.More() {
		return line, nil, errors.New("more than one JSON object on a line; write each on a line of its own")
	}
	return line, ignored, nil
}

// member is the line as a record, as if all sessions were known and every
// nudge that went out had been answered.
func (l planLine) member(p nudges.Protocol) (nudges.Member, error) {
	m := nudges.Member{Zone: l.Zone, Intensity: l.Intensity, Muted: l.Muted, Consent: nudges.Consent{Nudges: nudges.Answer{Yes: true}, Notes: nudges.Answer{Yes: true}},
		FirstKept: time.Unix(0, 0)}
	if err := checkZone(l.Zone); err != nil {
		return m, err
	}
	if !slices.Contains([]nudges.Intensity{"", nudges.Gentle, nudges.Standard, nudges.Full}, l.Intensity) {
		return m, fmt.Errorf("intensity %q is none of gentle, standard and full", l.Intensity)
	}
	for _, k := range l.Muted {
		if err := checkKind(p, k); err != nil {
			return m, err
		}
	}
	if len(l.Sessions) == 0 {
		return m, errors.New("no sessions; give at least one, such as {\"id\":\"S1\",\"end\":\"2026-06-09T15:00:00Z\"}")
	}
	for _, s := range l.Sessions {
		session, err := s.session(p)
		if err != nil {
			return m, err
		}
		m.Sessions = append(m.Sessions, session)
	}
	for _, a := range l.Appointments {
		if a.ID == "" || a.At.IsZero() {
			return m, errors.New("an appointment needs an id and a time \"at\"")
		}
		m.Appointments = append(m.Appointments, nudges.Appointment{ID: a.ID, At: a.At.UTC()})
	}
	for _, c := range l.Circles {
		if c.ID == "" || c.At.IsZero() {
			return m, errors.New("a circle needs an id and a time \"at\"")
		}
	}
	return l.log(p, m)
}

// log adds the hours and what was delivered.
func (l planLine) log(p nudges.Protocol, m nudges.Member) (nudges.Member, error) {
	if l.Hours != nil {
		from, err1 := parseClock(l.Hours.From)
		to, err2 := parseClock(l.Hours.To)
		if err := errors.Join(err1, err2); err != nil {
			return m, err
		}
		m.Waking = &nudges.Hours{From: from, To: to}
	}
	for _, d := range l.Delivered {
		if err := checkKind(p, d.Kind); err != nil {
			return m, err
		}
		if d.At.IsZero() {
			return m, errors.New("a delivered nudge needs a time \"at\"")
		}
		silent := slices.ContainsFunc(p.Rows, func(r nudges.Row) bool { return r.Kind == d.Kind && r.Silent })
		at := d.At.UTC()
		m.Log = append(m.Log, nudges.Entry{Nudge: nudges.NewID(d.Session, d.Kind), Kind: d.Kind, Session: d.Session,
			Slot: at, At: at, Outcome: nudges.Delivered, Silent: silent, Answered: at})
	}
	return m, l.unique(m)
}

// unique refuses an ID that is given to two things.
func (l planLine) unique(m nudges.Member) error {
	seen := map[nudges.SessionID]bool{}
	var ids []nudges.SessionID
	for _, s := range m.Sessions {
		ids = append(ids, s.ID)
	}
	for _, o := range append(slices.Clone(l.Appointments), l.Circles...) {
		ids = append(ids, o.ID)
	}
	for _, id := range ids {
		if seen[id] {
			return fmt.Errorf("the id %q is given twice", id)
		}
		seen[id] = true
	}
	return nil
}

// session is a session as it is kept. One that was known before its end has a
// start; what was known only later is planned from when it was.
func (s planSession) session(p nudges.Protocol) (nudges.Session, error) {
	switch {
	case s.ID == "":
		return nudges.Session{}, errors.New("a session needs an id, such as \"S1\"")
	case s.End.IsZero() && s.Start.IsZero():
		return nudges.Session{}, fmt.Errorf("session %q needs an end", s.ID)
	case s.End.IsZero():
		s.End = s.Start.Add(p.SessionLength)
	case s.Start.After(s.End):
		return nudges.Session{}, fmt.Errorf("session %q ends before it starts", s.ID)
	}
	out := nudges.Session{ID: s.ID, End: s.End.UTC(), Logged: s.KnownAt.UTC()}
	if !s.KnownAt.IsZero() && s.KnownAt.Before(s.End) {
		if out.Start = s.Start.UTC(); s.Start.IsZero() {
			out.Start = out.End.Add(-p.SessionLength)
		}
	}
	return out, nil
}

func (l planLine) circles() (out nudges.Listed) {
	for _, c := range l.Circles {
		out = append(out, nudges.Meeting{ID: c.ID, At: c.At.UTC()})
	}
	slices.SortStableFunc(out, func(a, b nudges.Meeting) int { return a.At.Compare(b.At) })
	return out
}

// now is the moment to plan for: as given, or the end of the first session.
func (l planLine) now() time.Time {
	if !l.Now.IsZero() {
		return l.Now.UTC()
	}
	first := l.Sessions[0].End
	for _, s := range l.Sessions[1:] {
		if s.End.Before(first) {
			first = s.End
		}
	}
	return first.UTC()
}

// answer plans and puts the plan into the words of the wire.
func answer(p nudges.Protocol, m nudges.Member, now time.Time) planAnswer {
	planned, skips := nudges.Plan(p, m, now)
	a := planAnswer{Nudges: []planNudge{}, Skips: []planSkip{}}
	for _, n := range planned {
		a.Nudges = append(a.Nudges, planNudge{n.Kind, n.Session, n.Due, n.Expires, n.Silent})
	}
	for _, s := range skips {
		a.Skips = append(a.Skips, planSkip{s.Kind, s.Session, skipWords(s.Reason)})
	}
	return a
}

// skipWords is a reason as it is written out. What looked for a slot in vain is
// "dropped", whatever stood in its way.
func skipWords(r nudges.Reason) string {
	switch r.Class() {
	case nudges.NoSlot:
		return "dropped: " + string(r)
	case nudges.Expired, nudges.TooClose, nudges.CoolingOff, nudges.DayFull, nudges.WeekFull:
		return fmt.Sprintf("dropped: %s (%s)", nudges.NoSlot, r)
	}
	return string(r)
}

func checkZone(name string) error {
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return fmt.Errorf("%q is no time zone; write Area/City, such as America/New_York", name)
	}
	return nil
}

func checkKind(p nudges.Protocol, k nudges.Kind) error {
	if !slices.Contains(p.Kinds(), k) {
		return fmt.Errorf("%q is no kind of nudge; the kinds are %v", k, p.Kinds())
	}
	return nil
}

// parseClock reads "08:00"; "24:00" is midnight.
func parseClock(s string) (nudges.Clock, error) {
	var hour, minute int
	if n, err := fmt.Sscanf(s, "%d:%d", &hour, &minute); n != 2 || err != nil || len(s) > 5 ||
		hour < 0 || minute < 0 || minute > 59 || hour*60+minute > 24*60 {
		return 0, fmt.Errorf("%q is no time of day; write it like 08:00", s)
	}
	return nudges.Clock((hour*60 + minute) % (24 * 60)), nil
}
