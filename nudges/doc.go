// Package nudges decides what a member is sent after a treatment session, and
// when.
//
// It is the domain, and it is pure: it reads no clock, no disk and no network,
// and imports the standard library only. Now is always an argument.
//
// A [Member] is one record. [Plan] is a function of a [Protocol], that record
// and a moment: it places every [Kind] of nudge of every [Session] on a
// quarter-hour slot, or says in a [Skip] why not. A plan is never stored. What
// is stored beside the member is one alarm, the moment [Alarm] gives; when it
// rings, [LastLook] says what to send now. What was sent or dropped goes into
// the member's log, and the next plan starts from there.
//
// The rules and figures are docs/protocol.md; [Default] holds them as data.
//
// Instants are [time.Time] values in UTC. Wall-clock rules (bands, named
// times, logical days) are read in the member's IANA zone.
package nudges
