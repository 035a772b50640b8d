package fetch

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
	"afterglow/storage"
	"afterglow/storage/kv"
)

func bubble(t *testing.T, test func(*testing.T, *line)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := newLine(t)
		l.up()
		test(t, l)
		l.end()
	})
}

// TestKept: every size, to the byte, and only then is it said.
func TestKept(t *testing.T) {
	for _, size := range []int{1, mb - 1, mb, mb + 1, 3 * mb, 20 * mb} {
		bubble(t, func(t *testing.T, l *line) {
			data := content(size)
			l.tg.Script("file", telegramtest.Fault{Hang: 5 * time.Second})
			message := l.sends(7, 1, "the lake", data)
			time.Sleep(4 * time.Second)
			if said := l.told(7); said != "" {
				t.Errorf("%d bytes: said before they are here: %s", size, said)
			}
			time.Sleep(2 * time.Second)
			l.wantKept(7, message, data)
			if said := l.told(7); said != "react note.kept" {
				t.Errorf("%d bytes: said %q", size, said)
			}
			if want := (size + mb - 1) / mb; l.records("file/") != want || l.records("fetch/") != 0 || l.records("fetching/") != 0 {
				t.Errorf("%d bytes are in %d pieces, want %d; %d fetches are left", size, l.records("file/"), want, l.records("fetching/"))
			}
		})
	}
}

// TestQuiet: of what was answered otherwise nothing more is said.
func TestQuiet(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		message := l.sends(7, 1, "", []byte("x"), true)
		time.Sleep(time.Minute)
		l.wantKept(7, message, []byte("x"))
		l.tg.Script("getFile", telegramtest.Fault{Status: 400, Description: "Bad Request: invalid file_id"})
		l.sends(7, 2, "", []byte("y"), true)
		time.Sleep(time.Minute)
		if said := l.told(7); said != "" {
			t.Errorf("said %q", said)
		}
	})
}

// TestCut: a connection that breaks loses little of what came, and nothing of
// it is asked for again.
func TestCut(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		data := content(10*mb + 5)
		l.tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Cut: true}, telegramtest.Fault{ActThenCut: true})
		message := l.sends(7, 1, "", data)
		time.Sleep(time.Minute)
		l.wantKept(7, message, data)
		if got := l.ranges(); got != "[] [5242882-] [7864323-]" && got != "[] [5242880-] [7864322-]" {
			t.Errorf("asked for %s", got)
		}
	})
}

// TestUnranged: a server that answers with the whole file again is understood.
func TestUnranged(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		data := content(14*mb + 5) // what is skipped does not count towards the limit
		l.tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Unranged: true})
		message := l.sends(7, 1, "", data)
		time.Sleep(time.Minute)
		l.wantKept(7, message, data)
		if got := l.ranges(); got != "[] [7340032-]" {
			t.Errorf("asked for %s", got)
		}
	})
}

// TestRestart: a new process goes on where the old one stopped, at once.
func TestRestart(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		data := content(6 * mb)
		l.tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Hang: time.Hour})
		message := l.sends(7, 1, "", data)
		time.Sleep(10 * time.Second)
		l.stop()
		if n, _ := l.note(7, message); !n.File.Stored.IsZero() || l.records("file/") != 3 {
			t.Errorf("before the restart %d pieces, %+v", l.records("file/"), n.File)
		}
		l.up()
		time.Sleep(time.Second)
		l.wantKept(7, message, data)
		if got := l.ranges(); got != "[] [3145728-]" {
			t.Errorf("asked for %s", got)
		}
	})
}

