package booklet

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// A small reader of the documents made here: just enough to see what a member
// would.

var (
	content = regexp.MustCompile(`<</Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	shown   = regexp.MustCompile(`(?s)Td \(((?:\\.|[^\\)])*)\) Tj`)
	object  = regexp.MustCompile(`^\d+ 0 obj\n`)
)

// read returns the text of each page, a line for each run, in reading order.
func read(t testing.TB, doc []byte) []string {
	t.Helper()
	sound(t, doc)
	var pages []string
	for _, m := range content.FindAllSubmatchIndex(doc, -1) {
		n, _ := strconv.Atoi(string(doc[m[2]:m[3]]))
		z, err := zlib.NewReader(bytes.NewReader(doc[m[1] : m[1]+n]))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		var page strings.Builder
		for _, s := range shown.FindAllSubmatch(raw, -1) {
			page.WriteString(letters(t, s[1]) + "\n")
		}
		pages = append(pages, page.String())
	}
	if want := bytes.Count(doc, []byte("/Type /Page\n")); len(pages) != want {
		t.Fatalf("read %d pages of %d", len(pages), want)
	}
	return pages
}

// letters decodes a string of the document.
func letters(t testing.TB, s []byte) string {
	t.Helper()
	s = []byte(strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(string(s)))
	if len(s)%2 != 0 {
		t.Fatalf("an odd string of %d bytes", len(s))
	}
	var u []uint16
	for i := 0; i < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// sound checks that the table of objects points at objects.
func sound(t testing.TB, doc []byte) {
	t.Helper()
	i := bytes.LastIndex(doc, []byte("startxref\n"))
	if i < 0 {
		t.Fatal("no table of objects")
	}
	var at, n int
	if _, err := fmt.Sscanf(string(doc[i:]), "startxref\n%d", &at); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(doc[at:i]), "\n")
	if _, err := fmt.Sscanf(lines[1], "0 %d", &n); err != nil || lines[0] != "xref" {
		t.Fatalf("table of objects starts with %q", lines[:2])
	}
	for _, l := range lines[3 : 2+n] {
		offset, err := strconv.Atoi(l[:10])
		if err != nil || !object.Match(doc[offset:min(offset+20, len(doc))]) {
			t.Fatalf("no object at %q", l)
		}
	}
}

// made makes a document and reads it.
func made(t testing.TB, b Booklet) []string {
	t.Helper()
	doc, err := b.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return read(t, doc)
}
