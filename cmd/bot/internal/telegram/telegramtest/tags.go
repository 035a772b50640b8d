//lint:file-ignore ST1005 these are Telegram's own words

package telegramtest

import "fmt"

// tags are the tags that mean one thing, whatever their attributes.
var tags = map[string]string{
	"b": "bold", "strong": "bold",
	"i": "italic", "em": "italic",
	"u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler",
	"code":       "code",
	"pre":        "pre",
}

// meaning is the entity a start tag opens, and the address of a link.
func meaning(name string, attributes map[string]string, at int) (kind, link string, err error) {
	switch name {
	case "span":
		if attributes["class"] != "tg-spoiler" {
			return "", "", fmt.Errorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", at)
		}
		return "spoiler", "", nil
	case "a":
		if link = attributes["href"]; !validURL(link) {
			return "", "", fmt.Errorf("Tag \"a\" must have a valid \"href\" at byte offset %d", at)
		}
		return "text_link", link, nil
	case "blockquote":
		if _, ok := attributes["expandable"]; ok {
			return "expandable_blockquote", "", nil
		}
		return "blockquote", "", nil
	}
	if kind, ok := tags[name]; ok {
		return kind, "", nil
	}
	return "", "", fmt.Errorf("Unsupported start tag %q at byte offset %d", name, at)
}

// family groups the kinds that nest alike; the rest are styles, which combine
// freely with all but code.
var family = map[string]string{
	"code": "code", "pre": "code", "text_link": "link",
	"blockquote": "quote", "expandable_blockquote": "quote",
}

// mayNest reports whether the Bot API's nesting rules let one kind of entity
// hold another: code holds nothing and stands alone or in a quote, links hold no
// links and quotes no quotes.
func mayNest(outer, inner string) bool {
	o, i := family[outer], family[inner]
	switch {
	case o == "code":
		return false
	case i == "code":
		return o == "quote"
	}
	return o == "" || o != i
}