// TestTroubles: whatever Telegram does for a while, the file comes in the end.
func TestTroubles(t *testing.T) {
	for name, script := range map[string]struct {
		method string
		faults []telegramtest.Fault
	}{
		"getFile, 502":       {"getFile", []telegramtest.Fault{{Status: 502}, {Status: 502}, {Status: 502}}},
		"getFile, cut":       {"getFile", []telegramtest.Fault{{Cut: true}, {ActThenCut: true}}},
		"getFile, no JSON":   {"getFile", []telegramtest.Fault{{Garbage: true}}},
		"getFile, for now":   {"getFile", []telegramtest.Fault{{Status: 400, Description: "Bad Request: wrong file_id or the file is temporarily unavailable"}}},
		"file, stale link":   {"file", []telegramtest.Fault{{Status: 404}, {Status: 404}}},
		"file, 500":          {"file", []telegramtest.Fault{{Status: 500}}},
		"file, flooded":      {"file", []telegramtest.Fault{{RetryAfter: 3}}},
		"file, redirected":   {"file", []telegramtest.Fault{{Status: 302}}},
		"file, never begins": {"file", []telegramtest.Fault{{Hang: time.Hour}}},
	} {
		bubble(t, func(t *testing.T, l *line) {
			data := content(2*mb + 1)
			l.tg.Script(script.method, script.faults...)
			message := l.sends(7, 1, "", data)
			time.Sleep(3 * time.Minute)
			l.wantKept(7, message, data)
			if said := l.told(7); said != "react note.kept" {
				t.Errorf("%s: said %q", name, said)
			}
		})
	}
}

// TestFlood: when Telegram asks to wait, nobody asks it for anything.
func TestFlood(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		l.tg.Script("getFile", telegramtest.Fault{RetryAfter: 60})
		first := l.sends(7, 1, "", []byte("x"))
		time.Sleep(time.Second)
		second := l.sends(8, 2, "", []byte("y"))
		time.Sleep(58 * time.Second)
		if got := l.ranges(); got != "" {
			t.Errorf("within the minute: %s", got)
		}
		time.Sleep(5 * time.Second)
		l.wantKept(7, first, []byte("x"))
		l.wantKept(8, second, []byte("y"))
	})
}

// TestGivenUp: what will never come is said to be lost, kindly, once; the words
// stay, and nothing else.
func TestGivenUp(t *testing.T) {
	gone := telegramtest.Fault{Status: 400, Description: "Bad Request: invalid file_id"}
	for name, c := range map[string]struct {
		script func(l *line)
		size   int
		after  time.Duration
		said   string
	}{
		"gone":      {func(l *line) { l.tg.Script("getFile", gone) }, 10, time.Second, "say media.lost"},
		"too large": {func(*line) {}, 20*mb + 1, time.Second, "say media.too_large"},
		"gone in the middle": {func(l *line) {
			l.tg.Script("file", telegramtest.Fault{ActThenCut: true})
			l.tg.Script("getFile", telegramtest.Fault{Hang: time.Millisecond}, gone)
		}, 4 * mb, time.Minute, "say media.lost"},
		"a day over": {func(l *line) {
			for range 1000 {
				l.tg.Script("getFile", telegramtest.Fault{Status: 502})
			}
		}, 10, 25 * time.Hour, "say media.lost"},
	} {
		for _, caption := range []string{"", "the lake"} {
			synctest.Test(t, func(t *testing.T) {
				l := newLine(t)
				l.up()
				c.script(l)
				message := l.sends(7, 1, caption, content(c.size))
				if c.after > time.Hour {
					time.Sleep(23 * time.Hour)
					if said := l.told(7); said != "" {
						t.Errorf("%s: given up early: %s", name, said)
					}
				}
				time.Sleep(c.after)
				if said := l.told(7); said != c.said {
					t.Errorf("%s: said %q, want %q", name, said, c.said)
				}
				n, ok := l.note(7, message)
				if ok != (caption != "") || n.File != nil || n.Text != caption {
					t.Errorf("%s with %q: the note is %+v, %v", name, caption, n, ok)
				}
				if l.records("file/")+l.records("fetch/")+l.records("fetching/") != 0 {
					t.Errorf("%s: something is left", name)
				}
				l.stop()
			})
		}
	}
}

