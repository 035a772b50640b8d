package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot"
)

// An Update is one update as Telegram sent it.
type Update struct {
	ID  int64
	Raw []byte
}

const (
	pollSeconds = 50       // how long Telegram holds an empty poll (getUpdates, timeout)
	pollLimit   = 64 << 20 // bytes of one answer that are read at most
	pollTimeout = (pollSeconds + 20) * time.Second
	retryMost   = 30 * time.Second
)

// Poll asks for updates until ctx ends or the token turns out invalid
// (ErrToken). Telegram forgets an update as soon as it is asked for the one
// after it; so Poll asks again only after save has returned nil. next is the
// update id to ask for.
//
// Everything else that can go wrong passes: it is logged once, and tried again
// with growing pauses.
func (c *Client) Poll(ctx context.Context, log *slog.Logger, next func(context.Context) (int64, error), save func(context.Context, []Update) error) error {
	for wait := time.Duration(0); ; {
		us, err := c.poll(ctx, next)
		if err == nil && len(us) > 0 {
			err = save(ctx, us)
		}
		if ctx.Err() != nil {
			return nil
		}
		c.report(log, err)
		if errors.Is(err, ErrToken) {
			return err
		}
		if err == nil {
			wait = 0
			continue
		}
		wait = min(max(2*wait, 500*time.Millisecond), retryMost)
		if flood := (*RetryError)(nil); errors.As(err, &flood) {
			wait = flood.After
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait + rand.N(wait/4+1)):
		}
	}
}

// report says once that polling fails, and once that it goes well again.
func (c *Client) report(log *slog.Logger, err error) {
	state := ""
	if err != nil {
		state = err.Error()
	}
	switch {
	case state == c.state:
	case err != nil:
		log.Warn("updates do not arrive, trying again", "err", err)
	default:
		log.Info("updates arrive again")
	}
	c.state = state
}

func (c *Client) poll(ctx context.Context, next func(context.Context) (int64, error)) ([]Update, error) {
	ctx, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	offset, err := next(ctx)
	if err != nil {
		return nil, err
	}
	body := fmt.Sprintf(`{"offset":%d,"timeout":%d,"allowed_updates":["message","edited_message","callback_query","my_chat_member"]}`, offset, pollSeconds)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"getUpdates", strings.NewReader(body))
	if err != nil {
		return nil, ErrToken
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, translate("getUpdates", err)
	}
	defer resp.Body.Close()
	var answer struct {
		OK         bool              `json:"ok"`
		Code       int               `json:"error_code"`
		Result     []json.RawMessage `json:"result"`
		Parameters struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, pollLimit)).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%w (getUpdates: the answer does not read)", ErrUnreachable)
	}
	if !answer.OK {
		return nil, refusal(answer.Code, answer.Parameters.RetryAfter)
	}
	return split(answer.Result)
}

// refusal is the error of a getUpdates that was answered with a code.
func refusal(code, retryAfter int) error {
	switch code {
	case http.StatusUnauthorized, http.StatusNotFound:
		return translate("getUpdates", bot.ErrorUnauthorized)
	case http.StatusConflict:
		return translate("getUpdates", bot.ErrorConflict)
	case http.StatusTooManyRequests:
		return translate("getUpdates", &bot.TooManyRequestsError{RetryAfter: retryAfter})
	}
	return fmt.Errorf("%w (getUpdates: code %d)", ErrUnreachable, code)
}

// split keeps each update's JSON as it came. One without a number can't be
// asked past, so the batch fails and is asked for again.
func split(raws []json.RawMessage) ([]Update, error) {
	us := make([]Update, len(raws))
	for i, raw := range raws {
		var id struct {
			ID *int64 `json:"update_id"`
		}
		if err := json.Unmarshal(raw, &id); err != nil || id.ID == nil {
			return nil, fmt.Errorf("%w (getUpdates: an update without a number)", ErrUnreachable)
		}
		us[i] = Update{ID: *id.ID, Raw: raw}
	}
	return us, nil
}
