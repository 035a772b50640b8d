package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"afterglow/cmd/bot/internal/circles"
)

// mostCircles is more than a clinic can hold.
const mostCircles = 20

// circleKeys are what is told of a circle.
var circleKeys = []field[circles.Circle]{
	{"name", func(c *circles.Circle) value { return text{&c.Name, atMost(100)} }},
	{"start", func(c *circles.Circle) value {
		return plain(&c.Start, "the first meeting's date and time, such as 2026-01-08 18:30")
	}},
	{"rule", func(c *circles.Circle) value { return text{&c.Rule, atMost(500)} }},
	{"zone", func(c *circles.Circle) value { return text{&c.Zone, zone} }},
	{"link", func(c *circles.Circle) value { return text{&c.Link, optional(bookingLink)} }},
	{"except", func(c *circles.Circle) value { return dates{&c.Except} }},
}

// plain is a text that is checked elsewhere.
func plain(to *string, want string) value {
	return figure{to, want, *to, func(s string) string {
		*to = s
		if wrong := oneLine(s); wrong != "" {
			return wrong
		}
		return atMost(40)(s)
	}}
}

// circleName is how mistakes call the circle with an index: circles[1] is the
// first.
func circleName(i int) string { return fmt.Sprintf("circles[%d]", i+1) }

// circles reads the list of circles.
func (r *reader) circles(section entry) {
	n := r.unwrap(section.value, section.name, section.where)
	if n == nil || n.Type() == ast.NullType {
		return
	}
	where := at(n, section.name, section.where)
	if _, is := n.(*ast.SequenceNode); !is {
		r.wrong(where, "expected a list, found "+describe(n)+"; begin each circle with a dash, as in - name: Evening circle")
		return
	}
	items := r.items(n, where)
	if len(items) > mostCircles {
		r.wrong(where, fmt.Sprintf("has %d circles; write at most %d", len(items), mostCircles))
		return
	}
	for _, item := range items {
		item.where.Key = circleName(len(r.config.Circles))
		r.given[item.where.Key] = item.where
		var c, base circles.Circle
		fill(r, item, &c, &base, circleKeys, func(name string) string { return unknownIn(name, names(circleKeys)) })
		r.config.Circles = append(r.config.Circles, c)
	}
}

// settleCircles checks the circles together. What is wrong by itself is left
// out.
func (r *reader) settleCircles() {
	for i := range r.config.Circles {
		if c := &r.config.Circles[i]; c.Zone == "" {
			c.Zone = r.config.Members.DefaultZone
		}
	}
	var found circles.Mistakes
	if _, err := circles.New(r.config.Circles); !errors.As(err, &found) {
		return
	}
	known := len(r.mistakes)
	for _, m := range found {
		key := circleName(m.Index)
		if touches(r.mistakes[:known], key) {
			continue
		}
		r.wrong(r.nearestPlace(key+"."+m.Field, key), m.Text)
	}
}

// touches reports whether a mistake is about a key or something below it.
func touches(found Mistakes, key string) bool {
	for _, m := range found {
		if m.Key == key || strings.HasPrefix(m.Key, key+".") {
			return true
		}
	}
	return false
}

// nearestPlace is where the first of the keys that are given stands, under the
// name of the first of all.
func (r *reader) nearestPlace(keys ...string) Mistake {
	for _, key := range keys {
		if where, given := r.given[key]; given {
			where.Key = keys[0]
			return where
		}
	}
	return Mistake{Line: 1, Column: 1, Key: keys[0]}
}
