package nudges

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDefaultIsSound(t *testing.T) {
	if err := Default().Check(); err != nil {
		t.Error(err)
	}
}

// TestCheck breaks one figure of the default at a time.
func TestCheck(t *testing.T) {
	const hour = time.Hour
	row := func(k Kind, change func(*Row)) func(*Protocol) {
		return func(p *Protocol) { change(p.row(k)) }
	}
	tests := []struct {
		name   string
		change func(*Protocol)
		want   string // the whole fault, or several; an ending … stands for the rest of a line
	}{
		{"waking hours of no clock", func(p *Protocol) { p.Hard.To = 1440 }, "waking: 1440 minutes after midnight is no time of the day"},
		{"waking hours too short", func(p *Protocol) {
			p.Hard = Hours{17 * 60, 18*60 + 59}
			p.FirstMargin, p.LastMargin, p.Morning, p.Monday = 0, 0, 1080, 1080
		},
			"waking: 1h59m is shorter than 2h; make the waking hours longer…"},
		{"margins that leave nothing", func(p *Protocol) { p.FirstMargin, p.LastMargin = 12*hour, hour }, "first_margin: with last_margin it leaves less than an hour of the waking hours, 13h…"},
		{"a margin below zero", func(p *Protocol) { p.LastMargin = -hour }, "last_margin: -1h is not from 0 to 12h"},
		{"an evening at night", func(p *Protocol) { p.Evening = 21 * 60 }, "evening: 21:00 is not in the waking hours, so nothing could be put off until then; write a time from 08:00 to before 21:00"},
		{"a morning at night", func(p *Protocol) { p.Morning = 7 * 60 }, "morning: 07:00 is not in the waking hours…"},
		{"a Monday at night", func(p *Protocol) { p.Monday = 0 }, "monday: 00:00 is not in the waking hours…"},
		{"hush below zero", func(p *Protocol) { p.Hush = -1 }, "hush: -1ns is not from 0 to 24h"},
		{"hush of days", func(p *Protocol) { p.Hush = 25 * hour }, "hush: 25h is not from 0 to 24h…"},
		{"hush over all of capture", func(p *Protocol) { p.Hush = 8 * hour }, "capture: hush: the silence of 8h after a session covers its whole window, to 8h; shorten hush, give it a later window, or switch it off"},
		{"gap below zero", func(p *Protocol) { p.Gap = -hour }, "gap: -1h is not from 0 to 12h…"},
		{"gap of a day", func(p *Protocol) { p.Gap = 24 * hour }, "gap: 24h is not from 0 to 12h"},
		{"nothing a day", func(p *Protocol) { p.DayAudible = 0 }, "day_audible: 0 a day with a sound would silence nearly all; write 1 or more"},
		{"less on a prime day", func(p *Protocol) { p.DayAudible, p.PrimeAudible = 3, 2 }, "prime_audible: 2 is less than day_audible, 3; raise it, or lower the other"},
		{"less in all", func(p *Protocol) { p.DayTotal = 1 }, "day_total: 1 is less than what may have a sound, 2; raise it, or lower that"},
		{"no week", func(p *Protocol) { p.Week = 0 }, "week: 0 is not from 24h to 744h"},
		{"a week without gentle", func(p *Protocol) { delete(p.WeekAudible, Gentle) }, "week_audible: gentle has no number; write one"},
		{"a silent week", func(p *Protocol) { p.WeekAudible[Gentle] = 0 }, "week_audible: 0 for gentle would silence it; write 1 or more"},
		{"gentle over standard", func(p *Protocol) { p.WeekAudible[Gentle] = 8 }, "week_audible: gentle has 8 and standard has 7; the lower intensity cannot have more"},
		{"standard over full", func(p *Protocol) { p.WeekAudible[Standard] = 10 }, "week_audible: standard has 10 and full has 9; the lower intensity cannot have more"},
		{"a strange intensity", func(p *Protocol) { p.WeekAudible["loud"] = 8 }, `week_audible: there is no intensity "loud"; there are gentle, standard and full`},
		{"jitter over the grid", func(p *Protocol) { p.Jitter, p.Overdue = 16*time.Minute, hour }, "jitter: 16m is not from 0 to 15m"},
		{"jitter below zero", func(p *Protocol) { p.Jitter = -time.Second }, "jitter: -1s is not from 0 to 15m"},
		{"jitter over overdue", func(p *Protocol) { p.Overdue = 4 * time.Minute }, "overdue: 4m is not more than jitter, 4m, so what is on time would be overdue; raise it"},
		{"unanswered at once", func(p *Protocol) { p.Unanswered = 0 }, "unanswered: 0 is not from 1h to 168h"},
		{"gentle after silence", func(p *Protocol) { p.GentleAt = 3 }, "gentle_at: 3 is not less than silent_at, 3; lower it, or raise the other"},
		{"silence before anything", func(p *Protocol) { p.SilentAt = -1 }, "silent_at: -1 is not from 0 to 100"},
		{"snoozes below zero", func(p *Protocol) { p.Snoozes = -1 }, "snoozes: -1 is not from 0 to 10"},
		{"sessions of no length", func(p *Protocol) { p.SessionLength = 0 }, "session_length: 0 is not more than 0 and at most 12h"},
		{"sessions of days", func(p *Protocol) { p.SessionLength = 13 * hour }, "session_length: 13h is not more than 0 and at most 12h"},
		{"no rows", func(p *Protocol) { p.Rows = nil }, "kinds: all are off, so nothing would ever be sent; leave one on"},
		{"all off", func(p *Protocol) {
			for i := range p.Rows {
				p.Rows[i].Intensities = nil
			}
		}, "kinds: all are off, so nothing would ever be sent; leave one on"},
		{"one kind twice", func(p *Protocol) { p.Rows = append(p.Rows, *p.row(Connect)) }, "connect: kind: has two rows; keep one of them"},
		{"a kind without a name", row(Connect, func(r *Row) { r.Kind = "" }), `kind: "" is no name of a kind; write one word`},
		{"a kind that breaks IDs", row(Connect, func(r *Row) { r.Kind = "a/b" }), `a/b: kind: "a/b" is no name of a kind; write one word`},
		{"no moment", row(Connect, func(r *Row) { r.Of = "" }), `connect: of: there is no moment ""…`},
		{"no overlap", row(Connect, func(r *Row) { r.Overlap = "" }), `connect: overlap: there is no overlap ""`},
		{"no rule", row(Capture, func(r *Row) { r.Target.Rule = "" }), `capture: rule: there is no rule ""`},
		{"intensity twice", row(Connect, func(r *Row) { r.Intensities = []Intensity{Full, Full} }), "connect: intensities: full is there twice; keep one of the two"},
		{"a strange intensity of a kind", row(Connect, func(r *Row) { r.Intensities = []Intensity{"loud"} }), `connect: intensities: there is no intensity "loud"; there are gentle, standard and full`},
		{"part of itself", row(Connect, func(r *Row) { r.PartOf = Connect }), "connect: part_of: a kind cannot be part of itself"},
		{"part of nothing", row(Connect, func(r *Row) { r.PartOf = "tea" }), "connect: part_of: there is no kind tea"},
		{"a window the wrong way round", row(Capture, func(r *Row) { r.From, r.To = 8*hour, 3*hour }),
			"capture: window: begins at 8h, after its end at 3h; write the earlier one first"},
		{"a window of a moment", row(PrimeJournal, func(r *Row) { r.From = 24 * hour }), "prime_journal: window: 24h to 24h is shorter than a quarter of an hour, so it would be missed; make it longer"},
		{"a window of months", row(PrimeJournal, func(r *Row) { r.Late = 1500 * hour }), "prime_journal: window: 1500h is further from its moment than 60 days…"},
		{"no window and no times", row(PrimeJournal, func(r *Row) { r.From, r.To, r.Late, r.Notes = 0, 0, 0, Span{} }),
			"prime_journal: window: is missing; write one such as 3h to 8h, or named times and when the last is stale"},
		{"no window and a rule that needs one", row(Connect, func(r *Row) { r.Target.Rule = Earliest }), "connect: window: is missing…"},
		{"no window and no end", row(Connect, func(r *Row) { r.StaleAt = nil }), "connect: window: is missing…"},
		{"before the session is over", row(Capture, func(r *Row) { r.From = -hour }), "capture: window: begins 1h before what it comes after; begin it at 0h or later"},
		{"after the appointment began", row(ApptPrep, func(r *Row) { r.To, r.Stale = hour, hour }),
			"appt_prep: window: ends 1h after what it comes before; end it at 0h or earlier, such as -1h\nappt_prep: stale: 1h is after what it comes before; write 0h or earlier"},
		{"stale before the window's end", row(Capture, func(r *Row) { r.Stale = 7 * hour }), "capture: stale: 7h is before the end of the window, 8h, so it could be planned and not sent; make it 8h or later"},
		{"stale before its last time", row(WeekReflect, func(r *Row) { r.StaleAt.Day = 8 }), "week_reflect: stale: D8 20:30 is before its time D9 18:00; make it later"},
		{"stale twice", row(WeekReflect, func(r *Row) { r.Stale = hour }), "week_reflect: stale: is both a stretch and a time; keep one of the two"},
		{"late inside the window", row(PrimeJournal, func(r *Row) { r.Late = 24 * hour }), "prime_journal: late: 24h is not after the end of the window, 24h; make it later, or leave it out"},
		{"late before it is stale", row(PrimeJournal, func(r *Row) { r.Stale = 37 * hour }), "prime_journal: late: 36h is before a nudge on time is stale, 37h; make it later"},
		{"late without a list for it", row(Therapy, func(r *Row) { r.Late = 73 * hour }), "therapy: late: only a kind that is sent as early as possible can be late; leave it out"},
		{"priority 0", row(Therapy, func(r *Row) { r.Priority = 0 }), "therapy: priority: 0 is not from 1 to 100"},
		{"priority 101", row(Therapy, func(r *Row) { r.Priority = 101 }), "therapy: priority: 101 is not from 1 to 100"},
		{"a gap over the gap", row(ApptPrep, func(r *Row) { r.Gap = 5 * hour }), "appt_prep: gap: 5h is not from 0 to 4h"},
		{"a cool-down below zero", row(Therapy, func(r *Row) { r.CoolDown = -hour }), "therapy: cool_down: -1h is not from 0 to 744h"},
		{"notes the wrong way round", row(Capture, func(r *Row) { r.Notes.From = 9 * hour }), "capture: notes: begin at 9h, after their end at 8h…"},
		{"notes longer than remembered", row(Therapy, func(r *Row) { r.Notes = Span{-hour, hour} }), "therapy: notes: a note from -1h on makes it needless, and that is known for 72h; end its window, and its late one, between"},
		{"target outside the window", row(Capture, func(r *Row) { r.Target.After = 2 * hour }), "capture: target: 2h is outside the window, 3h to 8h; move one of them"},
		{"target of an appointment outside", row(ApptPrep, func(r *Row) { r.Target.After = -19 * hour }), "appt_prep: target: -19h is outside the window, -18h to -1h; move one of them"},
		{"long after the prime_journal", row(Mindfulness, func(r *Row) { r.Target.After = 25 * hour }), "mindfulness: target: 25h after the prime_journal is never in the window, which is 24h long; write less"},
		{"no prime_journal to follow", func(p *Protocol) {
			p.row(PrimeJournal).Kind = "prime"
		}, "mindfulness: target: follows the prime_journal, which has no row; give it one"},
		{"no times", row(Therapy, func(r *Row) { r.Target.Times = nil }), "therapy: times: there are none, so it would never be sent; write some, such as D2 10:00"},
		{"a time twice", row(Keep14, func(r *Row) { r.Target.Times = []Named{{14, 1080}, {14, 1080}} }), "keep_14: times: D14 18:00 is there twice; keep one of the two"},
		{"a time at night", row(Keep14, func(r *Row) { r.Target.Times[0].At = 20*60 + 30 }), "keep_14: times: D14 20:30 is outside the hours from 09:00 to 20:30; write a time in them"},
		{"a time off the grid", row(Keep14, func(r *Row) { r.Target.Times[0].At++ }), "keep_14: times: D14 18:01 is not a quarter hour; write minutes 00, 15, 30 or 45"},
		{"a time of no clock", row(Keep14, func(r *Row) { r.Target.Times[0].At = -30 }), "keep_14: times: -30 minutes after midnight is no time of the day…"},
		{"a time before the window", row(Therapy, func(r *Row) { r.Target.Times[0].Day = 0 }), "therapy: times: D0 10:00 can never lie in the window, 24h to 72h; move one of them"},
		{"a time after the window", row(Therapy, func(r *Row) { r.Target.Times[1].Day = 4 }), "therapy: times: D4 10:00 can never lie in the window, 24h to 72h; move one of them"},
		{"a day of years", row(Keep28, func(r *Row) { r.StaleAt.Day = 4000 }), "keep_28: stale: 4000 is not from -60 to 60"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := Default()
			tt.change(&p)
			err := p.Check()
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			want, more := strings.CutSuffix(tt.want, "…")
			if got := err.Error(); got != want && !(more && strings.HasPrefix(got, want)) {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestCheckAllows what a clinic may well want.
func TestCheckAllows(t *testing.T) {
	const hour = time.Hour
	for name, change := range map[string]func(*Protocol){
		"a long hush without capture":    func(p *Protocol) { p.Hush = 8 * hour; p.row(Capture).Intensities = nil },
		"a prompt earlier than +12 h":    func(p *Protocol) { p.row(PrimeJournal).From = 8 * hour },
		"no prompt at all":               func(p *Protocol) { p.row(PrimeJournal).Intensities = nil },
		"no late prompt":                 func(p *Protocol) { p.row(PrimeJournal).Late = 0 },
		"no spread":                      func(p *Protocol) { p.Jitter = 0 },
		"no gap":                         func(p *Protocol) { p.Gap = 0; p.row(ApptPrep).Gap = 0 },
		"no back-off":                    func(p *Protocol) { p.GentleAt, p.SilentAt = 0, 0 },
		"waking all day":                 func(p *Protocol) { p.Hard = Hours{} },
		"waking over midnight":           func(p *Protocol) { p.Hard = Hours{9 * 60, 60} },
		"a time in the small hours":      func(p *Protocol) { p.Hard = Hours{}; p.row(SmallStep).Target.Times = []Named{{2, 3*60 + 45}} },
		"a time that few sessions reach": func(p *Protocol) { p.row(Therapy).Target.Times = []Named{{1, 20*60 + 15}} },
	} {
		p := Default()
		change(&p)
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatPassesCanPlan sets every figure to values at and beyond its ends.
// What Check lets pass must plan without a panic, and soon.
func TestWhatPassesCanPlan(t *testing.T) {
	end := time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC)
	m := Member{Zone: "America/New_York", Intensity: Full, Consent: Consent{Nudges: Answer{Yes: true}, Notes: Answer{Yes: true}}, FirstKept: time.Unix(0, 0),
		Sessions:     []Session{{ID: "S1", Start: end.Add(-time.Hour), End: end, Logged: end.Add(-100 * time.Hour)}, {ID: "S2", End: end.Add(50 * time.Hour), Logged: end}},
		Appointments: []Appointment{{ID: "A1", At: end.Add(100 * time.Hour), Made: end, Takeaway: true}}}
	p := Default()
	tried, passed := 0, 0
	try := func() {
		if tried++; p.Check() != nil {
			return
		}
		passed++
		for _, now := range []time.Time{end.Add(-90 * time.Hour), end, end.Add(20 * time.Hour)} {
			Plan(p, m, now)
			LastLook(p, m, now)
			Alarm(p, m, now)
		}
	}
	for _, n := range []int64{math.MinInt64, -1, 0, 1, 7, 60, 1440, int64(time.Minute), int64(time.Hour), int64(100 * time.Hour), math.MaxInt64} {
		extremes(reflect.ValueOf(&p).Elem(), n, try)
	}
	if tried < 1000 || passed < 100 {
		t.Errorf("of %d protocols %d passed", tried, passed)
	}
	if err := p.Check(); err != nil {
		t.Errorf("not put back: %v", err)
	}
}

// extremes calls try with every number within v set to n, one at a time.
func extremes(v reflect.Value, n int64, try func()) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			extremes(v.Field(i), n, try)
		}
	case reflect.Slice:
		for i := range v.Len() {
			extremes(v.Index(i), n, try)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			extremes(v.Elem(), n, try)
		}
	case reflect.Int, reflect.Int64:
		old := v.Int()
		v.SetInt(n)
		try()
		v.SetInt(old)
	}
}
