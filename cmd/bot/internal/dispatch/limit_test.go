package dispatch

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
)

// TestLimitHolds: whoever takes all that room gives, ordinary calls and cards,
// makes no more than the limit in any second, and not much less.
func TestLimitHolds(t *testing.T) {
	for _, perSecond := range []int{1, 2, 3, 10, 29, 30, 31, 300, 1000} {
		synctest.Test(t, func(t *testing.T) {
			d := &Dispatcher{limit: newLimit(perSecond)}
			var made []time.Time
			for began := time.Now(); time.Since(began) < 10*time.Second; {
				n, last := d.room()
				for range n {
					d.limit.take(last == storage.Crisis)
					made = append(made, time.Now())
				}
				if n == 0 {
					time.Sleep(d.untilRoom())
				}
			}
			most := perSecond
			if perSecond == 1 {
				most = 2 // one of them a help card
			}
			for i := range made {
				if i+most < len(made) && made[i+most].Sub(made[i]) < time.Second {
					t.Errorf("%d a second: %d calls in %v", perSecond, most+1, made[i+most].Sub(made[i]))
					break
				}
			}
			if least := 10 * max(perSecond-1, 1) * 9 / 10; len(made) < least {
				t.Errorf("%d a second: only %d calls in ten", perSecond, len(made))
			}
		})
	}
}

// TestNoLimit: without one there is room for as many as there are senders.
func TestNoLimit(t *testing.T) {
	d := &Dispatcher{limit: newLimit(0)}
	for d.inFlight = range senders + 1 {
		n, last := d.room()
		if want := senders - d.inFlight; want > 0 && (n != want || last != storage.Nudge) {
			t.Errorf("%d in flight: room for %d up to %v", d.inFlight, n, last)
		} else if want == 0 && (n != 1 || last != storage.Crisis) {
			t.Errorf("all senders busy: room for %d up to %v, want one card", n, last)
		}
	}
	if d.cards = spare; true {
		if n, _ := d.room(); n != 0 {
			t.Errorf("all senders busy, the spare ones too: room for %d", n)
		}
	}
}

// TestBackoff doubles from half a second to half a minute, with jitter.
func TestBackoff(t *testing.T) {
	for n, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 3: 2 * time.Second, 6: 16 * time.Second, 7: 30 * time.Second, 8: 30 * time.Second, 1000: 30 * time.Second} {
		for range 20 {
			if got := backoff(n); got < want || got > want+want/4 {
				t.Errorf("after %d failures: %v, want %v and up to a quarter more", n, got, want)
			}
		}
	}
}

// TestHeed: what Telegram's answers do to all sending.
func TestHeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		d := &Dispatcher{Log: slog.New(slog.NewTextHandler(&log, nil))}
		pause := func() time.Duration { return max(time.Until(d.still), 0) }
		for range 30 { // at once
			d.heed(fmt.Errorf("wrapped: %w", telegram.ErrUnreachable))
		}
		if d.trouble != 1 || pause() > time.Second {
			t.Errorf("thirty calls failing together count as %d, and pause for %v", d.trouble, pause())
		}
		for range 20 {
			time.Sleep(pause())
			d.heed(telegram.ErrUnreachable)
		}
		if d.trouble != 21 || pause() < 30*time.Second {
			t.Errorf("twenty more in a row make %d, and pause for %v", d.trouble, pause())
		}
		time.Sleep(pause())
		for _, err := range []error{telegram.ErrRejected, telegram.ErrRefused, telegram.ErrUnknown, errors.New("ours")} {
			if d.heed(err); pause() > 0 {
				t.Errorf("%v pauses all sending for %v", err, pause())
			}
		}
		if d.heed(nil); d.trouble != 0 {
			t.Error("a call that went well is not the end of the trouble")
		}
		d.heed(fmt.Errorf("wrapped: %w", &telegram.RetryError{After: 7 * time.Second}))
		d.heed(&telegram.RetryError{After: time.Second})
		if n, _ := d.room(); pause() != 7*time.Second || n != 0 {
			t.Errorf("asked for seven seconds and then for one: a pause of %v, room for %d", pause(), n)
		}
		if n := strings.Count(log.String(), "level=WARN"); n != 3 {
			t.Errorf("%d warnings, want one for the trouble and two for the floods:\n%s", n, log.String())
		}
	})
}

// TestToast fits what Telegram takes, and is plain.
func TestToast(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		"Kept &amp; safe &lt;3":            "Kept & safe <3",
		strings.Repeat("ä", 250):           strings.Repeat("ä", telegram.MaxToast),
		strings.Repeat("&lt;", 200):        strings.Repeat("<", 200),
		strings.Repeat("x", 199) + "&amp;": strings.Repeat("x", 199) + "&",
	} {
		if got := toast(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
