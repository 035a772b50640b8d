package picture

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// A picture of flat areas and words has few colours, but thousands of blends of
// them at the edges of letters. 32 colours look the same and make a file of a
// third of the size.

const (
	paletteSize = 32
	cellBits    = 5  // of each channel: blends that share them become one colour
	flatRun     = 16 // pixels of one colour in a row: an area or a mark, no letter
)

// cell is a small cube of colours, and the one of them seen most.
type cell struct {
	index int
	count int
	flat  int // 1 when the colour fills an area, however small
	color color.RGBA
}

// indexed turns an opaque image into one of at most 32 colours and writes it
// to pix, one byte a pixel. A flat area keeps its exact colour.
func indexed(img *image.RGBA, pix []uint8) *image.Paletted {
	cells := countCells(img)
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(b.flat, a.flat), cmp.Compare(b.count, a.count), cmp.Compare(a.index, b.index))
	})
	out := &image.Paletted{Pix: pix, Stride: img.Rect.Dx(), Rect: img.Rect}
	var entry [1 << (3 * cellBits)]uint8
	for i, c := range cells {
		if i < paletteSize {
			out.Palette = append(out.Palette, c.color)
			entry[c.index] = uint8(i)
			continue
		}
		entry[c.index] = uint8(out.Palette.Index(c.color))
	}
	for i := range pix {
		p := img.Pix[4*i : 4*i+3 : 4*i+3]
		pix[i] = entry[cellOf(p[0], p[1], p[2])]
	}
	return out
}

func cellOf(r, g, b uint8) int {
	const drop = 8 - cellBits
	return int(r>>drop)<<(2*cellBits) | int(g>>drop)<<cellBits | int(b>>drop)
}

// countCells returns every cell that has a pixel. Pixels come in runs, and the
// longest run of a cell gives its colour: that of the flat area in it.
func countCells(img *image.RGBA) []cell {
	var count, longest [1 << (3 * cellBits)]int
	var colors [1 << (3 * cellBits)]color.RGBA
	pix := img.Pix
	for i := 0; i < len(pix); {
		c := color.RGBA{pix[i], pix[i+1], pix[i+2], 0xff}
		start := i
		for i += 4; i < len(pix) && pix[i] == c.R && pix[i+1] == c.G && pix[i+2] == c.B; {
			i += 4
		}
		n := cellOf(c.R, c.G, c.B)
		count[n] += i - start
		if i-start > longest[n] {
			longest[n], colors[n] = i-start, c
		}
	}
	var out []cell
	for n := range count {
		if count[n] > 0 {
			out = append(out, cell{n, count[n], min(longest[n]/(4*flatRun), 1), colors[n]})
		}
	}
	return out
}
