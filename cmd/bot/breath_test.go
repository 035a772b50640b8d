package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
)

// begunAfter is how long after the button the first breath in begins.
const begunAfter = 5 * time.Second

// breathes lets a member choose slow breaths, and returns the message and the
// moment when the button was pressed.
func (p *program) breathes(chat int64, minutes string) (message int, pressed time.Time) {
	p.t.Helper()
	c := p.tg.Chat(chat)
	c.Says("/practice")
	time.Sleep(2 * time.Second)
	message = p.fromBot(chat)[len(p.fromBot(chat))-1].ID
	for _, label := range []string{"Slow breaths", minutes} {
		pressed = p.now()
		if err := c.Tap(message, label); err != nil {
			p.t.Fatal(err)
		}
		time.Sleep(1500 * time.Millisecond)
	}
	return message, pressed
}

// says is what a message of the chat says, "" if it is gone.
func (p *program) says(chat int64, message int) string {
	for _, m := range p.fromBot(chat) {
		if m.ID == message {
			return m.Text
		}
	}
	return ""
}

// edits are the moments since at when the text of a message of the chat was
// changed.
func (p *program) edits(chat int64, at time.Time) (moments []time.Time) {
	for _, c := range p.tg.Calls() {
		if c.Method == "editMessageText" && c.Chat == chat && !c.At.Before(at) {
			moments = append(moments, c.At)
		}
	}
	return moments
}

// apart fails the test where the chat was sent to twice within a second, which
// is more than Telegram allows one chat.
func (p *program) apart(chat int64) {
	p.t.Helper()
	var last telegramtest.Call
	for _, c := range p.tg.Calls() {
		if c.Chat != chat || !slices.Contains([]string{"sendMessage", "editMessageText", "editMessageReplyMarkup"}, c.Method) {
			continue
		}
		if !last.At.IsZero() && c.At.Sub(last.At) < time.Second {
			p.t.Errorf("%s %v after %s", c.Method, c.At.Sub(last.At), last.Method)
		}
		last = c
	}
}

// inPhase fails the test where the message does not show the phase of that
// moment, within a second and a half of its beginning.
func (p *program) inPhase(chat int64, message int, pressed time.Time) {
	p.t.Helper()
	since := p.now().Sub(pressed.Add(begunAfter)) % (10 * time.Second)
	want := "Breathe in\n"
	if since >= 4*time.Second {
		want, since = "Breathe out, slowly\n", since-4*time.Second
	}
	if got := p.says(chat, message); since > 1500*time.Millisecond && !strings.HasPrefix(got, want) {
		p.t.Errorf("%v after the button it shows %q, want %q", p.now().Sub(pressed), got, want)
	}
}

// over fails the test where a practice is still in the record, or more is sent
// to the chat.
func (p *program) over(chat int64) {
	p.t.Helper()
	if got := p.member(chat).Practice; got != (nudges.Practice{}) {
		p.t.Errorf("after its end: %+v", got)
	}
	n := len(p.tg.Calls())
	time.Sleep(12 * time.Minute)
	if m := p.tg.Calls(); len(m) != n {
		p.t.Errorf("%d more calls after the end, the last %+v", len(m)-n, m[len(m)-1])
	}
}

const (
	breathDone    = "That's all. Your breath can go its own way now."
	breathStopped = "Stopped here, and that's fine. Your breath can go its own way now."
)

// breathing runs a test with a member, 1, at a quiet hour of their day.
func breathing(t *testing.T, test func(p *program)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 16, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now().Add(-20*24*time.Hour), 1)
		p.up()
		time.Sleep(time.Second)
		test(p)
		p.running()
		p.down()
		p.apart(1)
	})
}

// TestBreathing: a guided practice of two minutes changes one message at each
// change of phase, shows the right one all the time, and leaves nothing behind.
func TestBreathing(t *testing.T) {
	for minutes, want := range map[string]int{"2 min": 1 + 2*12 + 1, "5 min": 1 + 2*30 + 1, "10 min": 1 + 2*60 + 1} {
		breathing(t, func(p *program) {
			before := len(p.member(1).Log)
			message, pressed := p.breathes(1, minutes)
			if got := p.says(1, message); got != "We begin in a moment…" {
				t.Errorf("%s: at first %q", minutes, got)
			}
			time.Sleep(begunAfter - 1500*time.Millisecond)
			for range (want - 2) * 5 {
				time.Sleep(time.Second)
				if !strings.HasPrefix(p.says(1, message), "That's all") {
					p.inPhase(1, message, pressed)
				}
			}
			time.Sleep(2 * time.Second)
			if got := p.edits(1, pressed); len(got) != want || p.says(1, message) != breathDone {
				t.Errorf("%s: %d edits, want %d; at the end %q", minutes, len(got), want, p.says(1, message))
			}
			if got := len(p.member(1).Log); got != before {
				t.Errorf("%s: %d entries in the log of nudges, before %d", minutes, got, before)
			}
			p.over(1)
			p.strict()
		})
	}
}

