// Package circles is the clinic's circles as a calendar: events that come
// again by a rule of RFC 5545 ("every second Thursday of the month, 18:30").
//
// A rule is worked out on wall-clock time and only its results are turned into
// moments, so a circle at 18:30 stays at 18:30 when clocks change. [New] refuses
// what nobody can have meant, with a sentence for each mistake; after that
// nothing can go wrong any more.
package circles

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"afterglow/nudges"
)

// A Circle is one series of meetings, as a person writes it.
type Circle struct {
	Name   string   // as members know it; no two circles have the same
	Rule   string   // RFC 5545 RRULE, with or without "RRULE:"; empty means monthly on the weekday of Start
	Start  string   // local date and time of the first meeting, "2026-01-08 18:30"
	Zone   string   // IANA name of the zone that Start and the rule are read in
	Link   string   // where to find it; "" if there is no address; not looked at here
	Except []string // local dates of meetings that are not held, "2026-12-24"
}

// A Mistake is one thing wrong with a list of circles.
type Mistake struct {
	Index int    // of the circle in the list, from 0
	Field string // "name", "rule", "start", "zone" or "except"
	Text  string // what is wrong, and how to mend it
}

// Mistakes are all that is wrong with a list of circles. They are an error.
type Mistakes []Mistake

// Error returns one line for each mistake.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = fmt.Sprintf("circle %d: %s: %s", m.Index+1, m.Field, m.Text)
	}
	return strings.Join(lines, "\n")
}

// New makes a calendar of circles; an empty list makes an empty one. The error
// is a [Mistakes] with every mistake of the list.
func New(list []Circle) (*Calendar, error) {
	var found Mistakes
	c := &Calendar{}
	first := map[string]int{} // by mark
	for i, circle := range list {
		s, wrong := newSeries(circle)
		for _, m := range wrong {
			m.Index = i
			found = append(found, m)
		}
		if other, again := first[s.mark]; again && circle.Name != "" {
			found = append(found, Mistake{i, "name", fmt.Sprintf("circle %d has the same name; give each its own", other+1)})
		} else {
			first[s.mark] = i
		}
		c.all = append(c.all, s)
	}
	if found != nil {
		return nil, found
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("circles: a list of circles is plain data: %v", err))
	}
	c.fingerprint = hash(string(text), 8)
	return c, nil
}

// hash is the beginning of the SHA-256 of a text, n bytes of it, in hexadecimal.
func hash(text string, n int) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:n])
}

// meeting is the meeting of a series at a moment.
func (s *series) meeting(at time.Time) nudges.Meeting {
	id := at.UTC().Format("C20060102T1504Z-") + s.mark
	return nudges.Meeting{ID: nudges.SessionID(id), At: at, Name: s.name, Link: s.link}
}
