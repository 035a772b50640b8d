package telegramtest

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// firstUpdateID is where a fresh Telegram starts to count.
const firstUpdateID = 700_000_001

// updateKinds are the names allowed_updates may hold.
var updateKinds = strings.Fields(`
	message edited_message channel_post edited_channel_post business_connection business_message
	edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query
	chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer
	my_chat_member chat_member chat_join_request chat_boost removed_chat_boost`)

// An update is one that the bot has not confirmed.
type update struct {
	id  int64
	run int // updates of one run have rising ids
	raw []byte
}

// A queue holds what the bot has not confirmed, in the order it happened.
type queue struct {
	waiting []update
	run     int
	first   int64 // the current run's first id
	next    int64 // the id of the update to come
	allowed []string
	polling *poll // the getUpdates under way, if any
}

// add queues {"update_id":N,<body>} and wakes who waits for it.
func (q *queue) add(body string) int64 {
	id := q.next
	q.next++
	raw := fmt.Appendf(nil, `{"update_id":%d,%s}`, id, body)
	q.waiting = append(q.waiting, update{id: id, run: q.run, raw: raw})
	if q.polling != nil {
		select {
		case q.polling.wake <- struct{}{}:
		default: // woken already
		}
	}
	return id
}

// wants reports whether the bot asked for updates of this kind. All those played
// here come when it never said.
func (q *queue) wants(kind string) bool {
	return len(q.allowed) == 0 || slices.Contains(q.allowed, kind)
}

// confirm forgets what an offset confirms. An offset of the current run does so
// for all runs before, whose ids may be higher; one that fits no run is not
// looked at, as the real queue ignores an offset far from its ids; a negative
// one keeps that many of the newest.
func (q *queue) confirm(offset int64) {
	switch {
	case offset < 0:
		q.waiting = q.waiting[max(0, len(q.waiting)+int(max(offset, -1<<31))):]
	case q.first <= offset && offset <= q.next:
		q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.run < q.run || u.id < offset })
	default:
		for i, u := range slices.Backward(q.waiting) {
			if u.run < q.run && u.id == offset-1 {
				q.waiting = slices.Delete(q.waiting, 0, i+1)
				return
			}
		}
	}
}

// batch is the answer to getUpdates. Updates go out as they are, even those
// that are not JSON.
func (q *queue) batch(limit int) reply {
	var out bytes.Buffer
	out.WriteString(`{"ok":true,"result":[`)
	for i, u := range q.waiting[:min(limit, len(q.waiting))] {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(u.raw)
	}
	out.WriteString("]}")
	return reply{status: http.StatusOK, kind: "application/json", body: out.Bytes()}
}

// emit queues an update of this kind, unless the bot did not ask for it. t.mu
// is held.
func (t *Telegram) emit(kind string, what object) {
	if t.updates.wants(kind) {
		t.updates.add(string(marshal(kind)) + ":" + string(marshal(what)))
	}
}

// JumpUpdateIDs makes the next update's id the given one, as after a quiet
// week: ids go on from there, even downwards. Updates that wait keep theirs,
// and stay in front.
func (t *Telegram) JumpUpdateIDs(to int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.updates.run++
	t.updates.first, t.updates.next = to, to
}

// Pending returns how many updates are not yet confirmed.
func (t *Telegram) Pending() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.updates.waiting)
}

// readAllowed reads allowed_updates. An empty list means the usual kinds, a
// missing one leaves the setting as it was.
func (t *Telegram) readAllowed(c *call) ([]string, *failure) {
	if !c.has("allowed_updates") {
		return t.updates.allowed, nil
	}
	var kinds []string
	if f := c.nested("allowed_updates", &kinds); f != nil {
		return nil, f
	}
	for _, kind := range kinds {
		if !slices.Contains(updateKinds, kind) {
			return nil, badRequest("allowed_updates: unknown update type %q", kind)
		}
	}
	return kinds, nil
}
