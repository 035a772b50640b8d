package talk

import "afterglow/nudges"

// discreet chooses whether the prompts of nudges are covered until tapped.
func (s *step) discreet(answer string, at Pressed) (known bool) {
	if answer != "on" && answer != "off" {
		return false
	}
	s.m.Open = answer == "off"
	s.do(Change{at.Message, screen("settings")})
	return true
}

// below is what follows the first line of a nudge: covered, unless the member
// turned discreet mode off.
func below(m nudges.Member, html string) string {
	if m.Open {
		return html
	}
	return covered(html)
}

// ownWords is the part of it that the member wrote: covered in any case.
func ownWords(m nudges.Member, html string) string {
	if m.Open {
		return covered(html)
	}
	return html
}

// covered is text that is hidden until it is tapped, also in what a locked phone
// shows.
func covered(html string) string { return "<tg-spoiler>" + html + "</tg-spoiler>" }

func (d *drawing) settingsDiscreet() error {
	d.out.Buttons = [][]Button{{d.button("discreet_on", "discreet", "on"), d.button("discreet_off", "discreet", "off")}, {d.button("back", "set", "main")}}
	return d.text("settings.discreet")
}
