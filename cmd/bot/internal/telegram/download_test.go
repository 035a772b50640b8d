package telegram

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// sent is a file that a member sent to a new Telegram.
func sent(t *testing.T, data []byte) (*telegramtest.Telegram, *Client, string) {
	t.Helper()
	tg, c := connect(t)
	tg.Chat(testChat).SendsFile("document", "", "scan.pdf", data)
	return tg, c, "BQACAgIAAx_document_1"
}

func fetched(t *testing.T, c *Client, id string, from int64) ([]byte, error) {
	t.Helper()
	body, err := c.Download(t.Context(), id, from)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

// TestDownload: from any byte on, whether the server understands ranges or not.
func TestDownload(t *testing.T) {
	data := []byte("abcdefghij")
	for _, fault := range []telegramtest.Fault{{}, {Unranged: true}} {
		tg, c, id := sent(t, data)
		for from := range int64(12) {
			tg.Script("file", fault)
			want := string(data[min(int(from), len(data)):])
			if got, err := fetched(t, c, id, from); string(got) != want || err != nil {
				t.Errorf("from %d: %q, %v, want %q", from, got, err, want)
			}
		}
		strict(t, tg)
	}
}

// TestDownloadFaults: which of our errors each becomes; none holds the token or
// the file's name.
func TestDownloadFaults(t *testing.T) {
	said := word + " in bot" + testToken
	flooded := new(RetryError)
	for name, test := range map[string]struct {
		method string
		fault  telegramtest.Fault
		as     func(error) bool
	}{
		"gone":        {"getFile", telegramtest.Fault{Status: 400, Description: "Bad Request: invalid file_id \"" + said}, is(ErrRejected)},
		"for now":     {"getFile", telegramtest.Fault{Status: 400, Description: "Bad Request: wrong file_id or the file is temporarily unavailable"}, is(ErrUnreachable)},
		"too large":   {"getFile", telegramtest.Fault{Status: 400, Description: "Bad Request: file is too big"}, is(ErrTooLarge)},
		"token":       {"getFile", telegramtest.Fault{Status: 401, Description: said}, is(ErrToken)},
		"getFile cut": {"getFile", telegramtest.Fault{Cut: true}, is(ErrUnknown)},
		"stale link":  {"file", telegramtest.Fault{Status: 404, Description: said}, is(ErrUnreachable)},
		"file 502":    {"file", telegramtest.Fault{Status: 502, Description: said}, is(ErrUnreachable)},
		"redirect":    {"file", telegramtest.Fault{Status: 302, Description: said}, is(ErrUnreachable)},
		"416":         {"file", telegramtest.Fault{Status: 416, Description: said}, is(ErrUnreachable)},
		"flood":       {"file", telegramtest.Fault{RetryAfter: 9}, func(err error) bool { return errors.As(err, &flooded) }},
		"cut":         {"file", telegramtest.Fault{Cut: true}, is(ErrUnknown)},
		"cut half":    {"file", telegramtest.Fault{ActThenCut: true}, is(ErrUnknown)},
	} {
		tg, c, id := sent(t, []byte("abcdefghij"))
		tg.Script(test.method, test.fault)
		_, err := fetched(t, c, id, 2)
		if !test.as(err) {
			t.Errorf("%s: %v", name, err)
		}
		for _, secret := range []string{testToken, testToken[12:], word, "file_1", id} {
			if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, secret) {
				t.Errorf("%s: the error holds %q: %s", name, secret, text)
			}
		}
	}
}

// served is a client of a server that says where every file lies, and then
// answers with more.
func served(t *testing.T, size int64, path string, more http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getFile") {
			io.Copy(io.Discard, r.Body)
			fmt.Fprintf(w, `{"ok":true,"result":{"file_id":"f","file_path":%q,"file_size":%d}}`, path, size)
			return
		}
		more(w, r)
	}))
	t.Cleanup(s.Close)
	c, err := New(testToken, s.URL, HTTPClient())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestDownloadLimits: whatever a server sends, no more than a file may hold is
// read, and less than was promised is no whole file.
func TestDownloadLimits(t *testing.T) {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		for chunk := make([]byte, 1<<20); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
	short := func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "abc") }
	for name, test := range map[string]struct {
		size int64
		more http.HandlerFunc
		from int64
		most int
		want error
	}{
		"said too large":        {talk.MaxFile + 1, short, 0, 0, ErrTooLarge},
		"endless":               {0, endless, 0, talk.MaxFile + 1<<20, ErrTooLarge},
		"endless, from a byte":  {0, endless, 5 << 20, talk.MaxFile + 1<<20, ErrTooLarge},
		"shorter than it said":  {4, short, 0, 3, ErrUnknown},
		"shorter than the byte": {0, short, 9, 0, nil},
		"as long as it said":    {3, short, 0, 3, nil},
		"size not said":         {0, short, 1, 2, nil},
	} {
		got, err := fetched(t, served(t, test.size, "documents/file_1.pdf", test.more), "f", test.from)
		if name == "shorter than the byte" {
			if err == nil {
				t.Errorf("%s: read %q", name, got)
			}
			continue
		}
		if !errors.Is(err, test.want) || len(got) > test.most {
			t.Errorf("%s: %d bytes, %v, want %v", name, len(got), err, test.want)
		}
	}
}

