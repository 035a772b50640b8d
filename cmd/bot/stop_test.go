package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
)

// alarm is when the next nudge of a member is decided.
func (p *program) alarm(chat int64) (at time.Time) {
	p.t.Helper()
	p.read(func(s *storage.Store, tx *storage.Tx) (err error) { at, err = tx.Alarm(s.User(chat)); return err })
	return at
}

// stopIsFinal checks that a chat holds one confirmation of STOP and no nudge
// after it.
func (p *program) stopIsFinal(chat int64, what string) {
	p.t.Helper()
	confirmed := 0
	for _, m := range p.fromBot(chat) {
		switch {
		case strings.HasPrefix(m.Text, "Nudges are off."):
			confirmed++
		case isNudge(m) && confirmed > 0:
			p.t.Errorf("%s: %s came after the confirmation", what, nudgeID(m))
		}
	}
	if confirmed != 1 {
		p.t.Errorf("%s: confirmed %d times, want once", what, confirmed)
	}
	if at := p.alarm(chat); !at.IsZero() {
		p.t.Errorf("%s: an alarm is set for %v", what, at)
	}
}

// TestStopIsFinal: STOP at any moment around the one at which a nudge is due,
// the very same included, and days before and after. Once it is confirmed
// nothing comes.
func TestStopIsFinal(t *testing.T) {
	offsets := []time.Duration{-time.Hour, time.Hour, 26 * time.Hour}
	for ms := -3000; ms <= 3000; ms += 75 {
		offsets = append(offsets, time.Duration(ms)*time.Millisecond)
	}
	offsets = append(offsets, -time.Nanosecond, time.Nanosecond, 5*time.Millisecond)
	synctest.Test(t, func(t *testing.T) {
		ended := time.Date(2026, 6, 9, 22, 0, 0, 0, time.UTC) // 18:00 in New York
		p := newProgram(t, ended.Add(13*time.Hour))           // 07:00, the first nudge comes at 9
		chats := from(1, len(offsets))
		p.enroll(nudges.Default(), "America/New_York", ended, chats...)
		p.up()
		for i, off := range offsets {
			at := p.alarm(chats[i]).Add(off)
			go func() {
				time.Sleep(at.Sub(p.now()))
				p.tg.Chat(chats[i]).Says("STOP")
			}()
		}
		time.Sleep(30 * time.Hour)
		p.quiet()
		time.Sleep(4 * 24 * time.Hour)
		p.down()
		nudged := 0
		for i, off := range offsets {
			p.stopIsFinal(chats[i], fmt.Sprint("STOP ", off, " from the due time"))
			nudged += len(p.sentNudges(chats[i]))
		}
		if nudged < len(offsets)/3 || nudged > len(offsets) {
			t.Errorf("%d nudges to %d members: the moments do not lie around the due time", nudged, len(offsets))
		}
	})
}

// TestStopWhileCallHangs: a nudge is on its way, and nobody knows whether it
// arrives, when STOP comes. The confirmation waits for the call.
func TestStopWhileCallHangs(t *testing.T) {
	for _, fault := range []telegramtest.Fault{
		{Hang: 5 * time.Second}, {Hang: 19 * time.Second}, {Hang: time.Hour}, {Hang: 5 * time.Second, ActThenCut: true},
		{Hang: 5 * time.Second, Cut: true}, {Hang: 5 * time.Second, Status: 502}, {Hang: 5 * time.Second, RetryAfter: 3},
	} {
		synctest.Test(t, func(t *testing.T) {
			what := fmt.Sprintf("%+v", fault)
			ended := time.Date(2026, 6, 9, 22, 0, 0, 0, time.UTC)
			p := newProgram(t, ended.Add(15*time.Hour-time.Minute)) // just before 09:00
			p.enroll(nudges.Default(), "America/New_York", ended, 1)
			due := p.alarm(1)
			p.up()
			p.tg.Script("sendMessage", fault)
			time.Sleep(due.Sub(p.now()) + time.Second)
			p.tg.Chat(1).Says("STOP")
			time.Sleep(3 * time.Second)
			if n := len(p.fromBot(1)); n > 0 {
				t.Errorf("%s: %d messages while the call hangs, want the confirmation to wait", what, n)
			}
			time.Sleep(90 * time.Second)
			p.stopIsFinal(1, what)
			p.quiet()
			time.Sleep(4 * 24 * time.Hour)
			p.down()
			p.stopIsFinal(1, what)
			came := len(p.sentNudges(1))
			if acted := fault.ActThenCut || (fault.Hang < time.Minute && !fault.Cut && fault.Status == 0 && fault.RetryAfter == 0); (came == 1) != acted {
				t.Errorf("%s: %d nudges came", what, came)
			}
		})
	}
}
