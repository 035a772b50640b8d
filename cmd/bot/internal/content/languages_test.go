package content

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// others are the languages beside the fallback.
func others(t *testing.T, l *Library) []string {
	t.Helper()
	list := slices.DeleteFunc(l.Languages(), func(lang string) bool { return lang == Fallback })
	if !slices.Contains(list, "es") {
		t.Fatal("there is no Spanish")
	}
	return list
}

// Every language has the same texts and labels.
func TestSameKeys(t *testing.T) {
	l := Builtin()
	for _, lang := range others(t, l) {
		differ(t, lang+": texts", l.languages[Fallback].texts, l.languages[lang].texts)
		differ(t, lang+": labels", l.languages[Fallback].labels, l.languages[lang].labels)
	}
}

func differ[V any](t *testing.T, what string, want, got map[string]V) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, is := got[name]; !is {
			t.Errorf("%s: no %q", what, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, is := want[name]; !is {
			t.Errorf("%s: %q is nobody else's", what, name)
		}
	}
}

var (
	actions = regexp.MustCompile(`{{[^}]*}}`)
	fields  = regexp.MustCompile(`\.[A-Z][A-Za-z]*`)
)

// placeholders are the values that a text asks for, sorted.
func placeholders(text string) []string {
	list := fields.FindAllString(strings.Join(actions.FindAllString(text, -1), " "), -1)
	slices.Sort(list)
	return slices.Compact(list)
}

// A text asks for the same values in every language, and shows the same
// commands.
func TestSamePlaceholders(t *testing.T) {
	if got := placeholders("a {{if .Off}}.Not{{.When}}{{end}}{{range .Lines}}{{.When}}{{end}}"); !slices.Equal(got, []string{".Lines", ".Off", ".When"}) {
		t.Fatalf("placeholders %v", got)
	}
	command := regexp.MustCompile(`/[a-z_]+\b`)
	l := Builtin()
	for _, lang := range others(t, l) {
		for name := range l.languages[lang].texts {
			if l.languages[Fallback].texts[name] == nil {
				continue // TestSameKeys says so
			}
			mine, theirs := source(l, lang, name), source(l, Fallback, name)
			if got, want := placeholders(mine), placeholders(theirs); !slices.Equal(got, want) {
				t.Errorf("%s: %s asks for %v, want %v", lang, name, got, want)
			}
			if got, want := command.FindAllString(actions.ReplaceAllString(mine, ""), -1), command.FindAllString(actions.ReplaceAllString(theirs, ""), -1); !slices.Equal(sorted(got), sorted(want)) {
				t.Errorf("%s: %s shows %v, want %v", lang, name, got, want)
			}
		}
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// Commands have the same names in the same order; only what is said of them
// differs.
func TestSameCommands(t *testing.T) {
	l := Builtin()
	for _, lang := range others(t, l) {
		mine, theirs := l.Commands(lang), l.Commands(Fallback)
		if len(mine) != len(theirs) {
			t.Fatalf("%s: %d commands, want %d", lang, len(mine), len(theirs))
		}
		for i := range mine {
			if mine[i].Name != theirs[i].Name || mine[i].Text == theirs[i].Text {
				t.Errorf("%s: /%s: %q, want /%s in other words than %q", lang, mine[i].Name, mine[i].Text, theirs[i].Name, theirs[i].Text)
			}
		}
	}
}

// Whatever their language, and whether or not their notes are kept, members read
// as many wordings before one comes again.
func TestAsManyPrompts(t *testing.T) {
	l := Builtin()
	for _, lang := range others(t, l) {
		for _, k := range kinds {
			for _, kept := range []bool{true, false} {
				if got, want := count(l.Prompts(lang, k), kept), count(l.Prompts(Fallback, k), kept); got < want {
					t.Errorf("%s: %d prompts for %s, notes kept %v; there are %d in %s", lang, got, k, kept, want, Fallback)
				}
			}
		}
	}
}

func count(prompts []Prompt, kept bool) (n int) {
	for _, p := range prompts {
		if kept || !p.Notes {
			n++
		}
	}
	return n
}

// Nothing is left in English.
func TestNothingIsLeftOver(t *testing.T) {
	alike := []string{"minutes.2", "minutes.5", "minutes.10", "format.short_day", "media.video", "media.audio", "language.en", "language.es"} // a language is called in its own words
	verbatim := []string{"circle.about", "note.file", "note.rest"}                                                                            // of these, all is put in
	l := Builtin()
	for _, lang := range others(t, l) {
		w, theirs := l.languages[lang], l.languages[Fallback]
		for name, label := range w.labels {
			if label == theirs.labels[name] && !slices.Contains(alike, name) {
				t.Errorf("%s: the label %s is %q, as in %s", lang, name, label, Fallback)
			}
		}
		for name := range w.texts {
			if theirs.texts[name] != nil && source(l, lang, name) == source(l, Fallback, name) && !slices.Contains(verbatim, name) {
				t.Errorf("%s: the text %s is that of %s", lang, name, Fallback)
			}
		}
	}
}

// In Spanish a question and what is quoted have two signs each.
func TestSpanishSigns(t *testing.T) {
	for where, text := range all(Builtin(), "es") {
		if strings.Count(text, "?") != strings.Count(text, "¿") || strings.Count(text, "“") != strings.Count(text, "”") || strings.ContainsAny(text, "¡!") {
			t.Errorf("%s: signs: %s", where, text)
		}
	}
}
