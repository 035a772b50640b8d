package config

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Parse reads the settings from the text of a file. Keys that are not given
// keep the value of [Default]; paths stay as they are written. The error is a
// [Mistakes] with every mistake of the file, each with a line, and the Config
// beside it is empty. Text that is not YAML has no keys to look at, so then
// only that is told.
func Parse(data []byte) (Config, error) {
	r := reader{config: Default(), given: map[string]Mistake{}}
	file, wrong := parseSyntax(bytes.TrimPrefix(data, []byte("\ufeff")))
	if wrong != nil {
		r.mistakes = wrong
	} else {
		r.file(file)
		r.together()
		r.settle()
	}
	if len(r.mistakes) > 0 {
		r.mistakes.sort()
		return Config{}, r.mistakes
	}
	r.config.Telegram.APIURL = strings.TrimRight(r.config.Telegram.APIURL, "/")
	return r.config, nil
}

// A reader walks a syntax tree into a Config.
type reader struct {
	config   Config
	mistakes Mistakes
	given    map[string]Mistake // where each section and key was first given; without a text
}

// wrong adds a mistake.
func (r *reader) wrong(where Mistake, text string) {
	where.Text = text
	r.mistakes = append(r.mistakes, where)
}

// at returns the place of a node, as a mistake about a key without a text. A
// node that knows no place gets the one of what it stands in.
func at(n ast.Node, key string, around Mistake) Mistake {
	m := Mistake{Line: max(1, around.Line), Column: max(1, around.Column), Key: key}
	if n == nil {
		return m
	}
	if t := n.GetToken(); t != nil && t.Position != nil && t.Position.Line > 0 {
		m.Line, m.Column = t.Position.Line, max(1, t.Position.Column)
	}
	return m
}

// file reads the one document of a file.
func (r *reader) file(f *ast.File) {
	documents := 0
	for _, d := range f.Docs {
		where := at(d.Body, "", Mistake{})
		if d.Start != nil && d.Start.Position != nil {
			where.Line, where.Column = max(1, d.Start.Position.Line), max(1, d.Start.Position.Column)
		}
		if d.Body != nil && d.Body.Type() == ast.DirectiveType {
			r.wrong(where, "lines that begin with % are not used here; remove it")
			continue
		}
		if documents++; documents > 1 {
			r.wrong(where, secondDocument)
			continue
		}
		r.document(d.Body, where)
	}
}

// document reads the sections of a file.
func (r *reader) document(body ast.Node, where Mistake) {
	if body == nil {
		return
	}
	for _, section := range r.entries(body, "", where) {
		name := section.name
		switch {
		case name == "circles":
			r.once(section.where, "put them together")
			r.circles(section)
			continue
		case len(keysOf(name)) == 0:
			r.wrong(section.where, unknownSection(name))
			continue
		}
		r.once(section.where, "put its keys together")
		base := Default()
		fill(r, section, &r.config, &base, keysOf(name), func(leaf string) string { return unknownKey(name, leaf) })
	}
}

// fill reads the keys of a mapping into a T. The base holds what they are when
// they are not given; unknown says what to write in place of another key.
func fill[T any](r *reader, mapping entry, to, base *T, fields []field[T], unknown func(string) string) {
	for _, e := range r.entries(mapping.value, mapping.where.Key, mapping.where) {
		i := slices.Index(names(fields), e.name)
		if i < 0 {
			r.wrong(e.where, unknown(e.name))
			continue
		}
		r.once(e.where, "keep one of the two")
		r.value(fields[i].of(to), fields[i].of(base).shown(), e)
	}
}

// once reports a section or key that was given before.
func (r *reader) once(where Mistake, mend string) {
	first, again := r.given[where.Key]
	if again {
		r.wrong(where, fmt.Sprintf("given twice, first on line %d; %s", first.Line, mend))
		return
	}
	r.given[where.Key] = where
}

// An entry is a key of the syntax tree with its value.
type entry struct {
	name  string
	where Mistake
	value ast.Node // nil when it could not be read and that has been reported
}

// entries returns the keys below a node: those of a section, or the sections
// of the file when the section is "". A section without any is no mistake.
func (r *reader) entries(n ast.Node, section string, around Mistake) []entry {
	var pairs []*ast.MappingValueNode
	switch n := r.unwrap(n, section, around).(type) {
	case nil, *ast.NullNode:
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		text := "expected its keys below it, indented by two spaces, found " + describe(n)
		if section == "" {
			text = "expected the sections " + list(sections(), "and") + ", found " + describe(n)
		}
		r.wrong(at(n, section, around), text+"; a key is a word, a colon and a space, then its value")
	}
	var all []entry
	for _, p := range pairs {
		if e, ok := r.entry(p, section, around); ok {
			all = append(all, e)
		}
	}
	return all
}

// entry reads one key. It is not ok when there is none, and that has been
// reported.
func (r *reader) entry(p *ast.MappingValueNode, section string, around Mistake) (entry, bool) {
	where := at(p, section, around)
	where = at(p.Key, section, where)
	if p.Key == nil || p.Key.Type() == ast.MergeKeyType {
		r.wrong(where, "<< is not used here; write the keys out")
		return entry{}, false
	}
	k := r.unwrap(p.Key, section, where)
	if k == nil || k.GetToken() == nil {
		return entry{}, false
	}
	e := entry{name: k.GetToken().Value, where: where, value: p.Value}
	e.where.Key = bare(strings.TrimPrefix(section+"."+e.name, "."))
	return e, true
}

// unwrap takes off what YAML can put around a value and this file does not
// use, and reports it. Nil means that nothing is left.
func (r *reader) unwrap(n ast.Node, key string, around Mistake) ast.Node {
	where := at(n, key, around)
	switch n := n.(type) {
	case *ast.AnchorNode:
		r.wrong(where, "names given with & are not used here; remove it, or put the value in quotes")
		return r.unwrap(n.Value, key, where)
	case *ast.AliasNode:
		r.wrong(where, "references with * are not used here; write the value out, or in quotes")
		return nil
	case *ast.TagNode:
		r.wrong(where, "tags with ! are not used here; remove it, or put the value in quotes")
		return r.unwrap(n.Value, key, where)
	case *ast.MappingKeyNode:
		r.wrong(where, "keys are not marked with ? here; write key: value")
		return r.unwrap(n.Value, key, where)
	}
	return n
}
