package search

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ words, text, want string }{
		{"lake", "The lake was still.", "lake"},
		{"LAKE", "the Lake", "Lake"},
		{"lak", "we went to the lakeside", "lakeside"},
		{"ake", "the lake", ""},
		{"lake still", "Still, the lake.", "Still"},
		{"still lake", "Still, the lake.", "Still"},
		{"lake moon", "the lake", ""},
		{"lake lake", "the lake", "lake"},
		{"cafe", "un café, por favor", "café"},
		{"café", "un cafe, por favor", "cafe"},
		{"café", "un cafe\u0301, por favor", "cafe\u0301"},
		{"nino", "El Niño", "Niño"},
		{"strasse", "an der Straße", "Straße"},
		{"lodz", "Łódź in winter", "Łódź"},
		{"дыхание", "Моё ДЫХАНИЕ стало тише", "ДЫХАНИЕ"},
		{"елка", "Ёлка", "Ёлка"},
		{"ψυχη", "ἡ Ψυχή", "Ψυχή"},
		{"λογος", "ο λόγος", "λόγος"},
		{"שלום", "אמר שָׁלוֹם", "שָׁלוֹם"},
		{"eau", "l’eau", "eau"},
		{"don't", "I don’t know", "don"},
		{"2026", "in 2026.", "2026"},
		{"🌊", "the sea 🌊🌊", "🌊"},
		{"👩‍👧", "us 👩‍👧 there", "👩"},
		{"水", "湖水的声音", "水"},
		{"ice cream", "ice-cream", "ice"},
		{"", "anything", ""},
		{"...", "anything...", ""},
		{"a", "", ""},
		{"b", "a\xff\xfeb", "b"},
	} {
		q := Parse(c.words)
		from, to, ok := q.Find(c.text)
		if got := c.text[from:to]; got != c.want || ok != (c.want != "") || ok != q.Match(c.text) {
			t.Errorf("%q in %q: %q, %v, want %q", c.words, c.text, got, ok, c.want)
		}
	}
}

func TestEmpty(t *testing.T) {
	for words, want := range map[string]bool{"": true, " \n": true, "?!": true, "\u0301": true, "a": false, "🌊": false} {
		if got := Parse(words).Empty(); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
	if q := Parse(strings.Repeat("a b c ", 100)); len(q.words) != maxWords {
		t.Errorf("%d words", len(q.words))
	}
}

// Whatever is written is found by any of its own words, and what is found is a
// part of it at whole letters.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"the lake", "Straße", "e\u0301", "👩‍👧", "水", "\xff", "İ", "각 ㄱ"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, words, text string) {
		from, to, ok := Parse(words).Find(text)
		if ok != Parse(words).Match(text) || ok && (from >= to || to > len(text)) {
			t.Fatalf("%q in %q: %d to %d, %v", words, text, from, to, ok)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[from:to]) {
			t.Errorf("%q in %q: %q", words, text, text[from:to])
		}
		for _, w := range strings.Fields(words) {
			if q := Parse(w); !q.Empty() && !q.Match(words+" "+text) {
				t.Errorf("%q is not found in %q", w, words)
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	text := strings.Repeat("Había una luz tranquila sobre el lago, and it stayed with me for days. ", 5)
	q := Parse("nothing")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		q.Match(text)
	}
}
