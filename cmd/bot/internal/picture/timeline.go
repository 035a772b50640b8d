package picture

import (
	"errors"
	"fmt"
	"time"
)

// ErrEmpty is returned by [Timeline.PNG] when there is neither a mark nor a
// window to draw, and by [Moods.PNG] when there is no mood: a sentence says
// that better than an empty picture.
var ErrEmpty = errors.New("picture: nothing to draw")

// Timeline is what a picture shows. Instants may be in any zone; they are drawn
// where the clocks of Zone stood at that moment.
//
// Two moments an hour apart in the repeated hour of a clock change therefore
// share one place and are stacked. At most [MaxRows] days get a row.
type Timeline struct {
	Zone    *time.Location // the member's zone; required
	Now     time.Time      // drawn as a line on today's row; zero draws none
	Marks   []Mark         // in any order; those of the same instant keep theirs
	Windows []Span         // shaded softly: 12 to 24 hours after each session
	Quiet   Hours          // dimmed on every row
	Words   Words
}

// Mark is one moment in the plan.
type Mark struct {
	At    time.Time
	Label string // a few plain words, cut with … when there is no room
	Kind  Kind
}

// Kind says which shape a mark has; shapes differ, not only colours.
type Kind int

// The kinds of marks. Any other value is drawn as a [Nudge].
const (
	Nudge   Kind = iota // a dot
	Session             // a large dot in a ring
	Silent              // an open ring: a nudge that makes no sound
	Meeting             // a diamond
)

// Span is the time from From up to, and without, To. One that ends before it
// starts is not drawn, and of a longer one only the first 31 days are.
type Span struct{ From, To time.Time }

// Hours are the same hours of every day, in minutes after midnight, 0 to 1440.
// To may be less than From: then they cross midnight. Equal means none.
type Hours struct{ From, To int }

// Words are the words in the picture. An empty one is left out, and so is one
// for something that the picture does not show.
type Words struct {
	Title  string // above all
	Window string // what the shade means
	Quiet  string // what the dimmed hours are
	Now    string // what the line is
	Silent string // what an open ring is

	// Day names a local date ("Wed 10 Jun"); its first word stands above the
	// rest. It is called with noon of that day in the timeline's zone. Required.
	Day func(time.Time) string
	// Clock tells a local time ("09:30"). It is called with the instant in the
	// timeline's zone. Required.
	Clock func(time.Time) string
}

// PNG draws the timeline, 1080 pixels wide and as high as it needs (see
// [MaxRows]), opaque to the edges. The smallest letters are 30 pixels, so that
// they can be read at a third of that width.
//
// It returns [ErrEmpty] when there is nothing to draw, and another error for a
// missing zone or word function or hours out of range. A run of letters
// that the fonts lack is drawn as one box: see [Covers].
func (t Timeline) PNG() ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	pens, err := loadPens()
	if err != nil {
		return nil, err
	}
	l := t.layout(pens)
	s := newSheet(l.height, pens)
	s.drawLayout(l)
	return s.encode()
}

func (t Timeline) check() error {
	switch {
	case t.Zone == nil:
		return errors.New("picture: no zone")
	case t.Words.Day == nil || t.Words.Clock == nil:
		return errors.New("picture: no words for days or clock times")
	}
	for _, m := range []int{t.Quiet.From, t.Quiet.To} {
		if m < 0 || m > dayMinutes {
			return fmt.Errorf("picture: quiet hours: minute %d is not in 0..%d", m, dayMinutes)
		}
	}
	if len(t.Marks) == 0 && len(t.stretches()) == 0 {
		return ErrEmpty
	}
	return nil
}
