// Package dispatch is the door out: it takes what is due, draws it, sends it no
// faster than Telegram allows, and writes down how it ended.
//
// One loop owns the database side: each round settles what has come back and
// claims what is due, in one commit, and hands it to a few senders. A claim is
// made only when a sender and the limit allow sending at once, so that what is
// claimed is decided on right before it goes out.
//
//	         ┌────────────── due again: lease over, retry, 429 ◀─────────────┐
//	         ▼                                                               │
//	waiting ─▶ claimed ─▶ LastLook ─▶ sent ─▶ settled: log, next alarm ──────┤
//	                        │           └─▶ unknown: counts as sent          │
//	                        ├─▶ dropped, with its reason in the log          │
//	                        └─▶ moved: the alarm is set to its next slot ────┘
//
// The same alarm moves guided breathing on: where a phase is due that the
// message of it does not show yet, that message is edited before any nudge is
// looked at.
package dispatch
