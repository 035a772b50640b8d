package content

import (
	"slices"
	"testing"
)

// A word that leaves the open question means stop where none is open.
func TestCancelWords(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		words := l.CancelWords(lang)
		if len(words) == 0 {
			t.Errorf("%s: no word leaves a question", lang)
		}
		for _, w := range words {
			if !slices.Contains(l.StopWords(lang), w) {
				t.Errorf("%s: %q does not mean stop", lang, w)
			}
		}
	}
	for lang, w := range map[string]string{"en": "cancel", "es": "cancelar"} {
		if !slices.Contains(l.CancelWords(lang), w) {
			t.Errorf("%s: %q leaves no question", lang, w)
		}
	}
}

// Every language is named, in its own words everywhere.
func TestLanguagesAreNamed(t *testing.T) {
	l := Builtin()
	for _, tag := range l.Languages() {
		own := l.Label(tag, "language."+tag)
		for _, lang := range l.Languages() {
			if got := l.Label(lang, "language."+tag); got != own || got == "language."+tag {
				t.Errorf("%s calls %s %q; it calls itself %q", lang, tag, got, own)
			}
		}
	}
}

// A note is shown with the prompt it answered, found by its id in all languages:
// no id is used twice.
func TestPromptsHaveTheirOwnIDs(t *testing.T) {
	l := Builtin()
	seen := map[string]string{}
	for _, lang := range l.Languages() {
		for _, k := range kinds {
			for _, p := range l.Prompts(lang, k) {
				if other, twice := seen[p.ID]; twice {
					t.Errorf("%s: the id %s is one of %s", lang, p.ID, other)
				}
				seen[p.ID] = lang
			}
		}
	}
}
