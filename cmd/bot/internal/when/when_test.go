package when

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

// shown is how the tables write moments.
const shown = "2006-01-02 15:04"

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func moment(t testing.TB, text, name string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation(shown, text, zone(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// row is a text and what it means, choices joined by " | "; "" when it must
// not be understood.
type row struct{ text, want string }

func check(t *testing.T, parse func(string, time.Time, string) (Reading, bool), now time.Time, lang string, rows []row) {
	t.Helper()
	for _, r := range rows {
		got, ok := parse(r.text, now, lang)
		if written := write(got, ok); written != r.want {
			t.Errorf("%q (%s, now %s) = %q, want %q", r.text, lang, now.Format(shown), written, r.want)
		}
		if ok && got.At.Location() != now.Location() {
			t.Errorf("%q is in %v, want %v", r.text, got.At.Location(), now.Location())
		}
	}
}

func write(r Reading, ok bool) string {
	if !ok {
		return ""
	}
	if !r.Doubt() {
		return r.At.Format(shown)
	}
	var all []string
	for _, c := range r.Choices {
		all = append(all, c.Format(shown))
	}
	return strings.Join(all, " | ")
}

// Wednesday afternoon in New York.
const wednesday = "2026-06-10 16:40"

func TestPast(t *testing.T) {
	check(t, ParsePast, moment(t, wednesday, "America/New_York"), "en", []row{
		{"15:30", "2026-06-10 15:30"},
		{"15.30", "2026-06-10 15:30"},
		{"15h30", "2026-06-10 15:30"},
		{"15:30:20", "2026-06-10 15:30"},
		{"1530", "2026-06-10 15:30"},
		{"15h", "2026-06-10 15:00"},
		{"15", "2026-06-10 15:00"},
		{"3:30 pm", "2026-06-10 15:30"},
		{"3:30 P.M.", "2026-06-10 15:30"},
		{"3.30pm", "2026-06-10 15:30"},
		{"330pm", "2026-06-10 15:30"},
		{"3pm", "2026-06-10 15:00"},
		{"it ended at 3pm.", "2026-06-10 15:00"},
		{"around 3 pm", "2026-06-10 15:00"},
		{"3 o'clock", "2026-06-10 15:00 | 2026-06-10 03:00"},
		{"3 O’Clock", "2026-06-10 15:00 | 2026-06-10 03:00"},
		{"half past three", "2026-06-10 15:30 | 2026-06-10 03:30"},
		{"half past three in the afternoon", "2026-06-10 15:30"},
		{"quarter to four pm", "2026-06-10 15:45"},
		{"twenty-five past three this afternoon", "2026-06-10 15:25"},
		{"three fifteen pm", "2026-06-10 15:15"},
		{"16:50", "2026-06-10 16:50"}, // within the grace
		{"17:30", "2026-06-09 17:30"},
		{"2", "2026-06-10 14:00 | 2026-06-10 02:00"},
		{"at 2", "2026-06-10 14:00 | 2026-06-10 02:00"},
		{"2:05", "2026-06-10 14:05 | 2026-06-10 02:05"},
		{"02:05", "2026-06-10 02:05"},
		{"at 6", "2026-06-10 06:00 | 2026-06-09 18:00"},
		{"today at 2", "2026-06-10 14:00 | 2026-06-10 02:00"},
		{"today at 6", "2026-06-10 06:00"}, // 18:00 is still to come
		{"12:30 am", "2026-06-10 00:30"},
		{"12:30 pm", "2026-06-10 12:30"},
		{"12", "2026-06-10 12:00 | 2026-06-10 00:00"},
		{"noon", "2026-06-10 12:00"},
		{"12 noon", "2026-06-10 12:00"},
		{"midnight", "2026-06-10 00:00"},
		{"24:00", "2026-06-10 00:00"},
		{"yesterday at midnight", "2026-06-10 00:00 | 2026-06-09 00:00"},
		{"yesterday 18:00", "2026-06-09 18:00"},
		{"18:00 yesterday", "2026-06-09 18:00"},
		{"yesterday, 18:00", "2026-06-09 18:00"},
		{"  Yesterday   AT 6 pm! ", "2026-06-09 18:00"},
		{"yesterday at 6", "2026-06-09 18:00 | 2026-06-09 06:00"},
		{"yesterday morning at 6", "2026-06-09 06:00"},
		{"yesterday evening 6", "2026-06-09 18:00"},
		{"yesterday at 6 in the evening", "2026-06-09 18:00"},
		{"day before yesterday 10am", "2026-06-08 10:00"},
		{"last night at 11", "2026-06-09 23:00"},
		{"11 last night", "2026-06-09 23:00"},
		{"last night at 2", "2026-06-10 02:00"},
		{"last night at 12", "2026-06-10 00:00"},
		{"last night at midnight", "2026-06-10 00:00"},
		{"last night at 5", "2026-06-10 05:00 | 2026-06-09 17:00"},
		{"this morning at 10", "2026-06-10 10:00"},
		{"10 this morning", "2026-06-10 10:00"},
		{"this morning at 11:45", "2026-06-10 11:45"},
		{"this afternoon at 1", "2026-06-10 13:00"},
		{"tuesday 3pm", "2026-06-09 15:00"},
		{"tue 3pm", "2026-06-09 15:00"},
		{"on monday at 14:00", "2026-06-08 14:00"},
		{"wednesday 3pm", "2026-06-10 15:00 | 2026-06-03 15:00"},
		{"wednesday 6pm", "2026-06-03 18:00"},
		{"last saturday 3pm", "2026-06-06 15:00"},
		{"last tuesday 3pm", "2026-06-09 15:00 | 2026-06-02 15:00"},
		{"tuesday last week at 3pm", "2026-06-02 15:00"},
		{"last week on sunday at 3pm", "2026-06-07 15:00 | 2026-05-31 15:00"},
		{"tuesday night at 1", "2026-06-10 01:00 | 2026-06-09 01:00"},
		{"june 9 at 11am", "2026-06-09 11:00"},
		{"june 9 at 11", "2026-06-09 23:00 | 2026-06-09 11:00"},
		{"June 9th, 11 am", "2026-06-09 11:00"},
		{"9 June 2026 23:00", "2026-06-09 23:00"},
		{"the 9th of june at 3pm", "2026-06-09 15:00"},
		{"on the 9th at 3pm", "2026-06-09 15:00"},
		{"Tuesday, June 9th, 2026 at 3:30 p.m.", "2026-06-09 15:30"},
		{"tuesday 9 june 1530", ""}, // four digits after a date may be its year
		{"tuesday 9 june at 1530", "2026-06-09 15:30"},
		{"june 9 2026 1530", "2026-06-09 15:30"},
		{"9 june 11", "2026-06-09 23:00 | 2026-06-09 11:00"},
		{"2026-06-09 11:00", "2026-06-09 11:00"},
		{"2026-06-09T11:00", "2026-06-09 11:00"},
		{"9.6. 11:00", "2026-06-09 11:00"},
		{"9.6. 3", "2026-06-09 03:00"},
		{"09.06.2026, 11:00", "2026-06-09 11:00"},
		{"dec 24 at 18:00", "2025-12-24 18:00"},
		{"june 20 11am", "2026-06-20 11:00"}, // not a year ago: the caller asks again
	})
}

func TestFuture(t *testing.T) {
	check(t, ParseFuture, moment(t, wednesday, "America/New_York"), "en", []row{
		{"15:30", "2026-06-11 15:30"},
		{"17:30", "2026-06-10 17:30"},
		{"at 5", "2026-06-10 17:00 | 2026-06-11 05:00"},
		{"tonight at 8", "2026-06-10 20:00"},
		{"tonight at 1", "2026-06-11 01:00"},
		{"tomorrow at 2", "2026-06-11 02:00 | 2026-06-11 14:00"},
		{"tomorrow at 2pm", "2026-06-11 14:00"},
		{"tomorrow 14:00", "2026-06-11 14:00"},
		{"tomorrow morning at 9", "2026-06-11 09:00"},
		{"at 10 in the morning tomorrow", "2026-06-11 10:00"},
		{"day after tomorrow at noon", "2026-06-12 12:00"},
		{"in 3 days at 9:30", "2026-06-13 09:30 | 2026-06-13 21:30"},
		{"in 3 days at 9:30am", "2026-06-13 09:30"},
		{"in two weeks at 10am", "2026-06-24 10:00"},
		{"a week from now at 10am", "2026-06-17 10:00"},
		{"next tuesday 2pm", "2026-06-16 14:00"},
		{"next friday 2pm", "2026-06-12 14:00 | 2026-06-19 14:00"},
		{"next sunday 2pm", "2026-06-14 14:00 | 2026-06-21 14:00"}, // this week, counted from Monday
		{"next wednesday 2pm", "2026-06-17 14:00"},
		{"next week on tuesday 2pm", "2026-06-16 14:00"},
		{"friday at 10", "2026-06-12 10:00 | 2026-06-12 22:00"},
		{"wednesday 6pm", "2026-06-10 18:00 | 2026-06-17 18:00"},
		{"wednesday 2pm", "2026-06-17 14:00"},
		{"june 20 11am", "2026-06-20 11:00"},
		{"the 9th at 3pm", "2026-07-09 15:00"},
		{"jan 5 at 3pm", "2027-01-05 15:00"},
		{"june 9 11am", "2026-06-09 11:00"}, // yesterday, not in a year
		{"yesterday 18:00", "2026-06-09 18:00"},
		{"in 2 hours", "2026-06-10 18:40"},
		{"in an hour and a half", "2026-06-10 18:10"},
		{"45 minutes from now", "2026-06-10 17:25"},
	})
}

func TestEitherSide(t *testing.T) {
	now := moment(t, wednesday, "America/New_York")
	check(t, Parse, now, "en", []row{
		{"15:30", "2026-06-10 15:30"},
		{"20:00", "2026-06-10 20:00"},
		{"3am", "2026-06-11 03:00 | 2026-06-10 03:00"},
		{"tuesday 3pm", "2026-06-09 15:00 | 2026-06-16 15:00"},
		{"midnight", "2026-06-11 00:00 | 2026-06-10 00:00"},
		{"june 9 11am", "2026-06-09 11:00"},
		{"dec 24 at 18:00", "2025-12-24 18:00"},
	})
	check(t, Parse, moment(t, "2026-06-10 00:30", "America/New_York"), "en", []row{
		{"23:00", "2026-06-09 23:00 | 2026-06-10 23:00"},
		{"tonight at 11", "2026-06-09 23:00 | 2026-06-10 23:00"},
		{"last night at 11", "2026-06-09 23:00"},
		{"last night at 2", "2026-06-09 02:00"},
		{"yesterday 18:00", "2026-06-09 18:00"},
	})
}

func TestSpan(t *testing.T) {
	check(t, Parse, moment(t, wednesday, "America/New_York"), "en", []row{
		{"just now", "2026-06-10 16:40"},
		{"now", "2026-06-10 16:40"},
		{"2 hours ago", "2026-06-10 14:40"},
		{"about 2 hours ago", "2026-06-10 14:40"},
		{"2h ago", "2026-06-10 14:40"},
		{"an hour ago", "2026-06-10 15:40"},
		{"a couple of hours ago", "2026-06-10 14:40"},
		{"45 min ago", "2026-06-10 15:55"},
		{"forty five minutes ago", "2026-06-10 15:55"},
		{"half an hour ago", "2026-06-10 16:10"},
		{"an hour and a half ago", "2026-06-10 15:10"},
		{"two and a half hours ago", "2026-06-10 14:10"},
		{"2 hours and a half ago", "2026-06-10 14:10"},
		{"1.5 hours ago", "2026-06-10 15:10"},
		{"1,5 hours ago", "2026-06-10 15:10"},
		{"1h30 ago", "2026-06-10 15:10"},
		{"1h 30m ago", "2026-06-10 15:10"},
		{"an hour and 15 minutes ago", "2026-06-10 15:25"},
		{"36 hours ago", "2026-06-09 04:40"},
		{"2 days ago at 6pm", "2026-06-08 18:00"},
		{"2 days ago", ""},
		{"in 3 days", ""},
		{"2 hours", ""},
		{"2h", ""},
		{"hour ago hour ago", ""},
		{"2 hours ago at 3", ""},
		{"half a day ago", ""},
		{"9999 hours ago", ""}, // further than 400 days
	})
}

func TestNotUnderstood(t *testing.T) {
	now := moment(t, wednesday, "America/New_York")
	for _, text := range []string{
		"", " ", "?", ".", ":", "-", "at", "25:99", "25:00", "24:30", "12:60", "3:5", "15:300", "13am", "0:30 pm", "16:00 am", "noon am",
		"tomorrow", "yesterday", "this morning", "last night", "tuesday", "next week", "june 9", "9.6.", "2026-06-09", "in the morning",
		"session was hard", "it was hard at 3pm", "3pm est", "3pm i think", "3pm 4pm", "3pm pm", "tomorrow yesterday 3pm", "3-4pm", "-5", "15:30-16:00",
		"june 9 2026", "9 june 2030", "june 31 11am", "30.2. 11:00", "13/13 11am", "2026-13-01 11:00", "2026-02-30 11:00",
		"wednesday june 9 3pm", "tuesday wednesday 3pm", "next june 9 3pm", "this afternoon at 11am", "15:30 in the morning", "last night at 14:00",
		"2019-06-09 11:00", "2030-06-09 11:00", "12345", "next week 3pm", ", 3pm", "3pm,", "tuesday,, 3pm",
		"😀", "3pm 😀", "١٥:٣٠", "3pm\x00", "\xff\xfe", strings.Repeat("at ", 500), strings.Repeat("9.6.", 20),
	} {
		for _, lang := range []string{"", "en", "es", "xx"} {
			if r, ok := Parse(text, now, lang); ok {
				t.Errorf("%q (%q) = %v, want it not understood", text, lang, write(r, ok))
			}
		}
	}
}
