package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"
)

const (
	// pollFor is how long a request for a state that did not change waits.
	pollFor = 25 * time.Second

	// lookEvery is how often the bot is asked again meanwhile: a new plan
	// makes no noise.
	lookEvery = time.Second
)

// An update is the answer to a request for the state.
type update struct {
	Version string    `json:"version"` // the board's digest
	Now     time.Time `json:"now"`
	Board   board     `json:"board"`
}

// A board is everything there is to show, but for the time that passes.
type board struct {
	Ahead    int64     `json:"ahead"` // how far the clock was moved, in ms
	Room     bool      `json:"room"`  // whether another member may arrive
	Commands []command `json:"commands"`
	Members  []phone   `json:"members"`
}

// state answers with the board: at once when it is not the version the page
// knows, else as soon as it changes.
func (d *desk) state(w http.ResponseWriter, r *http.Request) {
	known := r.URL.Query().Get("version")
	deadline := time.NewTimer(pollFor)
	defer deadline.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for waiting := true; ; {
		telegram, own := d.Telegram.Changed(), d.changed.rung() // before looking, so that nothing slips between
		u := d.update(r.Context())
		if u.Version != known || !waiting {
			answer(w, http.StatusOK, u)
			return
		}
		select {
		case <-telegram:
		case <-own:
		case <-look.C:
		case <-deadline.C:
			waiting = false
		case <-r.Context().Done():
			return
		}
	}
}

func (d *desk) update(ctx context.Context) update {
	members := d.all()
	b := board{
		Ahead:    d.Clock.skipped().Milliseconds(),
		Room:     len(members) < len(newcomers),
		Commands: []command{},
	}
	for _, c := range d.Telegram.Commands() {
		b.Commands = append(b.Commands, command{c.Name, c.Description})
	}
	for _, m := range members {
		b.Members = append(b.Members, d.phone(ctx, m))
	}
	return update{Version: version(b), Now: d.Clock.Now(), Board: b}
}

// version is the same for equal boards, and for no others.
func version(b board) string {
	data, err := json.Marshal(b)
	if err != nil {
		panic("demo: a board is plain data: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
