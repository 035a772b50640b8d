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
// moments in the keys of turn/ and fetch/: when each is due, and, for the moment
// until a help card has been sent, that one waits.
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
//	note/<user>/<message id>              Note (a mood: <0)      member key
//	file/<user>/<message id>/<piece>      up to 1 MB of a note's file   member key
//	fetching/<user>/<message id>          the moment in fetch/, in clear, then Fetch   member key
//	fetch/<moment>/<user>/<message id>    nothing: an index of the files that are still to be fetched
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
//
// # A file
//
// The note of a voice note or a photo is stored in the commit that handles its
// message, with Telegram's id of the file, and so is a [Fetch]. [Tx.ClaimFetch]
// takes one with a lease, as a turn is taken, and [Tx.KeepPiece] stores what
// came, each piece in a commit of its own that renews the lease. So a fetch
// goes on where it stopped, and costs nothing before it is due. The file is kept
// once [Tx.Complete] has dated it. Deleting the note deletes its pieces and its
// fetch in the same commit, and who was fetching finds that it no longer stands.
package storage
