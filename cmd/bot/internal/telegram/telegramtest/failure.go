package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// A Refusal is a call that failed through the bot's own fault.
type Refusal struct {
	Method      string // as the Bot API spells it; as the bot did when it is unknown
	Chat        int64  // 0 for a call without one
	Code        int    // the error_code, which is the HTTP status too
	Description string
}

// Refusals returns every call refused for a reason that is the bot's own fault,
// in order: rates, formatting, lengths, unchanged edits, unknown chats,
// messages, callback queries and methods, two pollers at once. Scripted faults
// and members who blocked the bot are not listed.
func (t *Telegram) Refusals() []Refusal {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Refusal(nil), t.refusals...)
}

// blame says who a failure is due to.
type blame int

const (
	own  blame = iota // the bot should have known better
	fate              // the bot could not help it
)

// A failure is an answer with "ok": false.
type failure struct {
	code        int
	description string
	retryAfter  int // seconds; 0 for none
	blame       blame
}

func badRequest(format string, args ...any) *failure {
	return &failure{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) *failure {
	return &failure{code: http.StatusForbidden, description: "Forbidden: " + fmt.Sprintf(format, args...), blame: fate}
}

func conflict(description string) *failure {
	return &failure{code: http.StatusConflict, description: "Conflict: " + description}
}

func notFound() *failure { return &failure{code: http.StatusNotFound, description: "Not Found"} }

func unauthorized(b blame) *failure {
	return &failure{code: http.StatusUnauthorized, description: "Unauthorized", blame: b}
}

func tooLarge() *failure {
	return &failure{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
}

func tooMany(seconds int) *failure {
	return &failure{
		code:        http.StatusTooManyRequests,
		description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		retryAfter:  seconds,
	}
}

// reply puts the failure into the Bot API's shape.
func (f *failure) reply() reply {
	body := object{"ok": false, "error_code": f.code, "description": f.description}
	if f.retryAfter > 0 {
		body["parameters"] = object{"retry_after": f.retryAfter}
	}
	return jsonReply(f.code, body)
}

// refuse lists a failure of the bot's own making. t.mu is held.
func (t *Telegram) refuse(c *call, f *failure) {
	if f.blame == own {
		t.refusals = append(t.refusals, Refusal{Method: c.method, Chat: c.chat, Code: f.code, Description: f.description})
	}
}

// An object is a JSON object on its way out.
type object map[string]any

// marshal encodes what this package itself put together.
func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("telegramtest: encode: " + err.Error())
	}
	return b
}
