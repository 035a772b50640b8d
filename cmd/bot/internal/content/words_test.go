package content

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Limits of the Bot API: BotCommand, and answerCallbackQuery.text. How much of a
// button's label is seen is the phone's affair; 64 is plenty.
const maxDescription, maxToast, maxLabel = 256, 200, 64

func TestLabels(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for name, label := range l.languages[lang].labels {
			if n := utf8.RuneCountInString(label); n == 0 || n > maxLabel || strings.TrimSpace(label) == "" {
				t.Errorf("%s: the label %s has %d characters", lang, name, n)
			}
			if strings.ContainsAny(label, "!\n") {
				t.Errorf("%s: the label %s: %q", lang, name, label)
			}
		}
	}
}

// Toasts are cut at 200 characters and know no markup.
func TestToasts(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for _, name := range []string{"nudge.write", "nudge.not_now", "button.old", "therapy.booked", "note.deleted", "nudge.too_late"} {
			text, err := l.Text(lang, name, nil)
			if n := utf8.RuneCountInString(text); err != nil || n == 0 || n > maxToast || strings.ContainsAny(text, "<>/") {
				t.Errorf("%s: %s: %v, %d characters: %q", lang, name, err, n, text)
			}
		}
	}
}

// Commands that the menu shows: Bot API, BotCommand.
func TestCommands(t *testing.T) {
	good := regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	l := Builtin()
	for _, lang := range l.Languages() {
		seen := map[string]bool{}
		for _, c := range l.Commands(lang) {
			if !good.MatchString(c.Name) || seen[c.Name] {
				t.Errorf("%s: /%s can't be a command, or is there twice", lang, c.Name)
			}
			if n := utf8.RuneCountInString(c.Text); n < 1 || n > maxDescription {
				t.Errorf("%s: /%s is described in %d characters", lang, c.Name, n)
			}
			seen[c.Name] = true
		}
		for _, must := range []string{"help_now", "stop", "privacy", "export", "forget"} {
			if !seen[must] {
				t.Errorf("%s: /%s is not in the menu", lang, must)
			}
		}
		if n := len(seen); n > 100 {
			t.Errorf("%s: %d commands", lang, n)
		}
	}
}

// plainForm is what is left of a message without case and punctuation.
var plainForm = regexp.MustCompile(`^[\p{Ll}\p{Lo}0-9]+( [\p{Ll}\p{Lo}0-9]+)*$`)

// Words that mean stop are compared with what is left of a message without case
// and punctuation, so they stand here in that form.
func TestStopWords(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		words := l.StopWords(lang)
		for i, w := range words {
			if !plainForm.MatchString(w) || len(w) > 60 || slices.Contains(words[:i], w) {
				t.Errorf("%s: %q would never be found, or is there twice", lang, w)
			}
		}
	}
	for lang, words := range map[string][]string{
		"en": {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out", "optout", "remove me", "no more messages", "stop messaging me", "leave me alone"},
		"es": {"parar", "para", "alto", "basta", "baja", "darme de baja", "cancelar", "fin", "salir", "no más mensajes", "no mas mensajes", "deja de escribirme", "no me escribas más", "sácame de la lista", "déjame en paz", "dejame en paz"},
	} {
		for _, w := range words {
			if !slices.Contains(l.StopWords(lang), w) {
				t.Errorf("%s: %q does not mean stop", lang, w)
			}
		}
	}
	for _, w := range []string{"no", "no más", "que pare", "no quiero más", "quiero parar de beber", "borrarme"} { // a note, or worse
		if slices.Contains(l.StopWords("es"), w) {
			t.Errorf("%q means stop", w)
		}
	}
}

// So are the words that mean yes; none means stop too.
func TestYesWords(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for _, w := range l.languages[lang].yes {
			if !plainForm.MatchString(w) || slices.Contains(l.StopWords(lang), w) {
				t.Errorf("%s: %q would never be found, or means stop", lang, w)
			}
		}
	}
	for lang, texts := range map[string]map[string]bool{
		"en": {"yes": true, "ok": true, "thats right": true, "": false, "no": false, "yes but later": false, "Yes": false},
		"es": {"sí": true, "si": true, "claro": true, "vale": true, "así es": true, "es correcto": true, "": false, "no": false, "sí pero más tarde": false, "Sí": false},
	} {
		for text, want := range texts {
			if got := l.Yes(lang, text); got != want {
				t.Errorf("%s: %q means yes: %v", lang, text, got)
			}
		}
	}
}

// source is the text as it is written.
func source(l *Library, lang, name string) string {
	return l.languages[lang].texts[name].Tree.Root.String()
}

// tag is anything in a text that could be one.
var tag = regexp.MustCompile(`<[^>]*>?|>`)

// Telegram refuses a message with a tag it does not know, and ours are few.
func TestTags(t *testing.T) {
	l := Builtin()
	for _, lang := range l.Languages() {
		for _, name := range slices.Sorted(maps.Keys(l.languages[lang].texts)) {
			var open []string
			for _, found := range tag.FindAllString(source(l, lang, name), -1) {
				inside := strings.Trim(found, "</>")
				switch {
				case !slices.Contains([]string{"b", "i", "u", "s", "tg-spoiler", "blockquote"}, inside):
					t.Errorf("%s: %s: Telegram does not know %s", lang, name, found)
				case found == "<"+inside+">":
					open = append(open, inside)
				case found != "</"+inside+">" || len(open) == 0 || open[len(open)-1] != inside:
					t.Errorf("%s: %s: %s ends nothing that is open", lang, name, found)
				default:
					open = open[:len(open)-1]
				}
			}
			if len(open) > 0 {
				t.Errorf("%s: %s: %v stays open", lang, name, open)
			}
		}
	}
}

// Every command that a text names is one that the menu has.
func TestCommandsInTexts(t *testing.T) {
	named := regexp.MustCompile(`(?:^|[\s(])/([a-z_]+)`)
	l := Builtin()
	for _, lang := range l.Languages() {
		for name := range l.languages[lang].texts {
			for _, m := range named.FindAllStringSubmatch(source(l, lang, name), -1) {
				known := m[1] == "start" || slices.ContainsFunc(l.Commands(lang), func(c Command) bool { return c.Name == m[1] })
				if !known {
					t.Errorf("%s: %s names /%s, which the menu does not have", lang, name, m[1])
				}
			}
		}
	}
}
