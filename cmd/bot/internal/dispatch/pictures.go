package dispatch

import (
	"context"
	"errors"
	"io"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/storage"
	"afterglow/storage/kv"
)

// pictures reads those that a document is to hold, outside of the transaction
// its notes were read in. One that was deleted since, or does not open, is left
// out.
func (d *Dispatcher) pictures(ctx context.Context, u storage.User, s talk.Scene) (map[int][]byte, error) {
	var all map[int][]byte
	for _, message := range talk.WantsPictures(s) {
		data, err := io.ReadAll(d.Store.OpenFile(ctx, u, message))
		switch {
		case errors.Is(err, storage.ErrNotFound) || errors.Is(err, kv.ErrDamaged):
			continue
		case err != nil:
			return nil, errors.Join(errStore, err)
		}
		if all == nil {
			all = map[int][]byte{}
		}
		all[message] = data
	}
	return all, nil
}
