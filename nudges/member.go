package nudges

import "time"

// A Member is all that the bot knows about one person, apart from what they
// wrote. Every decision about them is a function of this record and a moment.
type Member struct {
	// Seed spreads deliveries over a few minutes, so that not every member is
	// sent the same nudge in the same second. It is the same for the member's life.
	Seed uint64 `json:",omitzero"`

	Language  string    `json:",omitzero"` // BCP 47 tag of the words to use, e.g. "en"
	Zone      string    `json:",omitzero"` // IANA name, e.g. "America/New_York"; empty until known
	Waking    *Hours    `json:",omitzero"` // the member's own waking hours; nil means the protocol's hard band
	Open      bool      `json:",omitzero"` // nudges are sent in plain view: discreet mode is off
	Tidy      bool      `json:",omitzero"` // notes are deleted from the chat once they are stored
	Intensity Intensity `json:",omitzero"` // empty means Standard
	Muted     []Kind    `json:",omitzero"` // kinds the member turned off

	Consent     Consent   `json:",omitzero"`
	Stopped     time.Time `json:",omitzero"` // when the member said STOP; zero while nudges are wanted
	PausedFrom  time.Time `json:",omitzero"` // when the member asked for the pause, the last one if there were several
	PausedUntil time.Time `json:",omitzero"` // no nudge before this moment
	HeldFrom    time.Time `json:",omitzero"` // when a crisis message came, the last one
	HeldUntil   time.Time `json:",omitzero"` // no nudge before this moment, after a crisis message
	Heard       time.Time `json:",omitzero"` // when the member last wrote or pressed anything
	FirstFile   time.Time `json:",omitzero"` // when the first file came, and they were told that nobody hears or sees it
	Unreachable bool      `json:",omitzero"` // Telegram refuses our messages (blocked, deactivated)

	Unanswered int       `json:",omitzero"` // nudges since then that nobody answered, and that the log no longer holds
	FirstKept  time.Time `json:",omitzero"` // when the first of the member's notes was kept

	Sessions     []Session     `json:",omitzero"` // in order of End
	Counted      int           `json:",omitzero"` // how many sessions were ever logged, undone ones too: the next is S<Counted+1>
	Appointments []Appointment `json:",omitzero"` // in order of At
	Booked       int           `json:",omitzero"` // how many appointments were ever noted: the next is A<Booked+1>
	Moods        int           `json:",omitzero"` // how many times a mood was ever asked for: the next is number Moods+1
	Reminders    []Reminder    `json:",omitzero"` // what the member asked to be sent again, and when
	Wrote        []time.Time   `json:",omitzero"` // when the member wrote a note, in the last three days; kept without its text
	Log          []Entry       `json:",omitzero"` // what was sent or dropped, oldest first
	Cards        []Card        `json:",omitzero"` // when a help card was shown, in the last 30 days

	// Practice is the guided practice that is going on; zero while there is none.
	Practice Practice `json:",omitzero"`

	// Next is the slot that the stored alarm stands for: everything before it
	// has been decided. Zero means that nothing waits.
	Next time.Time `json:",omitzero"`

	// Asking is the question the conversation has open. It belongs to package
	// talk, which gives the names their meaning.
	Asking Question `json:",omitzero"`
}

// A Practice is slow breathing that is guided by editing one message.
type Practice struct {
	Message int           // Telegram's id of the message
	Began   time.Time     // when the first breath in begins
	Length  time.Duration // how long it is to go on
	Nudge   ID            `json:",omitzero"` // the nudge it was chosen under
}

// Hours are a stretch of the local day. To is excluded; From after To crosses
// midnight; From equal to To means the whole day.
type Hours struct{ From, To Clock }

// A Clock is a local wall-clock time in minutes since midnight, 0 to 1439.
type Clock int

// A Consent says what the member agreed to, and when. The text they agreed to
// is known by its version.
type Consent struct {
	Version int       `json:",omitzero"` // version of the consent text; 0 before onboarding
	Adult   time.Time `json:",omitzero"` // when the member said that they are 18 or older
	Nudges  Answer    `json:",omitzero"` // to being sent nudges
	Notes   Answer    `json:",omitzero"` // to storing what they write
}

// An Answer is a yes or a no with its moment. A zero At means not yet asked.
type Answer struct {
	Yes bool      `json:",omitzero"`
	At  time.Time `json:",omitzero"`
}

// A Question is what the bot last asked and still waits for.
type Question struct {
	Name string            `json:",omitzero"` // empty when nothing is asked
	At   time.Time         `json:",omitzero"` // when it was asked
	Args map[string]string `json:",omitzero"`
}

// An Intensity is how much a member wants to hear.
type Intensity string

// The intensities, from least to most.
const (
	Gentle   Intensity = "gentle"
	Standard Intensity = "standard" // the default
	Full     Intensity = "full"
)

// Mutes reports whether the member turned k off.
func (m Member) Mutes(k Kind) bool {
	for _, muted := range m.Muted {
		if muted == k {
			return true
		}
	}
	return false
}

// KeepsNotes reports whether there are notes to read again: the member agreed to
// keeping them, and wrote one.
func (m Member) KeepsNotes() bool { return m.Consent.Notes.Yes && !m.FirstKept.IsZero() }

// Location is the member's zone, UTC while none is known or the name is not in
// the time zone database.
func (m Member) Location() *time.Location {
	if l, ok := zone(m.Zone); ok {
		return l
	}
	return time.UTC
}
