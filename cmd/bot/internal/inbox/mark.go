package inbox

import (
	"errors"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/storage"
)

// mark sets whether a note is to be brought to the integrator.
func (a *applying) mark(e talk.Mark) error {
	n, err := a.tx.Note(a.user, e.Message)
	if errors.Is(err, storage.ErrNotFound) {
		return nil // it was deleted meanwhile
	} else if err != nil || n.Bring == e.Bring {
		return err
	}
	n.Bring = e.Bring
	return a.tx.Keep(a.user, n)
}
