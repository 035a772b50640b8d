package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/storage"
)

const (
	// lease is how long a claim stands: longer than any one call may take.
	lease = time.Minute
	// senders is how many calls are in flight at most; spare more are kept for
	// crisis cards.
	senders, spare = 32, 2
	// grace is how long calls in flight may take once the program is told to end.
	grace = 3 * time.Second
	// lookAgain is how long the loop sleeps at most. It is told when something
	// new comes, so this only bounds a mistake.
	lookAgain = time.Hour
)

// A Sender makes calls to Telegram. Package telegram's Client is one; its
// errors say what to do next.
type Sender interface {
	Say(ctx context.Context, chat int64, d talk.Drawn) (message int, err error)
	Edit(ctx context.Context, chat int64, message int, d talk.Drawn) error
	EditButtons(ctx context.Context, chat int64, message int, buttons [][]talk.Button) error
	React(ctx context.Context, chat int64, message int, emoji string) error
	Answer(ctx context.Context, callback, text string) error
	Delete(ctx context.Context, chat int64, messages []int) error
	File(ctx context.Context, chat int64, f talk.File, caption string) (message int, err error)
}

// A Dispatcher is the door out of one bot.
type Dispatcher struct {
	Store     *storage.Store
	Talk      *talk.Talk
	Sender    Sender
	Log       *slog.Logger
	Now       func() time.Time
	Wake      <-chan struct{} // something may be due sooner than we thought
	PerSecond int             // calls a second, 0 for no limit; one of them is kept for crisis cards
	PerChat   int             // messages a second to one chat, 0 for no limit

	calls    context.Context // of the calls: it outlives the loop by grace
	limit    *limit
	results  chan result
	inFlight int       // ordinary calls
	cards    int       // crisis cards
	still    time.Time // no call before this, as Telegram asked; real time
	trouble  int       // how many calls in a row found Telegram not well
}

// Run sends until ctx ends, then waits for the calls in flight and settles
// them.
func (d *Dispatcher) Run(ctx context.Context) error {
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	d.calls = calls
	d.limit = newLimit(d.PerSecond)
	d.results = make(chan result, senders+spare)
	if err := d.Store.Release(ctx, d.Now(), lease); err != nil && ctx.Err() == nil {
		d.Log.Error("dispatch: what was in flight waits for its lease", "err", err)
	}
	var done []result
	for ctx.Err() == nil {
		wait, err := d.turn(ctx, done)
		switch {
		case err == nil:
			done = nil
		case ctx.Err() == nil:
			d.Log.Error("dispatch: trying again", "err", err)
			wait = time.Second
		}
		done = append(done, d.sleep(ctx, wait)...)
	}
	time.AfterFunc(grace, cancel)
	return d.finish(done)
}

// sleep waits for the next thing to happen and returns the calls that ended
// meanwhile.
func (d *Dispatcher) sleep(ctx context.Context, wait time.Duration) (done []result) {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-d.Wake:
	case r := <-d.results:
		done = append(done, d.returned(r))
	}
	for {
		select {
		case r := <-d.results:
			done = append(done, d.returned(r))
		default:
			return done
		}
	}
}

// returned takes note of a call that ended.
func (d *Dispatcher) returned(r result) result {
	if r.Lane == storage.Crisis {
		d.cards--
	} else {
		d.inFlight--
	}
	d.heed(r.err)
	return r
}

// finish settles the calls that are still in flight when the loop is told to
// end. They have grace to do so.
func (d *Dispatcher) finish(done []result) error {
	for d.inFlight+d.cards > 0 {
		done = append(done, d.returned(<-d.results))
	}
	if len(done) == 0 {
		return nil
	}
	return d.Store.Update(context.Background(), func(tx *storage.Tx) error { return d.settle(tx, done) })
}

// turn is one round: it settles what is done, claims what is due, hands it to
// senders and says how long nothing will be due.
func (d *Dispatcher) turn(ctx context.Context, done []result) (wait time.Duration, err error) {
	n, last := d.room()
	wait, err = d.due(ctx, last)
	if err != nil {
		return 0, err
	}
	if wait > 0 {
		n = 0
	}
	if n == 0 && len(done) == 0 {
		if last < storage.Nudge {
			wait = d.untilRoom()
		}
		return wait, nil
	}
	var jobs []job
	err = d.Store.Update(ctx, func(tx *storage.Tx) (err error) {
		if err := d.settle(tx, done); err != nil || n == 0 {
			return err
		}
		jobs, err = d.claim(tx, n, last)
		return err
	})
	if err != nil {
		return 0, err
	}
	if err := d.Store.Shred(ctx); err != nil { // no receipt goes out before it; what is claimed comes due again
		d.Log.Error("dispatch: keys could not be destroyed, nothing is sent", "err", err)
		return time.Second, nil
	}
	d.start(jobs)
	return 0, nil // look again at once: more may be due
}

// due says how long until something is due in the lanes up to last.
func (d *Dispatcher) due(ctx context.Context, last storage.Lane) (wait time.Duration, err error) {
	err = d.Store.View(ctx, func(tx *storage.Tx) error {
		at, err := tx.NextDue(last)
		if errors.Is(err, storage.ErrNotFound) {
			wait = lookAgain
			return nil
		}
		wait = min(max(at.Sub(d.Now()), 0), lookAgain)
		return err
	})
	return wait, err
}

// start hands jobs to senders. There is one for each: room has said so.
func (d *Dispatcher) start(jobs []job) {
	for _, j := range jobs {
		crisis := j.Lane == storage.Crisis
		d.limit.take(crisis)
		if crisis {
			d.cards++
		} else {
			d.inFlight++
		}
		go func() { d.results <- d.perform(d.calls, j) }()
	}
}
