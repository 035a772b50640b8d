package picture

import (
	"errors"
	"time"
)

// Moods is a chart of moods over days. It shows what was said and when, and
// draws no conclusion: no average, no trend, no colour for good or bad.
//
// Instants may be in any zone; they are drawn where the clocks of Zone stood at
// that moment. The days run from the first mood to the last, on to today when
// the last is less than [MaxMoodDays] days old, and are 7 at least. Sessions
// and windows add up to 7 days before and one after. When there are more than
// [MaxMoodDays] the earliest are left out, and so is what lies outside.
type Moods struct {
	Zone     *time.Location // the member's zone; required
	Now      time.Time      // drawn as a line on its day; zero draws none
	Points   []MoodPoint    // in any order, any number a day
	Sessions []time.Time    // thin vertical marks
	Windows  []Span         // shaded softly: 12 to 24 hours after each session
	Words    MoodWords
}

// MaxMoodDays is how many days a mood chart shows at most.
const MaxMoodDays = 60

// maxMood is the upper end of the scale; the lower is 0.
const maxMood = 10

// MoodPoint is a mood at a moment. Each is a dot; a thin line joins it to the
// one before when their dates are at most 3 days apart.
type MoodPoint struct {
	At   time.Time
	Mood int // 0 to 10
}

// MoodWords are the words in a mood chart. An empty one is left out, and so is
// one for something that the chart does not show.
type MoodWords struct {
	Title   string // above all
	Low     string // beside 0, one word or two: cut with … when there is no room
	High    string // beside 10
	Session string // what a vertical mark is
	Window  string // what the shade means
	Now     string // what the line is

	// Day names a local date in short ("10 Jun"); only a few days are named. It
	// is called with noon of that day in the chart's zone. Required.
	Day func(time.Time) string
}

// PNG draws the chart, 1080 pixels wide, opaque to the edges. The smallest
// letters are 30 pixels, so that they can be read at a third of that width.
//
// It returns [ErrEmpty] when there is no mood, and another error for a missing
// zone or day word or a mood out of range; no error tells a mood. A run of
// letters that the fonts lack is drawn as one box: see [Covers].
func (m Moods) PNG() ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	pens, err := loadPens()
	if err != nil {
		return nil, err
	}
	l := m.layout(pens)
	s := newSheet(l.height, pens)
	s.drawMoods(l)
	return s.encode()
}

func (m Moods) check() error {
	switch {
	case m.Zone == nil:
		return errors.New("picture: no zone")
	case m.Words.Day == nil:
		return errors.New("picture: no words for days")
	case len(m.Points) == 0:
		return ErrEmpty
	}
	for _, p := range m.Points {
		if p.Mood < 0 || p.Mood > maxMood {
			return errors.New("picture: a mood is not in 0..10")
		}
	}
	return nil
}
