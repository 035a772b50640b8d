package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"afterglow/storage/kv"
	"go.etcd.io/bbolt"
)

const records = 100

// whole is a file with pages of every kind: some free, a few leaves under a
// branch, and a value that is larger than a page.
func whole(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "whole.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for round := range byte(2) {
		write(t, db, func(w kv.Writer) error {
			for i := range records - 1 {
				if err := w.Put(fmt.Appendf(nil, "record/%03d", i), bytes.Repeat([]byte{round}, 60)); err != nil {
					return err
				}
			}
			return w.Put([]byte("record/large"), bytes.Repeat([]byte{round}, 9000))
		})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, db *DB, fn func(kv.Writer) error) {
	t.Helper()
	if err := db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// use opens a file, reads all of it and changes some. It returns how many
// records it read, and the first error.
func use(t *testing.T, path string) (n int, err error) {
	t.Helper()
	db, err := Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(t.Context(), func(r kv.Reader) error {
		for _, err := range r.Scan([]byte{0}, []byte{0xff}) {
			if err != nil {
				return err
			}
			if n++; n > 100*records {
				return errors.New("the scan does not end")
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	return n, db.Update(t.Context(), func(w kv.Writer) error {
		for i := 0; i < records; i += 9 {
			if err := w.Delete(fmt.Appendf(nil, "record/%03d", i)); err != nil {
				return err
			}
			if err := w.Put(fmt.Appendf(nil, "record/%03d+", i), nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// fresh writes a file of its own for each case: where bbolt fails while it
// opens one, the lock stays until the process ends.
func fresh(t *testing.T, dir string, data []byte) string {
	t.Helper()
	f, err := os.CreateTemp(dir, "*.db")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

func TestEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("error %v, want ErrDamaged", err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != 0 {
		t.Errorf("the empty file was written to: %v", err)
	}
}

// TestTruncatedFile cuts a file short everywhere around the ends of its pages.
func TestTruncatedFile(t *testing.T) {
	data, page, dir := whole(t), os.Getpagesize(), t.TempDir()
	refused := 0
	for end := 0; end < len(data); end += page {
		for _, size := range []int{end - 1, end, end + 1, end + 16, end + page/2} {
			if size <= 0 || size >= len(data) {
				continue
			}
			n, err := use(t, fresh(t, dir, data[:size]))
			switch {
			case err == nil && n < records:
				t.Errorf("cut to %d bytes of %d: %d of %d records are left and nobody complains", size, len(data), n, records)
			case err != nil:
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no cut was noticed")
	}
}

// fields are where the header of a page has its id, type and count, and its
// first two elements have their flags, positions and sizes. The overflow is left
// out: bbolt believes it when it commits, and one that is far too large makes it
// work for minutes before it fails. To know that, every page would have to be
// looked at, which is too much for a start.
var fields = []int{0, 7, 8, 9, 10, 11, 16, 19, 20, 23, 24, 26, 28, 30, 36, 40, 46}

// TestFlippedBytes damages every page where it says how it is to be read. What
// matters is that the process goes on, and that a file whose records are
// gone is not taken for a new one.
func TestFlippedBytes(t *testing.T) {
	data, page, dir := whole(t), os.Getpagesize(), t.TempDir()
	damaged := 0
	for from := 0; from < len(data); from += page {
		if bytes.Equal(data[from:][:page], make([]byte, page)) {
			continue // never used
		}
		for _, in := range fields {
			bad := bytes.Clone(data)
			bad[from+in] ^= 0xff
			n, err := use(t, fresh(t, dir, bad))
			if errors.Is(err, kv.ErrDamaged) {
				damaged++
			}
			if err == nil && n == 0 {
				t.Errorf("with byte %d of page %d flipped the file opens as a new one", in, from/page)
			}
		}
	}
	if damaged < 20 {
		t.Errorf("ErrDamaged %d times: the damage was not where it matters", damaged)
	}
}

// TestBothMetaPages: with one of the two pages that say where everything is,
// the other is used; with none the file is refused.
func TestBothMetaPages(t *testing.T) {
	data, page, dir := whole(t), os.Getpagesize(), t.TempDir()
	for _, c := range []struct {
		pages []int
		want  error
	}{{[]int{0}, nil}, {[]int{1}, nil}, {[]int{0, 1}, kv.ErrDamaged}} {
		bad := bytes.Clone(data)
		for _, p := range c.pages {
			bad[p*page+16+8] ^= 1 // page size, which the checksum covers
		}
		n, err := use(t, fresh(t, dir, bad))
		if !errors.Is(err, c.want) || (c.want == nil && n != records) {
			t.Errorf("meta pages %v damaged: %d records, %v; want %v", c.pages, n, err, c.want)
		}
	}
}

// TestLengthsAreBounded: a damaged length is not asked of the machine's memory.
func TestLengthsAreBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, db, func(w kv.Writer) error { return w.Put([]byte("key"), []byte("value")) })
	db.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A leaf element's flags, pos, ksize and vsize.
	element := binary.NativeEndian.AppendUint32(binary.NativeEndian.AppendUint32(binary.NativeEndian.AppendUint32(nil, 16), 3), 5)
	at := bytes.LastIndex(data, append(element, "keyvalue"...))
	if at < 0 {
		t.Fatal("the record is not where it was expected")
	}
	for what, field := range map[string]int{"key": 4, "value": 8} {
		bad := bytes.Clone(data)
		for i := 0; i+20 <= len(data); i++ { // in every copy of the page
			if bytes.Equal(data[i:i+12], element) {
				binary.NativeEndian.PutUint32(bad[i+field:], 1<<30)
			}
		}
		began := time.Now()
		if _, err := use(t, fresh(t, t.TempDir(), bad)); !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("a %s of 1 GiB: %v, want ErrDamaged", what, err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("a %s of 1 GiB took %v", what, took)
		}
	}
	if db, err = Open(filepath.Join(t.TempDir(), "new.db")); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte("key"), make([]byte, maxValue+1)) })
	if err == nil {
		t.Error("a value is stored that could not be read back")
	}
}

// TestAnotherProgramsFile: a bbolt file that is not ours stays as it is.
func TestAnotherProgramsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	other, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err }); err != nil {
		t.Fatal(err)
	}
	other.Close()
	before, _ := os.ReadFile(path)
	if _, err := Open(path); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("error %v, want ErrDamaged", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("it was written to")
	}
}
