package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"afterglow/nudges"
)

// kinds are the rows of the protocol's table, each under the name of its kind.
type kinds struct{ rows []nudges.Row }

func (v kinds) wanted() string { return "" }
func (v kinds) shown() string  { return "" }

func (v kinds) read(r *reader, n ast.Node, where Mistake) {
	known := make([]string, len(v.rows))
	for i, row := range v.rows {
		known[i] = string(row.Kind)
	}
	for _, e := range r.entries(n, where.Key, where) {
		i := slices.Index(known, e.name)
		if i < 0 {
			r.wrong(e.where, strings.Replace(unknownIn(e.name, known), "key", "kind", 1))
			continue
		}
		r.once(e.where, "keep one of the two")
		v.row(r, e, &v.rows[i])
	}
}

// aKind is a row, and whether it is switched off.
type aKind struct {
	nudges.Row
	off bool
}

// kindKeys are the figures of a kind.
var kindKeys = []field[aKind]{
	{"off", func(k *aKind) value { return flag{&k.off} }},
	{"window", func(k *aKind) value { return window(&k.Row) }},
	{"target", func(k *aKind) value { return span(&k.Target.After) }},
	{"times", func(k *aKind) value { return times{&k.Target.Times} }},
	{"not_before", func(k *aKind) value { return clock(&k.Target.Not) }},
	{"stale", func(k *aKind) value { return stale(&k.Row) }},
	{"late", func(k *aKind) value { return span(&k.Late) }},
	{"priority", func(k *aKind) value { return number{&k.Priority, 1, 100} }},
	{"silent", func(k *aKind) value { return flag{&k.Silent} }},
	{"intensities", func(k *aKind) value { return intensities{&k.Intensities} }},
	{"gap", func(k *aKind) value { return span(&k.Gap) }},
	{"cool_down", func(k *aKind) value { return span(&k.CoolDown) }},
}

// row reads the figures of one kind.
func (v kinds) row(r *reader, e entry, row *nudges.Row) {
	base := aKind{Row: *row, off: len(row.Intensities) == 0}
	k := base
	fill(r, e, &k, &base, kindKeys, func(name string) string { return unknownIn(name, names(kindKeys)) })
	r.useless(e.where.Key, &k.Row)
	if _, given := r.given[e.where.Key+".stale"]; !given && k.StaleAt == nil && base.Stale == base.To {
		k.Stale = k.To
	}
	// What ended or began with the window still does.
	if k.Notes.From == base.From && k.Notes != (nudges.Span{}) {
		k.Notes.From = k.From
	}
	if k.Notes.To == base.To && k.Notes != (nudges.Span{}) {
		k.Notes.To = k.To
	}
	if k.off {
		k.Intensities = nil
	}
	*row = k.Row
}

// useless reports figures that the rule of a kind has no use for.
func (r *reader) useless(key string, row *nudges.Row) {
	rule := row.Target.Rule
	used := map[string]bool{
		"window":     row.From != 0 || row.To != 0,
		"target":     rule == nudges.Nearest || rule == nudges.AfterPrime || rule == nudges.Before,
		"times":      rule == nudges.AtTimes || rule == nudges.Before,
		"not_before": rule == nudges.Before,
		"late":       rule == nudges.Earliest,
	}
	for _, name := range names(kindKeys) {
		use, some := used[name]
		if where, given := r.given[key+"."+name]; given && some && !use && r.sound(where.Key) {
			r.wrong(where, fmt.Sprintf("%s has no %s; remove the line", row.Kind, name))
		}
	}
}

// week is how many nudges with a sound a week may have, by intensity.
type week struct{ most map[nudges.Intensity]int }

func (v week) wanted() string { return "" }
func (v week) shown() string  { return "" }

func (v week) read(r *reader, n ast.Node, where Mistake) {
	type caps = [3]int
	order := [3]nudges.Intensity{nudges.Gentle, nudges.Standard, nudges.Full}
	var now caps
	var fields []field[caps]
	for i, in := range order {
		now[i] = v.most[in]
		fields = append(fields, field[caps]{string(in), func(c *caps) value { return number{&c[i], 1, 168} }})
	}
	base := now
	fill(r, entry{value: n, where: where}, &now, &base, fields, func(name string) string { return unknownIn(name, names(fields)) })
	for i, in := range order {
		v.most[in] = now[i]
	}
}

// window is the stretch of time in which a kind may go.
func window(row *nudges.Row) value {
	now := briefly(row.From) + " to " + briefly(row.To)
	const want = "a window, such as 12h to 24h"
	return figure{row, want, now, func(s string) string {
		from, to, ok := strings.Cut(s, " to ")
		if !ok {
			return show(s) + " is not a window; write it like 12h to 24h"
		}
		first, wrong := parseSpan(strings.TrimSpace(from))
		if wrong != "" {
			return wrong
		}
		last, wrong := parseSpan(strings.TrimSpace(to))
		switch {
		case wrong != "":
			return wrong
		case row.From == 0 && row.To == 0:
			return string(row.Kind) + " has no window, only times; remove the line"
		case first >= last:
			return show(s) + " ends before it begins; write the earlier one first"
		}
		row.From, row.To = first, last
		return ""
	}}
}

// stale is when a nudge is no longer sent: a stretch of time, or a day with a
// time.
func stale(row *nudges.Row) value {
	now := briefly(row.Stale)
	if row.StaleAt != nil {
		now = row.StaleAt.String()
	}
	return figure{row, "when it is no longer sent, such as 8h or D9 20:30", now, func(s string) string {
		if strings.HasPrefix(strings.ToUpper(s), "D") {
			n, wrong := parseNamed(s)
			if wrong == "" {
				row.Stale, row.StaleAt = 0, &n
			}
			return wrong
		}
		d, wrong := parseSpan(s)
		if wrong == "" {
			row.Stale, row.StaleAt = d, nil
		}
		return wrong
	}}
}
