package booklet

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// note is a booklet of one entry.
func note(text string) Booklet {
	return Booklet{Parts: []Part{{Entries: []Entry{{Text: text}}}}, Unprintable: "some signs are missing"}
}

func TestSample(t *testing.T) {
	pages := made(t, sample(t))
	all := strings.Join(pages, "")
	for _, want := range []string{
		"What I wrote\n", "Made on 24 June 2026\n", "Session of 9 June\n", "sound of it.\nI felt held.\n",
		"What is still with you from today?\n", "Call Miriam before Sunday.\n", "Дыхание стало тише. Ἡ ψυχή. Zażółć",
		"10 June, 20:00\ncalm, a bit tired\n", "(a picture that could not be read)\n", "□ stands for signs",
	} {
		if strings.Count(all, want) != 1 {
			t.Errorf("%d times %q", strings.Count(all, want), want)
		}
	}
	for i, p := range pages {
		if foot := fmt.Sprintf("%d of %d\n", i+1, len(pages)); !strings.HasSuffix(p, foot) {
			t.Errorf("page %d does not end with %q", i+1, foot)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	b := sample(t)
	for i := range 6 { // of the same width: their order must not be a map's
		b.Parts[0].Entries = append(b.Parts[0].Entries, Entry{Picture: lake(t, 300, 100+i*10)}, Entry{Picture: lake(t, 300, 100)})
	}
	first, err := b.PDF()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := b.PDF()
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("other bytes, err %v", err)
		}
	}
}

func TestNothingAboutTheMachine(t *testing.T) {
	doc, err := sample(t).PDF()
	if err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{"Date", "Producer", "Creator", "Author", "FPDF", "PageMode", "JavaScript", "Exif"} {
		if bytes.Contains(doc, []byte(no)) {
			t.Errorf("it has %s", no)
		}
	}
	for _, yes := range []string{"/Lang (en-GB)", "/Title (\xfe\xff\x00W\x00h\x00a\x00t", "/Outlines"} {
		if !bytes.Contains(doc, []byte(yes)) {
			t.Errorf("it lacks %s", yes)
		}
	}
}

func TestLanguageIsATag(t *testing.T) {
	b := note("hello")
	b.Language = "en) /OpenAction (x"
	doc, err := b.PDF()
	if err != nil || bytes.Contains(doc, []byte("OpenAction")) || bytes.Contains(doc, []byte("/Lang")) {
		t.Fatalf("wrote it, err %v", err)
	}
}

func TestEmptyIsOnePage(t *testing.T) {
	for name, b := range map[string]Booklet{
		"nothing":          {},
		"a part":           {Parts: []Part{{}}},
		"an empty entry":   {Parts: []Part{{Entries: []Entry{{}, {Kind: Step}, {Kind: Mood}, {Kind: Intention}}}}},
		"an unknown kind":  {Parts: []Part{{Entries: []Entry{{Kind: 99, Text: "a"}}}}},
		"controls only":    note("\x00\x01\u200d\u202e\ufeff"),
		"an empty footer":  {Footer: func(int, int) string { return " \n " }},
		"mood of one sign": {Parts: []Part{{Entries: []Entry{{Kind: Mood, Text: "✨"}}}}},
	} {
		if n := len(made(t, b)); n != 1 {
			t.Errorf("%s: %d pages", name, n)
		}
	}
}

func TestLongText(t *testing.T) {
	var text strings.Builder
	for i := 0; text.Len() < 20000; i++ {
		fmt.Fprintf(&text, "word%d ", i)
	}
	pages := made(t, note(text.String()))
	if len(pages) < 8 || len(pages) > 16 {
		t.Errorf("%d pages", len(pages))
	}
	if got, want := strings.Fields(strings.Join(pages, "")), strings.Fields(text.String()); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Error("words were lost, doubled or moved")
	}
}

func TestOneLongWord(t *testing.T) {
	word := strings.Repeat("abcdefghij", 2000)
	if got := strings.ReplaceAll(strings.Join(made(t, note(word)), ""), "\n", ""); got != word {
		t.Errorf("%d letters of %d", len(got), len(word))
	}
}

// numbered is a booklet of many short entries.
func numbered(n int) Booklet {
	p := Part{Heading: "Session"}
	for i := range n {
		p.Entries = append(p.Entries, Entry{When: fmt.Sprintf("day %d.", i), Prompt: "How was it?",
			Text: strings.Repeat("It rained and I stayed in bed. ", 1+i%12), Mark: i%5 == 0, Kind: Kind(i % 3)})
	}
	return Booklet{Title: "Notes", Parts: []Part{p}}
}

// Each entry is there once, in its order, and no page ends with a date or a
// question that belongs to the next.
func TestManyEntries(t *testing.T) {
	pages := made(t, numbered(300))
	days := regexp.MustCompile(`day \d+\.`).FindAllString(strings.Join(pages, ""), -1)
	if len(days) != 300 {
		t.Fatalf("%d entries", len(days))
	}
	for i, d := range days {
		if d != fmt.Sprintf("day %d.", i) {
			t.Fatalf("%s at place %d", d, i)
		}
	}
	for i, p := range pages {
		lines := strings.Split(strings.TrimSpace(p), "\n")
		if last := lines[len(lines)-1]; strings.HasPrefix(last, "day") || strings.HasPrefix(last, "How") || last == "Session" {
			t.Errorf("page %d ends with %q", i+1, last)
		}
	}
}

func TestPaginate(t *testing.T) {
	text := func(keep bool) line { return line{height: 10, keep: keep} }
	gap := line{height: 10, gap: true}
	tests := map[string]struct {
		lines []line
		want  []int // lines on each page
	}{
		"full":               {[]line{text(false), text(false), text(false), text(false)}, []int{3, 1}},
		"kept":               {[]line{text(false), text(false), text(true), text(false)}, []int{2, 2}},
		"kept all":           {[]line{text(true), text(true), text(true), text(false)}, []int{3, 1}},
		"gap at top":         {[]line{text(false), text(false), text(false), gap, text(false)}, []int{3, 1}},
		"tint at top":        {[]line{text(false), text(false), text(false), gap, {height: 10, gap: true, tint: true, keep: true}, text(false)}, []int{3, 2}},
		"too high":           {[]line{{height: 99}, text(false)}, []int{1, 1}},
		"nothing":            {nil, []int{0}},
		"kept through a gap": {[]line{text(false), text(true), {height: 10, gap: true, keep: true}, text(false)}, []int{1, 3}},
	}
	for name, tt := range tests {
		var got []int
		for _, p := range paginate(tt.lines, 30) {
			got = append(got, len(p))
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
