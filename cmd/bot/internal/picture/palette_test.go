package picture

import (
	"image"
	"image/color"
	"testing"
)

// Many blends with more pixels must not push out the colour of a small mark.
func TestFlatColoursStay(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 256, 256))
	for y := range 256 {
		for x := range 256 {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), uint8(16 * (x % 7)), 0xff})
		}
	}
	want := color.RGBA(rose)
	for x := range flatRun {
		img.SetRGBA(100+x, 100, want)
	}
	out := indexed(img, make([]uint8, 256*256))
	if len(out.Palette) != paletteSize {
		t.Errorf("%d colours", len(out.Palette))
	}
	if got := out.At(108, 100); got != want {
		t.Errorf("the mark is %v, want %v", got, want)
	}
}

func TestFewColoursAreExact(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 8, 2))
	for x := range 8 {
		img.SetRGBA(x, 0, color.RGBA{uint8(32 * x), 7, 9, 0xff})
		img.SetRGBA(x, 1, color.RGBA{3, uint8(32*x + 1), 200, 0xff})
	}
	out := indexed(img, make([]uint8, 16))
	for i := range 16 {
		if got, want := out.At(i%8, i/8), img.At(i%8, i/8); got != want {
			t.Errorf("pixel %d: %v, want %v", i, got, want)
		}
	}
}
