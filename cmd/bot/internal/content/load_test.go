package content

import (
	"strings"
	"testing"
	"testing/fstest"
)

// library makes the files of a library out of names and texts in turn.
func library(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

const (
	goodWords   = "texts: {hello: 'Hello {{.Name}}'}\nlabels: {go: 'Go on'}\nstop: [stop]\ncommands: [{name: help, text: Help}]\n"
	goodPrompts = "capture: [{id: a, first: One., ask: 'Two?'}]\n"
)

func TestLoad(t *testing.T) {
	l, err := Load(library("en/words.yaml", goodWords, "en/prompts.yaml", goodPrompts, "es/words.yaml", "texts: {hello: 'Hola {{.Name}}'}", "es/prompts.yaml", "{}"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, want string }{
		{"en", "Hello A"}, {"", "Hello A"}, {"de", "Hello A"}, {"EN-gb", "Hello A"}, {"es", "Hola A"}, {"es-MX", "Hola A"}, {"../en", "Hello A"},
	} {
		if got, err := l.Text(c.lang, "hello", map[string]any{"Name": "A"}); err != nil || got != c.want {
			t.Errorf("in %q: %q, %v, want %q", c.lang, got, err, c.want)
		}
	}
	if got := strings.Join(l.Languages(), " "); got != "en es" {
		t.Errorf("languages %s", got)
	}
	if got := l.Label("en", "go"); got != "Go on" {
		t.Errorf("label %q", got)
	}
	if !l.Has("en", "hello") || l.Has("en", "go") {
		t.Error("Has does not tell texts from what is none")
	}
	if got := l.StopWords("en"); len(got) != 1 || got[0] != "stop" {
		t.Errorf("stop words %q", got)
	}
	if got := l.Commands("en"); len(got) != 1 || got[0] != (Command{"help", "Help"}) {
		t.Errorf("commands %v", got)
	}
	if got := l.Prompts("en", "capture"); len(got) != 1 || got[0] != (Prompt{ID: "a", First: "One.", Ask: "Two?"}) {
		t.Errorf("prompts %v", got)
	}
}

// Each mistake of a library is in the error, wherever the others are.
func TestLoadReportsEveryMistake(t *testing.T) {
	broken := "texts:\n  open: 'a {{if .X}} b'\n  healthy: 'well'\n  call: '{{nothing .X}}'\n  tag: '<b {{.X}}'\n"
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string
	}{
		{"nothing", library(), []string{`no folder "en"`}},
		{"another language only", library("es/words.yaml", goodWords, "es/prompts.yaml", goodPrompts), []string{`no folder "en"`}},
		{"no fallback and a broken language", library("es/words.yaml", broken, "es/prompts.yaml", goodPrompts), []string{`no folder "en"`, "es", "nothing"}},
		{"files missing", library("en/other.txt", ""), []string{"en/words.yaml", "en/prompts.yaml"}},
		{"a file beside the folders", library("en/words.yaml", goodWords, "en/prompts.yaml", goodPrompts, "notes.txt", ""), []string{"notes.txt"}},
		{"templates", library("en/words.yaml", broken, "en/prompts.yaml", goodPrompts), []string{"open", "call", "nothing", "tag"}},
		{"both files", library("en/words.yaml", broken, "en/prompts.yaml", "capture: [{id: a, first: b, aks: c}]"), []string{"open", "nothing", "tag", "en/prompts.yaml", "aks"}},
		{"both languages", library("en/words.yaml", broken, "en/prompts.yaml", goodPrompts, "es/words.yaml", goodWords, "es/prompts.yaml", "capture: 3"), []string{"en", "nothing", "es/prompts.yaml"}},
		{"a name that does not exist", library("en/words.yaml", "text: {}", "en/prompts.yaml", goodPrompts), []string{"en/words.yaml", `"text"`}},
		{"twice the same name", library("en/words.yaml", "texts:\n  a: b\n  a: c\n", "en/prompts.yaml", goodPrompts), []string{"en/words.yaml", "already"}},
		{"no yaml", library("en/words.yaml", "texts: [", "en/prompts.yaml", "\x00"), []string{"en/words.yaml", "en/prompts.yaml"}},
	} {
		_, err := Load(c.files)
		if err == nil {
			t.Errorf("%s: loads", c.name)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: the error does not name %q:\n%v", c.name, w, err)
			}
		}
		if strings.Contains(err.Error(), "healthy") {
			t.Errorf("%s: the error names what is right:\n%v", c.name, err)
		}
		for range 5 {
			if _, again := Load(c.files); again.Error() != err.Error() {
				t.Fatalf("%s: the error differs from time to time:\n%v\n%v", c.name, err, again)
			}
		}
	}
}

func TestTextErrors(t *testing.T) {
	l, err := Load(library("en/words.yaml", "texts: {hello: 'Hello {{.Name}}', list: '{{range .Lines}}{{.Day}}{{end}}'}", "en/prompts.yaml", goodPrompts))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  string
		data map[string]any
	}{
		{"nobody", nil}, {"hello", nil}, {"hello", map[string]any{"name": "A"}},
		{"list", map[string]any{"Lines": []map[string]any{{"Time": "1"}}}},
	} {
		got, err := l.Text("en", c.key, c.data)
		if err == nil || got != "" {
			t.Errorf("%s with %v: %q, %v", c.key, c.data, got, err)
		}
	}
}

// What is put in stays text, whatever it looks like.
func TestEscape(t *testing.T) {
	l, err := Load(library("en/words.yaml", "texts: {echo: '<b>{{.Text}}</b> {{.Text}}'}", "en/prompts.yaml", goodPrompts))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"plain":                  "plain",
		"<b>bold</b>":            "&lt;b&gt;bold&lt;/b&gt;",
		"a & b &amp; c":          "a &amp; b &amp;amp; c",
		`"quoted" and 'so'`:      "&#34;quoted&#34; and &#39;so&#39;",
		"{{.Clinic}}":            "{{.Clinic}}",
		"</b><a href='tg://x'>x": "&lt;/b&gt;&lt;a href=&#39;tg://x&#39;&gt;x",
	} {
		got, err := l.Text("en", "echo", map[string]any{"Text": text})
		if want := "<b>" + want + "</b> " + want; err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}
