package demo

import (
	"context"
	"net/http"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// A Server puts the stand-in, the clock and the bot behind one web page. All
// its fields must be set.
type Server struct {
	Telegram *telegramtest.Telegram
	Clock    *Clock

	// Next says when that member's next nudge is due; the zero time means that
	// none is waiting. It is asked about once a second per member while the
	// page is open.
	Next func(ctx context.Context, chat int64) (time.Time, error)

	// Wake tells the bot that the clock moved. It must not block.
	Wake func()
}

// Handler returns the page and its API, with two members already there. Each
// call starts with new members, so call it once.
//
// Serve it on the loopback interface only. A request for the state waits up to
// 25 s, but no longer than its context: give the http.Server no shorter write
// timeout, and a BaseContext that ends with the program.
func (s *Server) Handler() http.Handler {
	d := &desk{Server: s}
	for range 2 {
		d.welcome()
	}
	return guard(d.routes())
}

// A desk is one running demo: the server and who has arrived.
type desk struct {
	*Server
	arrivals
	changed bell // rings for what Telegram does not know: the clock, new members
}

func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", servePage)
	mux.HandleFunc("GET /api/state", d.state)
	mux.HandleFunc("GET /api/members/{member}/files/{message}", d.file)
	for pattern, act := range d.actions() {
		mux.Handle("POST "+pattern, act)
	}
	return mux
}

func (d *desk) actions() map[string]action {
	return map[string]action{
		"/api/members":                d.arrive,
		"/api/members/{member}/say":   d.say,
		"/api/members/{member}/reply": d.reply,
		"/api/members/{member}/edit":  d.edit,
		"/api/members/{member}/press": d.press,
		"/api/members/{member}/send":  d.send,
		"/api/members/{member}/block": d.block,
		"/api/clock/hour":             d.skipHour,
		"/api/clock/next":             d.skipToNext,
	}
}
