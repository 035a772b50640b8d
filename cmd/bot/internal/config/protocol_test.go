package config

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/circles"
	"afterglow/nudges"
)

// row finds a row that is there.
func row(c *Config, k nudges.Kind) *nudges.Row {
	for i := range c.Protocol.Rows {
		if r := &c.Protocol.Rows[i]; r.Kind == k {
			return r
		}
	}
	panic("no row " + k)
}

func TestProtocol(t *testing.T) {
	const hour = time.Hour
	tests := []struct {
		name, yaml string
		change     func(*Config) // of the default
	}{
		{"nothing", "protocol:\n", func(*Config) {}},
		{"nothing of the kinds", "protocol:\n  kinds:\n  week_audible:\n", func(*Config) {}},
		{"stretches", "protocol: {hush: 2h30m, gap: 90m, jitter: 0h}", func(c *Config) {
			c.Protocol.Hush, c.Protocol.Gap, c.Protocol.Jitter = 150*time.Minute, 90*time.Minute, 0
			row(c, nudges.ApptPrep).Gap = 90 * time.Minute
		}},
		{"numbers", "protocol:\n  day_audible: 2\n  day_total: 4\n  snoozes: 0\n", func(c *Config) { c.Protocol.DayAudible, c.Protocol.DayTotal, c.Protocol.Snoozes = 2, 4, 0 }},
		{"times of the day", "protocol:\n  waking: 9:00 to 22:00\n  evening: 19:30\n  morning: '9:15'\n", func(c *Config) {
			c.Protocol.Hard, c.Protocol.Evening, c.Protocol.Morning = nudges.Hours{From: 540, To: 1320}, 19*60+30, 9*60+15
		}},
		{"a week", "protocol:\n  week_audible: {full: 12}\n", func(c *Config) { c.Protocol.WeekAudible[nudges.Full] = 12 }},
		{"off", "protocol:\n  kinds:\n    therapy: {off: true}\n    capture: {off: false}\n", func(c *Config) { row(c, nudges.Therapy).Intensities = nil }},
		{"off, whatever else", "protocol:\n  kinds:\n    therapy: {off: true, intensities: [full]}\n", func(c *Config) { row(c, nudges.Therapy).Intensities = nil }},
		{"a window, and what goes with it", "protocol:\n  kinds:\n    prime_journal: {window: 10h to 20h, late: 30h, priority: 85}\n", func(c *Config) {
			r := row(c, nudges.PrimeJournal)
			r.From, r.To, r.Stale, r.Late, r.Priority = 10*hour, 20*hour, 20*hour, 30*hour, 85
			r.Notes = nudges.Span{From: 10 * hour, To: 20 * hour}
		}},
		{"a window and when it is stale", "protocol:\n  kinds:\n    capture:\n      stale: 9h\n      window: 3h to 6h\n      target: 3h30m\n", func(c *Config) {
			r := row(c, nudges.Capture)
			r.From, r.To, r.Stale, r.Target.After, r.Notes.To = 3*hour, 6*hour, 9*hour, 210*time.Minute, 6*hour
		}},
		{"a window before", "protocol:\n  kinds:\n    intention: {window: -40h to -2h}\n", func(c *Config) {
			r := row(c, nudges.Intention)
			r.From, r.To, r.Stale = -40*hour, -2*hour, -2*hour
		}},
		{"times in brackets", "protocol:\n  kinds:\n    small_step: {times: [D4 17:00, D5 17:00]}\n", smallStep},
		{"times in brackets and quotes", "protocol:\n  kinds:\n    small_step: {times: [\"D4 17:00\", 'D5 17:00']}\n", smallStep},
		{"times with dashes", "protocol:\n  kinds:\n    small_step:\n      times:\n        - D4 17:00\n        - D5 17:00\n", smallStep},
		{"times on a line", "protocol:\n  kinds:\n    small_step:\n      times: D4 17:00, else d5 17:00\n", smallStep},
		{"times with or", "protocol:\n  kinds:\n    small_step:\n      times: D4 17:00 or D5 17:00\n", smallStep},
		{"one time in braces", "protocol:\n  kinds:\n    keep_14: {times: D13 18:00, silent: false}\n", func(c *Config) {
			r := row(c, nudges.Keep14)
			r.Target.Times, r.Silent = []nudges.Named{{Day: 13, At: 1080}}, false
		}},
		{"stale at a time", "protocol:\n  kinds:\n    keep_14: {stale: D16 12:00}\n", func(c *Config) { row(c, nudges.Keep14).StaleAt = &nudges.Named{Day: 16, At: 720} }},
		{"an appointment", "protocol:\n  kinds:\n    appt_prep: {target: -4h, not_before: 10:00, times: [D-1 17:30], gap: 1h}\n", func(c *Config) {
			r := row(c, nudges.ApptPrep)
			r.Target.After, r.Target.Not, r.Target.Times, r.Gap = -4*hour, 600, []nudges.Named{{Day: -1, At: 1050}}, hour
		}},
		{"intensities", "protocol:\n  kinds:\n    therapy: {intensities: [full], cool_down: 48h}\n", func(c *Config) {
			r := row(c, nudges.Therapy)
			r.Intensities, r.CoolDown = []nudges.Intensity{nudges.Full}, 48*hour
		}},
		{"length of a session", "clinic:\n  session_minutes: 120\n", func(c *Config) {
			c.Clinic.SessionMinutes, c.Protocol.SessionLength = 120, 2*hour
		}},
		{"circles", "circles:\n- name: Evening circle\n  start: 2026-01-08 18:30\n- {name: B, start: \"2026-01-08 18:30\", rule: FREQ=WEEKLY;COUNT=3, zone: Europe/Paris, link: https://example.com/b, except: [2026-01-15]}\n", func(c *Config) {
			c.Circles = []circles.Circle{
				{Name: "Evening circle", Start: "2026-01-08 18:30", Zone: "America/New_York"},
				{Name: "B", Start: "2026-01-08 18:30", Rule: "FREQ=WEEKLY;COUNT=3", Zone: "Europe/Paris", Link: "https://example.com/b", Except: []string{"2026-01-15"}},
			}
		}},
		{"a circle between braces", "circles: [{name: A, start: 2026-01-08 18:30}]", func(c *Config) {
			c.Circles = []circles.Circle{{Name: "A", Start: "2026-01-08 18:30", Zone: "America/New_York"}}
		}},
		{"zone of members for circles", "circles:\n- {name: A, start: \"2026-01-08 18:30\"}\nmembers:\n  default_zone: Asia/Tokyo\n", func(c *Config) {
			c.Members.DefaultZone = "Asia/Tokyo"
			c.Circles = []circles.Circle{{Name: "A", Start: "2026-01-08 18:30", Zone: "Asia/Tokyo"}}
		}},
		{"no circles", "circles:\n", func(*Config) {}},
		{"an empty list of circles", "circles: []\n", func(*Config) {}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := Default()
			tt.change(&want)
			if got, err := Parse([]byte(tt.yaml)); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v %+v, %v\nwant %+v %+v", got.Protocol, got.Circles, err, want.Protocol, want.Circles)
			}
		})
	}
}

