package telegramtest_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

func TestOffsets(t *testing.T) {
	const first = 700_000_001
	tests := []struct {
		name   string
		offset int64
		want   []int64 // of the three that wait
	}{
		{"none", 0, []int64{first, first + 1, first + 2}},
		{"the first", first, []int64{first, first + 1, first + 2}},
		{"above the first", first + 1, []int64{first + 1, first + 2}},
		{"above the last", first + 3, []int64{}},
		{"from another time, higher", first + 1000, []int64{first, first + 1, first + 2}},
		{"from another time, lower", 17, []int64{first, first + 1, first + 2}},
		{"the newest", -1, []int64{first + 2}},
		{"the newest five", -5, []int64{first, first + 1, first + 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			for range 3 {
				tg.Chat(7).Says("hi")
			}
			for range 2 { // asking again changes nothing
				if got := updates(t, tg, fields{"offset": test.offset}); !reflect.DeepEqual(got, test.want) {
					t.Errorf("got %v, want %v", got, test.want)
				}
			}
			if tg.Pending() != len(test.want) {
				t.Errorf("%d are pending, want %d", tg.Pending(), len(test.want))
			}
		})
	}
}

func TestIDsJumpDownward(t *testing.T) {
	tg, _ := fixed(t)
	c := tg.Chat(7)
	c.Says("before")
	old := updates(t, tg, nil)[0]
	tg.JumpUpdateIDs(41)
	c.Says("after")
	c.Says("and after")
	for _, step := range []struct {
		offset int64
		want   []int64
	}{
		{old, []int64{old, 41, 42}},
		{old + 1, []int64{41, 42}},
		{old + 1, []int64{41, 42}}, // a stale offset confirms nothing of the new run
		{42, []int64{42}},
		{43, []int64{}},
	} {
		if got := updates(t, tg, fields{"offset": step.offset}); !reflect.DeepEqual(got, step.want) {
			t.Errorf("offset %d: got %v, want %v", step.offset, got, step.want)
		}
	}
	tg.JumpUpdateIDs(5)
	c.Says("once more")
	tg.JumpUpdateIDs(3)
	if id := tg.Raw(`"message":{}`); id != 3 {
		t.Errorf("the update after the jump is %d, want 3", id)
	}
	if got := updates(t, tg, fields{"offset": 4}); len(got) != 0 {
		t.Errorf("an offset of the current run left %v of the runs before", got)
	}
}

func TestLimitOfABatch(t *testing.T) {
	tg, _ := fixed(t)
	for range 120 {
		tg.Chat(7).Says("hi")
	}
	for limit, want := range map[int]int{0: 1, 1: 1, 7: 7, 100: 100, 500: 100} {
		if got := updates(t, tg, fields{"limit": limit}); len(got) != want {
			t.Errorf("limit %d: got %d updates, want %d", limit, len(got), want)
		}
	}
	if got := updates(t, tg, nil); len(got) != 100 {
		t.Errorf("without a limit: %d updates, want 100", len(got))
	}
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	tg, _ := fixed(t)
	c := tg.Chat(7)
	count := func(want int, why string) {
		t.Helper()
		c.Edits(c.Says("hi"), "hi!")
		c.Presses(1, "x")
		c.Blocks()
		c.Unblocks()
		if got := tg.Pending(); got != want {
			t.Errorf("%s: %d updates, want %d", why, got, want)
		}
		updates(t, tg, fields{"offset": -1})
		ask(t, tg, "setWebhook", fields{"url": "", "drop_pending_updates": true})
	}
	count(5, "never told")
	updates(t, tg, fields{"allowed_updates": []string{"message", "my_chat_member"}})
	count(3, "told")
	updates(t, tg, nil)
	count(3, "not told again")
	updates(t, tg, fields{"allowed_updates": []string{}})
	count(5, "told to send the usual")
}

func TestRawUpdatesGoOutAsTheyAre(t *testing.T) {
	tg, _ := fixed(t)
	tg.Raw(`"message":{"message_id":"poison","chat":7}`)
	id := tg.Raw(`"message":{"message_id":31,"chat":{"id":8,"type":"private"},"text":"hello"}`)
	tg.Raw(`"callback_query":{"id":"q1","from":{"id":9}}`)
	if got := updates(t, tg, nil); len(got) != 3 || got[1] != id {
		t.Errorf("got %v", got)
	}
	must(t, tg, "sendMessage", fields{"chat_id": 8, "text": "hi", "reply_parameters": fields{"message_id": 31}}, nil)
	must(t, tg, "answerCallbackQuery", fields{"callback_query_id": "q1"}, nil)
	if got := tg.Chat(9).Toasts(); len(got) != 1 {
		t.Errorf("toasts %q", got)
	}
	tg.Raw(`"message":{`)
	if _, err := post(t.Context(), tg, "getUpdates", "application/json", "{}"); err == nil {
		t.Error("an update that is not JSON came out as JSON")
	}
}