// TestDownloadRange: an answer that begins elsewhere than was asked is none.
func TestDownloadRange(t *testing.T) {
	for header, ok := range map[string]bool{"bytes 5-9/10": true, "bytes 5-9/*": true, "bytes 0-9/10": false, "bytes 6-9/10": false, "": false, "bytes */10": false, "5": false} {
		c := served(t, 0, "documents/file_1.pdf", func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Range") != "bytes=5-" || r.Header.Get("Accept-Encoding") != "identity" {
				t.Errorf("asked with %v", r.Header)
			}
			w.Header().Set("Content-Range", header)
			w.WriteHeader(http.StatusPartialContent)
			io.WriteString(w, "fghij")
		})
		if got, err := fetched(t, c, "f", 5); (err == nil) != ok || ok && string(got) != "fghij" {
			t.Errorf("%q: %q, %v", header, got, err)
		}
	}
	c := served(t, 0, "documents/file_1.pdf", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Range", "bytes */10")
		w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
	})
	for from, ok := range map[int64]bool{10: true, 9: false} {
		if got, err := fetched(t, c, "f", from); (err == nil) != ok || len(got) > 0 {
			t.Errorf("all %d bytes are here already: %q, %v", from, got, err)
		}
	}
}

// TestDownloadIsNotRedirected: the address holds the token, and goes nowhere
// else.
func TestDownloadIsNotRedirected(t *testing.T) {
	asked := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer elsewhere.Close()
	c := served(t, 0, "documents/file_1.pdf", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) })
	if _, err := fetched(t, c, "f", 0); !errors.Is(err, ErrUnreachable) || asked {
		t.Errorf("%v; the other server was asked: %v", err, asked)
	}
}

// TestDownloadPaths: what is no path below the bot's files is not asked for.
func TestDownloadPaths(t *testing.T) {
	for path, ok := range map[string]bool{"documents/file 1?.pdf": true, "../bot/x": false, "/etc/passwd": false, "": false, "a/../../b": false} {
		asked := ""
		c := served(t, 0, path, func(w http.ResponseWriter, r *http.Request) { asked = r.URL.Path })
		_, err := fetched(t, c, "f", 0)
		if (err == nil) != ok || ok != (asked == "/file/bot"+testToken+"/"+path) {
			t.Errorf("%q: %v, asked for %q", path, err, strings.ReplaceAll(asked, testToken, "…"))
		}
	}
}

// TestVoice: a voice note is one again, and a file is read as it goes out.
func TestVoice(t *testing.T) {
	tg, c := connect(t)
	tg.SetLimits(telegramtest.Limits{})
	member := tg.Chat(testChat)
	data := bytes.Repeat([]byte("abc"), 1<<20)
	for i, f := range []talk.File{
		{Name: "2026-06-10_0910_voice.ogg", From: bytes.NewReader(data), Voice: true, Protect: true},
		{Name: "2026-06-10_0910_voice.ogg", From: bytes.NewReader(data)},
		{Name: "page.jpg", From: bytes.NewReader(picture(t, 64, 48)), Photo: true, Protect: true},
	} {
		if _, err := c.File(t.Context(), testChat, f, "a caption"); err != nil {
			t.Fatal(err)
		}
		m := member.Messages()[i]
		if want := []string{"voice", "document", "photo"}[i]; m.Kind != want || m.Protected != f.Protect || m.Text != "a caption" || m.File.Name != f.Name {
			t.Errorf("it came as %s %+v", m.Kind, m.File.Name)
		}
		if i < 2 && !bytes.Equal(m.File.Data, data) {
			t.Errorf("%d bytes came, want %d", len(m.File.Data), len(data))
		}
	}
	if _, err := c.File(t.Context(), testChat, talk.File{Name: "x", From: &broken{}}, ""); !errors.Is(err, ErrUnknown) {
		t.Errorf("a file that can't be read: %v", err)
	}
	strict(t, tg)
}

type broken struct{}

func (*broken) Read([]byte) (int, error) { return 0, errors.New("damaged " + time.Now().String()) }