// TestCancelled: deleted, forgotten or blocked in the middle of it.
func TestCancelled(t *testing.T) {
	for name, cancel := range map[string]func(tx *storage.Tx, u storage.User, message int) error{
		"deleted":   func(tx *storage.Tx, u storage.User, message int) error { return tx.Remove(u, message) },
		"forgotten": func(tx *storage.Tx, u storage.User, _ int) error { return tx.Forget(u, false) },
		"blocked": func(tx *storage.Tx, u storage.User, _ int) error {
			return tx.SetMember(u, nudges.Member{Unreachable: true}, time.Time{})
		},
	} {
		bubble(t, func(t *testing.T, l *line) {
			l.tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Hang: 20 * time.Second})
			message := l.sends(7, 1, "", content(4*mb))
			time.Sleep(10 * time.Second)
			if l.records("file/") == 0 {
				t.Fatal("nothing is on its way")
			}
			l.update(func(tx *storage.Tx) error { return cancel(tx, l.store.User(7), message) })
			time.Sleep(time.Minute)
			if l.records("file/")+l.records("fetch/")+l.records("fetching/") != 0 {
				t.Errorf("%s: %d pieces are left", name, l.records("file/"))
			}
			if said := l.told(7); said != "" {
				t.Errorf("%s: said %q", name, said)
			}
			if _, ok := l.note(7, message); ok {
				t.Errorf("%s: the note is still there", name)
			}
		})
	}
}

// TestTwoAtOnce: a slow file holds up nobody else's, and no more than two are on
// their way.
func TestTwoAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		l.tg.Script("file", telegramtest.Fault{Hang: 30 * time.Second})
		slow := l.sends(7, 1, "", content(mb))
		time.Sleep(time.Second)
		quick := l.sends(8, 2, "", content(3*mb))
		time.Sleep(time.Second)
		l.wantKept(8, quick, content(3*mb))
		if n, _ := l.note(7, slow); !n.File.Stored.IsZero() {
			t.Error("the slow one was not slow")
		}
		for i := range 3 {
			l.tg.Script("file", telegramtest.Fault{Hang: 10 * time.Second})
			l.sends(int64(9+i), 3+i, "", []byte("x"))
		}
		time.Sleep(5 * time.Second)
		asked := 0 // getFile comes before each download
		for _, c := range l.tg.Calls() {
			if c.Method == "getFile" {
				asked++
			}
		}
		if asked != 3 {
			t.Errorf("%d files were begun, want the slow one, the quick one and one more", asked)
		}
		time.Sleep(time.Minute)
		l.wantKept(7, slow, content(mb))
	})
}

// TestHang: downloads that stand still make room for others, and go on later.
func TestHang(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		l.tg.Script("file", telegramtest.Fault{Hang: time.Hour}, telegramtest.Fault{Hang: time.Hour})
		l.sends(7, 1, "", []byte("x"))
		time.Sleep(time.Second)
		l.sends(8, 2, "", []byte("y"))
		time.Sleep(time.Second)
		third := l.sends(9, 3, "", []byte("z"))
		time.Sleep(attempt + time.Second)
		l.wantKept(9, third, []byte("z"))
	})
}

// TestNothingReadable: the database holds no byte of a file.
func TestNothingReadable(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		data := content(2*mb + 100)
		l.tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Hang: time.Hour})
		l.sends(7, 1, "", data)
		l.sends(8, 2, "", data)
		time.Sleep(10 * time.Second)
		seen := 0
		l.db.View(t.Context(), func(r kv.Reader) error {
			for p := range r.Scan([]byte{0}, []byte{0xff}) {
				seen += len(p.Val)
				for at := 0; at+16 <= len(data); at += 50_000 {
					if bytes.Contains(p.Val, data[at:at+16]) {
						t.Fatalf("bytes of the file stand in %s", strings.SplitN(string(p.Key), "/", 2)[0])
					}
				}
			}
			return nil
		})
		if seen < 2*mb {
			t.Errorf("only %d bytes are stored", seen)
		}
	})
}

// TestStoreFails: a commit that fails is made again, and nothing is lost.
func TestStoreFails(t *testing.T) {
	bubble(t, func(t *testing.T, l *line) {
		l.stop()
		failing := &failingDB{DB: l.db}
		l.db = failing
		l.up()
		data := content(3 * mb)
		l.tg.Script("file", telegramtest.Fault{Hang: 5 * time.Second})
		message := l.sends(7, 1, "", data)
		time.Sleep(time.Second)
		failing.now.Store(true)
		time.Sleep(5 * time.Minute)
		failing.now.Store(false)
		time.Sleep(5 * time.Minute)
		l.wantKept(7, message, data)
	})
}

// A failingDB fails every commit while now is set.
type failingDB struct {
	kv.DB
	now atomic.Bool
}

var errDisk = errors.New("no space left on device")

func (f *failingDB) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if f.now.Load() {
		return errDisk
	}
	return f.DB.Update(ctx, fn)
}
