package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// A receiver is the side that Poll saves to.
type receiver struct {
	mu     sync.Mutex
	offset int64
	fail   int       // how many saves still fail
	seen   [][]int64 // the ids of each save, those that failed too
	kept   []int64
	log    lines
	done   chan error
}

func (r *receiver) next(context.Context) (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.offset, nil
}

func (r *receiver) save(_ context.Context, us []Update) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ids []int64
	for _, u := range us {
		ids = append(ids, u.ID)
	}
	r.seen = append(r.seen, ids)
	if r.fail > 0 {
		r.fail--
		return errors.New("disk full")
	}
	r.kept = append(r.kept, ids...)
	r.offset = ids[len(ids)-1] + 1
	return nil
}

// start polls until the test ends, or Poll does.
func (r *receiver) start(t *testing.T, c *Client) {
	ctx, cancel := context.WithCancel(t.Context())
	r.done = make(chan error, 1)
	go func() { r.done <- c.Poll(ctx, r.log.logger(), r.next, r.save) }()
	t.Cleanup(func() {
		cancel()
		if err := <-r.done; err != nil && !isToken(err) {
			t.Errorf("Poll ended with %v", err)
		}
	})
	synctest.Wait()
}

func (r *receiver) ids() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.kept)
}

func isToken(err error) bool { return errors.Is(err, ErrToken) }

// TestPollConfirmsOnlyWhatIsSaved is the first promise: while save fails, the
// same updates are asked for again, and Telegram keeps them.
func TestPollConfirmsOnlyWhatIsSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := connect(t)
		r := &receiver{fail: 3}
		r.start(t, c)
		for range 3 {
			tg.Chat(testChat).Says("hello")
		}
		synctest.Wait()
		for deadline := time.Now().Add(time.Minute); len(r.ids()) == 0 && time.Now().Before(deadline); {
			if tg.Pending() != 3 {
				t.Fatalf("%d updates wait at Telegram while save fails, want 3", tg.Pending())
			}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if got := r.ids(); len(got) != 3 || tg.Pending() != 0 {
			t.Errorf("saved %v, %d still wait", got, tg.Pending())
		}
		for i, ids := range r.seen[1:min(4, len(r.seen))] {
			if ids[0] != r.seen[0][0] {
				t.Errorf("after %d failed saves: %v, want those of the first, %v", i+1, ids, r.seen[0])
			}
		}
		if r.log.count(slog.LevelWarn) != 1 || r.log.count(slog.LevelInfo) != 1 {
			t.Errorf("want one line when it fails and one when it goes well again:\n%s", r.log.String())
		}
	})
}

// TestPollFollowsIDsDown: after a quiet week ids may begin anew anywhere.
func TestPollFollowsIDsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := connect(t)
		r := &receiver{}
		r.start(t, c)
		member := tg.Chat(testChat)
		member.Says("before")
		synctest.Wait()
		for _, first := range []int64{5, 900_000_000, 17} {
			tg.JumpUpdateIDs(first)
			member.Says("after")
			time.Sleep(time.Second)
			if got := r.ids(); got[len(got)-1] != first {
				t.Errorf("received %v, want the last to be %d", got, first)
			}
			if n, _ := r.next(t.Context()); n != first+1 || tg.Pending() != 0 {
				t.Errorf("asks for %d, %d wait; want %d, 0", n, tg.Pending(), first+1)
			}
		}
		if len(r.ids()) != 4 {
			t.Errorf("received %v, want four", r.ids())
		}
	})
}

// TestPollEndsWithoutToken: only a wrong token is for a person to mend, now.
func TestPollEndsWithoutToken(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusNotFound, 0} {
		synctest.Test(t, func(t *testing.T) {
			tg, c := connect(t)
			r := &receiver{}
			if status != 0 {
				tg.Script("getUpdates", telegramtest.Fault{Status: status})
			}
			r.start(t, c)
			if status == 0 {
				tg.Revoke() // in the middle of a long poll
			}
			time.Sleep(time.Second)
			select {
			case err := <-r.done:
				if !isToken(err) {
					t.Errorf("%d: Poll ended with %v", status, err)
				}
				r.done <- nil
			default:
				t.Errorf("%d: Poll goes on without a valid token", status)
			}
		})
	}
}

