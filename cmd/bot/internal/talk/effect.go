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
	// HandKept sends the files of all notes, each as a document of its own.
	HandKept struct{}
	// Keep stores a note.
	Keep struct{ Note nudges.Note }
	// Fetch asks for the file of a note that was kept just before. When Quiet,
	// nothing is said about how that ends.
	Fetch struct {
		Message int
		Quiet   bool
	}
	// Amend changes the text of a note, if there is one of that message. A note
	// that is left with neither words nor a file is removed.
	Amend struct {
		Message int
		At      time.Time
		Text    string
	}
	// Mark sets whether a note is to be brought to the integrator, if there is one
	// of that message.
	Mark struct {
		Message int
		Bring   bool
	}
	// Clear deletes a member's message from the chat. Where Telegram does not let
	// us, nothing is said.
	Clear struct{ Message int }
	// Remove deletes a note with its file.
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
func (HandKept) effect() {}
func (Keep) effect()     {}
func (Fetch) effect()    {}
func (Amend) effect()    {}
func (Mark) effect()     {}
func (Clear) effect()    {}
func (Remove) effect()   {}
func (Forget) effect()   {}
func (Resume) effect()   {}
