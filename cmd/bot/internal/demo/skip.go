package demo

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

var errNothing = problem{http.StatusConflict, "no nudge is waiting"}

func (d *desk) skipHour(r *http.Request) error {
	d.Clock.Skip(time.Hour)
	d.moved()
	return nil
}

func (d *desk) skipToNext(r *http.Request) error {
	due, err := d.earliest(r.Context())
	if err != nil {
		return err
	}
	if due.IsZero() {
		return errNothing
	}
	d.Clock.SkipTo(due)
	d.moved()
	return nil
}

// moved tells everyone about the new time.
func (d *desk) moved() {
	d.Wake()
	d.changed.ring()
}

// earliest says when the next nudge of anybody is due; zero means never.
func (d *desk) earliest(ctx context.Context) (time.Time, error) {
	var first time.Time
	for _, m := range d.all() {
		due, err := d.Next(ctx, m.id)
		if err != nil {
			return time.Time{}, fmt.Errorf("demo: next nudge: %w", err)
		}
		if first.IsZero() || (!due.IsZero() && due.Before(first)) {
			first = due
		}
	}
	return first, nil
}
