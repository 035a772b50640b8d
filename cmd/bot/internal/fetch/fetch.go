package fetch

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"afterglow/storage"
	"golang.org/x/sync/errgroup"
)

const (
	// workers is how many files are on their way at once. Each holds one piece in
	// memory.
	workers = 2
	// attempt is how long one download may take; a longer one goes on where it
	// stopped. lease is longer than that.
	attempt, lease = time.Minute, 2 * time.Minute
	// tryFor is how long Telegram is asked for a file.
	tryFor = 24 * time.Hour
	// lookAgain is how long a worker sleeps at most. It is told when something
	// new comes, so this only bounds a mistake.
	lookAgain = time.Hour
	// worth is how many bytes before a download broke off are kept, if it is no
	// whole piece.
	worth = 64 << 10
)

// A Source gives files. Package telegram's Client is one; its errors say what to
// do next. The body ends with io.EOF only when the file is whole.
type Source interface {
	Download(ctx context.Context, id string, from int64) (io.ReadCloser, error)
}

// A Fetcher brings the files of one bot.
type Fetcher struct {
	Store  *storage.Store
	Source Source
	Log    *slog.Logger
	Now    func() time.Time
	Wake   <-chan struct{} // a file may be due sooner than we thought
	Queued func()          // called when something was queued to be sent

	still atomic.Int64  // no download before this, as Telegram asked; real time, Unix nanoseconds
	more  chan struct{} // one worker tells another that there may be more to do
}

// Run fetches until ctx ends. What is under way then goes on at the next start.
func (f *Fetcher) Run(ctx context.Context) error {
	f.more = make(chan struct{}, 1)
	if err := f.Store.ReleaseFetches(ctx, f.Now(), lease); err != nil && ctx.Err() == nil {
		f.Log.Error("fetch: what was under way waits for its lease", "err", err)
	}
	g, ctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error { return f.work(ctx) })
	}
	return g.Wait()
}

func (f *Fetcher) work(ctx context.Context) error {
	for ctx.Err() == nil {
		wait, err := f.Step(ctx)
		if err != nil && ctx.Err() == nil {
			f.Log.Error("fetch: trying again", "err", err)
			wait = time.Second
		}
		if wait > 0 {
			f.sleep(ctx, wait)
		}
	}
	return nil
}

func (f *Fetcher) sleep(ctx context.Context, wait time.Duration) {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-f.Wake:
	case <-f.more:
	}
}

// Step brings the file that is due the longest as far as it gets, and says how
// long nothing more is to be done: zero if it did something.
func (f *Fetcher) Step(ctx context.Context) (wait time.Duration, err error) {
	if wait := time.Until(time.Unix(0, f.still.Load())); wait > 0 {
		return wait, nil
	}
	job, wait, err := f.claim(ctx)
	if err != nil || wait > 0 {
		return wait, err
	}
	select {
	case f.more <- struct{}{}: // others may look for the next one
	default:
	}
	job, err = f.bring(ctx, job)
	if ctx.Err() != nil {
		return 0, nil
	}
	return 0, f.end(ctx, job, err)
}

// claim takes a file, or says how long none is due.
func (f *Fetcher) claim(ctx context.Context) (job storage.Fetch, wait time.Duration, err error) {
	now := f.Now()
	err = f.Store.View(ctx, func(tx *storage.Tx) error {
		at, err := tx.NextFetch()
		if errors.Is(err, storage.ErrNotFound) {
			wait = lookAgain
			return nil
		}
		wait = min(max(at.Sub(now), 0), lookAgain)
		return err
	})
	if err != nil || wait > 0 {
		return job, wait, err
	}
	err = f.Store.Update(ctx, func(tx *storage.Tx) (err error) {
		wait = 0
		if job, err = tx.ClaimFetch(now, lease); errors.Is(err, storage.ErrNotFound) {
			wait = time.Millisecond // another worker was quicker: look again
			return nil
		}
		return err
	})
	return job, wait, err
}

// errUnreachable means that the member has blocked the bot, or is gone.
var errUnreachable = errors.New("fetch: the member takes no messages")

// bring downloads what is missing of a file. It returns nil when all of it is
// stored, and the job as it is then in any case.
func (f *Fetcher) bring(ctx context.Context, job storage.Fetch) (storage.Fetch, error) {
	if err := f.Store.View(ctx, func(tx *storage.Tx) error { return reachable(tx, job) }); err != nil {
		return job, err
	}
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	body, err := f.Source.Download(ctx, job.File.ID, job.Got)
	if err != nil {
		return job, err
	}
	defer body.Close()
	piece := make([]byte, storage.MaxPiece)
	for {
		n, err := io.ReadFull(body, piece)
		whole := err == io.EOF || err == io.ErrUnexpectedEOF // the file ends, on a piece or within one
		if n > 0 && (err == nil || whole || n >= worth) {
			// Not with ctx: its time may be over, and this is worth keeping.
			kept, kerr := f.keep(context.WithoutCancel(ctx), job, piece[:n])
			if kerr != nil {
				return job, kerr
			}
			job = kept
		}
		if whole {
			return job, nil
		} else if err != nil {
			return job, err
		}
	}
}

// keep stores a piece.
func (f *Fetcher) keep(ctx context.Context, job storage.Fetch, piece []byte) (kept storage.Fetch, err error) {
	now := f.Now()
	err = f.Store.Update(ctx, func(tx *storage.Tx) (err error) {
		if err := reachable(tx, job); err != nil {
			return err
		}
		kept, err = tx.KeepPiece(job, piece, now.Add(lease))
		return err
	})
	return kept, err
}

// reachable returns errUnreachable for a member to whom nothing can be said.
func reachable(tx *storage.Tx, job storage.Fetch) error {
	m, err := tx.Member(job.User)
	if err == nil && m.Unreachable {
		return errUnreachable
	}
	return err
}
