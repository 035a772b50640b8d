package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
)

// A life is one member's: where they are, when they are awake, and when their
// session ended.
type life struct {
	chat   int64
	zone   *time.Location
	waking *nudges.Hours
	ended  time.Time
}

func (l life) String() string {
	return fmt.Sprintf("%s, awake %v, session until %s", l.zone, l.hours(), l.ended.In(l.zone).Format("Mon 2 Jan 15:04"))
}

func (l life) hours() nudges.Hours {
	if l.waking != nil {
		return *l.waking
	}
	return nudges.Default().Hard
}

// hour makes a clock of hours and minutes.
func hour(h, m int) nudges.Clock { return nudges.Clock(h*60 + m) }

// lives are members in many zones, some awake at odd hours, with sessions that
// end every few hours after a moment.
func lives(t *testing.T, begin time.Time, zones ...string) (all []life) {
	hours := []*nudges.Hours{nil, nil, {From: hour(7, 30), To: hour(22, 0)}, {From: hour(20, 0), To: hour(4, 0)}, {From: hour(1, 0), To: hour(4, 0)}, {From: 0, To: 0}}
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 12 {
			chat := int64(1000 + len(all))
			all = append(all, life{chat, zone, hours[i%len(hours)], begin.Add(time.Duration(i) * 131 * time.Minute)})
		}
	}
	return all
}

