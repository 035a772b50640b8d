package crisis

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// sentence is one row of testdata: what members write, and the tier it calls
// for.
type sentence struct {
	want Tier
	text string
}

// sentences reads a table of "tier<tab>sentence"; "-" is no tier and "\n" in a
// sentence a new line.
func sentences(t testing.TB, path string) []sentence {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []sentence
	for line := range strings.Lines(string(data)) {
		tier, text, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if tier == "-" {
			tier = ""
		}
		list = append(list, sentence{Tier(tier), strings.ReplaceAll(text, `\n`, "\n")})
	}
	return list
}

// TestSentences holds every row to its tier and prints how many calls for help
// were found and how many cards were shown for nothing.
func TestSentences(t *testing.T) {
	var calls, found, others, alarms int
	for _, s := range sentences(t, "testdata/sentences.tsv") {
		got := Check(s.text)
		if s.want == None {
			others++
		} else {
			calls++
		}
		switch {
		case s.want == None && got != None:
			alarms++
		case s.want != None && got != None:
			found++
		}
		if got != s.want {
			t.Errorf("Check(%q) = %s, want %s%s", s.text, name(got), name(s.want), why(s.text))
		}
	}
	t.Logf("found %d of %d calls for help; %d cards too many in %d other texts", found, calls, alarms, others)
}

// TestKnownGaps lists what is still heard wrong. A row that has come right
// belongs in sentences.tsv.
func TestKnownGaps(t *testing.T) {
	for _, s := range sentences(t, "testdata/known_gaps.tsv") {
		got := Check(s.text)
		if got == s.want {
			t.Errorf("Check(%q) = %s: mended, move it to sentences.tsv", s.text, name(got))
		}
		t.Logf("%s instead of %s: %q", name(got), name(s.want), s.text)
	}
}

func name(t Tier) string {
	if t == None {
		return "none"
	}
	return string(t)
}

// why lists the phrases that hit text, for whoever has to mend a table.
func why(text string) string {
	d := detector()
	t := text2words(d.words, text)
	t.acute = acuteEnds(d.find(t), len(t.list))
	var b strings.Builder
	note := func(what string) func(phrase, int, int) {
		return func(p phrase, start, end int) {
			fmt.Fprintf(&b, "\n\t%s %s [%d:%d] %.90s", what, p.tier, start, end, p.line)
		}
	}
	d.hits.each(t, note("hit"))
	d.innocent.each(t, note("removed by"))
	d.softened.each(t, note("softened by"))
	return b.String()
}
