package picture

import (
	"image/color"
	"math"
	"testing"
)

// luminance and contrast are those of the Web Content Accessibility
// Guidelines 2.2 (relative luminance, contrast ratio).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over blends a translucent colour with an opaque one.
func over(top, under color.NRGBA) color.NRGBA {
	mix := func(t, u uint8) uint8 {
		return uint8((int(t)*int(top.A) + int(u)*(255-int(top.A))) / 255)
	}
	return color.NRGBA{mix(top.R, under.R), mix(top.G, under.G), mix(top.B, under.B), 255}
}

func TestContrast(t *testing.T) {
	shaded := over(shade, waking)
	grounds := map[string]color.NRGBA{
		"ground": ground, "waking": waking, "quiet": over(dim, waking),
		"window": shaded, "quiet window": over(dim, shaded),
	}
	inks := []struct {
		name  string
		color color.NRGBA
		least float64
	}{
		{"labels", words, 4.5}, {"clock times", clockInk, 4.5},
		{"sessions", amber, 3}, {"nudges", mint, 3}, {"meetings", rose, 3}, {"now", nowline, 3},
	}
	for where, under := range grounds {
		for _, ink := range inks {
			got := contrast(ink.color, under)
			t.Logf("%s on %s: %.1f", ink.name, where, got)
			if got < ink.least {
				t.Errorf("%s on %s: %.1f, want %.1f", ink.name, where, got, ink.least)
			}
		}
	}
	if got := contrast(faint, ground); got < 7 {
		t.Errorf("axis and legend: %.1f", got)
	}
	for name, around := range map[string]color.NRGBA{"light": {255, 255, 255, 255}, "dark": {0x17, 0x21, 0x2b, 255}} {
		if got := contrast(border, around); got < 3 {
			t.Errorf("border in a %s chat: %.1f", name, got)
		}
	}
}
