package main

import (
	"io"
	"log/slog"

	"afterglow/cmd/bot/internal/config"
)

// logger writes one line per decision. Nothing that is logged holds a member's
// text, a chat id or a token.
func logger(c config.Log, w io.Writer) *slog.Logger {
	var level slog.Level
	level.UnmarshalText([]byte(c.Level)) // config has checked it
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
