package ical

import "unicode/utf8"

// lineBytes is how long a line may be, without its end (RFC 5545, 3.1).
const lineBytes = 75

// given writes a property that has a value.
func (f *file) given(name, value string) {
	if value != "" {
		f.line(name, value)
	}
}

// line writes a property in as many lines as it needs; each but the first
// starts with a space, which counts. No letter is cut in two.
func (f *file) line(name, value string) {
	rest, room := name+":"+value, lineBytes
	for len(rest) > room {
		n := room
		for !utf8.RuneStart(rest[n]) {
			n--
		}
		f.WriteString(rest[:n])
		f.WriteString("\r\n ")
		rest, room = rest[n:], lineBytes-1
	}
	f.WriteString(rest)
	f.WriteString("\r\n")
}
