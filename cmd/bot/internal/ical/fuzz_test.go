package ical

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// FuzzFile: whatever is given, a strict reader takes the file and finds in it
// what was given, less what may not stand there.
func FuzzFile(f *testing.F) {
	f.Add("1@x", "Circle", "tea, or; so\nlater", "Room 2", "https://example.org", int64(1781199000), int64(5400))
	f.Add("", `\`, "\r\n\r\n", "日本語 🙂\x00\xff", "a:%", int64(-1<<62), int64(1<<62))
	f.Add("a\nb", strings.Repeat("ü", 99), strings.Repeat(`\,`, 99), "END:VEVENT\r\nX:y", "x:\xff", int64(1<<62), int64(-1))
	f.Fuzz(func(t *testing.T, uid, summary, description, location, url string, start, seconds int64) {
		e := Event{
			UID: uid, Start: time.Unix(start, seconds), End: time.Unix(start+seconds, 0), Stamp: time.Unix(seconds, 0),
			Summary: summary, Description: description, Location: location, URL: url,
		}
		got, err := read(e.File())
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"UID": uid, "SUMMARY": summary, "DESCRIPTION": description, "LOCATION": location} {
			// What has no special letters comes back as it was, outer space aside.
			if tame(text) && got[name] != strings.TrimSpace(text) {
				t.Errorf("%s: %q became %q", name, text, got[name])
			}
			if letters(got[name]) != letters(text) {
				t.Errorf("%s: letters of %q became those of %q", name, text, got[name])
			}
		}
		if end, ok := got["DTEND"]; ok && end <= got["DTSTART"] {
			t.Errorf("from %s to %s", got["DTSTART"], end)
		}
	})
}

// tame reports whether a text is one line of graphic letters.
func tame(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}) < 0
}

// letters returns a text without anything that may change on the way.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text)
}
