//lint:file-ignore ST1005 these are Telegram's own words

package telegramtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseHTML reads Telegram's HTML: a few tags that nest and close in order, the
// four named character references and numeric ones. It returns the text and its
// entities, the outer before the inner. Nothing is forgiven.
func parseHTML(source string) (string, []Entity, error) {
	p := &parser{source: source}
	for p.at < len(p.source) {
		if err := p.step(); err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	entities := slices.DeleteFunc(p.entities, func(e Entity) bool { return e.Length == 0 })
	if len(entities) == 0 {
		entities = nil
	}
	return p.text.String(), entities, nil
}

// A parser is between two steps at a byte of the source.
type parser struct {
	source   string
	at       int
	text     strings.Builder
	units    int // UTF-16 units of text
	open     []openTag
	entities []Entity // in the order their tags open; Length is set when they close
}

type openTag struct {
	name   string
	kind   string // of the entity; "" when the tag makes none of its own
	entity int    // its index
}

// step reads a tag, a character reference or the plain text up to either.
func (p *parser) step() error {
	rest := p.source[p.at:]
	switch {
	case strings.HasPrefix(rest, "</"):
		return p.endTag()
	case rest[0] == '<':
		return p.startTag()
	case rest[0] == '&':
		r, size, ok := reference(rest)
		if !ok {
			return fmt.Errorf("Unsupported character reference at byte offset %d", p.at)
		}
		p.write(string(r))
		p.at += size
	case rest[0] == '>':
		return fmt.Errorf("Unescaped \">\" at byte offset %d", p.at)
	default:
		n := strings.IndexAny(rest, "<>&")
		if n < 0 {
			n = len(rest)
		}
		p.write(rest[:n])
		p.at += n
	}
	return nil
}

func (p *parser) write(s string) {
	p.text.WriteString(s)
	p.units += units(s)
}

func (p *parser) endTag() error {
	begin := p.at
	inside, _, ok := strings.Cut(p.source[begin+2:], ">")
	if !ok {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin)
	}
	p.at += len("</") + len(inside) + len(">")
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin)
	}
	tag := p.open[len(p.open)-1]
	name := strings.ToLower(strings.TrimRight(inside, " \t\n"))
	if name != tag.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if tag.kind != "" {
		e := &p.entities[tag.entity]
		e.Length = p.units - e.Offset
	}
	return nil
}

func (p *parser) startTag() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.until(" \t\n>"))
	attributes, ok := p.attributes()
	if !ok {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	tag := openTag{name: name}
	inPre := len(p.open) > 0 && p.open[len(p.open)-1].kind == "pre"
	if name == "code" && inPre && strings.HasPrefix(attributes["class"], "language-") {
		p.open = append(p.open, tag) // names the language of the pre around it
		return nil
	}
	kind, link, err := meaning(name, attributes, begin)
	if err != nil {
		return err
	}
	for _, outer := range p.open {
		if !mayNest(outer.kind, kind) {
			return fmt.Errorf("Entity %q can't be part of %q at byte offset %d", kind, outer.name, begin)
		}
	}
	tag.kind, tag.entity = kind, len(p.entities)
	p.open = append(p.open, tag)
	p.entities = append(p.entities, Entity{Type: kind, Offset: p.units, URL: link})
	return nil
}

// until takes what comes before any of the characters, or all there is.
func (p *parser) until(stop string) string {
	rest := p.source[p.at:]
	n := strings.IndexAny(rest, stop)
	if n < 0 {
		n = len(rest)
	}
	p.at += n
	return rest[:n]
}

// attributes reads the rest of a start tag with its ">".
func (p *parser) attributes() (map[string]string, bool) {
	out := map[string]string{}
	for {
		p.space()
		if p.take('>') {
			return out, true
		}
		name := strings.ToLower(p.until(" \t\n=>\"'"))
		if name == "" {
			return nil, false
		}
		p.space()
		value, ok := "", true
		if p.take('=') {
			p.space()
			value, ok = p.value()
		}
		if !ok {
			return nil, false
		}
		out[name] = value
	}
}

func (p *parser) space() {
	p.at = len(p.source) - len(strings.TrimLeft(p.source[p.at:], " \t\n"))
}

func (p *parser) take(c byte) bool {
	if p.at < len(p.source) && p.source[p.at] == c {
		p.at++
		return true
	}
	return false
}

// value reads an attribute's value, in quotes of either kind or bare.
func (p *parser) value() (string, bool) {
	for _, quote := range []byte{'"', '\''} {
		if !p.take(quote) {
			continue
		}
		raw := p.until(string(quote))
		if !p.take(quote) {
			return "", false
		}
		return unescape(raw)
	}
	bare := p.until(" \t\n>\"'<&")
	return bare, bare != ""
}

// unescape resolves the character references in an attribute's value.
func unescape(raw string) (string, bool) {
	var out strings.Builder
	for raw != "" {
		n := strings.IndexByte(raw, '&')
		if n < 0 {
			n = len(raw)
		}
		out.WriteString(raw[:n])
		if raw = raw[n:]; raw == "" {
			break
		}
		r, size, ok := reference(raw)
		if !ok {
			return "", false
		}
		out.WriteRune(r)
		raw = raw[size:]
	}
	return out.String(), true
}

// references are the named ones Telegram knows.
var references = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}

// reference reads the character reference that s begins with. Of the control
// characters only tab and newline may be written so.
func reference(s string) (r rune, size int, ok bool) {
	end := strings.IndexByte(s, ';')
	if end < 0 {
		return 0, 0, false
	}
	name := s[1:end]
	if number, numeric := strings.CutPrefix(name, "#"); numeric {
		base := 10
		if hex := strings.TrimLeft(number, "xX"); len(hex) == len(number)-1 {
			base, number = 16, hex
		}
		n, err := strconv.ParseUint(number, base, 21)
		r = rune(n)
		ok = err == nil && utf8.ValidRune(r) && (r >= ' ' || r == '\n' || r == '\t')
		return r, end + 1, ok
	}
	r, ok = references[name]
	return r, end + 1, ok
}
