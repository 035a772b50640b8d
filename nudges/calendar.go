package nudges

import (
	"fmt"
	"time"
)

// A Meeting is one circle that the clinic holds.
type Meeting struct {
	ID   SessionID // the same for the same circle each time, unlike any session's or appointment's
	At   time.Time // when it begins
	Name string    // as members know it
	Link string    // where to find it, "" if there is no address
}

// A Calendar knows the clinic's circles.
type Calendar interface {
	// Meetings are those from a moment on, in order, as far ahead as the calendar
	// looks. It is called for every plan, so it has to be quick, and from several
	// goroutines.
	Meetings(from time.Time) []Meeting
	// Fingerprint changes whenever other circles are held.
	Fingerprint() string
}

// Listed is a calendar of a few circles that are told one by one, in order.
type Listed []Meeting

// Meetings are all of them, past ones too.
func (l Listed) Meetings(time.Time) []Meeting { return l }

// Fingerprint names every circle.
func (l Listed) Fingerprint() string { return fmt.Sprint([]Meeting(l)) }
