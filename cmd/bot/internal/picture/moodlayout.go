package picture

import (
	"math"
	"strconv"
)

// Distances in the mood chart, in pixels.
const (
	moodStep   = 42  // from one mood to the next
	moodPad    = 36  // above 10 and below 0
	sidePad    = 16  // before the first day and after the last
	headHigh   = 8   // of a session's mark above the strip
	scaleWide  = 190 // words beside the scale wider than that are cut
	scaleGap   = 20  // between scale and strip
	dayApart   = 44  // between names of days
	dayTick    = 10  // of a named day, below the strip
	joinedDays = 3   // dots whose dates are farther apart have no line between them
)

// moodLayout is a mood chart with all its places, in pixels from the top left.
type moodLayout struct {
	title       string
	days        days
	strip       extent // the chart's days
	top, bottom float64
	scale       []level
	ticks       []tick
	dots        []dot // in order of time
	windows     []extent
	sessions    []float64
	now         float64 // x of the line; 0: none
	legend      []legendItem
	height      int
}

// level is a number of the scale.
type level struct {
	x, y float64 // left edge of its text, and its line
	text string
}

// dot is a mood.
type dot struct {
	x, y   float64
	joined bool // by a line to the one before
}

// x returns where a minute after the start of the chart's days stands.
func (l moodLayout) x(minute float64) float64 {
	return l.strip.from + sidePad + minute*l.dayWide()/dayMinutes
}

// dayWide returns the width of a day.
func (l moodLayout) dayWide() float64 {
	return (l.strip.to - l.strip.from - 2*sidePad) / float64(l.days.count())
}

// y returns the height of a mood.
func (l moodLayout) y(mood int) float64 {
	return l.bottom - moodPad - float64(mood)*moodStep
}

func (m Moods) layout(p pens) moodLayout {
	l := moodLayout{title: layTitle(m.Words.Title, p), days: m.days(), top: margin + headHigh}
	if l.title != "" {
		l.top += titleHigh
	}
	l.bottom = l.top + 2*moodPad + maxMood*moodStep
	m.layScale(&l, p)
	l.ticks = m.ticks(l, p)
	l.dots = m.dots(l)
	for _, w := range m.shaded(l.days) {
		l.windows = append(l.windows, extent{l.x(w.from), l.x(w.to)})
	}
	for _, at := range m.Sessions {
		if minute, ok := m.place(at, l.days); ok {
			l.sessions = append(l.sessions, l.x(minute))
		}
	}
	if minute, ok := m.place(m.Now, l.days); ok && !m.Now.IsZero() {
		l.now = l.x(minute)
	}
	var y float64
	l.legend, y = layLegend(m.legend(l), l.bottom+axisHigh+rowGap, p)
	l.height = int(y + margin - rowGap + 0.5)
	return l
}

// layScale puts numbers and the words for both ends before the strip, and so
// says where the strip starts.
func (m Moods) layScale(l *moodLayout, p pens) {
	widest := 0.0
	for i, word := range []string{m.Words.Low, "", m.Words.High} {
		mood := i * maxMood / 2
		text := strconv.Itoa(mood)
		if word = cut(p.clean(word), scaleWide, p.small.width); word != "" {
			text = word + "  " + text
		}
		l.scale = append(l.scale, level{y: l.y(mood), text: text})
		widest = max(widest, p.small.width(text))
	}
	l.strip = extent{math.Ceil(margin + widest + scaleGap), pageWidth - margin}
	for i, v := range l.scale {
		l.scale[i].x = l.strip.from - scaleGap - p.small.width(v.text)
	}
}

// ticks names as many days as there is room for, at equal distances from the
// first on: every one, or every week if need be.
func (m Moods) ticks(l moodLayout, p pens) []tick {
	var all []tick
	widest := 0.0
	for d := l.days.first; d <= l.days.last; d++ {
		text := cut(p.clean(m.Words.Day(d.at(12, m.Zone))), dayWidest, p.small.width)
		x, wide := l.x(l.days.minute(d, dayMinutes/2)), p.small.width(text)
		widest = max(widest, wide)
		all = append(all, tick{x, min(x-wide/2, pageWidth-margin-wide), text})
	}
	step := tickStep(l.dayWide(), widest+dayApart)
	var out []tick
	for i := 0; i < len(all); i += step {
		out = append(out, all[i])
	}
	return out
}

// tickStep returns every how many days a name of a width has room.
func tickStep(dayWide, nameWide float64) int {
	for _, step := range []int{1, 2, 7, 14} {
		if float64(step)*dayWide >= nameWide {
			return step
		}
	}
	return 28
}

func (m Moods) dots(l moodLayout) []dot {
	var out []dot
	points := m.inOrder(l.days)
	for i, p := range points {
		minute, _ := m.place(p.At, l.days)
		joined := i > 0 && dayOf(p.At)-dayOf(points[i-1].At) <= joinedDays
		out = append(out, dot{l.x(minute), l.y(p.Mood), joined})
	}
	return out
}

// legend lists what the chart shows and the caller has words for.
func (m Moods) legend(l moodLayout) []legendItem {
	var items []legendItem
	if len(l.sessions) > 0 {
		items = append(items, legendItem{sample: sessionSample, text: m.Words.Session})
	}
	if len(l.windows) > 0 {
		items = append(items, legendItem{sample: windowSample, text: m.Words.Window})
	}
	if l.now > 0 {
		items = append(items, legendItem{sample: nowSample, text: m.Words.Now})
	}
	return items
}