// TestPollGoesOn: whatever else goes wrong is said once, tried again, and said
// to be over once.
func TestPollGoesOn(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	tests := map[string]struct { // four failures each
		fault   telegramtest.Fault
		network error
		least   time.Duration // that these take
	}{
		"conflict":   {fault: telegramtest.Fault{Status: 409}, least: 3 * time.Second},
		"500":        {fault: telegramtest.Fault{Status: 500}, least: 3 * time.Second},
		"502":        {fault: telegramtest.Fault{Status: 502}, least: 3 * time.Second},
		"504":        {fault: telegramtest.Fault{Status: 504}, least: 3 * time.Second},
		"400":        {fault: telegramtest.Fault{Status: 400}, least: 3 * time.Second},
		"no JSON":    {fault: telegramtest.Fault{Garbage: true}, least: 3 * time.Second},
		"cut":        {fault: telegramtest.Fault{Cut: true}, least: 3 * time.Second},
		"cut after":  {fault: telegramtest.Fault{ActThenCut: true}, least: 3 * time.Second},
		"hangs":      {fault: telegramtest.Fault{Hang: time.Hour}, least: 3 * time.Minute},
		"flood":      {fault: telegramtest.Fault{RetryAfter: 7}, least: 28 * time.Second},
		"no network": {network: errors.New("no network"), least: 3 * time.Second},
		"refused":    {network: refused, least: 3 * time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tg := telegramtest.New(testToken, time.Now)
				left, began := 4, time.Now()
				var came time.Time
				c := client(t, func(r *http.Request) (*http.Response, error) {
					if test.network != nil && left > 0 {
						left--
						return nil, test.network
					}
					return tg.Do(r)
				})
				if test.network == nil {
					tg.Script("getUpdates", test.fault, test.fault, test.fault, test.fault)
				}
				tg.Chat(testChat).Says("hello")
				r := &receiver{}
				r.start(t, c)
				for came.IsZero() && time.Since(began) < 10*time.Minute {
					if time.Sleep(250 * time.Millisecond); len(r.ids()) > 0 {
						came = time.Now()
					}
				}
				if came.IsZero() {
					t.Fatalf("the message never came:\n%s", r.log.String())
				}
				if took := came.Sub(began); took < test.least {
					t.Errorf("four failures took %v, want at least %v", took, test.least)
				}
				if len(r.ids()) != 1 {
					t.Errorf("saved %v, want one", r.ids())
				}
				time.Sleep(time.Minute)
				if r.log.count(slog.LevelWarn) != 1 || r.log.count(slog.LevelInfo) != 1 {
					t.Errorf("want one line for the trouble and one for its end:\n%s", r.log.String())
				}
			})
		})
	}
}

// TestPollBacksOff: an hour without Telegram is not an hour of knocking, and
// after it messages come within half a minute or so.
func TestPollBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.New(testToken, time.Now)
		began, asked := time.Now(), 0
		c := client(t, func(r *http.Request) (*http.Response, error) {
			if time.Since(began) < time.Hour {
				asked++
				return nil, errors.New("unreachable")
			}
			return tg.Do(r)
		})
		tg.Chat(testChat).Says("hello")
		r := &receiver{}
		r.start(t, c)
		time.Sleep(time.Hour)
		synctest.Wait()
		if asked < 60 || asked > 150 {
			t.Errorf("asked %d times in an hour", asked)
		}
		time.Sleep(40 * time.Second)
		if len(r.ids()) != 1 {
			t.Error("the message has not come")
		}
	})
}

// TestPollEndsAtOnce: told to end, it does not wait for a long poll nor for a
// pause to be over.
func TestPollEndsAtOnce(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{"polling": {}, "hanging": {Hang: time.Hour}, "pausing": {RetryAfter: 3600}} {
		synctest.Test(t, func(t *testing.T) {
			tg, c := connect(t)
			tg.Script("getUpdates", fault)
			ctx, cancel := context.WithCancel(t.Context())
			r := &receiver{done: make(chan error, 1)}
			go func() { r.done <- c.Poll(ctx, r.log.logger(), r.next, r.save) }()
			time.Sleep(5 * time.Second)
			told := time.Now()
			cancel()
			if err := <-r.done; err != nil || time.Since(told) > 0 {
				t.Errorf("%s: ended with %v after %v", name, err, time.Since(told))
			}
		})
	}
}

// TestPollAsksFor what the bot reads, and holds the poll.
func TestPollAsksFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := connect(t)
		r := &receiver{}
		r.start(t, c)
		began := time.Now()
		tg.Group(-100, "channel").Says("not asked for")
		time.Sleep(time.Second)
		if tg.Pending() != 0 {
			t.Error("channel posts are asked for")
		}
		time.Sleep(10 * time.Minute)
		tg.Chat(testChat).Says("asked for")
		synctest.Wait()
		if len(r.ids()) != 1 {
			t.Errorf("after %v of quiet a message does not come at once", time.Since(began))
		}
		if n := len(tg.Refusals()); n != 0 {
			t.Errorf("%d refusals: %v", n, tg.Refusals())
		}
	})
}
