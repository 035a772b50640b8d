// Package content is the words that members read, as data: texts, button
// labels and prompts by language, from YAML files that are compiled in.
//
// A text is an html/template that makes Telegram's HTML; whatever is put into
// it is escaped. No sentence for members stands in Go code, apart from the
// help card of package crisis.
package content

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"afterglow/nudges"
	"github.com/goccy/go-yaml"
)

//go:embed en es
var builtin embed.FS

// Fallback is the language used when a member's own is not there.
const Fallback = "en"

// A Library holds the words of every language.
type Library struct{ languages map[string]*language }

type language struct {
	texts    map[string]*template.Template
	labels   map[string]string
	stop     []string
	cancel   []string
	yes      []string
	prompts  map[nudges.Kind][]Prompt
	menu     []Command
	calendar calendar
}

// A Prompt is one way of wording a nudge.
type Prompt struct {
	ID    string `yaml:"id"`    // names it in the log; never reused for other words
	First string `yaml:"first"` // the first line: all that a locked phone shows
	Ask   string `yaml:"ask"`   // what follows, hidden until it is tapped
	Notes bool   `yaml:"notes"` // only for members whose notes are kept
}

// A Command is an entry of the chat's menu.
type Command struct {
	Name string `yaml:"name"` // without the slash
	Text string `yaml:"text"`
}

// Builtin returns the library that is compiled in. It panics when that is
// broken, which the tests rule out.
func Builtin() *Library {
	l, err := Load(builtin)
	if err != nil {
		panic(err)
	}
	return l
}

// Load reads a library: a folder per language with words.yaml (texts, labels,
// commands, words that mean stop, names of days and months) and prompts.yaml.
// The error lists every mistake.
func Load(files fs.FS) (*Library, error) {
	dirs, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	l := &Library{languages: map[string]*language{}}
	var errs []error
	for _, d := range dirs {
		lang, err := load(files, d.Name())
		if err != nil {
			errs = append(errs, fmt.Errorf("content: %s: %w", d.Name(), err))
		}
		l.languages[d.Name()] = lang
	}
	if l.languages[Fallback] == nil {
		errs = append(errs, fmt.Errorf("content: no folder %q", Fallback))
	}
	return l, errors.Join(errs...)
}

func load(files fs.FS, dir string) (*language, error) {
	var words struct {
		Texts    map[string]string `yaml:"texts"`
		Labels   map[string]string `yaml:"labels"`
		Stop     []string          `yaml:"stop"`
		Cancel   []string          `yaml:"cancel"`
		Yes      []string          `yaml:"yes"`
		Commands []Command         `yaml:"commands"`
		Calendar calendar          `yaml:",inline"`
	}
	prompts := map[nudges.Kind][]Prompt{}
	errs := []error{read(files, dir+"/words.yaml", &words), read(files, dir+"/prompts.yaml", &prompts), words.Calendar.check()}
	lang := &language{texts: map[string]*template.Template{}, labels: words.Labels, stop: words.Stop, cancel: words.Cancel, yes: words.Yes, prompts: prompts, menu: words.Commands, calendar: words.Calendar}
	for _, key := range slices.Sorted(maps.Keys(words.Texts)) {
		t, err := parse(key, words.Texts[key])
		errs = append(errs, err)
		lang.texts[key] = t
	}
	return lang, errors.Join(errs...)
}

// parse makes a template of a text. Whether its HTML is sound is known only
// once it runs, so it runs here on nothing; that it lacks data then is no mistake.
func parse(key, text string) (*template.Template, error) {
	t, err := template.New(key).Option("missingkey=error").Parse(strings.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	var unsound *template.Error
	if err := t.Execute(io.Discard, nil); errors.As(err, &unsound) {
		return nil, unsound
	}
	return t, nil
}

func read(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(data, into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (l *Library) language(lang string) *language {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if w := l.languages[base]; w != nil {
		return w
	}
	return l.languages[Fallback]
}

// Languages lists the languages there are, sorted.
func (l *Library) Languages() (tags []string) {
	for tag := range l.languages {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}

// Has reports whether there is a text of that name.
func (l *Library) Has(lang, key string) bool { return l.language(lang).texts[key] != nil }

// Text renders a text as Telegram's HTML. The error is ours, not the member's:
// a name that does not exist, or a value that the text asks for and data lacks.
func (l *Library) Text(lang, key string, data map[string]any) (string, error) {
	t := l.language(lang).texts[key]
	if t == nil {
		return "", fmt.Errorf("content: no text %q", key)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return "", fmt.Errorf("content: text %q: %w", key, err)
	}
	return out.String(), nil
}

// Label returns the words of a button, plain. A name that does not exist comes
// back as itself, which the tests rule out.
func (l *Library) Label(lang, key string) string {
	if s := l.language(lang).labels[key]; s != "" {
		return s
	}
	return key
}

// Commands are the entries of the chat's menu.
func (l *Library) Commands(lang string) []Command { return l.language(lang).menu }

// StopWords are the whole messages that mean stop, in lower case.
func (l *Library) StopWords(lang string) []string { return l.language(lang).stop }

// CancelWords are those of the stop words that, while a question is open, leave
// that instead.
func (l *Library) CancelWords(lang string) []string { return l.language(lang).cancel }

// Yes reports whether a whole message, in lower case and without punctuation,
// means yes.
func (l *Library) Yes(lang, text string) bool {
	return slices.Contains(l.language(lang).yes, text)
}

// Prompts are the wordings of a kind.
func (l *Library) Prompts(lang string, k nudges.Kind) []Prompt { return l.language(lang).prompts[k] }

// Pick chooses a wording that is not among the used ones, and that fits a member
// whose notes are kept or not, beginning at a place that differs between
// members. Once all are used it begins again with the one
// used longest ago. The same arguments give the same wording.
func (l *Library) Pick(lang string, k nudges.Kind, kept bool, used []string, seed uint64) Prompt {
	all := slices.DeleteFunc(slices.Clone(l.Prompts(lang, k)), func(p Prompt) bool { return p.Notes && !kept })
	if len(all) == 0 {
		return Prompt{}
	}
	best, oldest := 0, len(used)
	for i := range all {
		at := (int(seed%uint64(len(all))) + i) % len(all)
		last := lastIndex(used, all[at].ID)
		if last < 0 {
			return all[at]
		}
		if last < oldest {
			best, oldest = at, last
		}
	}
	return all[best]
}

func lastIndex(list []string, s string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == s {
			return i
		}
	}
	return -1
}
