package bolt

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"afterglow/storage/kv"
)

// guard runs fn and turns the ways in which bbolt meets a damaged file (a
// fault on a page beyond the end of the file, a failed assertion) into
// kv.ErrDamaged. A panic that starts in anybody else's code goes on.
func guard(fn func() error) (err error) {
	old := debug.SetPanicOnFault(true) // for this goroutine only
	defer debug.SetPanicOnFault(old)
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if !startedInFile() {
			panic(r)
		}
		err = fmt.Errorf("%w: restore a backup (bbolt: %v)", kv.ErrDamaged, r)
	}()
	return fn()
}

// startedInFile reports whether the panic being recovered came out of reading
// the file: the first function below the standard library's own belongs to
// bbolt, or is one of ours that copies what bbolt points to.
func startedInFile() bool {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	panicking := false
	for {
		f, more := frames.Next()
		switch {
		case strings.HasPrefix(f.Function, "runtime."):
			panicking = true
		case panicking && !standard(f.Function):
			return strings.HasPrefix(f.Function, "go.etcd.io/bbolt") || strings.HasPrefix(f.Function, "afterglow/storage/bolt.txn.")
		}
		if !more {
			return false
		}
	}
}

// standard reports whether a function belongs to what bbolt and we call to
// search and to copy. Assembly goes by a name without a package.
func standard(function string) bool {
	pkg, _, named := strings.Cut(function, ".")
	switch pkg {
	case "bytes", "slices", "sort":
		return true
	}
	return !named || strings.HasPrefix(pkg, "internal/")
}
