package picture

// Sizes of what is drawn, in pixels.
const (
	stripRound = 14 // a strip's corners
	markRadius = 13
	ringWide   = 5
	nowWide    = 4
	fall       = 11 // from the middle of a letter to its baseline
)

func (s *sheet) drawLayout(l layout) {
	s.drawBorder()
	s.drawTitle(l.title)
	for _, t := range l.ticks {
		s.text(s.pens.small, t.textX, l.axis+30, t.text, faint)
	}
	for _, r := range l.rows {
		s.drawRow(l, r)
	}
	if l.more > 0 {
		s.drawDots(l, l.more)
	}
	for _, item := range l.legend {
		s.drawLegend(item)
	}
}

func (s *sheet) drawTitle(title string) {
	if title != "" {
		s.text(s.pens.title, margin, margin+36, title, words)
	}
}

func (s *sheet) drawBorder() {
	const wide = 3
	s.box(0, 0, pageWidth, wide, border)
	s.box(0, s.height-wide, pageWidth, s.height, border)
	s.box(0, wide, wide, s.height-wide, border)
	s.box(pageWidth-wide, wide, pageWidth, s.height-wide, border)
}

func (s *sheet) drawRow(l layout, r laidRow) {
	if r.gap {
		s.drawDots(l, r.top-dividerTop-rowGap)
	}
	s.drawStrip(l, r)
	middle := (r.top + r.bottom) / 2
	s.text(s.pens.strong, margin, middle-6, r.name[0], words)
	s.text(s.pens.small, margin, middle+32, r.name[1], faint)
	if r.now > 0 {
		s.drawNow(r.now, r.top, r.bottom)
	}
	for _, spot := range r.spots {
		s.drawSpot(spot)
	}
}

// drawNow draws a line that is faint behind words, with bright ends.
func (s *sheet) drawNow(x, top, bottom float64) {
	const out, in = 5, 12
	x0, x1 := x-nowWide/2, x+nowWide/2
	s.box(x0, top+in, x1, bottom-in, nowfaint)
	s.box(x0-1, top-out, x1+1, top+in, nowline)
	s.box(x0-1, bottom-in, x1+1, bottom+out, nowline)
}

// drawStrip draws the day's hours: shade first, so that quiet hours dim it too.
func (s *sheet) drawStrip(l layout, r laidRow) {
	s.box(l.strip.from, r.top, l.strip.to, r.bottom, waking)
	for _, w := range merge(r.windows) {
		s.box(l.x(w.from), r.top, l.x(w.to), r.bottom, shade)
	}
	for _, q := range r.quiet {
		s.box(l.x(q.from), r.top, l.x(q.to), r.bottom, dim)
	}
	for _, t := range l.ticks {
		s.box(t.x-1, r.top, t.x+1, r.bottom, gridline)
	}
	s.roundStrip(l.strip, r.top, r.bottom)
}

// roundStrip takes the corners off a strip.
func (s *sheet) roundStrip(strip extent, top, bottom float64) {
	s.corner(strip.from, top, 1, 1, stripRound, ground)
	s.corner(strip.to, top, -1, 1, stripRound, ground)
	s.corner(strip.from, bottom, 1, -1, stripRound, ground)
	s.corner(strip.to, bottom, -1, -1, stripRound, ground)
}

// drawDots draws the divider for days that are left out.
func (s *sheet) drawDots(l layout, top float64) {
	for i := range 3 {
		s.disc(margin+10+float64(i)*22, top+(dividerTop+rowGap)/2, 4, faint)
	}
}

func (s *sheet) drawSpot(p spot) {
	s.drawMark(p.kind, p.x, p.y)
	s.text(s.pens.small, p.place.clock, p.y+fall, p.clock, clockInk)
	s.text(s.pens.plain, p.place.label, p.y+fall+1, p.label, words)
}

// drawMark draws a kind's shape on a dark rim, so that it stands out on the
// line of now and on a neighbour.
func (s *sheet) drawMark(k Kind, x, y float64) {
	switch k {
	case Session:
		s.disc(x, y, markRadius+9, ground)
		s.disc(x, y, markRadius+6, amber)
		s.disc(x, y, markRadius+2, ground)
		s.disc(x, y, markRadius-1, amber)
	case Silent:
		s.disc(x, y, markRadius+3, ground)
		s.disc(x, y, markRadius, mint)
		s.disc(x, y, markRadius-ringWide, ground)
	case Meeting:
		s.diamond(x, y, markRadius+7, ground)
		s.diamond(x, y, markRadius+3, rose)
	default:
		s.disc(x, y, markRadius+3, ground)
		s.disc(x, y, markRadius, mint)
	}
}

func (s *sheet) drawLegend(i legendItem) {
	const half, wide = 13, sampleWide - 14
	switch i.sample {
	case windowSample:
		s.box(i.x, i.y-half, i.x+wide, i.y+half, waking)
		s.box(i.x, i.y-half, i.x+wide, i.y+half, shade)
	case quietSample:
		s.box(i.x, i.y-half, i.x+wide, i.y+half, waking)
		s.box(i.x, i.y-half, i.x+wide, i.y+half, dim)
	case nowSample:
		s.box(i.x+wide/2-nowWide/2, i.y-half, i.x+wide/2+nowWide/2, i.y+half, nowline)
	case silentSample:
		s.drawMark(Silent, i.x+wide/2, i.y)
	case sessionSample:
		s.drawSession(i.x+wide/2, i.y-half, i.y+half+2)
	}
	s.text(s.pens.small, i.x+sampleWide, i.y+fall, i.text, faint)
}
