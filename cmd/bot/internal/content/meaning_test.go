package content

import (
	"regexp"
	"slices"
	"testing"

	"afterglow/nudges"
)

// meanings are what every wording of a kind speaks of, in English
// (docs/protocol.md, "Kinds").
var meanings = map[nudges.Kind][]*regexp.Regexp{
	"intention":     {regexp.MustCompile(`(?i)\b(intention|line|word)\b`), regexp.MustCompile(`(?i)\bfive\b`), regexp.MustCompile(`(?i)\bbreaths?\b`), regexp.MustCompile(`(?i)\blong(er)?\b.*\bout\b|\bout\b.*\blong(er)?\b`)},
	"mindfulness":   practiceMeaning,
	"mindfulness_2": practiceMeaning,
	"therapy":       {regexp.MustCompile(`\bintegrator\b`)},
	"small_step":    {regexp.MustCompile(`“When ___, I'll ___”`), regexp.MustCompile(`(?i)\b(under|less than) ten minutes\b`)},
	"week_reflect":  {regexp.MustCompile(`(?i)\b(stay(ed)?|still|keep)\b`), regexp.MustCompile(`(?i)\b(person|people|someone|somebody|whom?)\b`)},
	"keep_14":       {regexp.MustCompile(`(?i)\b(re-?)?read(ing)?\b|\bleaf through\b`)},
	"keep_28":       {regexp.MustCompile(`(?i)\b(re-?)?read\b|\bsee again\b`)},
	"circle":        {regexp.MustCompile(`\bcircle\b`), regexp.MustCompile(`(?i)\bwould\b.*\?$`)},
	"appt_prep":     {regexp.MustCompile(`\bintegrator\b`), regexp.MustCompile(`(?i)\b(notes|journal|you wrote)\b`)},
	"takeaway":      {regexp.MustCompile(`\byour talk\b`), regexp.MustCompile(`(?i)\b(something|thing|sentence|phrase)\b`)},
	"connect":       {regexp.MustCompile(`(?i)\b(someone|person|whom?|whose)\b`), regexp.MustCompile(`(?i)\b(understands?|been through|listens?)\b`)},
}

// practiceMeaning: the menu stands below, with its minutes, and one may stop.
var practiceMeaning = []*regexp.Regexp{regexp.MustCompile(`(?i)\bbelow\b`), regexp.MustCompile(`\b2\b.*\b5 or 10\b`), regexp.MustCompile(`(?i)\bstop(ping)?\b.*doesn't feel good|doesn't feel good.*\bstop\b`)}

func TestPromptsMeanTheirKind(t *testing.T) {
	for k, patterns := range meanings {
		if !slices.Contains(kinds, k) {
			t.Errorf("no kind %s", k)
		}
		for _, p := range Builtin().Prompts("en", k) {
			for _, m := range patterns {
				if whole := p.First + " " + p.Ask; !m.MatchString(whole) {
					t.Errorf("%s: %s says nothing of %s: %s", k, p.ID, m, whole)
				}
			}
		}
	}
}

// What stands beside a breath practice: nothing is held, nothing hurried.
var strained = regexp.MustCompile(`(?i)\b(hold\w*|fast\w*|rapid\w*|quick\w*|deep\w*|force\w*)\b`)

func TestPracticesAreEasy(t *testing.T) {
	eachPrompt(func(lang string, k nudges.Kind, p Prompt) {
		if found := strained.FindString(p.Ask); found != "" && (k == nudges.Mindfulness || k == "mindfulness_2" || k == "intention") {
			t.Errorf("%s: %s: %q", lang, p.ID, found)
		}
	})
	l := Builtin()
	for _, lang := range l.Languages() {
		for name := range l.languages[lang].texts {
			if found := strained.FindString(source(l, lang, name)); found != "" && ofPractice.MatchString(name) {
				t.Errorf("%s: %s: %q", lang, name, found)
			}
		}
	}
}

var ofPractice = regexp.MustCompile(`^(practice|breath|why\.(mindfulness|intention))`)