// polled is how a getUpdates ended.
type polled struct {
	answer answer
	err    error
	after  time.Duration
}

func startPoll(ctx context.Context, tg *telegramtest.Telegram, body string) <-chan polled {
	done, began := make(chan polled, 1), time.Now()
	go func() {
		a, err := post(ctx, tg, "getUpdates", "application/json", body)
		done <- polled{a, err, time.Since(began)}
	}()
	synctest.Wait()
	return done
}

func TestLongPolling(t *testing.T) {
	const empty, asked = "[]", 30 * time.Second
	tests := []struct {
		name   string
		body   string
		during func(tg *telegramtest.Telegram, cancel context.CancelFunc) // 10 s into the poll
		result string                                                     // part of it
		err    string                                                     // part of the description
		after  time.Duration
	}{
		{name: "nothing", body: `{"timeout":30}`, result: empty, after: asked},
		{name: "no timeout", body: `{}`, result: empty},
		{name: "longest timeout", body: `{"timeout":3600}`, result: empty, after: 50 * time.Second},
		{name: "a message", body: `{"timeout":30}`, result: `"text":"hi"`, after: 10 * time.Second,
			during: func(tg *telegramtest.Telegram, _ context.CancelFunc) { tg.Chat(7).Says("hi") }},
		{name: "an unwanted update", body: `{"timeout":30,"allowed_updates":["message"]}`, result: empty, after: asked,
			during: func(tg *telegramtest.Telegram, _ context.CancelFunc) { tg.Chat(7).Blocks() }},
		{name: "another poller", body: `{"timeout":30}`, err: "Conflict: terminated by other getUpdates request", after: 10 * time.Second,
			during: func(tg *telegramtest.Telegram, _ context.CancelFunc) {
				_, _ = post(context.Background(), tg, "getUpdates", "application/json", `{"timeout":1}`)
			}},
		{name: "a webhook", body: `{"timeout":30}`, err: "Conflict: terminated by setWebhook request", after: 10 * time.Second,
			during: func(tg *telegramtest.Telegram, _ context.CancelFunc) {
				_, _ = post(context.Background(), tg, "setWebhook", "application/json", `{"url":"https://example.org/"}`)
			}},
		{name: "revoked", body: `{"timeout":30}`, err: "Unauthorized", after: 10 * time.Second,
			during: func(tg *telegramtest.Telegram, _ context.CancelFunc) { tg.Revoke() }},
		{name: "given up", body: `{"timeout":30}`, err: "context canceled", after: 10 * time.Second,
			during: func(_ *telegramtest.Telegram, cancel context.CancelFunc) { cancel() }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tg := telegramtest.New(token, time.Now)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				done := startPoll(ctx, tg, test.body)
				time.Sleep(10 * time.Second)
				if test.during != nil {
					test.during(tg, cancel)
				}
				got := <-done
				if test.name == "given up" {
					if !errors.Is(got.err, context.Canceled) || got.after != test.after {
						t.Fatalf("got %v after %v", got.err, got.after)
					}
					return
				}
				if got.err != nil || got.after != test.after {
					t.Fatalf("got %v after %v, want an answer after %v", got.err, got.after, test.after)
				}
				if !strings.Contains(got.answer.Description, test.err) || got.answer.OK != (test.err == "") || !strings.Contains(string(got.answer.Result), test.result) {
					t.Fatalf("got %+v with %s", got.answer, got.answer.Result)
				}
			})
		})
	}
}

// The poll that came last is the one that gets the updates.
func TestTwoPollers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.New(token, time.Now)
		first := startPoll(t.Context(), tg, `{"timeout":30}`)
		second := startPoll(t.Context(), tg, `{"timeout":30}`)
		if got := <-first; got.answer.Code != 409 {
			t.Fatalf("the first got %+v", got)
		}
		tg.Chat(7).Says("hi")
		if got := <-second; !got.answer.OK || string(got.answer.Result) == "[]" {
			t.Fatalf("the second got %+v", got)
		}
		if got := tg.Refusals(); len(got) != 1 || got[0].Method != "getUpdates" || got[0].Code != 409 {
			t.Errorf("refusals %+v", got)
		}
	})
}

func TestChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.New(token, time.Now)
		c := tg.Chat(7)
		for name, change := range map[string]func(){
			"says":  func() { c.Says("hi") },
			"sends": func() { send(t, tg, 7, "hi") },
			"react": func() {
				must(t, tg, "setMessageReaction", fields{"chat_id": 7, "message_id": c.Says("x"), "reaction": []fields{{"type": "emoji", "emoji": "👍"}}}, nil)
			},
			"block": func() { c.Blocks(); c.Unblocks() },
		} {
			time.Sleep(time.Minute) // for the rates
			changed := tg.Changed()
			select {
			case <-changed:
				t.Errorf("%s: changed before", name)
			default:
			}
			change()
			select {
			case <-changed:
			default:
				t.Errorf("%s: no change", name)
			}
		}
	})
}
