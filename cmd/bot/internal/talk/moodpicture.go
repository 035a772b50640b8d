package talk

import (
	"errors"
	"fmt"
	"time"

	"afterglow/cmd/bot/internal/picture"
)

// moodChart draws the moods that are kept, the latest [picture.MaxMoodDays] days
// of them. Its caption, which a locked phone shows, says nothing about them.
func (d *drawing) moodChart() error {
	d.painting.Lock()
	defer d.painting.Unlock()
	png, err := d.moods().PNG()
	switch {
	case errors.Is(err, picture.ErrEmpty):
		d.out.Said = true
		return d.text("mood.none")
	case err != nil:
		return fmt.Errorf("talk: picture of moods: %w", err)
	}
	d.out.Files = []File{{Name: "days.png", Data: png, Photo: true, Protect: true}}
	return d.text("mood.chart")
}

func (d *drawing) moods() picture.Moods {
	m := picture.Moods{
		Zone: d.zone, Now: d.Now,
		Words: picture.MoodWords{
			Low: d.label("picture.low"), High: d.label("picture.high"), Session: d.label("picture.session"),
			Window: d.label("picture.window"), Now: d.label("picture.now"),
			Day: func(t time.Time) string { return d.format("format.short_day", t) },
		},
	}
	for _, n := range d.Notes {
		if n.Mood != nil {
			m.Points = append(m.Points, picture.MoodPoint{At: n.At, Mood: *n.Mood})
		}
	}
	prime := d.primeRow()
	for _, s := range d.Member.Sessions {
		if s.End.After(d.Now) {
			continue
		}
		m.Sessions = append(m.Sessions, s.End)
		if prime != nil {
			m.Windows = append(m.Windows, picture.Span{From: s.End.Add(prime.From), To: s.End.Add(prime.To)})
		}
	}
	return m
}
