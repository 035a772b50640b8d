package circles

import (
	"strings"
	"testing"
	"time"
)

func TestMistakes(t *testing.T) {
	const start = "2026-01-08 18:30"
	tests := []struct {
		name   string
		circle Circle // Name, Start and Zone are filled in where they are empty
		want   string // field, and a part of the text
	}{
		{"no name", Circle{Name: " "}, "name: is empty"},
		{"no start", Circle{Start: " "}, `start: " " is not a date and a time`},
		{"a start without a time", Circle{Start: "2026-01-08"}, "such as 2026-01-08 18:30"},
		{"an impossible start", Circle{Start: "2026-02-30 18:30"}, "is not a date and a time"},
		{"a start long ago", Circle{Start: "0026-01-08 18:30"}, "the year 26 is not one from 2000 to 2100"},
		{"a zone of nowhere", Circle{Zone: "Europe/Atlantis"}, "zone: \"Europe/Atlantis\" is not a known time zone"},
		{"an unknown frequency", Circle{Rule: "FREQ=FORTNIGHTLY"}, `rule: FREQ="FORTNIGHTLY": write DAILY, WEEKLY, MONTHLY or YEARLY`},
		{"no frequency", Circle{Rule: "BYDAY=2TH"}, "rule: has no FREQ"},
		{"hourly", Circle{Rule: "FREQ=HOURLY"}, "FREQ=HOURLY is more often than daily"},
		{"every second", Circle{Rule: "FREQ=SECONDLY"}, "FREQ=SECONDLY is more often than daily"},
		{"twice a day", Circle{Rule: "FREQ=DAILY;BYHOUR=10,18"}, "BYHOUR is not used here; the time of the day is in the circle's start"},
		{"no times", Circle{Rule: "FREQ=WEEKLY;COUNT=0"}, `COUNT="0": write how many meetings`},
		{"fewer than none", Circle{Rule: "FREQ=WEEKLY;COUNT=-1"}, `COUNT="-1"`},
		{"no interval", Circle{Rule: "FREQ=WEEKLY;INTERVAL=0"}, `INTERVAL="0"`},
		{"ended before it began", Circle{Rule: "FREQ=WEEKLY;UNTIL=20260107"}, "UNTIL=20260107 is before the circle's start"},
		{"ended before it began, in UTC", Circle{Rule: "FREQ=WEEKLY;UNTIL=20260108T232959Z"}, "is before the circle's start"},
		{"an impossible end", Circle{Rule: "FREQ=WEEKLY;UNTIL=20260230"}, "UNTIL=20260230 is not a date"},
		{"count and end", Circle{Rule: "FREQ=WEEKLY;UNTIL=20270101;COUNT=3"}, "has both COUNT and UNTIL"},
		{"start inside", Circle{Rule: "DTSTART:20260108T183000;FREQ=WEEKLY"}, "has a DTSTART in it"},
		{"start as a part", Circle{Rule: "FREQ=WEEKLY;DTSTART=20260108T183000"}, "has a DTSTART in it"},
		{"an extension", Circle{Rule: "FREQ=YEARLY;BYEASTER=0"}, `"BYEASTER" is not used here`},
		{"a part twice", Circle{Rule: "FREQ=WEEKLY;FREQ=DAILY"}, "FREQ is there twice"},
		{"words", Circle{Rule: "every second Thursday"}, `"EVERY SECOND THURSDAY" is not a part of a rule`},
		{"a weekday of another language", Circle{Rule: "FREQ=WEEKLY;BYDAY=DO"}, `BYDAY="DO": write weekdays`},
		{"a sixth Thursday", Circle{Rule: "FREQ=MONTHLY;BYDAY=6TH"}, `BYDAY="6TH"`},
		{"what makes the library panic", Circle{Rule: "FREQ=MONTHLY;BYDAY=-53MO"}, `BYDAY="-53MO"`},
		{"a second Thursday of a week", Circle{Rule: "FREQ=WEEKLY;BYDAY=2TH"}, "counts weekdays within a month; write FREQ=MONTHLY"},
		{"a day of the month in a week", Circle{Rule: "FREQ=WEEKLY;BYMONTHDAY=1"}, "BYMONTHDAY does not go with FREQ=WEEKLY"},
		{"a choice of nothing", Circle{Rule: "FREQ=MONTHLY;BYSETPOS=1"}, "BYSETPOS needs days to choose from"},
		{"never", Circle{Rule: "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"}, "rule: brings no meeting in the two years from start"},
		{"never, day by day", Circle{Rule: "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2"}, "brings no meeting"},
		{"not for years", Circle{Rule: "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2"}, "brings no meeting"},
		{"no date", Circle{Except: []string{"24.12.2026"}}, `except: "24.12.2026" is not a date; write it like 2026-12-24`},
		{"a day without a meeting", Circle{Except: []string{"2026-02-12", "2026-02-13"}}, "except: there is no meeting on 2026-02-13"},
		{"a day far off", Circle{Except: []string{"9999-02-13"}}, "is not a date"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.circle
			for _, f := range []struct {
				field *string
				value string
			}{{&c.Name, "A"}, {&c.Start, start}, {&c.Zone, "America/New_York"}} {
				if *f.field == "" {
					*f.field = f.value
				}
			}
			began := time.Now()
			_, err := New([]Circle{c})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// FuzzRule: no rule makes the library panic or hang, and what is taken keeps
// its promises.
func FuzzRule(f *testing.F) {
	for _, rule := range []string{"", "FREQ=MONTHLY;BYDAY=2TH", "RRULE:FREQ=YEARLY;BYMONTH=1,2;BYDAY=-5MO", "FREQ=DAILY;INTERVAL=999",
		"FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO;BYSETPOS=-1;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=-31;UNTIL=20301231T000000Z", "FREQ=DAILY;COUNT=9999"} {
		f.Add(rule, "2026-01-31 02:30")
	}
	f.Fuzz(func(t *testing.T, rule, start string) {
		c, err := New([]Circle{{Name: "A", Rule: rule, Start: start, Zone: "America/New_York"}})
		if err != nil {
			return
		}
		first, err := time.Parse(dateTime, strings.TrimSpace(start))
		if err != nil {
			t.Fatalf("a start that is none: %q", start)
		}
		last := time.Time{}
		for _, m := range c.Meetings(first.Add(-day)) {
			if m.At.Sub(last) < 20*time.Hour || m.At.Before(first.Add(-15*time.Hour)) {
				t.Errorf("%q from %q: %v after %v", rule, start, m.At, last)
			}
			last = m.At
		}
	})
}
