// Package fetch brings the files that members send from Telegram into the store,
// apart from the chat, so that a large one holds up no answer.
//
// A few workers each wait and take one step: claim the file that is due the
// longest, download it from where it stopped, store it piece by piece, and say
// that it is kept once all of it is.
//
//	        ┌──────── due again: lease over, cut off, Telegram not well ◀───────┐
//	        ▼                                                                   │
//	waiting ─▶ claimed ─▶ piece, piece, … each in a commit that renews the lease ┤
//	                        ├─▶ whole: the note is dated, the reaction queued
//	                        ├─▶ deleted, forgotten: nothing more is done
//	                        └─▶ too large, gone, a day over, member unreachable:
//	                            the note stays with its words, or goes
package fetch
