package ical

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// lineEnds are the ways a text may start a new line; a tab is a space.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")

// escapes are those of a value of type TEXT (RFC 5545, 3.3.11).
var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// plain returns a text in which only letters and \n are left.
func plain(text string) string {
	text = lineEnds.Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text))
}

// oneLine returns a text with a space for each new line.
func oneLine(text string) string { return strings.ReplaceAll(plain(text), "\n", " ") }

// escape makes a value of a text.
func escape(text string) string { return escapes.Replace(plain(text)) }

// stamp writes an instant in UTC. Years have four digits; what is before or
// after becomes the first or the last moment that can be written.
func stamp(t time.Time) string {
	t = t.UTC()
	switch {
	case t.Year() < 0:
		return "00000101T000000Z"
	case t.Year() > 9999:
		return "99991231T235959Z"
	}
	return t.Format("20060102T150405Z")
}

// uriMarks are the characters of a URI that are neither letters nor digits
// (RFC 3986, 2.2 and 2.3) nor the percent sign.
const uriMarks = "-._~:/?#[]@!$&'()*+,;="

// address makes a value of a URL: "" when it has no scheme.
func address(url string) string {
	url = oneLine(url)
	if !hasScheme(url) {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(url); i++ {
		c := url[i]
		if alphanumeric(c) || strings.IndexByte(uriMarks, c) >= 0 || c == '%' && isHex(url[i+1:]) {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// hasScheme reports whether a URL starts as RFC 3986, 3.1 says, and goes on.
func hasScheme(url string) bool {
	scheme, rest, found := strings.Cut(url, ":")
	if !found || rest == "" || scheme == "" || !alphanumeric(scheme[0]) || scheme[0] <= '9' {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !alphanumeric(c) && strings.IndexByte("+-.", c) < 0 {
			return false
		}
	}
	return true
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// isHex reports whether a text starts with two hexadecimal digits.
func isHex(text string) bool {
	return len(text) >= 2 && strings.Trim(text[:2], "0123456789abcdefABCDEF") == ""
}
