package picture

// sample says what an item of the legend explains.
type sample int

const (
	windowSample sample = iota
	quietSample
	nowSample
	silentSample
	sessionSample // of the mood chart
)

const (
	sampleWide = 44 // of the sample before the words
	legendGap  = 40 // between items
)

// legendItem explains one thing in the picture.
type legendItem struct {
	sample sample
	x, y   float64 // the sample's left edge and middle
	text   string
}

// layLegend places explanations below the rest, in lines as they fit.
func layLegend(all []legendItem, top float64, p pens) (items []legendItem, bottom float64) {
	x, y := float64(margin), top+legendHigh/2
	for _, item := range all {
		item.text = cut(p.clean(item.text), pageWidth-2*margin-sampleWide, p.small.width)
		if item.text == "" {
			continue
		}
		wide := sampleWide + p.small.width(item.text)
		if x > margin && x+wide > pageWidth-margin {
			x, y = margin, y+legendHigh
		}
		item.x, item.y = x, y
		items = append(items, item)
		x += wide + legendGap
	}
	if len(items) == 0 {
		return nil, top
	}
	return items, y + legendHigh/2
}

// legend lists what the rows show and the caller has words for.
func (t Timeline) legend(l layout) []legendItem {
	var shows [silentSample + 1]bool
	for _, r := range l.rows {
		shows[windowSample] = shows[windowSample] || len(r.windows) > 0
		shows[quietSample] = shows[quietSample] || len(r.quiet) > 0
		shows[nowSample] = shows[nowSample] || r.today
		for _, s := range r.spots {
			shows[silentSample] = shows[silentSample] || s.kind == Silent
		}
	}
	var items []legendItem
	for i, text := range []string{t.Words.Window, t.Words.Quiet, t.Words.Now, t.Words.Silent} {
		if shows[i] {
			items = append(items, legendItem{sample: sample(i), text: text})
		}
	}
	return items
}
