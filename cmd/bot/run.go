package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"afterglow/cmd/bot/internal/circles"
	"afterglow/cmd/bot/internal/config"
	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/cmd/bot/internal/dispatch"
	"afterglow/cmd/bot/internal/fetch"
	"afterglow/cmd/bot/internal/inbox"
	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/bolt"
	"afterglow/storage/kv"
	"github.com/go-telegram/bot"
	"golang.org/x/sync/errgroup"
)

// runCommand is "bot run".
type runCommand struct {
	Config string `help:"The configuration file." default:"config.yaml" placeholder:"FILE"`
}

// Run runs the bot until it is told to end.
func (r runCommand) Run(w world) error {
	c, err := config.Load(r.Config)
	if err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return fmt.Errorf("%s is not complete:\n%w", r.Config, err)
	}
	token, err := c.Token(w.getenv)
	if err != nil {
		return err
	}
	log := logger(c.Log, w.stderr)
	for _, warning := range c.Warnings() {
		log.Warn(warning.String())
	}
	conversation, err := newTalk(c)
	if err != nil {
		return err
	}
	store, closeStore, err := openStore(w, c, log)
	if err != nil {
		return err
	}
	defer closeStore()
	return serve(w.ctx, service{
		Store: store, Talk: conversation, HTTP: telegram.HTTPClient(), Token: token, APIURL: c.Telegram.APIURL,
		PerSecond: c.Telegram.PerSecond, PerChat: c.Telegram.PerChatPerSecond, Log: log, Now: time.Now,
	})
}

// openStore opens the database and the key store with the master key.
func openStore(w world, c config.Config, log *slog.Logger) (*storage.Store, func(), error) {
	master, made, err := c.MasterKey(w.getenv)
	if err != nil {
		return nil, nil, err
	}
	if made {
		log.Warn("a master key was made: keep a copy apart from the database; without it nothing can be read", "file", c.Storage.MasterKeyFile)
	}
	return openPair(w.ctx, c.Storage.Path, c.Storage.Keys, master)
}

func openPair(ctx context.Context, path, keysPath string, master [32]byte) (*storage.Store, func(), error) {
	keys, err := bolt.Open(keysPath)
	if err != nil {
		return nil, nil, openError(keysPath, err)
	}
	db, err := bolt.Open(path)
	if err != nil {
		keys.Close()
		return nil, nil, openError(path, err)
	}
	closeBoth := func() { errors.Join(db.Close(), keys.Close()) }
	store, err := storage.Open(ctx, db, keys, master)
	if err != nil {
		closeBoth()
		return nil, nil, err
	}
	return store, closeBoth, nil
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, kv.ErrInUse):
		return fmt.Errorf("%s is in use by another process: is the bot running already?", path)
	case errors.Is(err, kv.ErrDamaged):
		return fmt.Errorf("%w; put a backup in its place", err)
	}
	return err
}

func newTalk(c config.Config) (*talk.Talk, error) {
	p, err := protocol(c)
	if err != nil {
		return nil, err
	}
	return &talk.Talk{
		Words: content.Builtin(), Protocol: p, Booking: c.Clinic.BookingLink, Zone: c.Members.DefaultZone,
		Clinic: crisis.Clinic{Name: c.Clinic.Name, Phone: c.Clinic.Phone, UrgentPhone: c.Clinic.UrgentPhone, Country: c.Clinic.Country},
	}, nil
}

// protocol is the clinic's, with its circles.
func protocol(c config.Config) (nudges.Protocol, error) {
	if len(c.Circles) == 0 {
		return c.Protocol, nil
	}
	calendar, err := circles.New(c.Circles)
	if err != nil {
		return nudges.Protocol{}, err
	}
	c.Protocol.Circles = calendar
	return c.Protocol, nil
}

// A service is one bot, ready to run.
type service struct {
	Store     *storage.Store
	Talk      *talk.Talk
	HTTP      bot.HttpClient
	Token     string
	APIURL    string
	PerSecond int // 0 for no limit
	PerChat   int // 0 for no limit
	Log       *slog.Logger
	Now       func() time.Time
	Moved     <-chan struct{} // the clock was moved (the demo does that); nil if it never is
}

