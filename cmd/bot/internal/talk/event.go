package talk

import (
	"time"

	"afterglow/nudges"
)

// An Event is something that happened in a chat. The set is closed: Wrote,
// Edited, Pressed, Left, Returned, Elsewhere.
type Event interface{ From() Origin }

// An Origin says in which chat an event happened, and when.
type Origin struct {
	Chat     int64
	At       time.Time // Telegram's time of the message; zero for a button press
	Language string    // the member's Telegram language, "" if unknown
	Update   int64     // Telegram's update_id
}

// From returns the origin itself.
func (o Origin) From() Origin { return o }

type (
	// Wrote is a message from the member.
	Wrote struct {
		Origin
		Message int          // Telegram's id of it
		Text    string       // text or caption
		Media   string       // "" for text, else what it is: voice, photo, sticker, …
		File    *nudges.File // what can be fetched of it, nil if nothing
		ReplyTo int          // the message it replies to, 0 if none
	}
	// Edited is a message whose text the member changed.
	Edited struct {
		Origin
		Message int
		Text    string // text or caption
		Media   string // as in Wrote
	}
	// Pressed is a tap on a button. Data may be forged.
	Pressed struct {
		Origin
		Callback string // Telegram's id of the press, to be answered
		Message  int    // the message under which the button is; 0 when Telegram no longer says
		Data     string
	}
	// Left means that the member blocked the bot, or is gone.
	Left struct{ Origin }
	// Returned means that the member unblocked it.
	Returned struct{ Origin }
	// Elsewhere is anything in a group or channel.
	Elsewhere struct{ Origin }
)
