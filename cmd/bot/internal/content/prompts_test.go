package content

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"afterglow/nudges"
)

// atLeast is how many wordings a kind has: docs/protocol.md asks for eight of
// prime_journal, and for so many of the others that a course of six sessions
// repeats none. Those that come with a date of their own need no more than that.
func atLeast(k nudges.Kind) int {
	switch k {
	case nudges.Therapy, "circle", "appt_prep", "takeaway":
		return 7
	}
	return 8
}

// sentence is the end of one.
var sentence = regexp.MustCompile(`[.?!…]+(\s|$)`)

func TestPromptsOfEveryKind(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		w := l.languages[lang]
		for _, k := range kinds {
			if n := len(w.prompts[k]); n < atLeast(k) {
				t.Errorf("%s: %d prompts for %s, want %d", lang, n, k, atLeast(k))
			}
		}
		if len(w.prompts) != len(kinds) {
			t.Errorf("%s: prompts for %d kinds, the protocol has %d", lang, len(w.prompts), len(kinds))
		}
	}
}

// The log and the notes know a prompt by its id alone, whatever its kind and
// language: a member may change theirs. Beside English, an id begins with it.
func TestPromptIDs(t *testing.T) {
	good, givenUp := regexp.MustCompile(`^[a-z]+[0-9]+$`), regexp.MustCompile(`^m[1-8]$`)
	l := Builtin()
	ids := map[string]bool{}
	for _, lang := range l.Languages() {
		words := map[string]string{}
		for k, prompts := range l.languages[lang].prompts {
			for _, p := range prompts {
				bare, own := strings.CutPrefix(p.ID, lang+"-")
				if own == (lang == Fallback) || ids[p.ID] || !good.MatchString(bare) || givenUp.MatchString(p.ID) {
					t.Errorf("%s: %s: the id %q is not new, or not a letter and a number", lang, k, p.ID)
				}
				ids[p.ID] = true
				for _, text := range []string{p.First, p.Ask} {
					if words[text] != "" {
						t.Errorf("%s: %s and %s say the same: %q", lang, words[text], p.ID, text)
					}
					words[text] = p.ID
				}
			}
		}
	}
}

// How a prompt is written: docs/protocol.md, Text.
func TestPromptWords(t *testing.T) {
	invitation := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)\b(could|if|would|enough|plenty|a word will do)\b|\?`),
		"es": regexp.MustCompile(`(?i)\b(podrías|podrían?|si|bastan?)\b|\?`),
	}
	eachPrompt(func(lang string, k nudges.Kind, p Prompt) {
		whole := p.First + " " + p.Ask
		if n := utf8.RuneCountInString(whole); n > 300 {
			t.Errorf("%s: %s has %d characters", lang, p.ID, n)
		}
		if n := len(sentence.FindAllString(whole, -1)); n < 2 || n > 3 {
			t.Errorf("%s: %s has %d sentences: %s", lang, p.ID, n, whole)
		}
		for _, part := range []string{p.First, p.Ask} {
			if part != strings.TrimSpace(part) || !sentence.MatchString(part) || strings.ContainsAny(part, "!\n<>&") {
				t.Errorf("%s: %s: %q is not plain sentences", lang, p.ID, part)
			}
		}
		if len(sentence.FindAllString(p.First, -1)) != 1 {
			t.Errorf("%s: %s: the first line is not one sentence: %s", lang, p.ID, p.First)
		}
		if !invitation[lang].MatchString(p.Ask) {
			t.Errorf("%s: %s is no invitation: %s", lang, p.ID, p.Ask)
		}
		if strings.Count(whole, "?") > 1 {
			t.Errorf("%s: %s asks twice: %s", lang, p.ID, whole)
		}
	})
}

// press is what pushes a member: why, the worst, what they must.
var press = regexp.MustCompile(`(?i)\b(why|worst|painful|scar\w*|must|should|have to|you need to|try to|remember to|don't forget)\b` +
	`|\b(por qué|lo peor|doloros\w+|cicatri\w+|debes|deberías|tienes que|hay que|necesitas|intenta|trata de|procura|recuerda|no olvides)`)

// A member is not asked why, nor for the worst, while it is fresh.
func TestPromptsDoNotPress(t *testing.T) {
	eachPrompt(func(lang string, k nudges.Kind, p Prompt) {
		if found := press.FindString(p.First + " " + p.Ask); found != "" {
			t.Errorf("%s: %s presses: %q", lang, p.ID, found)
		}
	})
}

func eachPrompt(do func(lang string, k nudges.Kind, p Prompt)) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for k, prompts := range l.languages[lang].prompts {
			for _, p := range prompts {
				do(lang, k, p)
			}
		}
	}
}
