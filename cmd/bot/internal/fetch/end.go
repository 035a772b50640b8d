package fetch

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// end writes down how a download ended. A note that was deleted meanwhile, or
// whose member was forgotten, has ended by that.
func (f *Fetcher) end(ctx context.Context, job storage.Fetch, how error) error {
	now := f.Now()
	said := false
	err := f.Store.Update(ctx, func(tx *storage.Tx) (err error) {
		said, err = f.settle(tx, job, how, now)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) || errors.Is(err, storage.ErrForgotten) {
		return nil
	}
	if err == nil && said {
		f.Queued()
	}
	return err
}

// settle does what an outcome asks for, and reports whether something is to be
// sent.
func (f *Fetcher) settle(tx *storage.Tx, job storage.Fetch, how error, now time.Time) (said bool, err error) {
	switch over := now.Sub(job.Since) >= tryFor; {
	case errors.Is(how, storage.ErrNotFound), errors.Is(how, storage.ErrForgotten):
		return false, nil
	case how == nil && job.Got > 0:
		f.Log.Info("file kept", who(job.User), "bytes", job.Got)
		return f.kept(tx, job, now)
	case errors.Is(how, errUnreachable):
		f.Log.Info("file given up, the member takes no messages", who(job.User))
		_, err := tx.Abandon(job)
		return false, err
	case errors.Is(how, telegram.ErrTooLarge):
		f.Log.Info("file too large", who(job.User))
		return f.given(tx, job, now, func(words bool, _ time.Time) talk.Show { return talk.FileTooLarge(words) })
	case how == nil, over, errors.Is(how, telegram.ErrRejected):
		f.Log.Warn("file given up", who(job.User), "err", how)
		return f.given(tx, job, now, func(words bool, sent time.Time) talk.Show { return talk.FileLost(sent, words) })
	case errors.Is(how, kv.ErrDamaged):
		f.Log.Error("a file can't be stored, its member's records can't be read", who(job.User), "err", how)
		return false, tx.PutBack(job, now.Add(lookAgain))
	}
	return false, f.again(tx, job, how, now)
}

// kept dates the note and says that it is kept.
func (f *Fetcher) kept(tx *storage.Tx, job storage.Fetch, now time.Time) (said bool, err error) {
	if err := tx.Complete(job, now); err != nil || job.Quiet {
		return false, err
	}
	r := talk.FileKept(job.Message)
	return true, tx.Send(job.User, storage.Reply, storage.Message{Do: storage.React, Message: r.Message, Emoji: r.Emoji, Screen: r.Else.Name, Args: r.Else.Args}, now)
}

// given gives a file up and says so.
func (f *Fetcher) given(tx *storage.Tx, job storage.Fetch, now time.Time, say func(words bool, sent time.Time) talk.Show) (said bool, err error) {
	n, err := tx.Note(job.User, job.Message)
	if err != nil {
		return false, err
	}
	words, err := tx.Abandon(job)
	if err != nil || job.Quiet {
		return false, err
	}
	s := say(words, n.At).Screen
	return true, tx.Send(job.User, storage.Reply, storage.Message{Do: storage.Say, Screen: s.Name, Args: s.Args}, now)
}

// again puts a file back that did not come whole: at once where it got further,
// else after a growing pause. When Telegram asks to wait, everybody waits.
func (f *Fetcher) again(tx *storage.Tx, job storage.Fetch, how error, now time.Time) error {
	job.Tries++ // each piece that is stored sets it to zero
	wait := backoff(job.Tries)
	if flood := (*telegram.RetryError)(nil); errors.As(how, &flood) {
		wait = flood.After
		f.still.Store(time.Now().Add(wait).UnixNano())
	}
	f.Log.Debug("file did not come whole, trying again", who(job.User), "tries", job.Tries, "err", how)
	due := now.Add(wait)
	if last := job.Since.Add(tryFor); due.After(last) {
		due = last // whatever the pause was to be, its time ends on time
	}
	return tx.PutBack(job, due)
}

// backoff is the pause after the nth failure in a row: a second doubling to half
// an hour, with jitter.
func backoff(n int) time.Duration {
	wait := min(500*time.Millisecond<<min(n, 12), 30*time.Minute)
	return wait + rand.N(wait/4)
}

// who names a chat in the log: the beginning of its keyed hash.
func who(u storage.User) slog.Attr { return slog.String("chat", hex.EncodeToString(u[:4])) }
