package content

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// usage is what the code of package talk names.
type usage struct {
	texts         map[string]bool // by painters
	shown         map[string]bool // screens that are shown under their name
	labels        map[string]bool
	labelPrefixes []string // of labels whose name is put together
	textPrefixes  []string
	painted       map[string]bool // screens with a painter
	rows          map[string]bool // screens with fixed buttons
	dotted        map[string]bool // every other literal that looks like a name

	placed map[ast.Expr]bool // literals whose place says what they name
}

// readTalk reads the code of package talk, or some of its functions.
func readTalk(t *testing.T, functions ...string) *usage {
	t.Helper()
	u := &usage{texts: map[string]bool{}, shown: map[string]bool{}, labels: map[string]bool{}, painted: map[string]bool{},
		rows: map[string]bool{}, dotted: map[string]bool{}, placed: map[ast.Expr]bool{}}
	paths, err := filepath.Glob("../talk/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, is := d.(*ast.FuncDecl); len(functions) == 0 || is && slices.Contains(functions, fn.Name.Name) {
				found++
				ast.Inspect(d, u.look)
			}
		}
	}
	if found == 0 || len(functions) > 0 && found != len(functions) {
		t.Fatalf("found %d declarations of package talk", found)
	}
	return u
}

func (u *usage) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		u.call(n)
	case *ast.ValueSpec:
		u.table(n)
	case *ast.BasicLit:
		s, isName := literal(n)
		if isName && !u.placed[n] && strings.ContainsAny(s, "._") && !strings.HasPrefix(s, ".") && !strings.ContainsAny(s, " /%") { // ".jpg" ends a file
			u.dotted[s] = true
		}
	}
	return true
}

// call reads the first argument of the calls that take a name.
func (u *usage) call(c *ast.CallExpr) {
	var names map[string]bool
	var prefixes *[]string
	switch callee(c) {
	case "text":
		names, prefixes = u.texts, &u.textPrefixes
	case "show", "screen":
		names, prefixes = u.shown, &u.textPrefixes
	case "label", "button":
		names, prefixes = u.labels, &u.labelPrefixes
	}
	if names == nil || len(c.Args) == 0 {
		return
	}
	switch arg := c.Args[0].(type) {
	case *ast.BasicLit:
		if s, is := literal(arg); is {
			names[s], u.placed[arg] = true, true
		}
	case *ast.BinaryExpr:
		if s, is := literal(arg.X); is {
			*prefixes = append(*prefixes, s)
		}
	}
}

// table reads the tables of screens.
func (u *usage) table(v *ast.ValueSpec) {
	if len(v.Names) != 1 || len(v.Values) != 1 {
		return
	}
	screens := map[string]map[string]bool{"painters": u.painted, "rows": u.rows}[v.Names[0].Name]
	if screens == nil {
		return
	}
	for _, e := range v.Values[0].(*ast.CompositeLit).Elts {
		kv := e.(*ast.KeyValueExpr)
		name, _ := literal(kv.Key)
		screens[name], u.placed[kv.Key] = true, true
		ast.Inspect(kv.Value, func(n ast.Node) bool { // of a button, the first word is its label
			if b, is := n.(*ast.CompositeLit); is && len(b.Elts) > 0 {
				if s, is := literal(b.Elts[0]); is {
					u.labels[s] = true
				}
			}
			return true
		})
	}
}

func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	b, is := e.(*ast.BasicLit)
	if !is || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}

// files are names of documents, which look like names of texts.
var files = []string{"everything.json", "notes.txt", "notes.pdf", "days.png", "event.ics"}

func TestWordsThatTalkNames(t *testing.T) {
	u, l := readTalk(t), Builtin()
	for _, lang := range l.Languages() {
		w := l.languages[lang]
		for name := range u.texts {
			if w.texts[name] == nil {
				t.Errorf("%s: no text %q", lang, name)
			}
		}
		for name := range u.shown {
			if w.texts[name] == nil && !u.painted[name] {
				t.Errorf("%s: no text %q", lang, name)
			}
		}
		for name := range u.labels {
			if w.labels[name] == "" {
				t.Errorf("%s: no label %q", lang, name)
			}
		}
		for name := range u.dotted {
			if strings.Contains(name, ".") && !u.knows(w, name) && !slices.Contains(files, name) {
				t.Errorf("%s: neither text nor label: %q", lang, name)
			}
		}
	}
}

// knows reports whether a name is one of a text, a label or a screen, or the
// beginning of some.
func (u *usage) knows(w *language, name string) bool {
	if strings.HasSuffix(name, ".") && (under(w.labels, name) != nil || under(w.texts, name) != nil) {
		return true
	}
	return w.texts[name] != nil || w.labels[name] != "" || u.painted[name] || slices.Contains(u.textPrefixes, name)
}

// Screens that nobody shows any more are taken out.
func TestNoScreenIsUnused(t *testing.T) {
	u := readTalk(t)
	for _, table := range []map[string]bool{u.rows, u.painted} {
		for name := range table {
			if !u.shown[name] && !u.dotted[name] && !slices.ContainsFunc(u.textPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
				t.Errorf("nobody shows the screen %q", name)
			}
		}
	}
}

// Words that nobody says any more are taken out.
func TestNoWordIsUnused(t *testing.T) {
	u, l := readTalk(t), Builtin()
	used := func(name string, named map[string]bool, prefixes []string) bool {
		return named[name] || u.dotted[name] || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	}
	for _, lang := range l.Languages() {
		w := l.languages[lang]
		for _, name := range slices.Sorted(maps.Keys(w.texts)) {
			if !u.texts[name] && !used(name, u.shown, u.textPrefixes) {
				t.Errorf("%s: the text %q is used nowhere", lang, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(w.labels)) {
			if !used(name, u.labels, u.labelPrefixes) {
				t.Errorf("%s: the label %q is used nowhere", lang, name)
			}
		}
	}
}
