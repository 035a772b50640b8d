package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// The colours of dusk: calm in a dark chat, and no glare in a light one. Words
// reach a contrast of 4.5:1 on everything they can stand on, shapes 3:1; the
// border parts the picture from both surroundings. Where the line of now and
// the ticks cross a letter it is less.
var (
	ground   = color.NRGBA{0x1f, 0x28, 0x40, 0xff}
	border   = color.NRGBA{0x6a, 0x7a, 0xa4, 0xff}
	waking   = color.NRGBA{0x3d, 0x4a, 0x70, 0xff}
	shade    = color.NRGBA{0xc6, 0x70, 0x46, 0x50} // over waking
	dim      = color.NRGBA{0x1d, 0x24, 0x3a, 0x94} // over waking and shade
	gridline = color.NRGBA{0xff, 0xff, 0xff, 0x22}
	words    = color.NRGBA{0xf6, 0xf1, 0xe7, 0xff}
	faint    = color.NRGBA{0xc2, 0xca, 0xdd, 0xff} // for axis and legend
	clockInk = color.NRGBA{0xdd, 0xe2, 0xee, 0xff}
	nowline  = color.NRGBA{0xff, 0xff, 0xff, 0xff}
	nowfaint = color.NRGBA{0xff, 0xff, 0xff, 0x66} // where words may stand on it
	amber    = color.NRGBA{0xff, 0xc0, 0x7a, 0xff} // sessions
	mint     = color.NRGBA{0x8f, 0xe0, 0xcf, 0xff} // nudges, silent or not
	rose     = color.NRGBA{0xf3, 0xa9, 0xc6, 0xff} // meetings
	joinInk  = color.NRGBA{0x7c, 0x93, 0xb0, 0xff} // between moods: softer than shapes are, the dots say it all
)

// pen is a font at a size in pixels.
type pen struct{ face font.Face }

// width measures a text in pixels.
func (p pen) width(text string) float64 { return float64(p.face.Width(text)) }

// pens are the fonts of one picture.
type pens struct {
	title, strong, plain, small pen
	buf                         *sfnt.Buffer // of this picture: looking up letters needs one
}

// loadPens parses the two fonts. It is done for every picture: it takes
// microseconds, and keeps nothing in memory between pictures.
func loadPens() (pens, error) {
	regular, err := opentype.Parse(liberationsansregular.TTF)
	if err != nil {
		return pens{}, fmt.Errorf("picture: parse font: %w", err)
	}
	bold, err := opentype.Parse(liberationsansbold.TTF)
	if err != nil {
		return pens{}, fmt.Errorf("picture: parse bold font: %w", err)
	}
	return pens{
		title:  pen{font.Face{Font: font.Font{Size: 42}, Face: bold}},
		strong: pen{font.Face{Font: font.Font{Size: 34}, Face: bold}},
		plain:  pen{font.Face{Font: font.Font{Size: 32}, Face: regular}},
		small:  pen{font.Face{Font: font.Font{Size: 30}, Face: regular}},
		buf:    new(sfnt.Buffer),
	}, nil
}

// has reports whether the fonts have a letter; both have the same.
func (p pens) has(r rune) bool {
	i, err := p.plain.face.Face.GlyphIndex(p.buf, r)
	return err == nil && i != 0
}

// sheet is the canvas. Its methods count pixels from the top left corner; vg
// counts from the bottom.
type sheet struct {
	canvas *vgimg.Canvas
	height float64
	pens   pens
	pix    []uint8 // a byte for each pixel
}

// newSheet makes a canvas of the ground's colour. The canvas copies the image
// that it is given, so it gets one of a byte a pixel, whose memory serves again
// when the picture is encoded.
func newSheet(height int, p pens) *sheet {
	blank := image.NewGray(image.Rect(0, 0, pageWidth, height))
	c := vgimg.NewWith(vgimg.UseImage(blank), vgimg.UseDPI(72)) // a vg length is a pixel
	s := &sheet{canvas: c, height: float64(height), pens: p, pix: blank.Pix}
	s.box(0, 0, pageWidth, s.height, ground)
	return s
}

func (s *sheet) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(s.height - y)}
}

// box fills a rectangle; edges on whole pixels stay sharp.
func (s *sheet) box(x0, y0, x1, y1 float64, c color.Color) {
	x0, y0, x1, y1 = math.Round(x0), math.Round(y0), math.Round(x1), math.Round(y1)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	s.canvas.SetColor(c)
	s.canvas.Fill(s.polygon(x0, y0, x1, y0, x1, y1, x0, y1))
}

// polygon joins points given as x, y, x, y, …
func (s *sheet) polygon(xy ...float64) vg.Path {
	var p vg.Path
	p.Move(s.point(xy[0], xy[1]))
	for i := 2; i+1 < len(xy); i += 2 {
		p.Line(s.point(xy[i], xy[i+1]))
	}
	p.Close()
	return p
}

// line draws a straight line.
func (s *sheet) line(x0, y0, x1, y1, wide float64, c color.Color) {
	var p vg.Path
	p.Move(s.point(x0, y0))
	p.Line(s.point(x1, y1))
	s.canvas.SetLineWidth(vg.Length(wide))
	s.canvas.SetColor(c)
	s.canvas.Stroke(p)
}

func (s *sheet) disc(x, y, radius float64, c color.Color) {
	var p vg.Path
	p.Move(s.point(x+radius, y))
	p.Arc(s.point(x, y), vg.Length(radius), 0, 2*math.Pi)
	p.Close()
	s.canvas.SetColor(c)
	s.canvas.Fill(p)
}

func (s *sheet) diamond(x, y, radius float64, c color.Color) {
	s.canvas.SetColor(c)
	s.canvas.Fill(s.polygon(x-radius, y, x, y-radius, x+radius, y, x, y+radius))
}

// corner paints what a rounded corner takes away from a box. The box lies in
// the directions dx and dy (1 or -1) of its corner x, y.
func (s *sheet) corner(x, y, dx, dy, radius float64, c color.Color) {
	const k = 0.4477 // 1 minus the control length of a quarter circle's curve
	var p vg.Path
	p.Move(s.point(x, y))
	p.Line(s.point(x+dx*radius, y))
	p.CubeTo(s.point(x+dx*radius*k, y), s.point(x, y+dy*radius*k), s.point(x, y+dy*radius))
	p.Close()
	s.canvas.SetColor(c)
	s.canvas.Fill(p)
}

// text writes with its baseline at y.
func (s *sheet) text(p pen, x, y float64, text string, c color.Color) {
	s.canvas.SetColor(c)
	s.canvas.FillString(p.face, s.point(math.Round(x), y), text)
}

func (s *sheet) encode() ([]byte, error) {
	img, ok := s.canvas.Image().(*image.RGBA)
	if !ok {
		return nil, fmt.Errorf("picture: canvas of %T", s.canvas.Image())
	}
	var out bytes.Buffer
	if err := png.Encode(&out, indexed(img, s.pix)); err != nil {
		return nil, fmt.Errorf("picture: encode: %w", err)
	}
	return out.Bytes(), nil
}
