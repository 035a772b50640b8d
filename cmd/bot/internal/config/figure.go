package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"afterglow/nudges"
)

// A figure is a value of the protocol that is written in a form of its own:
// "3h", "18:00", "12h to 24h".
type figure struct {
	to   any    // the place it goes to
	want string // what to write
	now  string // what is there now, as it would be written
	set  func(string) (wrong string)
}

func (f figure) wanted() string { return f.want }
func (f figure) shown() string  { return f.now }

func (f figure) read(r *reader, n ast.Node, where Mistake) {
	written, ok := joined(n)
	if !ok {
		r.wrong(where, "expected "+f.want+", found "+describe(n))
		return
	}
	if looksSecret(written) {
		r.wrong(where, secretHere)
		return
	}
	if wrong := f.set(strings.TrimSpace(written)); wrong != "" {
		r.wrong(where, wrong)
	}
}

// joined is scalar, but puts together again what the parser takes for a key
// and its number: between brackets it reads "D3 18:00" as "D3 18" and "00".
func joined(n ast.Node) (written string, ok bool) {
	if m, is := n.(*ast.MappingNode); is && len(m.Values) == 1 {
		n = m.Values[0]
	}
	if p, is := n.(*ast.MappingValueNode); is && p.Key != nil && p.Key.GetToken() != nil && p.Value != nil {
		if minutes, is := p.Value.(*ast.IntegerNode); is && minutes.Token != nil {
			return p.Key.GetToken().Value + ":" + minutes.Token.Value, true
		}
		return "", false
	}
	if _, is := n.(ast.ScalarNode); !is || n.Type() == ast.NullType {
		return "", false
	}
	written, _ = scalar(n)
	return written, true
}

// span is a stretch of time.
func span(to *time.Duration) value {
	return figure{to, "a stretch of time, such as 3h, 90m or 1h30m", briefly(*to), func(s string) (wrong string) {
		*to, wrong = parseSpan(s)
		return wrong
	}}
}

// spanForm is how a stretch of time is written.
var spanForm = regexp.MustCompile(`^-?([0-9]{1,4}h)?([0-9]{1,4}m)?$`)

func parseSpan(s string) (time.Duration, string) {
	d, err := time.ParseDuration(s)
	if err == nil && (spanForm.MatchString(s) || s == "0") {
		return d, ""
	}
	return 0, show(s) + " is not a stretch of time; write " + likelySpan(s)
}

// words finds a number with a unit in words: "3 hours", "2d".
var words = regexp.MustCompile(`^(-?[0-9]{1,3}) ?(h|hours?|hrs?|m|mins?|minutes?|d|days?|w|weeks?)$`)

// likelySpan is how a stretch of time would be written that was written
// otherwise.
func likelySpan(s string) string {
	m := words.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return "hours and minutes, such as 3h, 90m or 1h30m"
	}
	n, _ := strconv.Atoi(m[1])
	unit := map[byte]time.Duration{'h': time.Hour, 'm': time.Minute, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[m[2][0]]
	return briefly(time.Duration(n) * unit)
}

// briefly is a stretch of time as it is written: 3h, 1h30m, 90m as 1h30m.
func briefly(d time.Duration) string {
	text := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	if text == "" {
		return "0h"
	}
	return text
}

// clock is a time of the day.
func clock(to *nudges.Clock) value {
	return figure{to, "a time of the day, such as 18:00", clockText(*to), func(s string) (wrong string) {
		*to, wrong = parseClock(s)
		return wrong
	}}
}

var clockForm = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):([0-5][0-9])$`)

func parseClock(s string) (nudges.Clock, string) {
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0, show(s) + " is not a time of the day; write it from 00:00 to 23:59, such as 18:00"
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	return nudges.Clock(hour*60 + minute), ""
}

func clockText(c nudges.Clock) string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// hours are a part of the day.
func hours(to *nudges.Hours) value {
	now := clockText(to.From) + " to " + clockText(to.To)
	return figure{to, "hours of the day, such as 08:00 to 21:00", now, func(s string) string {
		from, until, ok := strings.Cut(s, " to ")
		if !ok {
			return show(s) + " is not a part of the day; write it like 08:00 to 21:00"
		}
		first, wrong := parseClock(strings.TrimSpace(from))
		last, alsoWrong := parseClock(strings.TrimSpace(until))
		if wrong += alsoWrong; wrong != "" {
			return show(s) + " is not a part of the day; write it like 08:00 to 21:00"
		}
		*to = nudges.Hours{From: first, To: last}
		return ""
	}}
}

// namedForm is how a time on a day that is counted from another is written.
var namedForm = regexp.MustCompile(`^[Dd](-?[0-9]{1,3}) +([0-9:]+)$`)

func parseNamed(s string) (nudges.Named, string) {
	const mend = "; write the day and the time, such as D3 18:00 for the third day after"
	m := namedForm.FindStringSubmatch(s)
	if m == nil {
		return nudges.Named{}, show(s) + " is not a day with a time" + mend
	}
	at, wrong := parseClock(m[2])
	if wrong != "" {
		return nudges.Named{}, wrong
	}
	n, _ := strconv.Atoi(m[1])
	return nudges.Named{Day: n, At: at}, ""
}