// serve runs the loops of one bot until ctx ends or one of them fails. It is
// the only place where the parts meet:
//
//	Telegram ─▶ poll ─▶ inbox ─▶ dispatch ─▶ Telegram
//	                      └────▶ fetch ◀──── Telegram's files
func serve(ctx context.Context, s service) error {
	tg, err := telegram.New(s.Token, s.APIURL, s.HTTP)
	if err != nil {
		return err
	}
	if err := s.Store.Shred(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	arrived, due, wanted := newBell(), newBell(), newBell()
	in := &inbox.Inbox{Store: s.Store, Talk: s.Talk, Log: s.Log, Now: s.Now}
	out := &dispatch.Dispatcher{Store: s.Store, Talk: s.Talk, Sender: tg, Log: s.Log, Now: s.Now, Wake: due, PerSecond: s.PerSecond, PerChat: s.PerChat}
	files := &fetch.Fetcher{Store: s.Store, Source: tg, Log: s.Log, Now: s.Now, Wake: wanted, Queued: due.ring}

	g.Go(func() error { return greet(ctx, s, tg) })
	g.Go(func() error {
		return tg.Poll(ctx, s.Log, in.Offset, func(ctx context.Context, us []telegram.Update) error {
			defer arrived.ring()
			defer due.ring() // a help card may be waiting
			return in.Receive(ctx, us)
		})
	})
	g.Go(func() error { return handle(ctx, s.Log, in, arrived, due, wanted) })
	g.Go(func() error { return out.Run(ctx) })
	g.Go(func() error { return files.Run(ctx) })
	g.Go(func() error { return keepHouse(ctx, s, due) })
	g.Go(func() error { return follow(ctx, s.Moved, due, wanted) })
	err = g.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// greet checks the token and puts the menu of commands into the chats. Only an
// invalid token ends the program. Everything else may pass: it is tried again,
// in silence, because polling meets the same and says so.
func greet(ctx context.Context, s service, tg *telegram.Client) error {
	name, err := tg.Name(ctx)
	for wait := time.Second; err != nil; wait = min(2*wait, time.Minute) {
		if errors.Is(err, telegram.ErrToken) {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		name, err = tg.Name(ctx)
	}
	s.Log.Info("running", "bot", name)
	if err := setMenus(ctx, s.Talk.Words, tg); err != nil && ctx.Err() == nil {
		s.Log.Warn("the menu of commands could not be set", "err", err)
	}
	return nil
}

// setMenus sets a menu for each language, and last the one for all others.
func setMenus(ctx context.Context, words *content.Library, tg *telegram.Client) error {
	languages := slices.DeleteFunc(words.Languages(), func(tag string) bool { return tag == content.Fallback })
	for _, tag := range append(languages, "") {
		var menu []telegram.Command
		for _, c := range words.Commands(tag) {
			menu = append(menu, telegram.Command{Name: c.Name, Text: c.Text})
		}
		if err := tg.SetCommands(ctx, tag, menu); err != nil {
			return err
		}
	}
	return nil
}

// handle empties the inbox whenever something arrived, beginning with what a
// stop or a crash left there, and wakes those whose work that may bring.
func handle(ctx context.Context, log *slog.Logger, in *inbox.Inbox, arrived <-chan struct{}, next ...bell) error {
	for ctx.Err() == nil {
		more, err := in.Step(ctx)
		if more {
			ring(next)
			continue
		}
		wait := time.Hour
		if err != nil && ctx.Err() == nil {
			log.Error("inbox: trying again", "err", err)
			wait = time.Second
		}
		select {
		case <-ctx.Done():
		case <-arrived:
		case <-time.After(wait):
		}
	}
	return nil
}

// follow wakes the others when the clock was moved.
func follow(ctx context.Context, moved <-chan struct{}, others ...bell) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-moved:
			ring(others)
		}
	}
}

// A bell tells a loop that there may be something to do. Ringing never blocks,
// and ringing twice is ringing once.
type bell chan struct{}

func ring(bells []bell) {
	for _, b := range bells {
		b.ring()
	}
}

func newBell() bell { return make(bell, 1) }

func (b bell) ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}
