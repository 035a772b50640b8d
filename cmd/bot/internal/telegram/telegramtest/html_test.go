package telegramtest

import (
	"html"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseHTML(t *testing.T) {
	tests := []struct {
		source, want string
		entities     []Entity
		err          string // part of it
	}{
		{source: "plain", want: "plain"},
		{source: "", want: ""},
		{source: "a &lt; b &gt; c &amp;amp; &quot;d&quot; &#39;&#x1F642;&#X41;", want: `a < b > c &amp; "d" '🙂A`},
		{source: "<b>x</b><STRONG>x</strong>", want: "xx", entities: []Entity{{Type: "bold", Length: 1}, {Type: "bold", Offset: 1, Length: 1}}},
		{source: "🙂<i>é🙂</i>", want: "🙂é🙂", entities: []Entity{{Type: "italic", Offset: 2, Length: 3}}},
		{source: "<em><u>a</u><ins >b</ins></em>", want: "ab", entities: []Entity{{Type: "italic", Length: 2}, {Type: "underline", Length: 1}, {Type: "underline", Offset: 1, Length: 1}}},
		{source: "<s>a</s><strike>b</strike><del>c</del>", want: "abc", entities: []Entity{{Type: "strikethrough", Length: 1}, {Type: "strikethrough", Offset: 1, Length: 1}, {Type: "strikethrough", Offset: 2, Length: 1}}},
		{source: `<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, want: "ab", entities: []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{source: `<a href='https://example.org/?a=1&amp;b=">"'>go</a>`, want: "go", entities: []Entity{{Type: "text_link", Length: 2, URL: `https://example.org/?a=1&b=">"`}}},
		{source: `<a href=tg://user?id=7>go</a>`, want: "go", entities: []Entity{{Type: "text_link", Length: 2, URL: "tg://user?id=7"}}},
		{source: `<pre><code class="language-go">x</code></pre>`, want: "x", entities: []Entity{{Type: "pre", Length: 1}}},
		{source: "<blockquote>q<code>x</code></blockquote>", want: "qx", entities: []Entity{{Type: "blockquote", Length: 2}, {Type: "code", Offset: 1, Length: 1}}},
		{source: "<blockquote expandable>q</blockquote>", want: "q", entities: []Entity{{Type: "expandable_blockquote", Length: 1}}},
		{source: "<b></b>x", want: "x"},

		{source: "a<br>b", err: `Unsupported start tag "br" at byte offset 1`},
		{source: "<b/>", err: `Unsupported start tag "b/"`},
		{source: "<!-- x -->", err: "Unsupported start tag"},
		{source: "1 < 2", err: "Unclosed start tag at byte offset 2"},
		{source: "2 > 1", err: "Unescaped"},
		{source: "<b", err: "Unclosed start tag"},
		{source: `<a href="x>y</a>`, err: "Unclosed start tag"},
		{source: `<a href="&nbsp;">y</a>`, err: "Unclosed start tag"},
		{source: "<b>x", err: `Can't find end tag corresponding to start tag "b"`},
		{source: "x</b>", err: "Unexpected end tag at byte offset 1"},
		{source: "<b>x</b", err: "Unclosed end tag at byte offset 4"},
		{source: "<b><i>x</b></i>", err: `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{source: "<b>x</strong>", err: "Unmatched end tag"},
		{source: "<span>x</span>", err: `must have class "tg-spoiler"`},
		{source: `<span class="big">x</span>`, err: `must have class "tg-spoiler"`},
		{source: "<a>https://example.org</a>", err: "valid \"href\""},
		{source: `<a href="tel:988">988</a>`, err: "valid \"href\""},
		{source: "<b><code>x</code></b>", err: "can't be part of"},
		{source: "<code><b>x</b></code>", err: "can't be part of"},
		{source: "<blockquote><b><blockquote>x</blockquote></b></blockquote>", err: "can't be part of"},
		{source: "a & b", err: "Unsupported character reference at byte offset 2"},
		{source: "a &amp b", err: "Unsupported character reference"},
		{source: "&nbsp;", err: "Unsupported character reference"},
		{source: "&#0;", err: "Unsupported character reference"},
		{source: "&#xD800;", err: "Unsupported character reference"},
		{source: "&#x110000;", err: "Unsupported character reference"},
		{source: "&#;", err: "Unsupported character reference"},
		{source: "&#xx41;", err: "Unsupported character reference"},
	}
	for _, test := range tests {
		got, entities, err := parseHTML(test.source)
		switch {
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%q: error %v, want %q", test.source, err, test.err)
		case test.err == "" && err != nil:
			t.Errorf("%q: %v", test.source, err)
		case got != test.want || !reflect.DeepEqual(entities, test.entities):
			t.Errorf("%q: got %q %+v, want %q %+v", test.source, got, entities, test.want, test.entities)
		}
	}
}

func TestTrim(t *testing.T) {
	in := text{plain: " \n 🙂 hi \n", entities: []Entity{
		{Type: "bold", Offset: 0, Length: 3}, {Type: "italic", Offset: 2, Length: 3}, {Type: "spoiler", Offset: 6, Length: 4},
	}}
	want := text{plain: "🙂 hi", entities: []Entity{{Type: "italic", Offset: 0, Length: 2}, {Type: "spoiler", Offset: 3, Length: 2}}}
	if got := in.trim(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{
		"plain 🙂", "<b>x</b>", `<a href="https://example.org/?a&amp;b">x</a>`, "<pre><code class='language-go'>x</code></pre>",
		"&lt;&#39;&#x1f642;", "<span class=tg-spoiler>a\n</span> ", "<blockquote expandable>x</blockquote>", "</b>", "<b", "&", "<a href=",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			t.Skip() // refused before it gets here
		}
		if plain, _, err := parseHTML(html.EscapeString(source)); err == nil && plain != source {
			t.Errorf("escaped: got %q, want %q", plain, source)
		} else if err != nil {
			t.Errorf("escaped: %v", err)
		}
		plain, entities, err := parseHTML(source)
		if err != nil {
			return
		}
		trimmed := text{plain: plain, entities: entities}.trim()
		inBounds(t, plain, entities)
		inBounds(t, trimmed.plain, trimmed.entities)
	})
}

// inBounds fails unless the entities cover whole characters of the text, and
// each is inside or outside each of those before it.
func inBounds(t *testing.T, plain string, entities []Entity) {
	t.Helper()
	starts := boundaries(plain)
	for i, e := range entities {
		if e.Length <= 0 || !starts[e.Offset] || !starts[e.Offset+e.Length] {
			t.Errorf("entity %+v is outside of %q", e, plain)
		}
		for _, outer := range entities[:i] {
			end, outerEnd := e.Offset+e.Length, outer.Offset+outer.Length
			if e.Offset < outer.Offset || e.Offset < outerEnd && end > outerEnd {
				t.Errorf("entity %+v does not nest in %+v", e, outer)
			}
		}
	}
}
