package ical

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// contentLine is a line of RFC 5545, 3.1, without parameters: this package
// writes none.
var contentLine = regexp.MustCompile(`(?s)^([A-Z-]+):(.*)$`)

// The grammar of values: RFC 5545, 3.3.5 and 3.3.11, and RFC 3986.
var (
	dateTime = regexp.MustCompile(`^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$`)
	textual  = regexp.MustCompile(`^(\\[\\;,n]|[^\\;,\x00-\x1f\x7f])*$`)
	uri      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$`)
	fixed    = regexp.MustCompile(`^(VCALENDAR|VEVENT|2\.0|PUBLISH|PRIVATE|-//afterglow//afterglow//EN)$`)
)

// grammar says which properties there may be, in this order, each once; those
// with a question mark may be missing.
var grammar = []struct {
	name  string
	value *regexp.Regexp
}{
	{"BEGIN", fixed}, {"VERSION", fixed}, {"PRODID", fixed}, {"METHOD", fixed}, {"BEGIN", fixed},
	{"UID", textual}, {"DTSTAMP", dateTime}, {"DTSTART", dateTime}, {"DTEND?", dateTime}, {"CLASS", fixed},
	{"SUMMARY?", textual}, {"DESCRIPTION?", textual}, {"LOCATION?", textual}, {"URL?", uri},
	{"END", fixed}, {"END", fixed},
}

// read is a strict reader of the files that this package writes. It returns
// the event's properties, texts without their escapes.
func read(file []byte) (map[string]string, error) {
	lines, err := unfold(string(file))
	if err != nil {
		return nil, err
	}
	out := make(map[string]string)
	for _, g := range grammar {
		name, optional := strings.CutSuffix(g.name, "?")
		var m []string
		if len(lines) > 0 {
			m = contentLine.FindStringSubmatch(lines[0])
		}
		switch {
		case m != nil && m[1] == name && g.value.MatchString(m[2]):
			out[name], lines = m[2], lines[1:]
			if g.value == textual {
				out[name] = unescape(m[2])
			}
		case !optional:
			return nil, fmt.Errorf("no good %s in %q", name, lines)
		}
	}
	if len(lines) > 0 {
		return nil, fmt.Errorf("too much: %q", lines)
	}
	return out, nil
}

// unfold returns whole lines; it takes no other ends than CRLF, none longer
// than 75 bytes, and no letter cut in two.
func unfold(file string) ([]string, error) {
	body, ok := strings.CutSuffix(file, "\r\n")
	if !ok {
		return nil, errors.New("the last line does not end")
	}
	var out []string
	for _, l := range strings.Split(body, "\r\n") {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !utf8.ValidString(l) {
			return nil, fmt.Errorf("line %q", l)
		}
		if rest, folded := strings.CutPrefix(l, " "); folded && len(out) > 0 {
			if rest == "" {
				return nil, errors.New("a folded line of nothing")
			}
			out[len(out)-1] += rest
			continue
		}
		out = append(out, l)
	}
	return out, nil
}

func unescape(value string) string {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' {
			b.WriteByte(value[i])
			continue
		}
		if i++; value[i] == 'n' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(value[i])
		}
	}
	return b.String()
}
