package nudges

import "time"

// A SessionID names what nudges belong to: one of the member's sessions ("S1",
// "S2"), an appointment ("A1") or a circle (as its [Calendar] calls it). It is
// never used twice for the same member.
type SessionID string

// A Session is one treatment session.
type Session struct {
	ID        SessionID
	Start     time.Time `json:",omitzero"` // planned start; zero unless the session was logged before it happened
	End       time.Time // T0: when it ended, or is planned to end
	Logged    time.Time // when we came to know of it; nothing before is planned for it
	Instead   SessionID `json:",omitzero"` // the session that was moved to this one
	Confirmed time.Time `json:",omitzero"` // when the member said that a pre-logged session took place as planned
	Intention int       `json:",omitzero"` // Telegram's id of the note that holds the line written for it, the newest; 0 if only a nudge asked for one
}

// An Appointment is a talk that the member has with their integrator.
type Appointment struct {
	ID       SessionID // "A1", "A2" and so on
	At       time.Time // when it begins
	Made     time.Time // when we came to know of it
	Takeaway bool      `json:",omitzero"` // the member wants to be asked afterwards for one thing to keep
}

// A Reminder is a nudge that the member asked to be sent again: "in an hour",
// "Monday". It moves that nudge only and counts for no cap.
type Reminder struct {
	Nudge   ID        // the nudge it repeats
	Kind    Kind      //
	Session SessionID // what that nudge belongs to
	Times   int       // how many times this nudge has been put off, from 1
	Asked   time.Time // when the member put it off; a note after this may make it needless
	Slot    time.Time // when to send it
	Expires time.Time // after this it is better not sent
	Anyway  bool      `json:",omitzero"` // whatever the nudge's window: until Expires, also when that is over
}

// An Entry of the log is one nudge that was sent or dropped. It holds no text.
type Entry struct {
	Nudge    ID
	Kind     Kind
	Session  SessionID // what it belongs to
	Slot     time.Time // what gaps, caps and targets count
	At       time.Time // when it was sent or dropped
	Outcome  Outcome
	Reason   Reason    `json:",omitzero"` // why it was dropped
	Silent   bool      `json:",omitzero"` // sent without a sound
	Prompt   string    `json:",omitzero"` // which words were sent
	Message  int       `json:",omitzero"` // Telegram's id of the message
	Answered time.Time `json:",omitzero"` // when the member replied or tapped
	Reply    int       `json:",omitzero"` // Telegram's id of the first note that answers it
	Answer   string    `json:",omitzero"` // what they chose, where a nudge offers a choice: "going" or "not" of a circle
}

// An Outcome is how a nudge ended.
type Outcome string

// The outcomes. Unknown means that the connection broke after the request had
// been written: Telegram may have sent it, so it counts as sent and is not
// sent again.
const (
	Delivered Outcome = "sent"
	Unknown   Outcome = "unknown"
	Dropped   Outcome = "dropped"
)

// Counts reports whether the entry counts for gaps and caps.
func (e Entry) Counts() bool { return e.Outcome == Delivered || e.Outcome == Unknown }
