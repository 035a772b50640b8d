package talk

import (
	"slices"
	"strings"

	"afterglow/cmd/bot/internal/content"
	"afterglow/nudges"
)

// language keeps the language that the member chose; from then on Telegram's
// does not matter. One with a country keeps it: that says how dates are read.
func (s *step) language(tag string, at Pressed) (known bool) {
	if !slices.Contains(s.Words.Languages(), tag) {
		return false
	}
	if base, _, _ := strings.Cut(strings.ToLower(s.m.Language), "-"); base != tag {
		s.m.Language = tag
	}
	s.do(Change{at.Message, screen("settings")})
	return true
}

// settingsLanguage offers every language, each in its own words.
func (d *drawing) settingsLanguage() error {
	for _, tag := range d.Words.Languages() {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("language."+tag, "language", tag)})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("back", "set", "main")})
	return d.text("settings.language")
}

// everyWording are the prompts of a kind in all languages: a note keeps the one
// that it answered.
func (d *drawing) everyWording(k nudges.Kind) (list []content.Prompt) {
	for _, tag := range d.Words.Languages() {
		list = append(list, d.Words.Prompts(tag, k)...)
	}
	return list
}
