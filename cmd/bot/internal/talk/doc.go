// Package talk is the conversation with one member, and it is pure.
//
// [Talk.Step] takes a member's record, what they just did and the moment, and
// returns the record as it is afterwards with a list of effects. [Talk.Draw]
// turns the name of a screen into words and buttons at the moment when it is
// sent. Nothing here reads a clock, a disk or the network, so every chat can be
// told as a table.
//
// The order in which a message is looked at is fixed (docs/safety.md): crisis
// language, then commands and the words that mean stop, then the question that
// is open, then the journal.
package talk
