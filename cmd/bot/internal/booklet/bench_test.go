package booklet

import (
	"strings"
	"testing"
)

func BenchmarkHundredNotes(b *testing.B) {
	n := numbered(100)
	for i := range n.Parts[0].Entries {
		n.Parts[0].Entries[i].Text = strings.Repeat("It rained and I stayed in bed. ", 20) // 600 letters
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := n.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPhoto(b *testing.B) {
	n := note("a photograph of 12 million pixels")
	n.Parts[0].Entries[0].Picture = lake(b, 4000, 3000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := n.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}