// TestBreathingEnds: the button, STOP, another practice and forgetting end it at
// once; so do, quietly, a member who blocks and a message that can't be edited.
func TestBreathingEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*program, *telegramtest.Chat)
		want string // in the message; "" for gone
	}{
		{"button", func(_ *program, c *telegramtest.Chat) { tap(c, "End here") }, breathStopped},
		{"STOP", func(_ *program, c *telegramtest.Chat) { c.Says("STOP") }, breathStopped},
		{"STOP under a question", func(_ *program, c *telegramtest.Chat) { c.Presses(1, "1 stop") }, breathStopped},
		{"another", func(_ *program, c *telegramtest.Chat) { c.Presses(1, "1 practise sit 2 -") }, breathStopped},
		{"forget", func(_ *program, c *telegramtest.Chat) {
			c.Says("/forget")
			time.Sleep(3 * time.Second)
			tap(c, "Erase everything")
		}, ""},
		{"blocked", func(_ *program, c *telegramtest.Chat) { c.Blocks() }, "Breathe "},
		{"deactivated", func(_ *program, c *telegramtest.Chat) { c.Deactivates() }, "Breathe "},
		{"rejected", func(p *program, _ *telegramtest.Chat) {
			p.tg.Script("editMessageText", telegramtest.Fault{Status: 400, Description: "Bad Request: message to edit not found"})
		}, "Breathe "},
	} {
		t.Run(c.name, func(t *testing.T) {
			breathing(t, func(p *program) {
				p.tg.Chat(1).Says("/help") // message 1, for presses of another one
				time.Sleep(2 * time.Second)
				message, _ := p.breathes(1, "5 min")
				time.Sleep(42 * time.Second)
				c.end(p, p.tg.Chat(1))
				time.Sleep(10 * time.Second)
				if got := p.says(1, message); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
					t.Errorf("it shows %q", got)
				}
				p.over(1)
			})
		})
	}
}

// TestBreathingGoesOn: what a member writes in the middle ends nothing, and a
// new process goes on in the right phase, or ends what is over by then.
func TestBreathingGoesOn(t *testing.T) {
	breathing(t, func(p *program) {
		message, pressed := p.breathes(1, "2 min")
		time.Sleep(30 * time.Second)
		p.tg.Chat(1).Says("the window was open")
		p.tg.Chat(1).Says("/plan")
		for range 20 {
			time.Sleep(time.Second)
			p.inPhase(1, message, pressed)
		}
		p.down()
		time.Sleep(17 * time.Second)
		up := p.now()
		p.up()
		for range 10 {
			time.Sleep(2 * time.Second)
			p.inPhase(1, message, pressed)
		}
		if got := len(p.edits(1, up)); got > 6 {
			t.Errorf("%d edits in the 20 s after a restart", got)
		}
		p.down()
		time.Sleep(time.Hour)
		up = p.now()
		p.up()
		time.Sleep(5 * time.Second)
		if got := len(p.edits(1, up)); got != 1 || p.says(1, message) != breathDone {
			t.Errorf("an hour later: %d edits, it shows %q", got, p.says(1, message))
		}
		if got := p.texts(1); len(got) != 1 {
			t.Errorf("kept %q", got)
		}
		p.over(1)
		p.strict()
	})
}

