package talk

// tidy chooses whether notes are deleted from the chat once they are stored.
func (s *step) tidy(answer string, at Pressed) (known bool) {
	if answer != "on" && answer != "off" {
		return false
	}
	s.m.Tidy = answer == "on"
	s.do(Change{at.Message, screen("settings")})
	return true
}

// acknowledge says that a note is kept: with a reaction, or, where it is a plain
// one and the member wants a tidy chat, by deleting it there. Either is done
// only once the commit that stores the note is through.
func (s *step) acknowledge(w Wrote, plain bool) {
	if s.m.Tidy && plain {
		s.do(Clear{w.Message})
		return
	}
	s.do(React{w.Message, kept, screen("note.kept")})
}

func (d *drawing) settingsTidy() error {
	d.out.Buttons = [][]Button{{d.button("tidy_on", "tidy", "on"), d.button("tidy_off", "tidy", "off")}, {d.button("back", "set", "main")}}
	return d.text("settings.tidy", "NotKept", !d.Member.Consent.Notes.Yes)
}

// state is a setting with whether it is on, as the label of its button.
func (d *drawing) state(label string, on bool) string {
	if on {
		return d.label(label) + d.label("kind_on")
	}
	return d.label(label) + d.label("kind_off")
}
