package talk

import (
	"slices"

	"afterglow/nudges"
)

// going takes the answer to the invitation of the log's i-th entry.
func (s *step) going(answer string, i int, at Pressed) (notice Screen, known bool) {
	if answer != "yes" && answer != "no" || s.m.Log[i].Kind != nudges.CircleInvite {
		return notice, false
	}
	if answer == "yes" && s.m.Log[i].Answer == "going" {
		return notice, true // the button was pressed twice
	}
	s.m.Log = slices.Clone(s.m.Log)
	s.m.Log[i].Answer = map[string]string{"yes": "going", "no": "not"}[answer]
	if answer == "no" {
		s.do(Rebutton{at.Message, Screen{}})
		return screen("nudge.not_now"), true
	}
	s.do(Rebutton{at.Message, Screen{}})
	s.show("circle.going", "circle", string(s.m.Log[i].Session))
	return notice, true
}

// circleGoing says when and where, of a circle that is still in the calendar.
func (d *drawing) circleGoing() error {
	c, _ := d.circle(nudges.SessionID(d.arg("circle")), d.Now)
	if c.Link != "" {
		d.out.Buttons = [][]Button{{{Label: d.label("circle_link"), URL: c.Link}}}
	}
	if c.ID != "" {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("calendar", "calendar", string(c.ID))})
	}
	return d.text("circle.going", "Known", c.ID != "", "Name", c.Name, "When", d.moment(c.At))
}
