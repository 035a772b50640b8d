package picture

// Sizes of what is drawn in the mood chart, in pixels.
const (
	dotRadius   = 10
	dotRim      = 3
	joinWide    = 3
	sessionWide = 4
)

func (s *sheet) drawMoods(l moodLayout) {
	s.drawBorder()
	s.drawTitle(l.title)
	s.box(l.strip.from, l.top, l.strip.to, l.bottom, waking)
	for _, w := range l.windows {
		s.box(w.from, l.top, w.to, l.bottom, shade)
	}
	for _, v := range l.scale {
		s.box(l.strip.from, v.y-1, l.strip.to, v.y+1, gridline)
		s.text(s.pens.small, v.x, v.y+fall, v.text, faint)
	}
	s.roundStrip(l.strip, l.top, l.bottom)
	for _, t := range l.ticks {
		s.box(t.x-1, l.bottom, t.x+1, l.bottom+dayTick, border)
		s.text(s.pens.small, t.textX, l.bottom+dayTick+32, t.text, faint)
	}
	if l.now > 0 {
		s.drawNow(l.now, l.top, l.bottom)
	}
	for _, x := range l.sessions {
		s.drawSession(x, l.top, l.bottom)
	}
	s.drawDotsOf(l)
	for _, item := range l.legend {
		s.drawLegend(item)
	}
}

// drawSession draws a thin line with a head, which tells it from that of now.
func (s *sheet) drawSession(x, top, bottom float64) {
	s.box(x-sessionWide/2, top, x+sessionWide/2, bottom, amber)
	s.disc(x, top, headHigh, amber)
}

// drawDotsOf draws lines first, so that no dot is crossed.
func (s *sheet) drawDotsOf(l moodLayout) {
	for i, d := range l.dots {
		if d.joined {
			s.line(l.dots[i-1].x, l.dots[i-1].y, d.x, d.y, joinWide, joinInk)
		}
	}
	for _, d := range l.dots {
		s.disc(d.x, d.y, dotRadius+dotRim, ground)
		s.disc(d.x, d.y, dotRadius, mint)
	}
}
