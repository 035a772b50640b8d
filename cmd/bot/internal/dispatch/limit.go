package dispatch

import (
	"errors"
	"math/rand/v2"
	"time"

	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
	"golang.org/x/time/rate"
)

// limit is the rate of calls: Telegram allows about 30 messages a second over
// all chats (Bot API FAQ, "broadcasting"). One call a second is kept for crisis
// cards.
type limit struct{ all, crisis *rate.Limiter }

func newLimit(perSecond int) *limit {
	if perSecond == 0 {
		return &limit{rate.NewLimiter(rate.Inf, 1), rate.NewLimiter(rate.Inf, 1)}
	}
	// A small bucket, taken off the rate, keeps any second, wherever it begins,
	// within the limit.
	bucket := max(1, perSecond/100)
	kept := min(float64(bucket), float64(perSecond)/2) // of one a second, half
	return &limit{rate.NewLimiter(rate.Limit(float64(perSecond)-kept), bucket), rate.NewLimiter(rate.Limit(min(kept, 1)), 1)}
}

// free is how many ordinary calls may be made now.
func (l *limit) free() int {
	if l.all.Limit() == rate.Inf {
		return senders
	}
	return max(int(l.all.Tokens()), 0)
}

// take counts a call. A crisis card takes from what is kept for it only when
// there is nothing else.
func (l *limit) take(crisis bool) {
	if !l.all.Allow() && crisis {
		l.crisis.Allow()
	}
}

// until is how long until an ordinary call may be made.
func (l *limit) until() time.Duration {
	if l.free() > 0 {
		return 0
	}
	return time.Duration((1 - l.all.Tokens()) / float64(l.all.Limit()) * float64(time.Second))
}

// room says how many turns may be claimed now, and up to which lane.
func (d *Dispatcher) room() (n int, last storage.Lane) {
	if time.Now().Before(d.still) {
		return 0, storage.Crisis
	}
	if n := min(senders-d.inFlight, d.limit.free()); n > 0 {
		return n, storage.Nudge
	}
	if d.cards < spare && (d.limit.crisis.Limit() == rate.Inf || d.limit.crisis.Tokens() >= 1) {
		return 1, storage.Crisis
	}
	return 0, storage.Crisis
}

// untilRoom is how long until room may say more. When it is the senders that
// are busy, one that returns wakes the loop.
func (d *Dispatcher) untilRoom() time.Duration {
	if wait := time.Until(d.still); wait > 0 {
		return wait
	}
	if d.inFlight >= senders {
		return time.Second
	}
	return max(d.limit.until(), time.Millisecond)
}

// heed slows everything down when Telegram says so, or is not well.
func (d *Dispatcher) heed(err error) {
	var flood *telegram.RetryError
	switch {
	case errors.As(err, &flood):
		d.hold(flood.After)
		d.Log.Warn("Telegram asks to wait, all sending pauses", "for", flood.After)
	case errors.Is(err, telegram.ErrUnreachable), errors.Is(err, telegram.ErrToken):
		if time.Now().Before(d.still) {
			return // it was in flight with the one that we pause for
		}
		if d.trouble++; d.trouble == 1 {
			d.Log.Warn("Telegram does not take messages, trying again", "err", err)
		}
		d.hold(backoff(d.trouble))
	case err == nil && d.trouble > 0:
		d.trouble = 0
		d.Log.Info("Telegram takes messages again")
	}
}

func (d *Dispatcher) hold(wait time.Duration) {
	if until := time.Now().Add(wait); until.After(d.still) {
		d.still = until
	}
}

// backoff is the pause after the nth failure in a row: half a second doubling
// to half a minute, with jitter.
func backoff(n int) time.Duration {
	wait := min(250*time.Millisecond<<min(n, 7), 30*time.Second)
	return wait + rand.N(wait/4)
}