func smallStep(c *Config) {
	row(c, nudges.SmallStep).Target.Times = []nudges.Named{{Day: 4, At: 17 * 60}, {Day: 5, At: 17 * 60}}
}

func TestProtocolMistakes(t *testing.T) {
	const kinds = "protocol:\n  kinds:\n"
	tests := []struct{ name, yaml, want string }{
		{"misspelt figure", "protocol:\n  hushh: 3h\n", "line 2: protocol.hushh: no such key; did you mean protocol.hush?"},
		{"hours in words", "protocol:\n  hush: 3 hours\n", `line 2: protocol.hush: "3 hours" is not a stretch of time; write 3h`},
		{"days", "protocol:\n  unanswered: 2d\n", `line 2: protocol.unanswered: "2d" is not a stretch of time; write 48h`},
		{"a fraction", "protocol:\n  hush: 3.5h\n", `line 2: protocol.hush: "3.5h" is not a stretch of time; write hours and minutes, such as 3h, 90m or 1h30m`},
		{"no unit", "protocol:\n  hush: 3\n", `line 2: protocol.hush: "3" is not a stretch of time; write hours and minutes, such as 3h, 90m or 1h30m`},
		{"a list for a stretch", "protocol:\n  hush: [3h]\n", "line 2: protocol.hush: expected a stretch of time, such as 3h, 90m or 1h30m, found a list"},
		{"nothing for a stretch", "protocol:\n  hush:\n", "line 2: protocol.hush: has no value; write a stretch of time, such as 3h, 90m or 1h30m, or remove the line for the default, 3h"},
		{"nothing for waking", "protocol:\n  waking:\n", "line 2: protocol.waking: has no value; write hours of the day, such as 08:00 to 21:00, or remove the line for the default, 08:00 to 21:00"},
		{"no time of the day", "protocol:\n  evening: 6pm\n", `line 2: protocol.evening: "6pm" is not a time of the day; write it from 00:00 to 23:59, such as 18:00`},
		{"midnight", "protocol:\n  waking: 08:00 to 24:00\n", `line 2: protocol.waking: "08:00 to 24:00" is not a part of the day; write it like 08:00 to 21:00`},
		{"a number out of range", "protocol:\n  day_audible: 0\n", "line 2: protocol.day_audible: 0 is out of range; write a whole number from 1 to 24"},
		{"two figures that do not go together", "protocol:\n  day_audible: 3\n", "line 1: protocol.prime_audible: 2 is less than day_audible, 3; raise it, or lower the other"},
		{"a figure that cannot be", "protocol:\n  snoozes: 1\n  hush: 25h\n  kinds: {capture: {off: true}, prime_journal: {off: true}}\n", "line 3: protocol.hush: 25h is not from 0 to 24h"},
		{"hush over a kind", "protocol:\n  snoozes: 1\n  hush: 8h\n", "line 3: protocol.kinds.capture: the silence of 8h after a session covers its whole window, to 8h; shorten hush, give it a later window, or switch it off"},
		{"strange intensity of the week", "protocol:\n  week_audible:\n    loud: 3\n", "line 3: protocol.week_audible.loud: no such key; there are gentle, standard and full"},
		{"misspelt intensity of the week", "protocol:\n  week_audible: {standart: 3}\n", "line 2: protocol.week_audible.standart: no such key; did you mean standard?"},
		{"week in the wrong order", "protocol:\n  week_audible: {gentle: 8}\n", "line 2: protocol.week_audible: gentle has 8 and standard has 7; the lower intensity cannot have more"},
		{"a number for a week", "protocol:\n  week_audible: 3\n", "line 2: protocol.week_audible: expected its keys below it, indented by two spaces, found the number 3; a key is a word, a colon and a space, then its value"},
		{"misspelt kind", kinds + "    theraphy: {off: true}\n", "line 3: protocol.kinds.theraphy: no such kind; did you mean therapy?"},
		{"unknown kind", kinds + "    tea: {off: true}\n", "line 3: protocol.kinds.tea: no such kind; there are intention, capture, prime_journal, mindfulness, therapy, small_step, week_reflect, keep_14, keep_28, circle, appt_prep, takeaway, mindfulness_2 and connect"},
		{"kind twice", kinds + "    therapy: {off: true}\n    therapy: {off: false}\n", "line 4: protocol.kinds.therapy: given twice, first on line 3; keep one of the two\nline 4: protocol.kinds.therapy.off: given twice, first on line 3; keep one of the two"},
		{"figure twice", kinds + "    therapy:\n      off: true\n      off: true\n", "line 5: protocol.kinds.therapy.off: given twice, first on line 4; keep one of the two"},
		{"misspelt figure of a kind", kinds + "    therapy: {prioritty: 3}\n", "line 3: protocol.kinds.therapy.prioritty: no such key; did you mean priority?"},
		{"a word for a kind", kinds + "    therapy: off\n", `line 3: protocol.kinds.therapy: expected its keys below it, indented by two spaces, found the text "off"; a key is a word, a colon and a space, then its value`},
		{"off in a word", kinds + "    therapy: {off: yes}\n", `line 3: protocol.kinds.therapy.off: expected true or false, found the text "yes"`},
		{"no window", kinds + "    capture: {window: 3h}\n", `line 3: protocol.kinds.capture.window: "3h" is not a window; write it like 12h to 24h`},
		{"a window in words", kinds + "    capture: {window: 3 hours to 8h}\n", `line 3: protocol.kinds.capture.window: "3 hours" is not a stretch of time; write 3h`},
		{"a window backwards", kinds + "    capture: {window: 8h to 3h}\n", `line 3: protocol.kinds.capture.window: "8h to 3h" ends before it begins; write the earlier one first`},
		{"a window for times", kinds + "    keep_14: {window: 3h to 8h}\n", "line 3: protocol.kinds.keep_14.window: keep_14 has no window, only times; remove the line"},
		{"times for a window", kinds + "    capture: {times: D0 18:00}\n", "line 3: protocol.kinds.capture.times: capture has no times; remove the line"},
		{"late for times", kinds + "    therapy: {late: 80h}\n", "line 3: protocol.kinds.therapy.late: therapy has no late; remove the line"},
		{"target outside", kinds + "    therapy: {off: true}\n    capture:\n      priority: 5\n      target: 9h\n", "line 6: protocol.kinds.capture.target: 9h is outside the window, 3h to 8h; move one of them"},
		{"target outside a new window", kinds + "    capture:\n      window: 5h to 8h\n", "line 3: protocol.kinds.capture.target: 4h is outside the window, 5h to 8h; move one of them"},
		{"no day", kinds + "    therapy: {times: [10:00]}\n", `line 3: protocol.kinds.therapy.times: "10:00" is not a day with a time; write the day and the time, such as D3 18:00 for the third day after`},
		{"no time", kinds + "    therapy:\n      times: D2 25:00\n", `line 4: protocol.kinds.therapy.times: "25:00" is not a time of the day; write it from 00:00 to 23:59, such as 18:00`},
		{"a time never in the window", kinds + "    therapy:\n      times: D4 10:00\n", "line 4: protocol.kinds.therapy.times: D4 10:00 can never lie in the window, 24h to 72h; move one of them"},
		{"unknown intensity", kinds + "    therapy: {intensities: [lots]}\n", `line 3: protocol.kinds.therapy.intensities: expected gentle, standard or full, found "lots"`},
		{"no intensity", kinds + "    therapy: {intensities: []}\n", "line 3: protocol.kinds.therapy.intensities: is empty; to switch the kind off write off: true"},
		{"session of a minute", "clinic:\n  session_minutes: 1\n", "line 2: clinic.session_minutes: 1 is out of range; write a whole number from 15 to 720"},

		{"no list", "circles:\n  name: A\n", "line 2: circles: expected a list, found more keys; begin each circle with a dash, as in - name: Evening circle"},
		{"a text in the list", "circles:\n  - A\n", `line 2: circles[1]: expected its keys below it, indented by two spaces, found the text "A"; a key is a word, a colon and a space, then its value` + "\n"},
		{"misspelt key of a circle", "circles:\n  - name: A\n    start: 2026-01-08 18:30\n    rulle: FREQ=WEEKLY\n", "line 4: circles[1].rulle: no such key; did you mean rule?"},
		{"a circle without a start", "circles:\n  - name: A\n", `line 2: circles[1].start: "" is not a date and a time; write the first meeting's date and time, such as 2026-01-08 18:30`},
		{"a bad rule", "circles:\n  - name: A\n    start: 2026-01-08 18:30\n    rule: FREQ=HOURLY\n", "line 4: circles[1].rule: FREQ=HOURLY is more often than daily; write DAILY, WEEKLY, MONTHLY or YEARLY"},
		{"a bad date", "circles:\n  - name: A\n    start: 2026-01-08 18:30\n    except:\n      - 2026-01-09\n", "line 4: circles[1].except: there is no meeting on 2026-01-09; remove it, or write the date of one"},
		{"two of a name", "circles:\n  - {name: A, start: \"2026-01-08 18:30\"}\n  - {name: A, start: \"2026-01-09 18:30\"}\n", "line 3: circles[2].name: circle 1 has the same name; give each its own"},
		{"a link without tls", "circles:\n  - {name: A, start: \"2026-01-08 18:30\", link: \"http://example.com\"}\n", "line 2: circles[1].link: does not begin with https://" + noLink},
		{"a zone of nowhere", "circles:\n  - name: A\n    start: 2026-01-08 18:30\n    zone: Europe/Atlantis\n", `line 4: circles[1].zone: "Europe/Atlantis" is not a known time zone` + noZone},
		{"the zone of members is wrong", "members:\n  default_zone: EST\ncircles:\n  - {name: A, start: \"2026-01-08 18:30\"}\n", `line 2: members.default_zone: "EST" has no daylight saving time; name a place instead, such as America/New_York`},
		{"circles twice", "circles:\ncircles:\n", "line 2: circles: given twice, first on line 1; put them together"},
		{"too many", "circles:\n" + strings.Repeat("  - {name: A}\n", 21), "line 2: circles: has 21 circles; write at most 20"},
		{"misspelt section", "circle:\n  - name: A\n", "line 1: circle: no such section; did you mean circles?"},
		{"token for a stretch", "protocol:\n  hush: " + goodToken + "\n", "line 2: protocol.hush: " + secretHere},
		{"token for a start", "circles:\n  - name: A\n    start: " + goodToken + "\n", "line 3: circles[1].start: " + secretHere},
		{"token for a date", "circles:\n  - name: A\n    start: 2026-01-08 18:30\n    except: [" + goodToken + "]\n", "line 4: circles[1].except: " + secretHere},
		{"token for a kind", kinds + "    \"" + goodToken + "\": {off: true}\n", "line 3: (not shown): no such kind; there are intention, capture, prime_journal, mindfulness, therapy, small_step, week_reflect, keep_14, keep_28, circle, appt_prep, takeaway, mindfulness_2 and connect"},
		{"everything at once", "protocol:\n  hush: long\n  kinds:\n    tee: {off: true}\n    therapy: {priority: 0, late: 3d}\ncircles:\n  - name: A\n  - start: 2026-01-08 18:30\n",
			`line 2: protocol.hush: "long" is not a stretch of time; write hours and minutes, such as 3h, 90m or 1h30m` + "\n" +
				"line 4: protocol.kinds.tee: no such kind; there are intention, capture, prime_journal, mindfulness, therapy, small_step, week_reflect, keep_14, keep_28, circle, appt_prep, takeaway, mindfulness_2 and connect\n" +
				"line 5: protocol.kinds.therapy.priority: 0 is out of range; write a whole number from 1 to 100\n" +
				`line 5: protocol.kinds.therapy.late: "3d" is not a stretch of time; write 72h` + "\n" +
				`line 7: circles[1].start: "" is not a date and a time; write the first meeting's date and time, such as 2026-01-08 18:30` + "\n" +
				"line 8: circles[2].name: is empty; write the name that members know the circle by"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse([]byte(tt.yaml))
			if err == nil {
				t.Fatalf("no mistake found; want\n%s", tt.want)
			}
			if err.Error() != strings.TrimSuffix(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", err, tt.want)
			}
			if !reflect.ValueOf(c).IsZero() {
				t.Errorf("config is not empty beside an error: %+v", c)
			}
		})
	}
}

// TestExampleUncommented: what the example shows behind a # is right, and of
// the figures only what its words announce is other than the default.
func TestExampleUncommented(t *testing.T) {
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^( +)# ((?:- )?[a-z_]+:( |$))`)
	got, err := Parse(shown.ReplaceAll(data, []byte("$1$2")))
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Clinic = Clinic{Name: "Example Clinic", Phone: examplePhone, Country: "US", SessionMinutes: 90}
	row(&want, nudges.Capture).Intensities = nil
	want.Circles = []circles.Circle{{Name: "Evening circle", Start: "2026-01-08 18:30", Rule: "FREQ=MONTHLY;BYDAY=2TH",
		Zone: "America/New_York", Link: "https://example.com/circle", Except: []string{"2026-12-10"}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
