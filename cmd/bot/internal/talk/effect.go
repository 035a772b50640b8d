package talk

import (
	"time"

	"afterglow/nudges"
)

// A Screen names something to show, with what it is about. Its words are
// chosen when it is sent.
type Screen struct {
	Name string
	Args map[string]string
}

// An Effect is something to be done after a step, in the same commit. The set
// is closed: what follows here.
type Effect interface{ effect() }

type (
	// Show sends a new message.
	Show struct{ Screen Screen }
	// Change edits one of the bot's messages.
	Change struct {
		Message int
		Screen  Screen
	}
	// Rebutton replaces the buttons under one of the bot's messages; a screen
	// without buttons takes them away.
	Rebutton struct {
		Message int
		Screen  Screen
	}
	// React sets an emoji on a member's message, or shows the screen when that
	// can't be done.
	React struct {
		Message int
		Emoji   string
		Else    Screen
	}
	// Reply ends the waiting of a pressed button, with a line on the screen
	// unless its name is empty.
	Reply struct {
		Callback string
		Screen   Screen
	}
	// Hand sends documents.
	Hand struct{ Screen Screen }
	// Keep stores a note.
	Keep struct{ Note nudges.Note }
	// Amend changes the text of a note, if there is one of that message.
	Amend struct {
		Message int
		At      time.Time
		Text    string
	}
	// Remove deletes a note.
	Remove struct{ Message int }
	// Forget removes all that is kept of the member, then shows the receipt.
	Forget struct{ Receipt Screen }
	// Resume lifts the mark that a forgotten member had said STOP.
	Resume struct{}
)

func (Show) effect()     {}
func (Change) effect()   {}
func (Rebutton) effect() {}
func (React) effect()    {}
func (Reply) effect()    {}
func (Hand) effect()     {}
func (Keep) effect()     {}
func (Amend) effect()    {}
func (Remove) effect()   {}
func (Forget) effect()   {}
func (Resume) effect()   {}
