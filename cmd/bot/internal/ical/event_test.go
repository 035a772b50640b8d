package ical

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// circle is an event with everything.
func circle() Event {
	berlin := time.FixedZone("CEST", 2*60*60)
	return Event{
		UID:         "3f2a9c@afterglow.invalid",
		Start:       time.Date(2026, 6, 11, 19, 30, 0, 0, berlin),
		End:         time.Date(2026, 6, 11, 21, 0, 0, 0, berlin),
		Summary:     "Integration circle",
		Description: "Bring something to write; tea, too.\nA quiet room.",
		Location:    "Room 2, upstairs",
		URL:         "https://example.org/circle?id=7&x=a,b",
		Stamp:       time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC),
	}
}

func TestFile(t *testing.T) {
	want := strings.Join([]string{
		`BEGIN:VCALENDAR`,
		`VERSION:2.0`,
		`PRODID:-//afterglow//afterglow//EN`,
		`METHOD:PUBLISH`,
		`BEGIN:VEVENT`,
		`UID:3f2a9c@afterglow.invalid`,
		`DTSTAMP:20260601T080000Z`,
		`DTSTART:20260611T173000Z`,
		`DTEND:20260611T190000Z`,
		`CLASS:PRIVATE`,
		`SUMMARY:Integration circle`,
		`DESCRIPTION:Bring something to write\; tea\, too.\nA quiet room.`,
		`LOCATION:Room 2\, upstairs`,
		`URL:https://example.org/circle?id=7&x=a,b`,
		`END:VEVENT`,
		`END:VCALENDAR`,
	}, "\r\n") + "\r\n"
	if got := string(circle().File()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !bytes.Equal(circle().File(), circle().File()) {
		t.Error("another file the second time")
	}
}

// What is not given is not told.
func TestFileTellsNothingElse(t *testing.T) {
	e := Event{UID: "1", Start: circle().Start, Stamp: circle().Stamp}
	got := string(e.File())
	if _, err := read(e.File()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "ORGANIZER", "ATTENDEE", "VALARM", "CONTACT"} {
		if strings.Contains(got, name) {
			t.Errorf("%s in\n%s", name, got)
		}
	}
}

func TestTimes(t *testing.T) {
	start := circle().Start
	kathmandu := time.FixedZone("+0545", 5*60*60+45*60)
	for _, tt := range []struct {
		name             string
		start, end       time.Time
		wantStart, wantE string
	}{
		{"other zones", start.In(kathmandu), start.Add(time.Hour).In(time.UTC), "20260611T173000Z", "20260611T183000Z"},
		{"over the year in UTC", time.Date(2027, 1, 1, 3, 0, 0, 0, kathmandu), time.Date(2027, 1, 1, 6, 0, 0, 0, kathmandu), "20261231T211500Z", "20270101T001500Z"},
		{"no end", start, time.Time{}, "20260611T173000Z", ""},
		{"ends when it starts", start, start, "20260611T173000Z", ""},
		{"ends before", start, start.Add(-time.Second), "20260611T173000Z", ""},
		{"ends in the same second", start, start.Add(time.Second - 1), "20260611T173000Z", ""},
		{"a second long", start.Add(999), start.Add(time.Second), "20260611T173000Z", "20260611T173001Z"},
		{"zero", time.Time{}, time.Time{}, "00010101T000000Z", ""},
		{"before year 0", time.Date(-1, 12, 31, 0, 0, 0, 0, time.UTC), start, "00000101T000000Z", "20260611T173000Z"},
		{"after year 9999", start, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "20260611T173000Z", "99991231T235959Z"},
	} {
		got, err := read(Event{UID: "1", Start: tt.start, End: tt.end, Stamp: start}.File())
		if err != nil || got["DTSTART"] != tt.wantStart || got["DTEND"] != tt.wantE {
			t.Errorf("%s: %q to %q, %v", tt.name, got["DTSTART"], got["DTEND"], err)
		}
	}
}

func TestFolding(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		want        []int // bytes of each line
	}{
		{"just fits", strings.Repeat("a", 73), []int{75}},
		{"one too many", strings.Repeat("a", 74), []int{75, 2}},
		{"two lines", strings.Repeat("a", 73+74), []int{75, 75}},
		{"three lines", strings.Repeat("a", 73+74+1), []int{75, 75, 2}},
		{"a letter of two bytes at the end", strings.Repeat("a", 72) + "ü", []int{74, 3}},
		{"of three", strings.Repeat("a", 71) + "日", []int{73, 4}},
		{"of four", strings.Repeat("a", 70) + "🙂", []int{72, 5}},
		{"of four that fits", strings.Repeat("a", 69) + "🙂", []int{75}},
		{"all of four", strings.Repeat("🙂", 40), []int{74, 73, 17}},
		{"nothing", "", []int{2}},
	} {
		var f file
		f.line("X", tt.value)
		lines := strings.Split(strings.TrimSuffix(f.String(), "\r\n"), "\r\n")
		var got []int
		for _, l := range lines {
			got = append(got, len(l))
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: lines of %v, want %v", tt.name, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: lines of %v, want %v", tt.name, got, tt.want)
			}
		}
		if whole, err := unfold(f.String()); err != nil || len(whole) != 1 || whole[0] != "X:"+tt.value {
			t.Errorf("%s: %q, %v", tt.name, whole, err)
		}
	}
}

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"plain: \"quoted\"", "plain: \"quoted\""},
		{`a\b;c,d`, `a\\b\;c\,d`},
		{`\n is no new line`, `\\n is no new line`},
		{"one\ntwo\r\nthree\rfour", `one\ntwo\nthree\nfour`},
		{"one\u2028two\u2029three\u0085four", `one\ntwo\nthree\nfour`},
		{"END:VEVENT\r\nBEGIN:VEVENT", `END:VEVENT\nBEGIN:VEVENT`},
		{"a\x00b\x1b[0mc\x7fd\u009be", "ab[0mcde"},
		{"a\tb", "a b"},
		{" \n outer \n ", "outer"},
		{"bad \xff\xfe bytes", "bad \uFFFD bytes"},
		{"Gespräch 日本語 👩\u200d👧", "Gespräch 日本語 👩\u200d👧"},
		{"", ""},
	} {
		if got := escape(tt.text); got != tt.want {
			t.Errorf("escape(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
	if got := oneLine("one\r\ntwo"); got != "one two" {
		t.Errorf("one line: %q", got)
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct{ url, want string }{
		{"https://example.org/a?b=c,d;e#f", "https://example.org/a?b=c,d;e#f"},
		{" tel:+49-30-1 ", "tel:+49-30-1"},
		{"https://example.org/ü x", "https://example.org/%C3%BC%20x"},
		{"https://example.org/%C3%BC", "https://example.org/%C3%BC"},
		{"https://example.org/100%", "https://example.org/100%25"},
		{"https://example.org/%g0%0", "https://example.org/%25g0%250"},
		{"https://example.org/\"<>\\^`{|}", "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D"},
		{"https://a/\r\nATTENDEE:b", "https://a/%20ATTENDEE:b"},
		{"example.org/a", ""},
		{"1a:b", ""},
		{"a b:c", ""},
		{"//example.org", ""},
		{":x", ""},
		{"https:", ""},
		{"", ""},
	} {
		if got := address(tt.url); got != tt.want {
			t.Errorf("address(%q) = %q, want %q", tt.url, got, tt.want)
		}
	}
}
