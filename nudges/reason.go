package nudges

import "strings"

// Why a nudge is not planned, or was dropped. Those that name a session are
// built by [SupersededBy] and [MergedInto].
const (
	Sent        Reason = "sent"                  // it went out already, or may have
	Stopped     Reason = "opted out"             // the member said STOP
	NoConsent   Reason = "no consent to nudges"  // never asked, or answered no
	Unreachable Reason = "unreachable"           // Telegram refuses our messages
	NoZone      Reason = "time zone not known"   // nobody knows when the member's night is
	NotChosen   Reason = "not in this intensity" //
	NotKnown    Reason = "not known beforehand"  // a session that was not pre-logged has no start to prepare for
	Muted       Reason = "muted"                 // the member turned the kind off
	Paused      Reason = "paused"                // the pause took its window
	Held        Reason = "held"                  // the rest after a crisis message took its window
	NotKept     Reason = "no notes are kept"     // there is nothing to read again
	BackedOff   Reason = "less, after silence"   // nobody answered the last ones
	Satisfied   Reason = "already satisfied"     // a note did what it would have asked for

	NoSlot  Reason = "no legal slot in its window"
	Expired Reason = "past its time"
	Overdue Reason = "another overdue nudge went out"

	Rejected Reason = "rejected by Telegram" // it would not take the message

	TooClose   Reason = "too close to another nudge"          // Gap
	CoolingOff Reason = "too soon after the last of its kind" // CoolDown
	DayFull    Reason = "enough for that day"                 // DayAudible, PrimeAudible, DayTotal
	WeekFull   Reason = "enough for that week"                // WeekAudible

	Superseded Reason = "superseded" // the class of every "superseded by …"
	Merged     Reason = "merged"     // the class of every "merged into …"
)

// SupersededBy says that the next session's nudges take over.
func SupersededBy(s SessionID) Reason { return Reason("superseded by " + string(s)) }

// MergedInto says that a nudge of another session stands for this one too.
func MergedInto(k Kind, s SessionID) Reason {
	return Reason("merged into " + string(k) + " " + string(s))
}

// Class is the reason without the session it names: one of the constants.
func (r Reason) Class() Reason {
	switch {
	case strings.HasPrefix(string(r), "superseded by "):
		return Superseded
	case strings.HasPrefix(string(r), "merged into "):
		return Merged
	}
	return r
}
