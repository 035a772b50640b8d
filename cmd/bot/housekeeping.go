package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/nudges"
	"afterglow/storage"
	"github.com/robfig/cron/v3"
)

const (
	// nightly is when housekeeping runs, by the clock of the machine.
	nightly = "17 3 * * *"
	// logFor is how long the log of nudges is kept, cardsFor how long that a help
	// card was shown (docs/safety.md).
	logFor, cardsFor = 90 * 24 * time.Hour, 30 * 24 * time.Hour
	// membersPerCommit bounds how long housekeeping holds up everybody else.
	membersPerCommit = 100
)

// keepHouse sets all alarms anew if they were set by another protocol, and then
// does the nightly work until ctx ends. Jobs here are fixed: the times of
// members are never cron entries.
func keepHouse(ctx context.Context, s service, due bell) error {
	var mark string
	err := s.Store.View(ctx, func(tx *storage.Tx) (err error) { mark, err = tx.Protocol(); return err })
	if err == nil && mark != s.Talk.Protocol.Fingerprint() {
		err = resetAlarms(ctx, s)
		due.ring()
	}
	// A program that does not run at night prunes when it starts.
	if err := errors.Join(err, s.Store.Prune(ctx, s.Now())); err != nil && ctx.Err() == nil {
		s.Log.Error("housekeeping: it will be tried again at night", "err", err)
	}
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	c.AddFunc(nightly, func() {
		err := errors.Join(s.Store.Prune(ctx, s.Now()), resetAlarms(ctx, s))
		if err != nil && ctx.Err() == nil {
			s.Log.Error("housekeeping: it will be tried again at the next start or night", "err", err)
		}
		due.ring()
	})
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	return nil
}

// resetAlarms plans for every member anew and shortens their log.
func resetAlarms(ctx context.Context, s service) error {
	var from storage.User
	for more := true; more; {
		var users []storage.User
		err := s.Store.View(ctx, func(tx *storage.Tx) error {
			for u, err := range tx.Users(from) {
				if err != nil {
					return err
				}
				if users = append(users, u); len(users) == membersPerCommit {
					break
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if more = len(users) == membersPerCommit; more {
			from = users[len(users)-1]
		}
		if err := s.Store.Update(ctx, func(tx *storage.Tx) error { return planAnew(tx, s, users) }); err != nil {
			return err
		}
	}
	return s.Store.Update(ctx, func(tx *storage.Tx) error { return tx.SetProtocol(s.Talk.Protocol.Fingerprint()) })
}

func planAnew(tx *storage.Tx, s service, users []storage.User) error {
	now := s.Now()
	for _, u := range users {
		if known, err := tx.Knows(u); err != nil {
			return err
		} else if !known {
			continue
		}
		m, err := tx.Member(u)
		if err != nil {
			s.Log.Error("housekeeping: a member's record can't be read and is passed over", "err", err)
			continue
		}
		m = nudges.Prune(m, now.Add(-logFor))
		m.Cards = slices.DeleteFunc(m.Cards, func(c nudges.Card) bool { return now.Sub(c.At) > cardsFor })
		m.Appointments = slices.DeleteFunc(m.Appointments, func(a nudges.Appointment) bool { return now.Sub(a.At) > talk.TalkPast })
		m = talk.EndSearch(m, now)
		m, ring, ok := alarm(s, m, now)
		if !ok {
			continue
		}
		if err := tx.SetMember(u, m, ring); err != nil {
			return err
		}
	}
	return nil
}

// alarm is Talk.Alarm; a panic in it concerns this member only.
func alarm(s service, m nudges.Member, now time.Time) (_ nudges.Member, ring time.Time, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			s.Log.Error("housekeeping: a panic over a member's plan, which is passed over", "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	for _, skip := range nudges.Lapsed(s.Talk.Protocol, m, now) {
		m.Log = append(m.Log, skip.Entry(now))
	}
	m, ring = s.Talk.Alarm(m, now)
	return m, ring, true
}
