package content

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// practices are the six of the menu (docs/protocol.md, "Text"), and minutes how
// long they may take.
var (
	practices = []string{"breaths", "music", "scan", "sit", "stretch", "walk"}
	minutes   = []int{2, 5, 10}
)

// under are the names that begin so, without the beginning, sorted.
func under[V any](words map[string]V, beginning string) (rest []string) {
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if r, is := strings.CutPrefix(name, beginning); is {
			rest = append(rest, r)
		}
	}
	return rest
}

func TestMenuOfPractices(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		w := l.languages[lang]
		texts := slices.DeleteFunc(under(w.texts, "practice."), func(name string) bool { return name == "menu" || name == "done" })
		if !slices.Equal(texts, practices) {
			t.Errorf("%s: texts for %v", lang, texts)
		}
		if got := under(w.labels, "practice."); !slices.Equal(got, practices) {
			t.Errorf("%s: labels for %v", lang, got)
		}
		for _, n := range minutes {
			if got := l.Label(lang, fmt.Sprint("minutes.", n)); !strings.Contains(got, fmt.Sprint(n)) {
				t.Errorf("%s: %d minutes are called %q", lang, n, got)
			}
		}
		if got := under(w.labels, "minutes."); len(got) != len(minutes) {
			t.Errorf("%s: minutes %v", lang, got)
		}
	}
}

// A practice is short to read, says how long it takes, and ends with the leave
// to stop. Where eyes may be closed, open ones come first.
func TestPractices(t *testing.T) {
	l := Builtin()
	says := map[string]struct {
		minutes, closed, open string
		stop                  *regexp.Regexp
	}{
		"en": {"minutes", "clos", "eyes open", regexp.MustCompile(`(?i)\bstop\b[^.]*doesn't feel good\.$`)},
		"es": {"minutos", "cerrad", "ojos abiertos", regexp.MustCompile(`(?i)\bdetente\b[^.]*no te sienta bien\.$`)},
	}
	for _, lang := range l.Languages() {
		say := says[lang]
		for _, name := range practices {
			for _, n := range minutes {
				text, err := l.Text(lang, "practice."+name, map[string]any{"Minutes": n})
				if err != nil || !strings.Contains(text, fmt.Sprint(" ", n, " ", say.minutes)) {
					t.Errorf("%s: %s: %v: %d minutes are not in %q", lang, name, err, n, text)
				}
				if size := utf8.RuneCountInString(text); size > 300 || len(sentence.FindAllString(text, -1)) > 3 {
					t.Errorf("%s: %s is long, %d characters: %s", lang, name, size, text)
				}
				if !say.stop.MatchString(text) {
					t.Errorf("%s: %s does not end with the leave to stop: %s", lang, name, text)
				}
				if closed := strings.Index(text, say.closed); closed >= 0 && !strings.Contains(text[:closed], say.open) {
					t.Errorf("%s: %s closes the eyes first: %s", lang, name, text)
				}
				if found := press.FindString(text); found != "" {
					t.Errorf("%s: %s presses: %q", lang, name, found)
				}
			}
		}
	}
}

// The guided breathing edits one message: a few short lines, what is drawn, and
// how long it still takes.
func TestBreath(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		if got := under(l.languages[lang].texts, "breath."); !slices.Equal(got, []string{"done", "in", "out", "ready", "stopped"}) {
			t.Errorf("%s: texts %v", lang, got)
		}
		seen := map[string]string{}
		for _, name := range under(l.languages[lang].texts, "breath.") {
			text, err := l.Text(lang, "breath."+name, map[string]any{"Dots": "● ○ ○ ○", "Left": "1 min left"})
			if err != nil || seen[text] != "" || len(strings.Split(text, "\n")) > 4 {
				t.Errorf("%s: %s: %v, like %q: %s", lang, name, err, seen[text], text)
			}
			for line := range strings.Lines(text) {
				if n := utf8.RuneCountInString(line); n > 70 {
					t.Errorf("%s: %s: a line of %d characters: %s", lang, name, n, line)
				}
			}
			if moves := name == "in" || name == "out"; moves != strings.Contains(text, "● ○ ○ ○\n") || moves != strings.HasSuffix(text, "1 min left") {
				t.Errorf("%s: %s: dots and the time left: %s", lang, name, text)
			}
			seen[text] = name
		}
		for n := range minutes[len(minutes)-1] + 1 {
			name := fmt.Sprint("left.", n)
			if got := l.Label(lang, name); got == name || n > 0 && !strings.Contains(got, fmt.Sprint(n)) {
				t.Errorf("%s: %d minutes left are called %q", lang, n, got)
			}
		}
	}
}
