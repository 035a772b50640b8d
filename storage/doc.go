// Package storage keeps the bot's records: typed, sealed and transactional on
// top of any kv.DB.
//
// # Two stores
//
// The database holds the records. The key store, a second kv.DB kept apart,
// holds the keys that open them, each wrapped by the clinic's master key. The
// database on its own names no one and says nothing: every value is sealed
// (AES-256-GCM, bound to the key it is stored at), and a member is known by a
// [User], a keyed hash of their chat id.
//
// What is not hidden from somebody who holds the database file alone: how many
// records there are, their sizes, which belong to the same member, and the
// moments in the keys of turn/: when each is due, and, for the moment until a
// help card has been sent, that one waits.
//
//	database                              value                  sealed with
//	meta/id                               id of the pair         (in clear)
//	meta/schema                           version of this page   (in clear)
//	meta/offset                           next update to ask for store key
//	meta/order                            last inbox position    store key
//	meta/protocol                         fingerprint of the protocol the alarms were set by   store key
//	inbox/<order>                         an update, as it came  key of the day
//	aside/<order>                         an update that could not be read   key of the day
//	seen/<update id>                      when it came           store key
//	chat/<user>                           key id, then chat id, alarm, turns    member key
//	member/<user>                         nudges.Member          member key
//	note/<user>/<message id>              Note                   member key
//	out/<user>/<queue>/<position>         Message                member key
//	shown/<user>/<message id>             Shown                  member key
//	turn/<lane>/<moment>/<user>           nothing: an index of chats that have something to send
//	shred/<user>/<key id>                 nothing: a member key still to be destroyed
//	stopped/<user>                        nothing: this member said STOP and was forgotten
//
//	key store                             value
//	id                                    id of the pair (in clear)
//	key/store                             seals the bot's own records
//	key/user                              makes a User from a chat id
//	key/day/<days since 1970>             seals the inbox; destroyed after 14 days
//	key/member/<user>/<key id>            seals one member's records; destroyed by Forget
//
// # A turn
//
// A chat has at most two turns: one for crisis cards, one for all else. A turn
// is an entry of the index turn/, filed under the moment when the chat's next
// message may go out. [Tx.Claim] takes the first turns that are due and files
// them again one lease later: if we stop before [Tx.Settle], they simply come
// due again. So a chat has one call in flight at most (a STOP's answer waits
// for it), a chat that floods us has one turn like everybody else, and the
// alarm of a member, the moment their next nudge is to be decided, is their
// turn while nothing else waits.
package storage
