package picture

import "strings"

// Distances on the page, in pixels.
const (
	pageWidth  = 1080
	margin     = 30
	dayWidest  = 190 // day names wider than that are cut
	dayGap     = 24  // between day names and strips
	titleHigh  = 64
	axisHigh   = 50
	laneHigh   = 54
	stripPad   = 17 // above the first and below the last lane
	rowGap     = 12
	dividerTop = 30 // in place of days that are left out
	legendHigh = 50
	clockWide  = 170 // clock times wider than that are cut
)

// layout is a picture with all its places, in pixels from the top left.
type layout struct {
	title  string
	strip  extent // the hours 0 to 24 of every row
	axis   float64
	ticks  []tick
	rows   []laidRow
	more   float64 // where dots say that later days were left out; 0: none were
	legend []legendItem
	height int
}

// tick is an hour on the axis.
type tick struct {
	x, textX float64
	text     string
}

// laidRow is a row with its place.
type laidRow struct {
	row
	top, bottom float64
	name        [2]string // the day's, one line above the other
	spots       []spot
	quiet       []stretch
	now         float64 // x of the line; 0: none
}

// spot is a mark with its words.
type spot struct {
	kind         Kind
	x, y         float64
	clock, label string
	place        place
}

// x returns where a minute of the day stands in the strip.
func (l layout) x(minute float64) float64 {
	minute = min(max(minute, 0), dayMinutes)
	return l.strip.from + minute/dayMinutes*(l.strip.to-l.strip.from)
}

func (t Timeline) layout(p pens) layout {
	rows, more := t.rows()
	l := layout{title: layTitle(t.Words.Title, p)}
	names, widest := t.dayNames(rows, p)
	l.strip = extent{margin + widest + dayGap, pageWidth - margin}
	y := float64(margin)
	if l.title != "" {
		y += titleHigh
	}
	l.axis = y
	l.ticks = t.ticks(l, rows[0].day, p)
	y += axisHigh
	for i, r := range rows {
		if r.gap {
			y += dividerTop
		}
		laid := t.layRow(l, r, y, p)
		laid.name = names[i]
		l.rows = append(l.rows, laid)
		y = laid.bottom + rowGap
	}
	if more {
		l.more = y - rowGap
		y += dividerTop
	}
	l.legend, y = layLegend(t.legend(l), y, p)
	l.height = int(y + margin - rowGap + 0.5)
	return l
}

// layTitle makes a title fit the page.
func layTitle(title string, p pens) string {
	return cut(p.clean(title), pageWidth-2*margin, p.title.width)
}

// dayNames returns every row's name in two lines, and the widest line.
func (t Timeline) dayNames(rows []row, p pens) (names [][2]string, widest float64) {
	for _, r := range rows {
		first, rest, _ := strings.Cut(p.clean(t.Words.Day(r.day.at(12, t.Zone))), " ")
		name := [2]string{cut(first, dayWidest, p.strong.width), cut(rest, dayWidest, p.small.width)}
		widest = max(widest, p.strong.width(name[0]), p.small.width(name[1]))
		names = append(names, name)
	}
	return names, float64(int(widest + 0.999))
}

func (t Timeline) ticks(l layout, d day, p pens) []tick {
	var out []tick
	for _, hour := range []int{6, 12, 18} {
		text := cut(p.clean(t.Words.Clock(d.at(hour, t.Zone))), clockWide, p.small.width)
		x := l.x(float64(hour * 60))
		out = append(out, tick{x, x - p.small.width(text)/2, text})
	}
	return out
}

// layRow places a row's marks in lanes below each other.
func (t Timeline) layRow(l layout, r row, top float64, p pens) laidRow {
	laid := laidRow{row: r, top: top, quiet: t.Quiet.parts(r.day)}
	var all []extent
	for _, m := range r.marks {
		s := t.spot(l, m, p)
		laid.spots = append(laid.spots, s)
		all = append(all, s.place.all)
	}
	deepest := 0
	for i, lane := range lanes(all) {
		if lane < 0 { // the mark alone, below the others
			laid.spots[i].clock, laid.spots[i].label = "", ""
			lane = maxLanes
		}
		laid.spots[i].y = top + stripPad + (float64(lane)+0.5)*laneHigh
		deepest = max(deepest, lane)
	}
	laid.bottom = top + 2*stripPad + float64(deepest+1)*laneHigh
	if r.today {
		laid.now = l.x(t.nowMinute())
	}
	return laid
}

func (t Timeline) spot(l layout, m Mark, p pens) spot {
	s := spot{kind: m.Kind, x: l.x(wallMinute(m.At))}
	s.clock = cut(p.clean(t.Words.Clock(m.At)), clockWide, p.small.width)
	s.label = p.clean(m.Label)
	s.place = placeWords(s.x, m.Kind.reach(), p.small.width(s.clock), p.plain.width(s.label), l.strip)
	s.label = cut(s.label, s.place.room, p.plain.width)
	return s
}
