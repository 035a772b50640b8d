package content

import (
	"regexp"
	"slices"
	"testing"

	"afterglow/nudges"
)

// meanings are what every wording of a kind speaks of, by language
// (docs/protocol.md, "Kinds").
var meanings = map[string]map[nudges.Kind][]*regexp.Regexp{"en": english, "es": spanish}

var english = map[nudges.Kind][]*regexp.Regexp{
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

// \b knows no letters with accents: none stands beside it here.
var spanish = map[nudges.Kind][]*regexp.Regexp{
	"intention":     {regexp.MustCompile(`(?i)\b(intenci|línea|palabra)`), regexp.MustCompile(`(?i)\bcinco\b`), regexp.MustCompile(`(?i)\brespiraci`), regexp.MustCompile(`(?i)\blarg[ao]s?\b.*\b(al soltar|al salir|entrada)\b|\bexhalaci.*\blarg[ao]\b`)},
	"mindfulness":   spanishPractice,
	"mindfulness_2": spanishPractice,
	"therapy":       {regexp.MustCompile(`\btu acompañante de integraci`)},
	"small_step":    {regexp.MustCompile(`“Cuando ___, voy a ___”`), regexp.MustCompile(`(?i)\bmenos de diez minutos\b`)},
	"week_reflect":  {regexp.MustCompile(`(?i)\b(quedado|quedan|sigue|conservar)\b`), regexp.MustCompile(`(?i)\b(persona|alguien|quién)\b`)},
	"keep_14":       {regexp.MustCompile(`(?i)\b(re)?leer(la|las|lo)?\b|\bhojear\b`)},
	"keep_28":       {regexp.MustCompile(`(?i)\b(re)?leer(la|las|lo)?\b|\blectura\b`)},
	"circle":        {regexp.MustCompile(`\bcírculo\b`), regexp.MustCompile(`(?i)¿te gustaría\b.*\?$`)},
	"appt_prep":     {regexp.MustCompile(`\btu acompañante de integraci`), regexp.MustCompile(`(?i)\b(notas|diario|escribiste)\b`)},
	"takeaway":      {regexp.MustCompile(`\btu charla\b`), regexp.MustCompile(`(?i)\b(algo|cosa|frase)\b`)},
	"connect":       {regexp.MustCompile(`(?i)\b(alguien|personas?|quién)\b`), regexp.MustCompile(`(?i)\b(entiend|entend|vivido|escuch)`)},
}

var spanishPractice = []*regexp.Regexp{regexp.MustCompile(`(?i)\babajo\b`), regexp.MustCompile(`\b2\b.*\b5 o 10\b`), regexp.MustCompile(`(?i)\b(detente|parar)\b.*no te sient[ae] bien|no te sienta bien.*\b(detente|déjalo)\b`)}

func TestPromptsMeanTheirKind(t *testing.T) {
	for _, lang := range Builtin().Languages() {
		if len(meanings[lang]) != len(english) {
			t.Errorf("%s: meanings of %d kinds, not %d", lang, len(meanings[lang]), len(english))
		}
		for k, patterns := range meanings[lang] {
			if !slices.Contains(kinds, k) || len(patterns) != len(english[k]) {
				t.Errorf("%s: no kind %s, or not %d patterns", lang, k, len(english[k]))
			}
			for _, p := range Builtin().Prompts(lang, k) {
				for _, m := range patterns {
					if whole := p.First + " " + p.Ask; !m.MatchString(whole) {
						t.Errorf("%s: %s: %s says nothing of %s: %s", lang, k, p.ID, m, whole)
					}
				}
			}
		}
	}
}

// What stands beside a breath practice: nothing is held, nothing hurried.
var strained = regexp.MustCompile(`(?i)\b(hold\w*|fast\w*|rapid\w*|quick\w*|deep\w*|force\w*|aguant\w*|reten\w*|retén|sosten\w*|sostén|conten\w*|contén|rápid\w*|profund\w*|hondo|fuerz\w*|forz\w*)`)

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
