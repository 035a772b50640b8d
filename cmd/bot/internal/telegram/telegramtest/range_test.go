package telegramtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// TestRanges: from a byte to the end is played, and nothing else.
func TestRanges(t *testing.T) {
	tests := map[string]struct {
		span   string
		status int
		body   string
		part   string
	}{
		"none":            {"", 200, "abcdefghij", ""},
		"from the start":  {"bytes=0-", 206, "abcdefghij", "bytes 0-9/10"},
		"from the middle": {"bytes=4-", 206, "efghij", "bytes 4-9/10"},
		"the last byte":   {"bytes=9-", 206, "j", "bytes 9-9/10"},
		"behind the end":  {"bytes=10-", 416, "", "bytes */10"},
		"a part":          {"bytes=1-2", 416, "", "bytes */10"},
		"from the end":    {"bytes=-2", 416, "", "bytes */10"},
		"several":         {"bytes=1-,3-", 416, "", "bytes */10"},
		"nonsense":        {"4-", 416, "", "bytes */10"},
	}
	for name, test := range tests {
		tg, _ := fixed(t)
		tg.Chat(7).SendsFile("voice", "", "", []byte("abcdefghij"))
		var file struct {
			Path string `json:"file_path"`
		}
		must(t, tg, "getFile", fields{"file_id": received(t, tg)[0].Message.Voice.FileID}, &file)
		ranged := func() (*http.Response, string) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.telegram.org/file/bot"+token+"/"+file.Path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.span != "" {
				r.Header.Set("Range", test.span)
			}
			resp, err := tg.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			return resp, string(body)
		}
		resp, body := ranged()
		refused := len(tg.Refusals()) == 1
		if resp.StatusCode != test.status || resp.Header.Get("Content-Range") != test.part || refused != (test.status == 416) || !refused && body != test.body {
			t.Errorf("%s: %d %q %q, refused %v", name, resp.StatusCode, resp.Header.Get("Content-Range"), body, refused)
		}
		if calls := tg.Calls(); calls[len(calls)-1].Range != test.span {
			t.Errorf("%s: the call is %+v", name, calls)
		}
		tg.Script("file", telegramtest.Fault{Unranged: true})
		if resp, body := ranged(); resp.StatusCode != 200 || body != "abcdefghij" || strings.Contains(resp.Header.Get("Content-Range"), "bytes") {
			t.Errorf("%s, not looked at: %d %q", name, resp.StatusCode, body)
		}
	}
}
