package nudges

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// places are zones whose clocks do odd things, and a year in which they do.
var places = []struct{ zone, from string }{
	{"America/New_York", "2026-01-01 00:00"},
	{"Australia/Lord_Howe", "2026-01-01 00:00"}, // half an hour
	{"Pacific/Chatham", "2026-01-01 00:00"},     // quarter hours, changes at 02:45
	{"Antarctica/Troll", "2026-01-01 00:00"},    // two hours
	{"Africa/Casablanca", "2026-01-01 00:00"},   // back for Ramadan
	{"Asia/Gaza", "2026-01-01 00:00"},
	{"Pacific/Apia", "2011-06-01 00:00"}, // 2011-12-30 did not happen
	{"America/Sao_Paulo", "2010-06-01 00:00"},
	{"America/Sao_Paulo", "2017-06-01 00:00"}, // changes at midnight
	{"Asia/Kathmandu", "2026-01-01 00:00"},
	{"Europe/Dublin", "2026-01-01 00:00"},
}

// A life is one fuzzed member, with a course of sessions known beforehand.
type life struct {
	m     Member
	loc   *time.Location
	quiet int // minutes a night
	p     Protocol
}

// newLife makes a member out of figures. Each byte of course is a session that
// ends so many three-quarter hours after the one before; the first ends in the
// given minute of the year. Odd bytes were logged before they happened.
func newLife(t *testing.T, place uint8, minute uint32, from, quiet uint16, course []byte, seed uint64) life {
	where := places[int(place)%len(places)]
	loc, err := time.LoadLocation(where.zone)
	if err != nil {
		t.Fatal(err)
	}
	l := life{loc: loc, quiet: int(quiet) % (14*60 + 1), p: Default()}
	l.m = Member{Seed: seed, Zone: where.zone, Consent: Consent{Nudges: Answer{Yes: true}, Notes: Answer{Yes: true}}, FirstKept: time.Unix(0, 0),
		Intensity: []Intensity{"", Gentle, Standard, Full}[seed%4]}
	end := Clock(int(from) % 1440) // quiet begins
	l.m.Waking = &Hours{From: end.plus(l.quiet), To: end}
	t0 := local(t, where.zone, where.from).Add(time.Duration(minute%(366*1440)) * time.Minute)
	l.m.Sessions = []Session{{ID: "S1", End: t0, Logged: t0}}
	for i, b := range course[:min(len(course), 6)] {
		t0 = t0.Add(time.Duration(b) * 45 * time.Minute)
		s := Session{ID: SessionID("S" + string(rune('2'+i))), End: t0, Logged: t0}
		if b%2 == 1 {
			s.Start, s.Logged = t0.Add(-l.p.SessionLength), l.m.Sessions[0].End
		}
		l.m.Sessions = append(l.m.Sessions, s)
	}
	l.around(course, seed)
	return l
}

// around adds an appointment after some sessions, and a circle every ten days.
func (l *life) around(course []byte, seed uint64) {
	first := l.m.Sessions[0].End
	for i, b := range course[:min(len(course), 6)] {
		if b%3 == 0 {
			at := l.m.Sessions[i].End.Add(time.Duration(20+int(b)) * time.Hour).Truncate(5 * time.Minute)
			id := SessionID("A" + string(rune('1'+len(l.m.Appointments))))
			l.m.Appointments = append(l.m.Appointments, Appointment{ID: id, At: at, Made: first, Takeaway: b%2 == 0})
		}
	}
	var circles Listed
	for i := range 3 {
		at := first.Add(time.Duration(30+240*i+int(seed%97)) * time.Hour).Truncate(time.Hour)
		circles = append(circles, Meeting{ID: SessionID("C" + string(rune('1'+i))), At: at})
	}
	l.p.Circles = circles
}

func seeds(f *testing.F) {
	for i := range places {
		for j, course := range [][]byte{nil, {64}, {65, 97}, {97, 99, 101, 103, 105}, {33, 20, 7}} {
			f.Add(uint8(i), uint32(97000+9973*i+61*j), uint16(21*60), uint16(11*60), course, uint64(j))
			f.Add(uint8(i), uint32(432000+7919*i+67*j), uint16(22*60+7), uint16(14*60), course, uint64(j+i))
			f.Add(uint8(i), uint32(250000+6367*i+59*j), uint16(300), uint16(0), course, uint64(i))
		}
	}
}

// FuzzPlan holds whole plans to the invariants of docs/protocol.md.
func FuzzPlan(f *testing.F) {
	seeds(f)
	f.Fuzz(tryPlan)
}

func tryPlan(t *testing.T, place uint8, minute uint32, from, quiet uint16, course []byte, seed uint64) {
	l := newLife(t, place, minute, from, quiet, course, seed)
	now := l.m.Sessions[0].End
	planned, skips := Plan(l.p, l.m, now)
	again, skippedAgain := Plan(l.p, l.m, now)
	if !reflect.DeepEqual(planned, again) || !reflect.DeepEqual(skips, skippedAgain) {
		t.Fatal("equal input, another plan")
	}
	l.accounted(t, planned, skips)
	l.legal(t, planned)
	l.limits(t, planned)
	for i := range l.m.Sessions {
		l.prime(t, i, planned, skips)
	}
}

