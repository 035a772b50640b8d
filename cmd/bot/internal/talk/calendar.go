package talk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"afterglow/cmd/bot/internal/ical"
	"afterglow/nudges"
)

// talkLength and circleLength are how long a calendar file says that these take:
// nobody tells the bot when they end.
const talkLength, circleLength = time.Hour, 90 * time.Minute

// pressCalendar sends a talk or a circle as a file for calendars.
func (s *step) pressCalendar(p Press, _ Pressed) (notice Screen, known bool) {
	if p.Verb != "calendar" || !s.joined() {
		return notice, false
	}
	if _, ok := s.drawing(Scene{Member: s.m, Now: s.now}).event(p.Args[0]); !ok {
		return notice, false
	}
	s.do(Hand{screen("calendar.file", "of", p.Args[0])})
	return notice, true
}

// calendarFile makes the file, unless what it is about was taken out meanwhile:
// then there is nothing to send. Its name and caption are neutral.
func (d *drawing) calendarFile() error {
	if e, ok := d.event(d.arg("of")); ok {
		d.out.Files = []File{{Name: "event.ics", Data: e.File()}}
	}
	return d.text("calendar.file")
}

// event is an appointment of the member's or a circle of the clinic's, as a
// calendar is to have it. A calendar is seen by others, so it says no more than
// what they are called in the chat.
func (d *drawing) event(id string) (e ical.Event, ok bool) {
	if i := indexTalk(d.Member.Appointments, id); i >= 0 {
		at := d.Member.Appointments[i].At
		e = ical.Event{Start: at, End: at.Add(talkLength), Summary: d.label("picture.talk")}
	} else if c, known := d.circle(nudges.SessionID(id), d.Now); known {
		e = ical.Event{Start: c.At, End: c.At.Add(circleLength), Summary: c.Name}
	} else {
		return e, false
	}
	e.UID, e.Stamp = eventUID(d.Member.Seed, id), d.Now
	return e, true
}

// eventUID names an event to calendars: the same each time, and nothing that
// tells whose it is.
func eventUID(seed uint64, id string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "calendar %d %s", seed, id))
	return hex.EncodeToString(sum[:16])
}
