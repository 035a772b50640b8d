package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// only says which files may import what. Data flows one way: main → internal
// parts → talk → content → nudges, and telegram, inbox, dispatch, fetch → storage →
// kv. What is not listed is free.
var only = []struct {
	imports string   // a prefix of import paths
	by      []string // prefixes of the files that may
}{
	{"github.com/go-telegram/", []string{"cmd/bot/internal/telegram/", "cmd/bot/run.go"}},
	{"go.etcd.io/bbolt", []string{"storage/bolt/"}},
	{"github.com/robfig/cron", []string{"cmd/bot/housekeeping.go"}},
	{"github.com/teambition/rrule-go", []string{"cmd/bot/internal/circles/"}},
	{"gonum.org/", []string{"cmd/bot/internal/picture/"}},
	{"github.com/goccy/go-yaml", []string{"cmd/bot/internal/config/", "cmd/bot/internal/content/"}},
	{"github.com/alecthomas/kong", []string{"cmd/bot/main.go"}},
	{"afterglow/cmd/bot/internal/config", []string{"cmd/bot/*"}},
	{"afterglow/cmd/bot/internal/demo", []string{"cmd/bot/*"}},
	{"afterglow/cmd/bot/internal/inbox", []string{"cmd/bot/*"}},
	{"afterglow/cmd/bot/internal/dispatch", []string{"cmd/bot/*"}},
	{"afterglow/cmd/bot/internal/fetch", []string{"cmd/bot/*"}},
	{"afterglow/cmd/bot/internal/telegram/telegramtest", []string{"cmd/bot/*", "cmd/bot/internal/demo/", "cmd/bot/internal/telegram/"}},
	{"afterglow/cmd/bot/internal/telegram", []string{"cmd/bot/*", "cmd/bot/internal/inbox/", "cmd/bot/internal/dispatch/", "cmd/bot/internal/fetch/", "cmd/bot/internal/demo/", "cmd/bot/internal/telegram/"}},
	{"afterglow/cmd/bot/internal/talk", []string{"cmd/bot/*", "cmd/bot/internal/inbox/", "cmd/bot/internal/dispatch/", "cmd/bot/internal/fetch/", "cmd/bot/internal/telegram/"}},
	{"afterglow/cmd/", []string{"cmd/"}},
	{"afterglow/storage/bolt", []string{"cmd/bot/*", "storage/bolt/"}},
	{"afterglow/storage", []string{"cmd/bot/*", "cmd/bot/internal/inbox/", "cmd/bot/internal/dispatch/", "cmd/bot/internal/fetch/", "storage/"}},
}

// pure are the packages that read no clock, no disk and no network, with what
// they may import.
var pure = map[string][]string{
	"nudges":                   nil,
	"cmd/bot/internal/talk":    {"afterglow/nudges", "afterglow/cmd/bot/internal/"},
	"cmd/bot/internal/circles": {"afterglow/nudges", "github.com/teambition/rrule-go"},
	"cmd/bot/internal/picture": {"gonum.org/v1/plot/", "codeberg.org/go-fonts/", "golang.org/x/image/"},
	"cmd/bot/internal/crisis":  {"golang.org/x/text/"},
	"cmd/bot/internal/search":  {"golang.org/x/text/"},
	"cmd/bot/internal/when":    {"golang.org/x/text/"},
	"cmd/bot/internal/zones":   {"golang.org/x/text/"},
}

func TestImports(t *testing.T) {
	files := os.DirFS("../..")
	seen := 0
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		seen++
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", path), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			checkImport(t, path, strings.Trim(i.Path.Value, `"`))
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Fatalf("looked at %d files: %v", seen, err)
	}
}

func checkImport(t *testing.T, path, imported string) {
	test := strings.HasSuffix(path, "_test.go")
	for _, rule := range only {
		if strings.HasPrefix(imported, rule.imports) {
			if !allowed(path, rule.by) && !test {
				t.Errorf("%s imports %s, which only %s may", path, imported, strings.Join(rule.by, ", "))
			}
			break // the first rule that fits
		}
	}
	list, is := pure[filepath.Dir(path)]
	if !is || test {
		return
	}
	if strings.Contains(strings.Split(imported, "/")[0], ".") || strings.HasPrefix(imported, "afterglow/") {
		for _, ok := range list {
			if strings.HasPrefix(imported, ok) {
				return
			}
		}
		t.Errorf("%s imports %s: %s is pure", path, imported, filepath.Dir(path))
	}
	for _, outside := range []string{"os", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2"} {
		if imported == outside {
			t.Errorf("%s imports %s: %s is pure", path, imported, filepath.Dir(path))
		}
	}
}

// allowed reports whether path is under one of the prefixes; "dir/*" means the
// files of dir itself.
func allowed(path string, prefixes []string) bool {
	for _, p := range prefixes {
		if dir, direct := strings.CutSuffix(p, "/*"); direct {
			if filepath.Dir(path) == dir {
				return true
			}
		} else if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}
