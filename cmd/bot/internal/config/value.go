package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// A value is what a key can hold, with the place it goes to.
type value interface {
	// read reads it from the file, or reports what is wrong.
	read(r *reader, n ast.Node, where Mistake)
	// wanted says what to write: "a whole number from 1 to 1000". Of a mapping,
	// which may be empty, it is "".
	wanted() string
	// shown is what is there now, as it would be written in the file.
	shown() string
}

// value reads the value of a key. Default is what holds without it.
func (r *reader) value(v value, byDefault string, e entry) {
	n := r.unwrap(e.value, e.where.Key, e.where)
	if n == nil {
		return
	}
	if n.Type() == ast.NullType {
		if v.wanted() != "" {
			r.wrong(e.where, "has no value; write "+v.wanted()+", or remove the line"+otherwise(byDefault))
		}
		return
	}
	v.read(r, n, at(n, e.where.Key, e.where))
}

// otherwise says what holds when a key is not given.
func otherwise(byDefault string) string {
	if byDefault == "" {
		return ""
	}
	return " for the default, " + byDefault
}

// A number is a whole number from min to max, both included.
type number struct {
	to       *int
	min, max int
}

func (v number) wanted() string { return fmt.Sprintf("a whole number from %d to %d", v.min, v.max) }
func (v number) shown() string  { return strconv.Itoa(*v.to) }

// plainNumber is how a number is written here. YAML knows more ways, and reads
// 030 as 24.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

func (v number) read(r *reader, n ast.Node, where Mistake) {
	written, quoted := scalar(n)
	if quoted && plainNumber.MatchString(written) {
		r.wrong(where, fmt.Sprintf("expected %s, found the text %s; write it without quotes: %s", v.wanted(), show(written), bare(written)))
		return
	}
	if !plainNumber.MatchString(written) {
		wrong := fmt.Sprintf("expected %s, found %s", v.wanted(), describe(n))
		if _, text := n.(*ast.StringNode); !text && written != "" {
			wrong += "; write digits only, with no zero in front"
		}
		r.wrong(where, wrong)
		return
	}
	number, err := strconv.Atoi(written)
	if err != nil || number < v.min || number > v.max {
		r.wrong(where, fmt.Sprintf("%s is out of range; write %s", bare(written), v.wanted()))
		return
	}
	*v.to = number
}

// A text is any text that its rule lets pass.
type text struct {
	to   *string
	rule rule // says what is wrong with it, or ""
}

func (v text) wanted() string { return "one" }
func (v text) shown() string  { return *v.to }

func (v text) read(r *reader, n ast.Node, where Mistake) {
	written, wrong := readText(n, v.rule)
	if wrong != "" {
		r.wrong(where, wrong)
		return
	}
	*v.to = written
}

// secretHere is said of a secret in the file.
const secretHere = "holds what looks like a bot token or a key; no secret belongs in this file, so write it to a file of its own and name that here, or use BOT_TOKEN or BOT_MASTER_KEY"

func readText(n ast.Node, fits rule) (text, wrong string) {
	written, _ := scalar(n)
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return "", fmt.Sprintf("expected text, found %s; put it in quotes: %s", describe(n), show(written))
	default:
		return "", "expected text, found " + describe(n)
	}
	text = strings.TrimSpace(written)
	if looksSecret(text) {
		return "", secretHere
	}
	if wrong = oneLine(text); wrong == "" {
		wrong = fits(text)
	}
	return text, wrong
}

// scalar returns a single value as it is written, and whether it is marked as
// text by quotes or as a block. It is "" for lists and mappings.
func scalar(n ast.Node) (written string, quoted bool) {
	switch n := n.(type) {
	case *ast.LiteralNode:
		if n.Value == nil {
			return "", true
		}
		return n.Value.Value, true
	case *ast.StringNode:
		quoted := n.Token != nil && (n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType)
		return n.Value, quoted
	case ast.ScalarNode:
		if t := n.GetToken(); t != nil {
			return t.Value, false
		}
	}
	return "", false
}

// describe says what stands in a place where something else was expected.
func describe(n ast.Node) string {
	written, _ := scalar(n)
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		return "the text " + show(written)
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + bare(written)
	case *ast.BoolNode:
		return "the YAML word " + bare(written)
	case *ast.NullNode:
		return "nothing"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "more keys"
	}
	return "something else"
}
