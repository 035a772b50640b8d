// Package ical writes one appointment as a calendar file (iCalendar, RFC 5545)
// that phones and computers can take into their calendars.
//
// It is pure: no clock, no disk, no network. The same [Event] gives the same
// bytes. The file asks for no answer and names nobody: there is no organizer,
// no attendee and no alarm, and it is marked private.
//
// Bottom up: text.go makes values of what the caller gives; line.go folds the
// lines; event.go puts them in order.
package ical

import (
	"bytes"
	"time"
)

// MediaType is what a file is, where a name ending in .ics does not say it.
const MediaType = "text/calendar; charset=utf-8; method=PUBLISH"

// product names what wrote the file (RFC 5545, 3.7.3). Nothing shows it.
const product = "-//afterglow//afterglow//EN"

// Event is one appointment. Of texts, control characters and outer spaces go, a
// tab becomes a space, and bytes that are no UTF-8 become U+FFFD; texts that are
// empty then are left out.
type Event struct {
	// UID is what a calendar knows the event by: unique in the world, at most
	// 255 bytes, the same again when the event changes, and with nothing in it
	// that tells who it is for. Required.
	UID string

	// Start and End are instants in any zone, written in UTC to the second. An
	// End that is not after Start is left out.
	Start, End time.Time

	Summary     string // one line
	Description string // may have several
	Location    string

	// URL is left out unless it starts with a scheme ("https:"). What may not
	// stand in a URL is percent-encoded.
	URL string

	// Stamp is when the file was written; of two files with one UID the later
	// is the truth. Required.
	Stamp time.Time
}

// File returns the calendar file: UTF-8, lines that end in CRLF and have at
// most 75 bytes.
func (e Event) File() []byte {
	var f file
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", product)
	f.line("METHOD", "PUBLISH")
	f.line("BEGIN", "VEVENT")
	f.line("UID", escape(oneLine(e.UID)))
	f.line("DTSTAMP", stamp(e.Stamp))
	start, end := stamp(e.Start), stamp(e.End)
	f.line("DTSTART", start)
	if start < end { // same width, so in order of time
		f.line("DTEND", end)
	}
	f.line("CLASS", "PRIVATE")
	f.given("SUMMARY", escape(oneLine(e.Summary)))
	f.given("DESCRIPTION", escape(e.Description))
	f.given("LOCATION", escape(e.Location))
	f.given("URL", address(e.URL))
	f.line("END", "VEVENT")
	f.line("END", "VCALENDAR")
	return f.Bytes()
}

// file is a calendar file in the making.
type file struct{ bytes.Buffer }
