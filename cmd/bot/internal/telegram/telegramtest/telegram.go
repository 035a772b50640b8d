package telegramtest

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// Username is the bot's name, as in "/stop@stand_in_bot".
const Username = "stand_in_bot"

// A Telegram is one bot's view of Telegram. Its methods, and those of its
// chats, may be called from several goroutines at once.
type Telegram struct {
	token string
	now   func() time.Time

	mu          sync.Mutex
	revoked     bool
	chats       map[int64]*Chat
	lastMessage int // ids are counted over all chats, as Telegram does for an account
	updates     queue
	webhook     webhook
	queries     map[string]query
	files       map[string]*stored // by file id
	links       map[string]link    // by path
	commands    map[string][]Command
	lastScope   string // the key of commands that was set last
	limits      Limits
	sent        []time.Time // within the last second
	faults      map[string][]Fault
	refusals    []Refusal
	calls       []Call
	changed     chan struct{} // nil until somebody asks for it
}

// New makes a Telegram that knows one bot, by its token. It starts with no
// chats and the limits of [DefaultLimits].
//
// now dates messages, callback queries and file links, and must not call the
// Telegram; rates and long polls use the real time, or a bubble's.
func New(token string, now func() time.Time) *Telegram {
	return &Telegram{
		token:    token,
		now:      now,
		chats:    map[int64]*Chat{},
		updates:  queue{first: firstUpdateID, next: firstUpdateID},
		queries:  map[string]query{},
		files:    map[string]*stored{},
		links:    map[string]link{},
		commands: map[string][]Command{},
		limits:   DefaultLimits,
		faults:   map[string][]Fault{},
	}
}

// Revoke makes the token void: every later call gets 401 Unauthorized.
func (t *Telegram) Revoke() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.revoked = true
	t.updates.end(unauthorized(fate))
}

// A Call is a call Telegram accepted.
type Call struct {
	Method string    // as the Bot API spells it
	Chat   int64     // 0 for a call without one
	At     time.Time // by the Telegram's now
	Range  string    // of a download, which is called "file": the bytes asked for, "" for all
}

// Calls returns all accepted calls but getUpdates, in order. A call that was
// acted upon before its connection broke is among them.
func (t *Telegram) Calls() []Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Call(nil), t.calls...)
}

// Changed returns a channel that is closed at the next change of any chat: a
// message sent, edited or deleted by either side, a reaction, a toast, a block.
// Ask again for the change after that one, and before looking at the chat, so
// that nothing slips between.
func (t *Telegram) Changed() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.changed == nil {
		t.changed = make(chan struct{})
	}
	return t.changed
}

// touch tells those who wait for a change. t.mu is held.
func (t *Telegram) touch() {
	if t.changed != nil {
		close(t.changed)
		t.changed = nil
	}
}

// self is the bot as a User.
func (t *Telegram) self() object {
	id, _, _ := strings.Cut(t.token, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		n = 1
	}
	return object{"id": n, "is_bot": true, "first_name": "Stand-in", "username": Username}
}

func (t *Telegram) getMe(*call) (any, *failure) {
	me := t.self()
	me["can_join_groups"] = true
	me["can_read_all_group_messages"] = false
	me["supports_inline_queries"] = false
	return me, nil
}
