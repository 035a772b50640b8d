package inbox

import (
	"errors"
	"slices"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram"
	"afterglow/storage"
)

// TestClear: what asks Telegram to delete a member's message is in the commit
// that stores the note; without that commit there is neither.
func TestClear(t *testing.T) {
	d := newDesk(t)
	d.joins(1)
	u := d.Store.User(1)
	d.update(func(tx *storage.Tx) error {
		m, err := tx.Member(u)
		m.Tidy = true
		return errors.Join(err, tx.SetMember(u, m, time.Time{}))
	})
	update := d.said(1, "the light on the water")
	if err := d.Receive(t.Context(), []telegram.Update{update}); err != nil {
		t.Fatal(err)
	}
	if notes, deletes := d.cleared(u); notes != 0 || len(deletes) != 0 {
		t.Errorf("before the step: %d notes, deleting %v", notes, deletes)
	}
	for more := true; more; {
		var err error
		if more, err = d.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if notes, deletes := d.cleared(u); notes != 1 || !slices.Equal(deletes, []int{int(update.ID)}) {
		t.Errorf("after the step: %d notes, deleting %v, not %d", notes, deletes, update.ID)
	}
}

// cleared is how many notes are stored, and which messages are to be deleted.
func (d *desk) cleared(u storage.User) (notes int, deletes []int) {
	d.t.Helper()
	d.update(func(tx *storage.Tx) error {
		kept, err := tx.Notes(u)
		if err != nil {
			return err
		}
		notes, deletes = len(kept), nil
		claims, err := tx.Claim(began, 0, 10, storage.Reply)
		for _, c := range claims {
			if c.Message.Do == storage.Delete {
				deletes = append(deletes, c.Message.Messages...)
			}
		}
		return err
	})
	return notes, deletes
}
