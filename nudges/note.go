package nudges

import "time"

// A Card says that a message was answered with a help card. It holds no text.
type Card struct {
	At   time.Time
	Tier string // as package crisis names it
}

// A Note is something a member wrote, or a mood that they tapped, kept because
// they agreed to that.
type Note struct {
	Message int       // Telegram's id of the message that holds it: the note's name; of a mood, its number below 0
	At      time.Time // when it was written
	Edited  time.Time `json:",omitzero"`
	Text    string    // empty where only a file came, and of a mood
	Mood    *int      `json:",omitzero"` // how it was, 0 (low) to 10 (high); nil if this is no mood
	File    *File     `json:",omitzero"` // what came with it, nil if nothing
	Session SessionID `json:",omitzero"` // the session it belongs to
	Nudge   ID        `json:",omitzero"` // the nudge it answers
	Prompt  string    `json:",omitzero"` // which words asked for it
	Bring   bool      `json:",omitzero"` // the member set it aside for their integrator
}
