package booklet

// tick is the room that a box to tick takes before a text, in points.
const tick = 19.0

// entry sets one entry. When and prompt stay with the text's first lines.
func (s *setter) entry(e Entry) {
	s.bar, s.tint = e.Mark, e.Kind == Intention
	defer func() { s.bar, s.tint = false, false }()
	if s.tint {
		s.space(7, true)
	}
	if e.Kind == Mood && s.mood(e) {
		s.picture(e.Picture)
		return
	}
	fs := s.faces
	more := e.Text != "" || len(e.Picture) > 0
	s.text(e.When, style{fs.sans, 9.5, 13.5, soft}, e.Prompt != "" || more)
	s.text(e.Prompt, style{fs.italic, 11, 15, soft}, more)
	if (e.When != "" || e.Prompt != "") && e.Text != "" {
		s.space(2.5, true)
	}
	s.words(e)
	s.picture(e.Picture)
	if s.tint {
		if n := len(s.lines); n > 0 {
			s.lines[n-1].keep = true
		}
		s.space(9, false)
	}
}

// words sets the text as its kind looks.
func (s *setter) words(e Entry) {
	fs := s.faces
	st, indent := style{fs.serif, 12, 17.5, ink}, 0.0
	switch e.Kind {
	case Intention:
		st.size, st.leading = 13.5, 19.5
	case Mood:
		st = style{fs.sans, 10.5, 15, ink}
	case Step:
		indent = tick
	}
	n := len(s.lines)
	if s.block(e.Text, st, indent, false) > 0 {
		s.lines[n].box = e.Kind == Step
	}
}

// mood sets when and text beside each other, and reports false when there is no
// room for that.
func (s *setter) mood(e Entry) bool {
	when, text := paragraphs(e.When), paragraphs(e.Text)
	if e.Prompt != "" || len(when) != 1 || len(text) != 1 {
		return false
	}
	small, st := style{s.faces.sans, 9.5, 15, soft}, style{s.faces.sans, 10.5, 15, ink}
	w, t := s.clusters(when[0], small), s.clusters(text[0], st)
	indent := span(w)*small.size + 10
	if leftwards(w) || leftwards(t) || indent+span(t)*st.size > textWidth {
		return false
	}
	l := s.line(t, st, indent, false)
	l.runs = append(s.line(w, small, 0, false).runs, l.runs...)
	s.lines = append(s.lines, l)
	return true
}

// picture sets a picture, or the line that stands for one.
func (s *setter) picture(data []byte) {
	if len(data) == 0 {
		return
	}
	if n := len(s.lines); n > 0 && !s.lines[n-1].gap {
		s.space(6, true)
	}
	i, ok := s.photos.add(data)
	if !ok {
		s.text(s.noPicture, style{s.faces.sans, 9.5, 13.5, soft}, false)
		return
	}
	s.lines = append(s.lines, line{height: s.photos.all[i].height, photo: i + 1, bar: s.bar, tint: s.tint})
}
