package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile is several times the size of config.example.yaml, in bytes. Longer
// files can keep the parser busy for minutes.
const maxFile = 16 << 10

// parseSyntax makes a syntax tree of a file. When it cannot, the mistakes say
// why; the parser tells only the first of its own.
func parseSyntax(data []byte) (*ast.File, Mistakes) {
	if found := checkBytes(data); len(found) > 0 {
		return nil, found
	}
	tokens := lexer.Tokenize(string(data))
	if found := repeatedHeaders(tokens); len(found) > 0 {
		return nil, found
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err == nil {
		return file, nil
	}
	m := Mistake{Line: 1, Column: 1, Text: "this is not YAML"}
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		m.Text = explain(syntax.GetMessage())
		if t := syntax.GetToken(); t != nil && t.Position != nil {
			m.Line, m.Column = max(1, t.Position.Line), max(1, t.Position.Column)
		}
	}
	return nil, Mistakes{m}
}

// secondDocument is said where a file goes on after its one document.
const secondDocument = "a second document begins here; keep everything in one, with no --- or ... between"

// repeatedHeaders finds --- after --- with nothing between them. The parser
// drops what follows without a word.
func repeatedHeaders(tokens token.Tokens) Mistakes {
	var found Mistakes
	last := token.UnknownType
	for _, t := range tokens {
		if t.Type == token.DocumentHeaderType && last == token.DocumentHeaderType && t.Position != nil {
			found = append(found, Mistake{Line: max(1, t.Position.Line), Column: max(1, t.Position.Column), Text: secondDocument})
		}
		if t.Type != token.CommentType {
			last = t.Type
		}
	}
	return found
}

// checkBytes finds what is wrong before there is any syntax: a file too long,
// bytes that are no text, tabs used to indent.
func checkBytes(data []byte) Mistakes {
	if len(data) > maxFile {
		return Mistakes{{Line: 1, Column: 1, Text: fmt.Sprintf("the file is longer than %d bytes; it cannot be the configuration", maxFile)}}
	}
	var found Mistakes
	for i, line := range bytes.Split(data, []byte("\n")) {
		m := Mistake{Line: i + 1, Column: 1}
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		rest := line[indent:]
		switch {
		case !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0:
			m.Text = "is not text; save the file as UTF-8"
		case bytes.IndexByte(line[:indent], '\t') >= 0 && len(bytes.TrimSpace(rest)) > 0 && rest[0] != '#':
			m.Column = bytes.IndexByte(line, '\t') + 1
			m.Text = "indented with a tab; use spaces, two for each level"
		default:
			continue
		}
		found = append(found, m)
	}
	return found
}

// hints says in plain words what the parser's commonest complaints mean.
var hints = []struct{ message, text string }{
	{"mapping value is not allowed", `a second colon where none may be; put a value that has a colon and a space in it in quotes, and start each key on its own line, level with its neighbours`},
	{"value is not allowed in this context", "indented differently from its neighbours; keys of a section begin in the same column"},
	{"non-map value is specified", "a key with its value is missing here; write key: value, with a colon and a space"},
	{"unexpected key name", "a key with its value is missing here; write key: value, with a colon and a space"},
	{"could not find end character", "a quote is opened here and not closed; close it on the same line"},
	{"is a reserved character", "a value cannot begin with @ or `; put it in quotes"},
	{"unexpected directive value", "a value cannot begin with %; put it in quotes"},
	{"undefined anchor", "& has a meaning of its own in YAML; put the value in quotes"},
	{"undefined alias", "* has a meaning of its own in YAML; put the value in quotes"},
	{"unknown escape character", `a backslash in double quotes is followed by a letter that means nothing; use single quotes`},
	{"end token '}'", "{ is opened here and not closed"},
	{"end token ']'", "[ is opened here and not closed"},
	{"',' or '}' must be", "a comma or } is missing here"},
	{"',' or ']' must be", "a comma or ] is missing here"},
	{"cannot start any token", "a tab stands where only spaces may; use spaces"},
	{"tab character", "a tab stands where only spaces may; use spaces"},
}

func explain(message string) string {
	for _, h := range hints {
		if strings.Contains(message, h.message) {
			return h.text
		}
	}
	return "this is not YAML: " + bare(message)
}
