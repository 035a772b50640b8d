// Package kvtest is the exam that every kv.DB must pass.
package kvtest

import (
	"errors"
	"testing"

	"afterglow/storage/kv"
)

// Run checks the backend that open returns, empty, for each subtest.
func Run(t *testing.T, open func(*testing.T) kv.DB) {
	put := func(t *testing.T, db kv.DB, keys ...string) {
		t.Helper()
		if err := db.Update(t.Context(), func(w kv.Writer) error {
			for _, k := range keys {
				if err := w.Put([]byte(k), []byte("v"+k)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	list := func(t *testing.T, db kv.DB, from, to string) (got string) {
		t.Helper()
		if err := db.View(t.Context(), func(r kv.Reader) error {
			for p, err := range r.Scan([]byte(from), []byte(to)) {
				if err != nil {
					return err
				}
				got += string(p.Key)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	t.Run("ScanIsHalfOpenAndOrdered", func(t *testing.T) {
		db := open(t)
		put(t, db, "c", "a", "d", "b")
		if got := list(t, db, "b", "d"); got != "bc" {
			t.Errorf("Scan(b, d) = %q, want bc", got)
		}
	})
	t.Run("ErrorRollsBack", func(t *testing.T) {
		db, boom := open(t), errors.New("boom")
		put(t, db, "a")
		err := db.Update(t.Context(), func(w kv.Writer) error { w.Put([]byte("b"), nil); w.Delete([]byte("a")); return boom })
		if !errors.Is(err, boom) {
			t.Errorf("Update error = %v, want boom", err)
		}
		if got := list(t, db, "a", "z"); got != "a" {
			t.Errorf("after rollback keys = %q, want a", got)
		}
	})
	t.Run("DeleteWhileScanning", func(t *testing.T) {
		db := open(t)
		put(t, db, "a", "b", "c", "d", "e")
		seen := ""
		err := db.Update(t.Context(), func(w kv.Writer) error {
			for p, err := range w.Scan([]byte("a"), []byte("z")) {
				if err != nil {
					return err
				}
				seen += string(p.Key)
				if err := w.Delete(p.Key); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || seen != "abcde" {
			t.Errorf("saw %q, %v; want abcde", seen, err)
		}
		if got := list(t, db, "a", "z"); got != "" {
			t.Errorf("left %q", got)
		}
	})
	t.Run("PutWhileScanning", func(t *testing.T) {
		db := open(t)
		put(t, db, "a", "b", "c")
		err := db.Update(t.Context(), func(w kv.Writer) error {
			for p, err := range w.Scan([]byte("a"), []byte("d")) {
				if err != nil {
					return err
				}
				if err := w.Delete(p.Key); err != nil {
					return err
				}
				if err := w.Put(append([]byte("x"), p.Key...), p.Val); err != nil {
					return err
				}
			}
			return nil
		})
		if got := list(t, db, "a", "z"); err != nil || got != "xaxbxc" {
			t.Errorf("keys = %q, %v; want xaxbxc", got, err)
		}
	})
	t.Run("EmptyValueIsPresent", func(t *testing.T) {
		db := open(t)
		err := db.Update(t.Context(), func(w kv.Writer) error {
			if err := w.Put([]byte("a"), nil); err != nil {
				return err
			}
			_, err := w.Get([]byte("a"))
			return err
		})
		if err != nil {
			t.Errorf("in the same transaction: %v", err)
		}
		if err := db.View(t.Context(), func(r kv.Reader) error { _, err := r.Get([]byte("a")); return err }); err != nil {
			t.Errorf("in the next transaction: %v", err)
		}
	})
	t.Run("PanicRollsBack", func(t *testing.T) {
		db := open(t)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			db.Update(t.Context(), func(w kv.Writer) error { w.Put([]byte("a"), []byte("1")); panic("boom") })
		}()
		put(t, db, "b") // and the DB still works
		if got := list(t, db, "a", "z"); got != "b" {
			t.Errorf("keys = %q, want b", got)
		}
	})
	t.Run("SlicesBelongToTheCaller", func(t *testing.T) {
		db := open(t)
		put(t, db, "a")
		err := db.View(t.Context(), func(r kv.Reader) error {
			v, err := r.Get([]byte("a"))
			if err == nil {
				v[0] = 'X'
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		db.View(t.Context(), func(r kv.Reader) error {
			if v, _ := r.Get([]byte("a")); string(v) != "va" {
				t.Errorf("value = %q after a reader wrote into its copy", v)
			}
			return nil
		})
	})
	t.Run("GetMissing", func(t *testing.T) {
		db := open(t)
		err := db.View(t.Context(), func(r kv.Reader) error { _, err := r.Get([]byte("x")); return err })
		if !errors.Is(err, kv.ErrNotFound) {
			t.Errorf("Get(missing) error = %v, want ErrNotFound", err)
		}
	})
}
