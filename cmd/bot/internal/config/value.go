package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// value reads the value of a key into the Config, or reports what is wrong
// with it.
func (r *reader) value(k key, e entry) {
	n := r.unwrap(e.value, k.name, e.where)
	if n == nil {
		return
	}
	where := at(n, k.name, e.where)
	if n.Type() == ast.NullType {
		r.wrong(e.where, "has no value; write "+k.wanted()+", or remove the line"+k.otherwise())
		return
	}
	if k.number != nil {
		number, wrong := readNumber(k, n)
		if wrong != "" {
			r.wrong(where, wrong)
			return
		}
		*k.number(&r.config) = number
		return
	}
	text, wrong := readText(k, n)
	if wrong != "" {
		r.wrong(where, wrong)
		return
	}
	*k.text(&r.config) = text
}

// wanted says what a key's value is.
func (k key) wanted() string {
	if k.number != nil {
		return fmt.Sprintf("a whole number from %d to %d", k.min, k.max)
	}
	return "one"
}

// otherwise says what holds when a key is not given.
func (k key) otherwise() string {
	c := Default()
	if k.number != nil {
		return fmt.Sprintf(" for the default, %d", *k.number(&c))
	}
	if text := *k.text(&c); text != "" {
		return " for the default, " + text
	}
	return ""
}

// plainNumber is how a number is written here. YAML knows more ways, and reads
// 030 as 24.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

func readNumber(k key, n ast.Node) (number int, wrong string) {
	written, quoted := scalar(n)
	if quoted && plainNumber.MatchString(written) {
		return 0, fmt.Sprintf("expected %s, found the text %s; write it without quotes: %s", k.wanted(), show(written), bare(written))
	}
	if !plainNumber.MatchString(written) {
		wrong = fmt.Sprintf("expected %s, found %s", k.wanted(), describe(n))
		if _, text := n.(*ast.StringNode); !text && written != "" {
			wrong += "; write digits only, with no zero in front"
		}
		return 0, wrong
	}
	number, err := strconv.Atoi(written)
	if err != nil || number < k.min || number > k.max {
		return 0, fmt.Sprintf("%s is out of range; write %s", bare(written), k.wanted())
	}
	return number, ""
}

func readText(k key, n ast.Node) (text, wrong string) {
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
		return "", "holds what looks like a bot token or a key; no secret belongs in this file, so write it to a file of its own and name that here, or use BOT_TOKEN or BOT_MASTER_KEY"
	}
	if wrong = oneLine(text); wrong == "" {
		wrong = k.rule(text)
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
