package crisis

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
)

var cries = []string{
	"I want to kill myself tonight", "i want to end my life", "quiero quitarme la vida", "ya no quiero vivir",
	"ego death was beautiful but I want to die",
}

// FuzzCheck: no text panics; letter case and more of the same space change
// nothing; a cry in the middle of any text is heard.
func FuzzCheck(f *testing.F) {
	for _, s := range sentences(f, "testdata/sentences.tsv")[:40] {
		f.Add(s.text, uint64(1))
	}
	f.Add("İstanbul ſ K ß ǅ ŉ", uint64(7))
	f.Add("k i l l. m.y.s.e.l.f *** $$ @@ ''", uint64(9))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		want := Check(text)
		if other := recase(r, text); Check(other) != want {
			t.Errorf("Check(%q) = %s, but in another case %q %s", text, name(want), other, name(Check(other)))
		}
		if wide := strings.ReplaceAll(text, " ", "   "); Check(wide) != want {
			t.Errorf("Check(%q) = %s, but with more spaces %s", text, name(want), name(Check(wide)))
		}
		cry := cries[r.IntN(len(cries))]
		cut := r.IntN(len(text) + 1)
		inside := strings.ToValidUTF8(text[:cut], "") + "\n\n" + cry + "\n\n" + strings.ToValidUTF8(text[cut:], "")
		if got := Check(inside); got != A {
			t.Errorf("Check(%q) = %s, want A", inside, name(got))
		}
	})
}

func recase(r *rand.Rand, s string) string {
	return strings.Map(func(c rune) rune {
		switch r.IntN(3) {
		case 0:
			return unicode.ToUpper(c)
		case 1:
			return unicode.ToLower(c)
		}
		return c
	}, s)
}