// FuzzDeliveries sends a whole plan, alarm by alarm: after each delivery the
// rest must come out as it was.
func FuzzDeliveries(f *testing.F) {
	seeds(f)
	f.Fuzz(tryDeliveries)
}

func tryDeliveries(t *testing.T, place uint8, minute uint32, from, quiet uint16, course []byte, seed uint64) {
	l := newLife(t, place, minute, from, quiet, course, seed)
	for i := range l.m.Sessions { // all are known beforehand
		if s := &l.m.Sessions[i]; i > 0 && s.Start.IsZero() {
			s.Start, s.Logged = s.End.Add(-l.p.SessionLength), l.m.Sessions[0].End
		}
	}
	m, now := l.m, l.m.Sessions[0].End
	rest, _ := Plan(l.p, m, now)
	var ring time.Time
	for m.Next, ring = Alarm(l.p, m, now); len(rest) > 0; _, ring = Alarm(l.p, m, now) {
		if !m.Next.Equal(rest[0].Due) || ring.Before(m.Next) || ring.Sub(m.Next) > 4*time.Minute {
			t.Fatalf("alarm for %v at %v, want %v", m.Next, ring, rest[0].Due)
		}
		now = ring
		var look Look
		if m, look = step(l.p, m, now); look.Send == nil || len(look.Drop) > 0 || !reflect.DeepEqual(*look.Send, rest[0]) {
			t.Fatalf("at %v: send %+v, drop %v, want %q", now, look.Send, look.Drop, show(m, rest[:1]))
		}
		left, skips := Plan(l.p, m, now)
		if want := rest[1:]; !slices.Equal(left, want) {
			t.Fatalf("after %s:\n got %q\nwant %q", rest[0].ID, show(m, left), show(m, want))
		}
		l.accounted(t, left, skips)
		rest = left
	}
	if !ring.IsZero() {
		t.Fatalf("an alarm at %v for nothing", ring)
	}
}

// FuzzDowntime lives through a course with outages, notes, pauses and things
// put off; what is sent must be legal when it is sent, and sent once.
func FuzzDowntime(f *testing.F) {
	seeds(f)
	f.Fuzz(tryDowntime)
}

func tryDowntime(t *testing.T, place uint8, minute uint32, from, quiet uint16, course []byte, seed uint64) {
	l := newLife(t, place, minute, from, quiet, course, seed)
	r := rand.New(rand.NewPCG(seed, uint64(minute)))
	m, now := l.m, l.m.Sessions[0].End
	future := m.Sessions[1:]
	m.Sessions = m.Sessions[:1:1]
	m.Next, _ = Alarm(l.p, m, now)
	var out []Nudge
	for round := 0; ; round++ {
		if round > 300 {
			t.Fatalf("the alarm still rings after 300 rounds, at %v", now)
		}
		_, ring := Alarm(l.p, m, now)
		if len(future) > 0 && (ring.IsZero() || future[0].Logged.Before(ring)) {
			now = later(now, future[0].Logged)
			m.Sessions, future = append(m.Sessions, future[0]), future[1:]
			slices.SortStableFunc(m.Sessions, func(a, b Session) int { return a.End.Compare(b.End) })
			m.Next, _ = Alarm(l.p, m, now)
			continue
		}
		if ring.IsZero() {
			break
		}
		now = later(now, ring)
		if r.IntN(3) == 0 {
			now = now.Add(time.Duration(r.IntN(20*3600)) * time.Second)
		}
		live := l
		live.m.Sessions = m.Sessions
		before := m
		var look Look
		m, look = step(l.p, m, now)
		if n := look.Send; n != nil {
			live.awake(t, n.ID, now)
			live.fresh(t, before, *n, now)
			if n.Again == 0 {
				out = append(out, *n)
			}
		}
		for _, s := range look.Drop {
			live.unlogged(t, before, s.Nudge)
		}
		m = meddle(l.p, r, m, look, now)
	}
	l.m.Sessions = m.Sessions
	slices.SortFunc(out, func(a, b Nudge) int { return a.Due.Compare(b.Due) })
	l.limits(t, out)
	planned, skips := Plan(l.p, m, now)
	l.accounted(t, planned, skips)
}

// meddle does now and then what members do.
func meddle(p Protocol, r *rand.Rand, m Member, look Look, now time.Time) Member {
	if look.Send != nil {
		switch r.IntN(6) {
		case 0:
			if times := SnoozeTimes(p, m, look.Send.ID, now); len(times) > 0 {
				m, _ = Snooze(p, m, look.Send.ID, now, times[r.IntN(len(times))].At)
			}
		case 1:
			m, _ = RemindMonday(p, m, look.Send.ID, now)
		case 2:
			m.PausedUntil = now.Add(time.Duration(r.IntN(40)) * time.Hour)
		case 3:
			m.Wrote = append(slices.Clone(m.Wrote), now)
		}
	}
	m.Next, _ = Alarm(p, m, now)
	return m
}
