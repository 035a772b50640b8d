// Bot is a Telegram bot for members of ketamine-assisted-therapy clinics. After
// a session that they log it sends them a few nudges, to write, to pause, to
// talk with their integrator, timed around the window of 12 to 24 hours after
// the session and inside their waking hours. It keeps what they write back, if
// they agreed to that, and stops the moment they ask.
//
// # Promises
//
//  1. What a member wrote is never lost. It is on disk before Telegram is told
//     to forget it, and leaves the inbox only in the commit that stores its
//     effect. "Kept" is said only after that commit.
//  2. No nudge goes out outside waking hours, after an opt-out, past its time,
//     or twice. (A crash can repeat at most what was in flight.)
//  3. Crisis language is answered first, always.
//  4. The database file on its own names no one and says nothing.
//  5. Forgotten is unreadable, in older backups of the database too.
//
// # The way of a message
//
// There is one door in and one door out, pure thought between them, and one
// transaction around it:
//
//	Telegram ─ poll ─▶ inbox (disk) ─ talk.Step(member, event, now) ─▶ member, notes, replies, next alarm: one commit
//	                                                                              │
//	Telegram ◀─ send, settle ◀─ dispatch: claim ◀─ outbox (replies, at once) ◀────┤
//	                                     claim ◀─ alarms (one per member) ── nudges.Plan(protocol, member, now)
//	Telegram ── files ──▶ fetch: claim ◀─ queue of files (from the same commit) ──▶ pieces, then the outbox: "kept"
//
// # The packages, from the bottom up
//
// Package afterglow/nudges is the domain: members, sessions, the protocol, and
// Plan, a pure function that says what a member is sent and when. A plan is
// never stored; what is stored is one alarm per member.
//
// Package afterglow/storage keeps typed records, sealed, over the small contract
// of storage/kv, which storage/bolt and storage/memory fulfil and
// storage/kv/kvtest examines. Its package comment draws every key.
//
// Package internal/content holds the words that members read, as data.
// Package internal/crisis holds the detector of crisis language and the help
// card. Packages internal/when and internal/zones read typed times and places.
//
// Package internal/circles is the clinic's circles as a calendar. Packages
// internal/picture (the plan and the moods), internal/booklet (a member's own
// words as a PDF) and internal/ical (an event for a calendar) make what is sent
// as a picture or a file. Package internal/search finds words in notes.
//
// Package internal/talk is the conversation, pure: Step answers an event with
// effects, Draw turns the name of a screen into words and buttons.
//
// Package internal/telegram is the only one that knows Telegram. Beside it,
// internal/telegram/telegramtest plays Telegram, strictly, for tests and for the
// demo.
//
// Package internal/inbox is the door in, package internal/dispatch the door out.
// Beside them internal/fetch brings the voice notes, photos and files that members
// send: the note is kept in the commit that handles its message, the bytes follow
// in sealed pieces, and only when all of them are stored is the note said to be kept.
//
// Package internal/config reads the configuration. Package internal/demo is the
// page of "bot demo".
//
// This package is where they meet: run.go starts the loops, housekeeping.go does
// what is done every night, and there is a file for each command.
package main