// settle stores the members.
func (p *program) settle(all []life) {
	p.t.Helper()
	for _, l := range all {
		p.enroll(nudges.Default(), l.zone.String(), l.ended, l.chat)
	}
	store, err := storage.Open(p.t.Context(), p.db, p.keys, [32]byte{1})
	if err == nil {
		err = store.Update(p.t.Context(), func(tx *storage.Tx) error {
			for _, l := range all {
				u := store.User(l.chat)
				m, err := tx.Member(u)
				if err != nil {
					return err
				}
				var ring time.Time
				m.Waking = l.waking
				m.Next, ring = nudges.Alarm(nudges.Default(), m, l.ended)
				if err := tx.SetMember(u, m, ring); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// nudgeID is the nudge of a message, as its buttons name it.
func nudgeID(m telegramtest.Message) string {
	for _, row := range m.Buttons {
		for _, b := range row {
			if i := strings.LastIndexByte(b.Data, ' '); i >= 0 {
				return b.Data[i+1:]
			}
		}
	}
	return ""
}

// bounds are the first and the last moment of a kind, counted from T0
// (docs/protocol.md, table of kinds): its window, or for a late one its end,
// or the days around its named times.
var bounds = map[nudges.Kind][2]time.Duration{
	nudges.Capture:      {3 * time.Hour, 8 * time.Hour},
	nudges.PrimeJournal: {12 * time.Hour, 36 * time.Hour},
	nudges.Mindfulness:  {12 * time.Hour, 36 * time.Hour},
	nudges.Therapy:      {24 * time.Hour, 72 * time.Hour},
	nudges.SmallStep:    {48 * time.Hour, 120 * time.Hour},
	nudges.WeekReflect:  {6 * 24 * time.Hour, 10 * 24 * time.Hour},
	nudges.Keep14:       {13 * 24 * time.Hour, 16 * 24 * time.Hour},
}

// keptPromise checks every nudge a member was sent, and returns how many there
// were of each kind.
func (p *program) keptPromise(l life) map[nudges.Kind]int {
	p.t.Helper()
	seen, counts := map[string]bool{}, map[nudges.Kind]int{}
	for _, m := range p.sentNudges(l.chat) {
		id := nudgeID(m)
		_, name, _ := strings.Cut(id, "/")
		kind := nudges.Kind(name)
		if counts[kind]++; seen[id] {
			p.t.Errorf("%v: %s came twice", l, id)
		}
		seen[id] = true
		local := m.At.In(l.zone)
		if !l.hours().Contains(local) {
			p.t.Errorf("%v: %s came at %s, outside waking hours", l, id, local.Format("Mon 15:04:05 MST"))
		}
		since, limit := m.At.Sub(l.ended), bounds[kind]
		if since < limit[0] || since > limit[1] {
			p.t.Errorf("%v: %s came %v after the session, want %v to %v", l, id, since, limit[0], limit[1])
		}
	}
	logged := map[nudges.ID]bool{}
	for _, e := range p.member(l.chat).Log {
		if logged[e.Nudge] {
			p.t.Errorf("%v: %s is in the log twice", l, e.Nudge)
		}
		if logged[e.Nudge] = true; e.Counts() && !seen[string(e.Nudge)] {
			p.t.Errorf("%v: %s is in the log as sent and is not in the chat", l, e.Nudge)
		}
	}
	return counts
}

// TestNudgesKeepToWakingHours is promise 2, lived through for four days and
// more, over the nights when clocks change: every nudge comes inside waking
// hours and inside its time, and none twice.
func TestNudgesKeepToWakingHours(t *testing.T) {
	for name, test := range map[string]struct {
		begin string
		zones []string
	}{
		"summer":               {"2026-06-09 03:00", []string{"America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"}},
		"clocks go on, US":     {"2026-03-07 03:00", []string{"America/New_York", "America/Los_Angeles", "America/St_Johns"}},
		"clocks go back, US":   {"2026-10-31 03:00", []string{"America/New_York", "America/Los_Angeles", "America/St_Johns"}},
		"clocks change, EU":    {"2026-03-28 03:00", []string{"Europe/Berlin", "Europe/London", "Europe/Lisbon"}},
		"clocks go back, EU":   {"2026-10-24 03:00", []string{"Europe/Berlin", "Europe/London"}},
		"half an hour, Howe":   {"2026-04-04 03:00", []string{"Australia/Lord_Howe", "Pacific/Chatham"}},
		"midnight that is not": {"2026-09-05 03:00", []string{"America/Santiago", "Africa/Cairo"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin, err := time.Parse("2006-01-02 15:04", test.begin)
				if err != nil {
					t.Fatal(err)
				}
				p := newProgram(t, begin)
				all := lives(t, begin.Add(-time.Hour), test.zones...)
				p.settle(all)
				p.quiet()
				p.up()
				time.Sleep(4*24*time.Hour + 24*time.Hour) // the last session ends a day after the first
				p.running()
				p.down()
				p.strict()
				counts, sum := map[nudges.Kind]int{}, 0
				for _, l := range all {
					for k, n := range p.keptPromise(l) {
						counts[k] += n
						sum += n
					}
				}
				if sum < 2*len(all) || len(counts) != 5 { // a week is longer than this
					t.Errorf("%d members were sent %v: too few for a test", len(all), counts)
				}
			})
		})
	}
}

// TestDowntime: after hours or days in which the program was not running each
// member gets at most one nudge that is overdue, none past its time, and the
// rest as planned. So it is when the clock of a running program jumps.
func TestDowntime(t *testing.T) {
	for _, asleep := range []bool{false, true} {
		for _, away := range []time.Duration{7 * time.Hour, 26 * time.Hour, 49 * time.Hour, 10 * 24 * time.Hour} {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Date(2026, 6, 9, 9, 0, 0, 0, time.UTC)
				p := newProgram(t, begin)
				all := lives(t, begin.Add(-20*time.Hour), "America/New_York", "Europe/Berlin", "Asia/Kathmandu")
				p.settle(all)
				p.quiet()
				if asleep {
					p.up()
					time.Sleep(time.Minute)
				}
				before, missed := map[int64]int{}, map[int64][]string{}
				for _, l := range all {
					before[l.chat], missed[l.chat] = len(p.sentNudges(l.chat)), p.dueWithin(l, away)
				}
				p.skip(away)
				if !asleep {
					p.up()
				}
				woke := p.now()
				time.Sleep(3 * time.Hour)
				overdue := 0
				for _, l := range all {
					n := len(p.sentNudges(l.chat)) - before[l.chat]
					if overdue += n; n > 1 {
						t.Errorf("away for %v: %v was sent %d at once", away, l, n)
					}
				}
				if overdue == 0 && away < 50*time.Hour {
					t.Errorf("away for %v: nobody was sent anything", away)
				}
				time.Sleep(4 * 24 * time.Hour)
				p.down()
				p.strict()
				for _, l := range all {
					p.keptPromise(l)
					made := slices.DeleteFunc(p.sentNudges(l.chat)[before[l.chat]:], func(m telegramtest.Message) bool { return !slices.Contains(missed[l.chat], nudgeID(m)) })
					if l.hours().Contains(woke.In(l.zone)) && len(made) > 1 {
						t.Errorf("away for %v: %v was sent %d of the %d that were overdue", away, l, len(made), len(missed[l.chat]))
					}
				}
			})
		}
	}
}

// dueWithin are the nudges that will be overdue when the program wakes.
func (p *program) dueWithin(l life, away time.Duration) (ids []string) {
	p.t.Helper()
	planned, _ := nudges.Plan(nudges.Default(), p.member(l.chat), p.now())
	for _, n := range planned {
		if n.Due.Before(p.now().Add(away - nudges.Default().Overdue - time.Minute)) {
			ids = append(ids, string(n.ID))
		}
	}
	return ids
}