// TestBreathingInOutage: while Telegram is away nothing piles up; afterwards the
// right phase is shown, and the next ones in their time.
func TestBreathingInOutage(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{
		"bad gateway": {Status: 502}, "cut": {Cut: true}, "acted, then cut": {ActThenCut: true}, "too many": {RetryAfter: 20}, "slow": {Hang: 7 * time.Second}, "garbage": {Garbage: true},
	} {
		for _, faults := range []int{1, 3, 8} {
			breathing(t, func(p *program) {
				message, pressed := p.breathes(1, "5 min")
				time.Sleep(21 * time.Second)
				p.tg.Script("editMessageText", slices.Repeat([]telegramtest.Fault{fault}, faults)...)
				time.Sleep(210 * time.Second)
				well := p.now()
				for range 20 {
					time.Sleep(time.Second)
					p.inPhase(1, message, pressed)
				}
				if got := len(p.edits(1, well)); got > 5 {
					t.Errorf("%s, %d times: %d edits in 20 s", name, faults, got)
				}
				time.Sleep(time.Minute)
				if got := p.says(1, message); got != breathDone {
					t.Errorf("%s, %d times: at the end %q", name, faults, got)
				}
				p.over(1)
			})
		}
	}
}

// TestBreathingWhenSlow: a call that outlasts its phase leaves out none of the
// next ones.
func TestBreathingWhenSlow(t *testing.T) {
	breathing(t, func(p *program) {
		message, pressed := p.breathes(1, "2 min")
		p.tg.Script("editMessageText", slices.Repeat([]telegramtest.Fault{{Hang: 4200 * time.Millisecond}}, 30)...)
		time.Sleep(130 * time.Second)
		if got := len(p.edits(1, pressed)); got < 23 || p.says(1, message) != breathDone {
			t.Errorf("%d edits; at the end %q", got, p.says(1, message))
		}
		time.Sleep(30 * time.Second)
		p.over(1)
	})
}

// TestBreathingEndsAfterAll: where only the last edit fails, it is made again.
func TestBreathingEndsAfterAll(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{"bad gateway": {Status: 502}, "cut": {Cut: true}, "acted, then cut": {ActThenCut: true}, "too many": {RetryAfter: 20}} {
		breathing(t, func(p *program) {
			message, _ := p.breathes(1, "2 min")
			time.Sleep(120 * time.Second)
			p.tg.Script("editMessageText", slices.Repeat([]telegramtest.Fault{fault}, 2)...)
			time.Sleep(time.Minute)
			if got := p.says(1, message); got != breathDone {
				t.Errorf("%s: at the end %q", name, got)
			}
			p.over(1)
		})
	}
}

// TestNudgeWhileBreathing: a nudge that is due in the middle goes out once and
// at once, and the breathing goes on.
func TestNudgeWhileBreathing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.enroll(nudges.Default(), "America/New_York", p.now(), 1)
		p.up()
		var ring time.Time
		p.read(func(s *storage.Store, tx *storage.Tx) (err error) { ring, err = tx.Alarm(s.User(1)); return err })
		if ring.IsZero() {
			t.Fatal("no nudge is planned")
		}
		time.Sleep(ring.Sub(p.now()) - time.Minute)
		before := len(p.sentNudges(1))
		message, pressed := p.breathes(1, "2 min")
		time.Sleep(3 * time.Minute)
		got := p.sentNudges(1)
		if len(got) != before+1 || got[before].At.Before(ring) || got[before].At.Sub(ring) > 4*time.Second {
			t.Errorf("%d nudges came, want 1 at %v: %v", len(got)-before, ring, got)
		}
		if n := len(p.edits(1, pressed)); n != 26 || p.says(1, message) != breathDone {
			t.Errorf("%d edits, at the end %q", n, p.says(1, message))
		}
		if log := p.member(1).Log; len(log) != before+1 {
			t.Errorf("the log: %+v", log)
		}
		p.down()
		p.apart(1)
		p.strict()
	})
}

// TestTwoPractices: a second one takes over, and the message of the first says
// that it has ended.
func TestTwoPractices(t *testing.T) {
	breathing(t, func(p *program) {
		first, _ := p.breathes(1, "5 min")
		time.Sleep(20 * time.Second)
		second, pressed := p.breathes(1, "2 min")
		if got := p.says(1, first); got != breathStopped {
			t.Errorf("the first shows %q", got)
		}
		for range 100 {
			time.Sleep(time.Second)
			if since := p.now().Sub(pressed); since > begunAfter {
				p.inPhase(1, second, pressed)
			}
		}
		time.Sleep(30 * time.Second)
		if p.says(1, first) != breathStopped || p.says(1, second) != breathDone {
			t.Errorf("they show %q and %q", p.says(1, first), p.says(1, second))
		}
		p.over(1)
		p.strict()
	})
}
