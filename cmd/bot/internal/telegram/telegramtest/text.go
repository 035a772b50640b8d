package telegramtest

import (
	"encoding/json"
	"sort"
	"strings"
	"unicode"
)

// Lengths in UTF-16 units, after parsing.
const (
	maxText    = 4096
	maxCaption = 1024
)

// A text is what a member sees of a message: without markup or outer space.
type text struct {
	plain    string
	entities []Entity
}

// entityTypes are what the entities of a call may be; links need a url.
var entityTypes = map[string]bool{
	"bold": true, "italic": true, "underline": true, "strikethrough": true, "spoiler": true,
	"blockquote": true, "expandable_blockquote": true, "code": true, "pre": true, "text_link": true,
	"mention": true, "hashtag": true, "cashtag": true, "bot_command": true, "url": true, "email": true,
	"phone_number": true,
}

// text reads a formatted parameter.
func (c *call) text(name, entities string) (text, *failure) {
	plain := controls.Replace(c.fields[name])
	out := text{plain: plain}
	switch mode := strings.ToLower(c.fields["parse_mode"]); mode {
	case "":
		var f *failure
		if out.entities, f = c.entities(entities, plain); f != nil {
			return text{}, f
		}
	case "html":
		var err error
		if out.plain, out.entities, err = parseHTML(plain); err != nil {
			return text{}, badRequest("can't parse entities: %s", err)
		}
	default:
		return text{}, badRequest("unsupported parse_mode")
	}
	return out.trim(), nil
}

// controls does to control characters what Telegram does.
var controls = newControls()

func newControls() *strings.Replacer {
	pairs := []string{"\r", ""}
	for r := rune(0); r < ' '; r++ {
		if r != '\n' && r != '\r' {
			pairs = append(pairs, string(r), " ")
		}
	}
	return strings.NewReplacer(pairs...)
}

// entities reads entities given beside the text.
func (c *call) entities(name, plain string) ([]Entity, *failure) {
	var list []struct {
		Type   string          `json:"type"`
		Offset int             `json:"offset"`
		Length int             `json:"length"`
		URL    string          `json:"url"`
		User   json.RawMessage `json:"user"`
	}
	if f := c.nested(name, &list); f != nil {
		return nil, f
	}
	var out []Entity
	starts := boundaries(plain)
	for _, e := range list {
		end := e.Offset + e.Length
		switch {
		case !entityTypes[e.Type]:
			return nil, badRequest("can't parse entities: unsupported type %q", e.Type)
		case e.Length <= 0 || !starts[e.Offset] || !starts[end]:
			return nil, badRequest("ENTITY_BOUNDS_INVALID")
		case e.Type == "text_link" && !validURL(e.URL):
			return nil, badRequest("ENTITY_URL_INVALID")
		}
		out = append(out, Entity{Type: e.Type, Offset: e.Offset, Length: e.Length, URL: e.URL})
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return a.Offset < b.Offset || a.Offset == b.Offset && a.Length > b.Length
	})
	return out, nil
}

// boundaries are the UTF-16 offsets at which a character begins, and the end.
func boundaries(s string) map[int]bool {
	out, at := map[int]bool{0: true}, 0
	for _, r := range s {
		at += units(string(r))
		out[at] = true
	}
	return out
}

// trim drops space around the text, as Telegram does, and what entities lose by
// it.
func (t text) trim() text {
	left := strings.TrimLeftFunc(t.plain, unicode.IsSpace)
	skipped := units(t.plain) - units(left)
	out := text{plain: strings.TrimRightFunc(left, unicode.IsSpace)}
	size := units(out.plain)
	for _, e := range t.entities {
		from := max(e.Offset-skipped, 0)
		to := min(e.Offset+e.Length-skipped, size)
		if from < to {
			e.Offset, e.Length = from, to-from
			out.entities = append(out.entities, e)
		}
	}
	return out
}
