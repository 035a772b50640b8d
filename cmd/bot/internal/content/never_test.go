package content

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

// never are the things that no words for members say (docs/safety.md, "Never";
// docs/protocol.md, "Text"), with an example each.
var never = []struct {
	name, example string
	pattern       *regexp.Regexp
}{
	{"understanding that is not there", "I understand how you feel", regexp.MustCompile(`(?i)\bI (understand|know how|hear you|feel)\b`)},
	{"a promise", "You'll be fine.", regexp.MustCompile(`(?i)\b(will|'ll) (be (fine|ok|okay|alright|better)|feel better)|\bdon't worry\b`)},
	{"a cure", "It heals and works", regexp.MustCompile(`(?i)\b(cure[sd]?|heal(s|ed|ing)?|proven|effective|benefits?|works best|symptoms?)\b`)},
	{"urgency", "Don't waste the window", regexp.MustCompile(`(?i)\b(waste|the window|hurry up|last chance|now or never|urgent|don't miss|before it's too late|running out)\b`)},
	{"guilt", "You missed one", regexp.MustCompile(`(?i)\b(you missed|we miss|missed you|you haven't|you forgot|streaks?|in a row|disappoint\w*)\b`)},
	{"praise", "Well done", regexp.MustCompile(`(?i)\b(well done|good job|great job|great work|proud of you|amazing|awesome|excellent|bravo|congrat\w*)\b`)},
	{"that somebody reads", "Your clinic will see this", regexp.MustCompile(`(?i)\b(clinic|staff|team|therapist|integrator|somebody|someone) (will|can|may) (see|read|get)\b`)},
	{"a diagnosis or advice", "your dose of medication", regexp.MustCompile(`(?i)\b(diagnos\w*|dos(e|es|age)|medications?|driv(e|ing)|symptoms?|depression|anxiety|ptsd|trauma)\b`)},
	{"science, or a number of hours", "24 h of neuroplasticity", regexp.MustCompile(`(?i)\b(neuro\w*|brain|plasticity|science|stud(y|ies)|research|(12|24|36|48|72) ?(h|hours?))\b`)},
	{"an interpretation", "It means that you", regexp.MustCompile(`(?i)\b(it|this|that) (means|symboli[sz]es|represents|shows) that\b`)},
	{"other words for people here", "our patients", regexp.MustCompile(`(?i)\b(patients?|users?|clients?|subscribers?|trips?|journey)\b`)},
	{"a breath that is held or hurried", "Hold your breath, then breathe fast", regexp.MustCompile(`(?i)\bhold\w* (in )?(your|the|a|each) breath\b|\b(fast|rapid|quick)\w* breath|\bbreath\w* (in |out )?(fast|rapid|quick|deep)\w*|\bhold for\b`)},
	{"an exclamation", "Welcome!", regexp.MustCompile(`!`)},
}

func TestNever(t *testing.T) {
	for _, n := range never {
		if !n.pattern.MatchString(n.example) {
			t.Errorf("%s is not found in %q", n.name, n.example)
		}
	}
	l := Builtin()
	for _, lang := range l.Languages() {
		for where, text := range all(l, lang) {
			for _, n := range never {
				if found := n.pattern.FindString(text); found != "" {
					t.Errorf("%s: %s: %s: %q", lang, where, n.name, found)
				}
			}
		}
	}
}

// all are the words of a language, by where they stand.
func all(l *Library, lang string) map[string]string {
	w := l.languages[lang]
	words := maps.Clone(w.labels)
	for name := range w.texts {
		words["text "+name] = source(l, lang, name)
	}
	for _, c := range w.menu {
		words["/"+c.Name] = c.Text
	}
	for _, k := range slices.Sorted(maps.Keys(w.prompts)) {
		for _, p := range w.prompts[k] {
			words["prompt "+p.ID] = p.First + " " + p.Ask
		}
	}
	return words
}
