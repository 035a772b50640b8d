package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const example = "../../../../config.example.yaml"

// TestExample holds config.example.yaml to its word: what it shows is what
// holds without it, except for the clinic.
func TestExample(t *testing.T) {
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Clinic = Clinic{Name: "Example Clinic", Phone: examplePhone, Country: "US", SessionMinutes: 90}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if err := got.Check(); err != nil {
		t.Error(err)
	}
	if w := got.Warnings(); len(w) != 1 || w[0].Key != "clinic.phone" {
		t.Errorf("warnings %v, want one about the number of the example", w)
	}
}

// TestExampleShowsAll finds every key in the example, in the order of the
// table, with a comment on the line above it.
func TestExampleShowsAll(t *testing.T) {
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	section, above := "", ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		word, _, isKey := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "#") || !isKey:
		case !strings.HasPrefix(line, " "):
			section = word
		default:
			shown = append(shown, section+"."+word)
			if !strings.HasPrefix(above, "  # ") || !strings.HasSuffix(above, ".") {
				t.Errorf("%s.%s has no comment above it", section, word)
			}
		}
		above = line
	}
	var want []string
	for _, k := range keys {
		if !strings.HasPrefix(k.name, "protocol.") { // those are shown as comments
			want = append(want, k.name)
		}
	}
	if !slices.Equal(shown, want) {
		t.Errorf("shown %q\nwant  %q", shown, want)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.yaml")
	write(t, path, "telegram:\n  token_file: token\nstorage:\n  keys: /elsewhere/keys\n  path: ../db\n", 0o644)
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Telegram.TokenFile = filepath.Join(dir, "token")
	want.Storage.Path = filepath.Join(filepath.Dir(dir), "db")
	want.Storage.Keys = "/elsewhere/keys"
	want.Storage.MasterKeyFile = filepath.Join(dir, "data/master.key")
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	write(t, path, "", 0o644)
	if got, err = Load(path); err != nil || got.Telegram.TokenFile != "" {
		t.Errorf("token file %q, %v; one that is not given names no file", got.Telegram.TokenFile, err)
	}
}

func TestLoadMistakes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.yaml")
	if _, err := Load(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	write(t, path, "fish: 1\nlog: 2\n", 0o644)
	_, err := Load(path)
	var ms Mistakes
	if !errors.As(err, &ms) || len(ms) != 2 {
		t.Fatalf("got %v, want two mistakes", err)
	}
	if want := "config: " + path + ":\n" + ms.Error(); err.Error() != want {
		t.Errorf("got %q\nwant %q", err, want)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		clinic Clinic
		want   []string // keys
	}{
		{Clinic{}, []string{"clinic.phone", "clinic.country"}},
		{Clinic{Name: "A", UrgentPhone: "911", Country: "US"}, []string{"clinic.phone"}},
		{Clinic{Phone: "555"}, []string{"clinic.country"}},
		{Clinic{Phone: "555", Country: "US"}, nil},
	}
	for _, tt := range tests {
		c := Default()
		c.Clinic = tt.clinic
		err := c.Check()
		var ms Mistakes
		errors.As(err, &ms)
		var got []string
		for _, m := range ms {
			got = append(got, m.Key)
		}
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.want == nil) {
			t.Errorf("%+v: %v, want mistakes about %q", tt.clinic, err, tt.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	c := Default()
	c.Clinic = Clinic{Phone: "+1 212 5550199", UrgentPhone: "911"}
	if w := c.Warnings(); w != nil {
		t.Errorf("got %v for numbers of its own", w)
	}
	c.Clinic.UrgentPhone = "+1 (555) 0100" // the same number in another dress
	if w := c.Warnings(); len(w) != 1 || w[0].Key != "clinic.urgent_phone" {
		t.Errorf("got %v, want one about clinic.urgent_phone", w)
	}
}

// TestKeys holds the table to itself: each key leads to a field of its own, and
// the defaults pass their rules.
func TestKeys(t *testing.T) {
	c := Default()
	seen := map[any]string{}
	for _, k := range keys {
		var field any
		switch v := k.of(&c).(type) {
		case number:
			field = v.to
			if *v.to < v.min || *v.to > v.max {
				t.Errorf("%s: default %d is out of range", k.name, *v.to)
			}
		case text:
			field = v.to
			if wrong := v.rule(*v.to); wrong != "" {
				t.Errorf("%s: default: %s", k.name, wrong)
			}
		case figure:
			field = v.to
			if wrong := v.set(v.now); wrong != "" {
				t.Errorf("%s: default: %s", k.name, wrong)
			}
		case kinds, week:
			field = k.name
		default:
			t.Fatalf("%s: a %T", k.name, v)
		}
		if other := seen[field]; other != "" {
			t.Errorf("%s and %s lead to the same field", k.name, other)
		}
		seen[field] = k.name
	}
	if !reflect.DeepEqual(c, Default()) {
		t.Error("a default that is written is not the default")
	}
}

func TestCountries(t *testing.T) {
	codes := strings.Fields(countryCodes)
	if len(codes) != 249 { // as many as ISO 3166-1 assigns
		t.Errorf("%d codes, want 249", len(codes))
	}
	if !slices.IsSorted(codes) || len(slices.Compact(codes)) != len(strings.Fields(countryCodes)) {
		t.Error("codes are out of order or twice there")
	}
	for name, code := range meantCountry {
		if !isCountry(code) || isCountry(name) {
			t.Errorf("%s is not a way to miss %s", name, code)
		}
	}
}

// write writes a file and sets its mode whatever the umask is.
func write(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// env returns a getenv that knows one variable.
func env(name, value string) func(string) string {
	return func(n string) string {
		if n == name {
			return value
		}
		return ""
	}
}
