package talk

import (
	"errors"
	"fmt"
	"time"

	"afterglow/cmd/bot/internal/picture"
	"afterglow/nudges"
)

// ahead is how far the picture of the plan looks, and behind how long a session
// stays in it.
const (
	ahead  = 10 * 24 * time.Hour
	behind = 2 * 24 * time.Hour
)

// planPicture draws the coming days. Its caption, which a locked phone shows,
// says nothing about them; the words follow in a message of their own.
func (d *drawing) planPicture() error {
	d.painting.Lock()
	defer d.painting.Unlock()
	png, err := d.timeline().PNG()
	switch {
	case err == nil:
		d.out.Files = []File{{Name: "days.png", Data: png, Photo: true}}
	case !errors.Is(err, picture.ErrEmpty): // that is when all was cancelled meanwhile
		return fmt.Errorf("talk: picture of the plan: %w", err)
	}
	return d.text("plan.picture")
}

func (d *drawing) timeline() picture.Timeline {
	h := nudges.Waking(d.Protocol, d.Member)
	t := picture.Timeline{
		Zone: d.zone, Now: d.Now, Quiet: picture.Hours{From: int(h.To), To: int(h.From)},
		Words: picture.Words{
			Window: d.label("picture.window"), Quiet: d.label("picture.quiet"), Now: d.label("picture.now"), Silent: d.label("picture.silent"),
			Day:   func(t time.Time) string { return d.format("format.short_day", t) },
			Clock: func(t time.Time) string { return d.format("format.clock", t) },
		},
	}
	d.mark(&t)
	return t
}

// mark puts sessions, their windows, appointments and nudges into the picture.
func (d *drawing) mark(t *picture.Timeline) {
	from, to := d.Now.Add(-behind), d.Now.Add(ahead)
	within := func(at time.Time) bool { return at.After(from) && at.Before(to) }
	for _, s := range d.Member.Sessions {
		if within(s.End) {
			t.Marks = append(t.Marks, picture.Mark{At: s.End, Label: d.label("picture.session"), Kind: picture.Session})
		}
		if r := d.primeRow(); r != nil && within(s.End.Add(r.To)) {
			t.Windows = append(t.Windows, picture.Span{From: s.End.Add(r.From), To: s.End.Add(r.To)})
		}
	}
	for _, a := range d.Member.Appointments {
		if within(a.At) {
			t.Marks = append(t.Marks, picture.Mark{At: a.At, Label: d.label("picture.talk"), Kind: picture.Meeting})
		}
	}
	coming, _ := nudges.Plan(d.Protocol, d.Member, d.Now)
	for _, n := range coming {
		kind := picture.Nudge
		if n.Silent {
			kind = picture.Silent
		}
		if within(n.Due) {
			t.Marks = append(t.Marks, picture.Mark{At: n.Due, Label: d.label("kind." + string(n.Kind)), Kind: kind})
		}
	}
}

// primeRow is the row whose window is shaded.
func (t *Talk) primeRow() *nudges.Row {
	for i := range t.Protocol.Rows {
		if r := &t.Protocol.Rows[i]; r.Kind == nudges.PrimeJournal {
			return r
		}
	}
	return nil
}
