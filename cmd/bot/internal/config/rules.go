package config

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A rule says what is wrong with a text, and how to mend it, or "".
type rule func(string) string

// optional lets a rule pass an empty text.
func optional(r rule) rule {
	return func(s string) string {
		if s == "" {
			return ""
		}
		return r(s)
	}
}

// oneLine is the rule of every text: what is shown to members or names a file
// has no line breaks and no control characters.
func oneLine(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }); i >= 0 {
		return "has a line break or a control character in it; write it on one line"
	}
	return ""
}

func atMost(n int) rule {
	return func(s string) string {
		if got := utf8.RuneCountInString(s); got > n {
			return fmt.Sprintf("is %d characters long; write at most %d", got, n)
		}
		return ""
	}
}

func oneOf(words ...string) rule {
	return func(s string) string {
		if slices.Contains(words, s) {
			return ""
		}
		hint := ""
		if near := nearest(s, words); near != "" {
			hint = "; did you mean " + near + "?"
		} else if i := slices.IndexFunc(words, func(w string) bool { return len(w) > 2 && strings.HasPrefix(s, w) }); i >= 0 {
			hint = "; did you mean " + words[i] + "?" // "warning" for "warn"
		}
		return "expected " + list(words, "or") + ", found " + show(s) + hint
	}
}

func filePath(s string) string {
	switch {
	case s == "":
		return "is empty; name a file"
	case strings.HasPrefix(s, "~"):
		return "~ does not stand for the home directory here; write the whole path"
	case strings.HasSuffix(s, "/") || filepath.Base(s) == "." || filepath.Base(s) == "..":
		return show(s) + " names a directory; name a file"
	}
	return ""
}

// withoutSummer are zones that exist but surprise: fixed offsets that ignore
// daylight saving time although people there observe it.
var withoutSummer = map[string]string{
	"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu",
}

func zone(s string) string {
	const mend = "; write Area/City, such as America/New_York"
	if place := withoutSummer[s]; place != "" {
		return show(s) + " has no daylight saving time; name a place instead, such as " + place
	}
	ofThisMachine := s == "Local" || s == "localtime" || s == "posixrules" || strings.HasPrefix(s, "posix/") || strings.HasPrefix(s, "right/")
	if s == "" || ofThisMachine {
		return show(s) + " is not a time zone of a place" + mend
	}
	if _, err := time.LoadLocation(s); err != nil {
		return show(s) + " is not a known time zone" + mend
	}
	return ""
}

func phone(s string) string {
	const mend = "; write 3 to 20 digits, spaces, +, -, ( and ), such as \"" + examplePhone + "\""
	strange := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789 +-()", r) })
	if strange >= 0 || len(s) > 20 || len(digits(s)) < 3 {
		return show(s) + " is not a phone number" + mend
	}
	return ""
}

// digits returns the digits of a phone number.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func apiURL(s string) string {
	const mend = "; write it like https://api.telegram.org"
	u, wrong := webAddress(s)
	switch {
	case wrong != "":
		return wrong + mend
	case u.Scheme != "https" && u.Scheme != "http":
		return "begins with neither https:// nor http://" + mend
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return "has a ? or a # in it" + mend
	case strings.HasSuffix(u.Path, "/bot"):
		return "ends in /bot, which the program adds itself; leave it off"
	}
	return ""
}

func bookingLink(s string) string {
	const mend = "; write it like https://example.com/book"
	u, wrong := webAddress(s)
	switch {
	case wrong != "":
		return wrong + mend
	case u.Scheme != "https":
		return "does not begin with https://" + mend
	case len(s) > 500:
		return "is longer than 500 characters; use a shorter link"
	case !strings.Contains(u.Hostname(), "."):
		return "names no site on the internet" + mend
	}
	return ""
}

// webAddress parses an address. What it says about a wrong one does not repeat
// it, because addresses are a place where passwords are found.
func webAddress(s string) (*url.URL, string) {
	u, err := url.Parse(s)
	if err != nil || strings.ContainsFunc(s, unicode.IsSpace) {
		return nil, "is not a web address"
	}
	if u.User != nil {
		return nil, "holds a user name or a password, which does not belong here"
	}
	if u.Scheme != "" && u.Hostname() == "" {
		return nil, "names no site"
	}
	if p := u.Port(); p != "" {
		if n, err := strconv.Atoi(p); err != nil || n < 1 || n > 65535 {
			return nil, "has a port that is not between 1 and 65535"
		}
	}
	return u, ""
}
