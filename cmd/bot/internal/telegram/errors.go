package telegram

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
	"unicode"

	"github.com/go-telegram/bot"
)

// What a failed call means for the caller. None of them holds a chat id, a
// token, or anything that was written.
var (
	// ErrRefused means that this member gets nothing from us: they blocked the
	// bot, or their account is gone (Bot API, 403).
	ErrRefused = errors.New("telegram: the member does not take messages")
	// ErrRejected means that Telegram understood and will never do it (400).
	ErrRejected = errors.New("telegram: rejected")
	// ErrToken means that the token is wrong or has been revoked (401, 404).
	ErrToken = errors.New("telegram: the token is not valid: ask BotFather for the current one and put it into the token file")
	// ErrConflict means that another program asks for the same bot's updates (409).
	ErrConflict = errors.New("telegram: another program is polling with this token, or a webhook is set: stop the other one")
	// ErrUnknown means that the connection broke after the call may have been
	// made: Telegram may have acted.
	ErrUnknown = errors.New("telegram: the connection broke, the outcome is unknown")
	// ErrUnreachable means that Telegram could not be reached, or was not well:
	// it did not act.
	ErrUnreachable = errors.New("telegram: not reachable")
)

// A RetryError asks to make no call at all for a while (429).
type RetryError struct{ After time.Duration }

func (e *RetryError) Error() string {
	return fmt.Sprintf("telegram: too many requests, again in %v", e.After)
}

// serverError is an answer of the 5xx kind.
type serverError int

func (e serverError) Error() string { return fmt.Sprintf("telegram answered %d", int(e)) }

// errNoConnection is a call that was never written.
var errNoConnection = errors.New("telegram: no connection")

// translate makes our error of the library's. What the library says is kept
// only where it is Telegram's own description of a bad request.
func translate(method string, err error) error {
	var flood *bot.TooManyRequestsError
	var server serverError
	var dial *net.OpError
	var dns *net.DNSError
	wrap := func(kind error) error { return fmt.Errorf("%w (%s)", kind, method) }
	switch {
	case err == nil:
		return nil
	case errors.As(err, &flood):
		return &RetryError{After: max(time.Duration(flood.RetryAfter)*time.Second, time.Second)}
	case errors.Is(err, bot.ErrorForbidden):
		return wrap(ErrRefused)
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		return wrap(ErrToken)
	case errors.Is(err, bot.ErrorConflict):
		return wrap(ErrConflict)
	case errors.Is(err, bot.ErrorBadRequest) && strings.Contains(err.Error(), "message is not modified"):
		return nil // it shows already what it should
	case errors.Is(err, bot.ErrorBadRequest):
		_, description, _ := strings.Cut(err.Error(), ", ")
		return fmt.Errorf("%w (%s: %s)", ErrRejected, method, unquoted(description))
	case errors.As(err, &server):
		return fmt.Errorf("%w (%s: %w)", ErrUnreachable, method, server)
	case errors.Is(err, errNoConnection), errors.As(err, &dns), errors.As(err, &dial) && dial.Op == "dial":
		return wrap(ErrUnreachable)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("%w (%s: %w)", ErrUnknown, method, context.Canceled)
	}
	return wrap(ErrUnknown)
}

// unquoted is the beginning of a description, up to where it may repeat what
// the call held: Telegram quotes that, or it is an id.
func unquoted(description string) string {
	for i, r := range description {
		if r == '"' || unicode.IsDigit(r) || r > unicode.MaxASCII || strings.HasPrefix(description[i:], " '") {
			return description[:i]
		}
	}
	return description
}
