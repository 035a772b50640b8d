package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A Fault is a misfortune that a call meets. Zero fields mean "no". Hang comes
// before whatever else the fault holds, and on its own only delays the call.
type Fault struct {
	Status      int           // answer with this HTTP status and error_code, without acting
	RetryAfter  int           // seconds, with 429; implies 429 when Status is 0
	Description string        // with Status; empty means the usual one
	Cut         bool          // the connection breaks before acting
	ActThenCut  bool          // Telegram acts, then the connection breaks: the caller gets an error; a download breaks half way
	Hang        time.Duration // wait that long, or until the request's context ends, which ends the call
	Garbage     bool          // a 200 whose body is not JSON, without acting
	Unranged    bool          // a download comes whole, whatever Range was asked for
}

// Script makes the next calls of method meet these faults, one each, after
// those scripted before. The method "" stands for any but getUpdates, and
// yields to a fault scripted for the very method; "file" stands for downloads,
// which "" does not cover.
func (t *Telegram) Script(method string, faults ...Fault) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := strings.ToLower(method)
	t.faults[key] = append(t.faults[key], faults...)
}

// nextFault takes the fault due to a call; most often none.
func (t *Telegram) nextFault(method string) Fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := strings.ToLower(method)
	if len(t.faults[key]) == 0 {
		if key == "getupdates" || key == "file" {
			return Fault{}
		}
		key = ""
	}
	if len(t.faults[key]) == 0 {
		return Fault{}
	}
	fault := t.faults[key][0]
	t.faults[key] = t.faults[key][1:]
	return fault
}

func (f Fault) hang(ctx context.Context) error {
	if f.Hang <= 0 {
		return nil
	}
	timer := time.NewTimer(f.Hang)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// meet answers in Telegram's place; met is false when the call goes on.
func (f Fault) meet() (rep reply, err error, met bool) {
	status := f.Status
	if status == 0 && f.RetryAfter > 0 {
		status = http.StatusTooManyRequests
	}
	switch {
	case f.Cut:
		return reply{}, errCut, true
	case f.Garbage:
		return reply{status: http.StatusOK, kind: "text/html", body: []byte("<html>one moment, please")}, nil, true
	case status != 0:
		answer := &failure{code: status, description: f.Description, retryAfter: f.RetryAfter}
		if answer.description == "" && f.RetryAfter > 0 {
			answer.description = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
		} else if answer.description == "" {
			answer.description = http.StatusText(status)
		}
		return answer.reply(), nil, true
	}
	return reply{}, nil, false
}
