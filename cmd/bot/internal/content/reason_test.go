package content

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"afterglow/nudges"
	"unicode"
	"unicode/utf8"
)

// Every kind has a name, and a few words on what it is for: when it comes, and
// where to turn it off. They promise nothing and count nothing.
func TestKindsAreExplained(t *testing.T) {
	claims := regexp.MustCompile(`(?i)\b(helps?|improves?|better|works?|because it|so that you feel|hours?|[0-9]+|ayudan?|mejor(a|an|es)?|funcionan?|sirven?|horas?|para que te sientas)\b`)
	off := map[string]*regexp.Regexp{"en": regexp.MustCompile(`/settings turns it off\.$`), "es": regexp.MustCompile(`/settings l[oa] desactiva\.$`)}
	l := Builtin()
	for _, lang := range l.Languages() {
		w := l.languages[lang]
		names := map[string]bool{}
		for _, k := range kinds {
			name := w.labels["kind."+string(k)]
			if n := utf8.RuneCountInString(name); n == 0 || n > 30 || names[name] {
				t.Errorf("%s: %s is called %q", lang, k, name)
			}
			names[name] = true
			text, err := l.Text(lang, "why."+string(k), nil)
			if n := len(sentence.FindAllString(text, -1)); err != nil || n < 1 || n > 2 || utf8.RuneCountInString(text) > maxToast {
				t.Errorf("%s: %s, %d sentences: %v: %s", lang, k, n, err, text)
			}
			if !off[lang].MatchString(text) {
				t.Errorf("%s: %s does not say how to turn it off: %s", lang, k, text)
			}
			if found := claims.FindString(strings.ReplaceAll(text, "waking hours", "")); found != "" {
				t.Errorf("%s: %s claims: %q", lang, k, found)
			}
			if found := press.FindString(text); found != "" {
				t.Errorf("%s: %s presses: %q", lang, k, found)
			}
		}
		for _, beginning := range []string{"kind.", "why."} {
			if got := append(under(w.texts, beginning), under(w.labels, beginning)...); len(got) != len(kinds) {
				t.Errorf("%s: %s of %d kinds, there are %d: %v", lang, beginning, len(got), len(kinds), got)
			}
		}
	}
}

// kinds are those of the protocol.
var kinds = nudges.Default().Kinds()

// reasons are why a nudge did not come.
var reasons = []string{"backed_off", "cooling_off", "day_full", "expired", "held", "merged", "muted", "no_consent", "no_slot", "no_zone", "not_chosen", "not_kept",
	"not_known", "overdue", "paused", "rejected", "satisfied", "sent", "stopped", "superseded", "too_close", "unreachable", "week_full"}

// A reason goes on after "A page to write: ". None is laid on the member.
func TestReasons(t *testing.T) {
	guilt := regexp.MustCompile(`(?i)\byou (didn't|did not|never|ignored|failed|forgot|hadn't|haven't|wouldn't)\b|\b(ignored|unanswered|sorry|unfortunately|crisis)\b` +
		`|\bno (respondiste|contestaste|escribiste|hiciste|has \w+)|\b(olvidaste|ignoraste|fallaste|dejaste|sin respuesta|lo siento|lamentablemente|por desgracia)\b`)
	l := Builtin()
	for _, lang := range l.Languages() {
		if got := under(l.languages[lang].labels, "reason."); !slices.Equal(got, reasons) {
			t.Errorf("%s: reasons %v", lang, got)
		}
		seen := map[string]string{}
		for _, name := range reasons {
			text := l.Label(lang, "reason."+name)
			first, _ := utf8.DecodeRuneInString(text)
			if !unicode.IsLower(first) || strings.ContainsAny(text, ".:;") || utf8.RuneCountInString(text) > 45 {
				t.Errorf("%s: %s is no short phrase: %q", lang, name, text)
			}
			if seen[text] != "" {
				t.Errorf("%s: %s and %s say the same: %q", lang, seen[text], name, text)
			}
			seen[text] = name
			if found := guilt.FindString(text); found != "" {
				t.Errorf("%s: %s lays it on the member: %q", lang, name, found)
			}
		}
	}
}
