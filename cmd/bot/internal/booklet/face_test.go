package booklet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
)

// A letter that only the caller's font has is printed with it.
func TestFontOfTheCaller(t *testing.T) {
	n := note("a 뀀")
	if got := made(t, n)[0]; got != "a \n□\n"+lostLine+"\n" {
		t.Errorf("without the font %q", got)
	}
	n.Fonts = []Font{{Name: "mono", TTF: liberationmonoregular.TTF}, {Name: "Hangul", TTF: hangul(t)}}
	if got := made(t, n)[0]; got != "a \n뀀\n" {
		t.Errorf("with the font %q", got)
	}
}

// hangul makes a font with the letter U+B000: it moves a private letter of
// another font there, in the table that says where letters are.
func hangul(t *testing.T) []byte {
	t.Helper()
	ttf := bytes.Clone(liberationserifregular.TTF)
	u16 := func(i int) int { return int(binary.BigEndian.Uint16(ttf[i:])) }
	u32 := func(i int) int { return int(binary.BigEndian.Uint32(ttf[i:])) }
	cmap := u32(entry(t, ttf, "cmap") + 8)
	for i := range u16(cmap + 2) {
		table := cmap + u32(cmap+4+8*i+4)
		if u16(table) != 4 {
			continue
		}
		segments := u16(table+6) / 2
		for k := range segments {
			end, start, delta := table+14+2*k, table+16+2*segments+2*k, table+16+4*segments+2*k
			if from := u16(start); from == 0xf004 && u16(end) == from {
				binary.BigEndian.PutUint16(ttf[start:], 0xb000)
				binary.BigEndian.PutUint16(ttf[end:], 0xb000)
				if u16(delta+2*segments) == 0 {
					binary.BigEndian.PutUint16(ttf[delta:], uint16(u16(delta)+from-0xb000))
				}
				return ttf
			}
		}
	}
	t.Fatal("the font is not as it was")
	return nil
}

// entry returns where a font's list of tables names one.
func entry(t *testing.T, ttf []byte, table string) int {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		if at := 12 + 16*i; string(ttf[at:at+4]) == table {
			return at
		}
	}
	t.Fatalf("the font has no %s", table)
	return 0
}

func TestBrokenFonts(t *testing.T) {
	whole := liberationserifregular.TTF
	fonts := map[string][]byte{"nothing": nil, "words": []byte("not a font"), "OpenType with other outlines": append([]byte("OTTO"), whole[4:]...)}
	for _, n := range []int{4, 12, 100, 1000, 100000, len(whole) / 2, len(whole) - 1000} {
		fonts["cut at "+string(rune('0'+len(fonts)))] = whole[:n]
	}
	holed := bytes.Clone(whole)
	clear(holed[12:300])
	fonts["without tables"] = holed
	nameless := bytes.Clone(whole) // which readers of fonts allow, and the library does not
	nameless[entry(t, nameless, "name")+3] = 'x'
	fonts["without names"] = nameless
	for name, ttf := range fonts {
		b := note("hello 你")
		b.Fonts = []Font{{Name: "clinic.ttf", TTF: ttf}}
		if _, err := b.PDF(); err == nil || !strings.Contains(err.Error(), `"clinic.ttf"`) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The library writes into the fonts it gets: never into ours, nor the caller's.
func TestFontsStayAsTheyWere(t *testing.T) {
	mine := hangul(t)
	shareWidths(t, mine)
	before, builtin := bytes.Clone(mine), bytes.Clone(liberationserifregular.TTF)
	b := note("a 뀀")
	b.Fonts = []Font{{Name: "Hangul", TTF: mine}}
	if _, err := b.PDF(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, mine) || !bytes.Equal(builtin, liberationserifregular.TTF) {
		t.Error("a font was changed")
	}
}

// shareWidths makes all letters but three of a font equally wide, as those of
// typewriter fonts are.
func shareWidths(t *testing.T, ttf []byte) {
	t.Helper()
	table := func(name string) []byte { return ttf[binary.BigEndian.Uint32(ttf[entry(t, ttf, name)+8:]):] }
	glyphs := uint32(binary.BigEndian.Uint16(table("maxp")[4:]))
	binary.BigEndian.PutUint16(table("hhea")[34:], 3)
	binary.BigEndian.PutUint32(ttf[entry(t, ttf, "hmtx")+12:], 4*3+2*(glyphs-3))
}
