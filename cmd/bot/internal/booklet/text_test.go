package booklet

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

const lostLine = "some signs are missing"

func TestOddSigns(t *testing.T) {
	tests := []struct {
		name, text, want string
		lost             bool
	}{
		{"plain", "(a \\ b)", "(a \\ b)", false},
		{"composed", "e\u0301", "é", false},
		{"mark without a letter for both", "x\u0301", "x\u0301", false},
		{"tower of marks", "x" + strings.Repeat("\u0334", 50), "x\u0334\u0334\u0334", false},
		{"mark alone", "\u0301a", "a", false},
		{"emoji", "so 🙂 good", "so □ good", true},
		{"family", "👨‍👩‍👧‍👦", "□", true},
		{"skin and flag", "a👍🏽🇩🇪b", "a□b", true},
		{"keycap", "1️⃣", "1", false},
		{"script", "你好，世界 and", "□ and", true},
		{"invalid bytes", "a\xff\xfeb", "a□b", true},
		{"controls", "a\x00b\x1bc\u200dd\u202ee\ufefff", "abcdef", false},
		{"soft hyphen", "con\u00adtent", "content", false},
		{"spaces", "a\tb\u00a0c\u3000d  e", "a b c d  e", false},
		{"a byte of a carriage return, and of a line feed", "č\u010a", "č\u010a", false},
		{"letters whose bytes need escapes", "Ĩĩ܎ \u015c\u0128\u0129", "Ĩĩ□ \u015c\u0128\u0129", true},
		{"line ends", "a\r\nb\rc\u2028d\ve", "a\nb\nc\nd\ne", false},
		{"blank lines", "\n\na\n\n\n\n\nb\n\n", "a\nb", false},
		{"Hebrew", "שלום 23", "23 םולש", false},
		{"Hebrew with points", "שָׁל", "לש" + "\u05b8\u05c1", false},
		{"beyond two bytes", "𝒜", "□", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(made(t, note(tt.text)), "")
			if strings.Contains(got, lostLine) != tt.lost {
				t.Errorf("said so: %v", !tt.lost)
			}
			got = strings.TrimSuffix(strings.ReplaceAll(got, lostLine+"\n", ""), "\n")
			// A run ends where another font is needed; here that is only for a box.
			got = strings.ReplaceAll(strings.ReplaceAll(got, "\n□", "□"), "□\n", "□")
			if got != tt.want {
				t.Errorf("%+q, want %+q", got, tt.want)
			}
		})
	}
}

// Lowercase stands for letters from left to right, uppercase for the others.
func TestReorder(t *testing.T) {
	tests := []struct {
		line string
		rtl  bool
		want string
	}{
		{"abc def", false, "abc def"},
		{"abc DEF ghi", false, "abc FED ghi"},
		{"abc DEF GHI jkl", false, "abc IHG FED jkl"},
		{"abc DEF.", false, "abc FED."},
		{"ABC.", true, ".CBA"},
		{"ABC def GHI", true, "IHG def CBA"},
		{"ABC 12:30 DEF", true, "FED 12:30 CBA"},
		{"ABC def 12 GHI", true, "IHG def 12 CBA"},
		{"ABC (DEF)", true, "(FED) CBA"},
		{"abc 12 DEF 34", false, "abc 12 34 FED"},
		{"abc", true, "abc"},
		{"", true, ""},
	}
	for _, tt := range tests {
		var cs []cluster
		for _, r := range tt.line {
			p, _ := bidi.LookupRune(r)
			class := p.Class()
			if r >= 'A' && r <= 'Z' {
				class = bidi.R
			}
			cs = append(cs, cluster{text: string(r), class: class})
		}
		var got string
		if len(cs) > 0 {
			for _, c := range reorder(cs, tt.rtl) {
				got += c.text
			}
		}
		if got != tt.want {
			t.Errorf("%q, rtl %v: %q, want %q", tt.line, tt.rtl, got, tt.want)
		}
	}
}

// Every letter is one em wide.
func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"aa bb cc", 5, []string{"aa bb", "cc"}},
		{"aa bb cc", 6, []string{"aa bb", "cc"}},
		{"aaaaaaa", 3, []string{"aaa", "aaa", "a"}},
		{"a bbbbbb", 3, []string{"a", "bbb", "bbb"}},
		{"well-known", 6, []string{"well-", "known"}},
		{"a -5 b", 4, []string{"a -5", "b"}},
		{"x.org/a-b/c", 8, []string{"x.org/", "a-b/c"}},
		{"  indent", 5, []string{"  ind", "ent"}},
		{"a\u00a0b c", 3, []string{"a b", "c"}},
		{"aaaa\u200bbbbb", 6, []string{"aaaa", "bbbb"}},
		{"", 5, nil},
		{"abc", 0, []string{"a", "b", "c"}},
	}
	fs, err := loadFaces(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		c := cleaner{faces: fs, wanted: fs.serif}
		c.clean(tt.text)
		for i := range c.out {
			c.out[i].width = 1
		}
		var got []string
		for _, l := range wrap(c.out, float64(tt.width)) {
			s := ""
			for _, c := range l {
				s += c.text
			}
			got = append(got, s)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q in %d: %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

// FuzzText: whatever is written, there is a sound document of bounded size, and
// nothing stands beside the page.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a", "שלום (a) 12", "\xff", "👍🏽\u200d", "x\u0301\u0302\u0303\u0304", "\u202e\u2066abc", "a\n\n\nb", "你。好", "\ufffc\uffff\ufffe"} {
		f.Add(s, s, int8(len(s)), []byte(s))
	}
	f.Fuzz(func(t *testing.T, text, label string, kind int8, picture []byte) {
		e := Entry{Kind: Kind(kind % 5), When: label, Prompt: label, Text: text, Mark: kind%2 == 0, Picture: picture}
		b := Booklet{Title: label, Subtitle: text, Made: label, Language: label, Unprintable: label, NoPicture: text,
			Parts:  []Part{{Heading: text, Entries: []Entry{e, e}}},
			Footer: func(n, of int) string { return label + fmt.Sprint(n) + text }}
		doc, err := b.PDF()
		if err != nil {
			t.Fatal(err)
		}
		if limit := 500e3 + 100*float64(len(text)+len(label)) + 100*float64(len(picture)); float64(len(doc)) > limit {
			t.Errorf("%d bytes from %d", len(doc), len(text)+len(label)+len(picture))
		}
		read(t, doc)
		fs, _ := loadFaces(nil)
		s := &setter{faces: fs}
		s.booklet(b)
		for _, l := range s.lines {
			for _, r := range l.runs {
				end := r.x
				for _, c := range r.text {
					w, _ := r.face.width(c)
					end += w * r.size
				}
				if math.IsNaN(end) || r.x < left-0.01 || end > left+textWidth+0.01 {
					t.Fatalf("a run from %.2f to %.2f", r.x, end)
				}
			}
		}
	})
}
