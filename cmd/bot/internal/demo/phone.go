package demo

import (
	"context"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// The types below are what the page reads; times are RFC 3339, offsets and
// lengths UTF-16 units, which is how the page's script counts as well.

// A command is a line of the "/" menu.
type command struct {
	Name        string `json:"name"` // without the slash
	Description string `json:"description"`
}

// A phone is one member's side of the chat.
type phone struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Lives    string    `json:"lives"`
	Language string    `json:"language"`
	Zone     string    `json:"zone"` // the zone the phone's clock starts in
	Blocked  bool      `json:"blocked"`
	Next     time.Time `json:"next,omitzero"` // when the next nudge is due
	Unsure   bool      `json:"unsure"`        // the bot could not say what is next
	Locked   *locked   `json:"locked"`        // nil before the bot's first message
	Toasts   []string  `json:"toasts"`        // answers to button presses, empty ones too
	Messages []message `json:"messages"`
}

// A locked is the newest bot message as a locked phone shows it.
type locked struct {
	Message int       `json:"message"`
	At      time.Time `json:"at"`
	Text    string    `json:"text"`
	Silent  bool      `json:"silent"`
}

type message struct {
	ID        int        `json:"id"`
	Bot       bool       `json:"bot"`
	At        time.Time  `json:"at"`
	Edited    time.Time  `json:"edited,omitzero"`
	Text      string     `json:"text"`
	Entities  []entity   `json:"entities,omitempty"`
	Buttons   [][]button `json:"buttons,omitempty"`
	Reaction  string     `json:"reaction,omitempty"`
	ReplyTo   int        `json:"reply_to,omitempty"`
	Silent    bool       `json:"silent,omitempty"`
	Protected bool       `json:"protected,omitempty"`
	Kind      string     `json:"kind,omitempty"` // "" for text
	File      *file      `json:"file,omitempty"`
}

type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

type button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"`
	URL   string `json:"url,omitempty"`
}

type file struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`             // in bytes
	Width  int    `json:"width,omitempty"`  // of a picture, in pixels
	Height int    `json:"height,omitempty"` // the same
}

func (d *desk) phone(ctx context.Context, m member) phone {
	next, err := d.Next(ctx, m.id)
	if err != nil {
		next = time.Time{}
	}
	p := phone{
		ID: m.id, Name: m.name, Lives: m.lives, Language: m.language, Zone: m.zone,
		Blocked: m.blocked, Next: next.UTC(), Unsure: err != nil,
		Toasts: append([]string{}, m.chat.Toasts()...), Messages: []message{},
	}
	for _, msg := range m.chat.Messages() {
		if msg.FromBot {
			p.Locked = &locked{Message: msg.ID, At: msg.At, Text: msg.Locked(), Silent: msg.Silent}
		}
		p.Messages = append(p.Messages, shown(msg))
	}
	return p
}

func shown(m telegramtest.Message) message {
	s := message{
		ID: m.ID, Bot: m.FromBot, At: m.At, Edited: m.Edited, Text: m.Text,
		Reaction: m.Reaction, ReplyTo: m.ReplyTo, Silent: m.Silent, Protected: m.Protected, Kind: m.Kind,
	}
	for _, e := range m.Entities {
		s.Entities = append(s.Entities, entity{e.Type, e.Offset, e.Length, e.URL})
	}
	for _, row := range m.Buttons {
		line := []button{}
		for _, b := range row {
			line = append(line, button{b.Label, b.Data, b.URL})
		}
		s.Buttons = append(s.Buttons, line)
	}
	if m.File != nil {
		s.File = &file{m.File.Name, len(m.File.Data), m.File.Width, m.File.Height}
	}
	return s
}
