package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"afterglow/storage/kv"
)

func TestSecondOpener(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	first, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if second, err := Open(path); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("error %v, want ErrInUse", err)
		second.Close()
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %v, want at most 2s", took)
	}
	write(t, first, func(w kv.Writer) error { return w.Put([]byte("a"), nil) }) // undisturbed
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	third, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	third.Close()
}

func TestNewFileIsPrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "folder")
	path := filepath.Join(folder, "t.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for path, want := range map[string]fs.FileMode{path: 0o600, folder: 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v; want %v", filepath.Base(path), info.Mode().Perm(), err, want)
		}
	}
	if _, err := Open(folder); err == nil {
		t.Error("a folder opens as a database")
	}
}

func TestContextIsOver(t *testing.T) {
	db, err := Open(filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ran := false
	err = errors.Join(
		db.View(ctx, func(kv.Reader) error { ran = true; return nil }),
		db.Update(ctx, func(kv.Writer) error { ran = true; return nil }),
	)
	if !errors.Is(err, context.Canceled) || ran {
		t.Errorf("error %v, ran %v; want the context's error and nothing run", err, ran)
	}
}

// TestPanicOfTheCaller: a mistake in the caller's code is rolled back, is not
// taken for a damaged file, and does not lock the DB.
func TestPanicOfTheCaller(t *testing.T) {
	var none map[string]int
	var nobody *struct{ name string }
	for what, mistake := range map[string]func(kv.Reader){
		"a value":        func(kv.Reader) { panic("boom") },
		"an error":       func(kv.Reader) { panic(fmt.Errorf("boom: %w", kv.ErrNotFound)) },
		"a nil map":      func(kv.Reader) { none["a"]++ },
		"a nil pointer":  func(kv.Reader) { nobody.name = "boom" },
		"an index":       func(kv.Reader) { s := make([]int, runtime.NumGoroutine()); s[len(s)]++ },
		"in the library": func(kv.Reader) { _ = slices.Delete([]int{1}, 2, 3) },
		"in a sort":      func(kv.Reader) { slices.SortFunc([]int{2, 1}, func(int, int) int { panic("boom") }) },
		"in a scan": func(r kv.Reader) {
			for range r.Scan([]byte("a"), []byte("z")) {
				panic("boom")
			}
		},
	} {
		t.Run(what, func(t *testing.T) {
			db, err := Open(filepath.Join(t.TempDir(), "t.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			write(t, db, func(w kv.Writer) error { return w.Put([]byte("a"), []byte("1")) })
			wantPanic(t, func() error {
				return db.Update(t.Context(), func(w kv.Writer) error {
					if err := w.Put([]byte("a"), []byte("2")); err != nil {
						return err
					}
					mistake(w)
					return nil
				})
			})
			wantPanic(t, func() error {
				return db.View(t.Context(), func(r kv.Reader) error { mistake(r); return nil })
			})
			write(t, db, func(w kv.Writer) error {
				if v, err := w.Get([]byte("a")); err != nil || string(v) != "1" {
					t.Errorf("after the panic: %q, %v; want what was there before", v, err)
				}
				return nil
			})
		})
	}
}

func wantPanic(t *testing.T, fn func() error) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("the panic did not go on")
		}
	}()
	t.Errorf("it returned %v", fn())
}
