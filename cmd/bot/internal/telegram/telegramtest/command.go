package telegramtest

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

var command = regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?`)

// commandEntities finds the commands in a member's text: a slash at the start
// or after something that is no word, and a name that ends where a word does.
func commandEntities(text string) []Entity {
	var out []Entity
	for _, at := range command.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if at[0] > 0 && joins(before) || at[1] < len(text) && joins(after) {
			continue
		}
		out = append(out, Entity{Type: "bot_command", Offset: units(text[:at[0]]), Length: units(text[at[0]:at[1]])})
	}
	return out
}

// joins reports whether a command cannot begin after, or end before, a rune.
func joins(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '/' || r == '<' || r == '>'
}
