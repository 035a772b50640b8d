package booklet

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // members send both

	"golang.org/x/image/draw"
)

// Bounds of a picture, in pixels and points.
const (
	maxPixels   = 13e6 // of one picture, decoded: a phone's; 52 MB at the worst
	maxTotal    = 60e6 // of all pictures of a document, so that it is made in seconds
	printWidth  = 1000 // of what is kept: 200 to the inch across the page
	printHeight = 1400
	tallest     = 300.0 // on paper
	perPixel    = 0.48  // points: 150 pixels to the inch at least
)

// photo is a picture as it goes into the document.
type photo struct {
	jpeg          []byte
	width, height float64 // on paper, in points
}

// photos makes the pictures of one document.
type photos struct {
	all   []photo
	taken map[int]bool // widths in pixels
	spent float64      // pixels decoded so far
}

// add reads a picture and draws it anew: smaller, on white, without the places,
// dates and names that cameras write into files. It returns the picture's
// number, and false when it cannot be read.
func (p *photos) add(data []byte) (int, bool) {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || (format != "jpeg" && format != "png") || c.Width < 1 || c.Height < 1 {
		return 0, false
	}
	cost := float64(c.Width) * float64(c.Height)
	switch c.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model: // two bytes a colour
		cost *= 2
	}
	if p.spent += cost; cost > maxPixels || p.spent > maxTotal {
		return 0, false
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, false
	}
	size := p.size(src.Bounds().Dx(), src.Bounds().Dy())
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.BiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: 85}); err != nil {
		return 0, false
	}
	w, h := float64(size.X)*perPixel, float64(size.Y)*perPixel
	shrink := min(1, textWidth/w, tallest/h)
	p.all = append(p.all, photo{jpeg: out.Bytes(), width: w * shrink, height: h * shrink})
	return len(p.all) - 1, true
}

// size returns a picture's pixels on paper. No two pictures are equally wide:
// the library sorts them by width out of a map, so that two of one width would
// change places from one run to the next.
func (p *photos) size(w, h int) image.Point {
	shrink := min(1, printWidth/float64(w), printHeight/float64(h))
	x := max(int(float64(w)*shrink), 1)
	for step := 0; p.taken[x]; step++ { // below first, then above
		if x--; x < 1 {
			x = printWidth + 1 + step
		}
	}
	if p.taken == nil {
		p.taken = map[int]bool{}
	}
	p.taken[x] = true
	return image.Pt(x, max(min(h*x/w, printHeight), 1))
}
