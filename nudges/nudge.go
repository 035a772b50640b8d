package nudges

import (
	"strings"
	"time"
)

// A Kind is the part a nudge plays around its session.
type Kind string

// The kinds, in the order of the protocol's table.
const (
	Intention    Kind = "intention"     // a line before a session, and five slow breaths
	Capture      Kind = "capture"       // a word or an image on the day of the session
	PrimeJournal Kind = "prime_journal" // one open prompt in the prime window
	Mindfulness  Kind = "mindfulness"   // a short practice, from a menu
	Therapy      Kind = "therapy"       // a follow-up with the member's integrator
	SmallStep    Kind = "small_step"    // "When …, I'll …"
	WeekReflect  Kind = "week_reflect"  // what has stayed, and who could hear it
	Keep14       Kind = "keep_14"       // an offer to read again, after two weeks
	Keep28       Kind = "keep_28"       // the same after four
	CircleInvite Kind = "circle"        // a circle of the clinic is coming
	ApptPrep     Kind = "appt_prep"     // the journal on hand before an appointment
	AfterTalk    Kind = "takeaway"      // one thing to keep after an appointment, for those who asked for it
	Mindfulness2 Kind = "mindfulness_2" // another practice; only in full
	Connect      Kind = "connect"       // people who understand; only in full
)

// An ID names a nudge among one member's nudges. It is made of session and
// kind, so planning again finds the same nudge.
type ID string

// NewID is the ID of a session's nudge.
func NewID(s SessionID, k Kind) ID { return ID(string(s) + "/" + string(k)) }

// Original is the ID of the nudge that a reminder's ID repeats, and any other
// ID itself.
func (id ID) Original() ID {
	before, _, _ := strings.Cut(string(id), again)
	return ID(before)
}

// isAgain reports whether the ID is a reminder's.
func (id ID) isAgain() bool { return strings.Contains(string(id), again) }

// A Nudge is a message that should be sent.
type Nudge struct {
	ID      ID
	Kind    Kind
	Session SessionID // what it belongs to: a session, an appointment or a circle
	Due     time.Time // its slot on the quarter-hour grid, without jitter
	Expires time.Time // after this moment it is dropped
	Silent  bool      // sent without a sound
	Late    bool      // a prime_journal placed after its window
	Again   int       // how many times the member put it off; 0 for the first sending
}

// A Skip says why a kind of a session is not planned.
type Skip struct {
	Nudge   ID
	Kind    Kind
	Session SessionID
	Reason  Reason
}

// Entry is what the log says of a nudge that was dropped for this reason.
func (s Skip) Entry(at time.Time) Entry {
	return Entry{Nudge: s.Nudge, Kind: s.Kind, Session: s.Session, Slot: at, At: at, Outcome: Dropped, Reason: s.Reason}
}

// A Reason says why a nudge is not sent. It is shown to members (through the
// words of package content), written to the log and asserted by tests.
type Reason string
