package talk

import "afterglow/nudges"

// mood asks for a number.
func (d *drawing) mood() error {
	d.out.Buttons = append(d.moodRows(d.arg("number"), nowhere), []Button{d.button("see_chart", "moods")})
	return d.text("mood")
}

// moodRows are the numbers of the scale in two rows, under a nudge or "-" for
// none.
func (d *drawing) moodRows(number, nudge string) [][]Button {
	var scale []Button
	for mood := range highestMood + 1 {
		scale = append(scale, Button{Label: count(mood), Data: Press{"mood", []string{count(mood), number, nudge}}.Data()})
	}
	return [][]Button{scale[:6], scale[6:]}
}

// moodKept says which number is kept: in a message, or, where the buttons are
// under a nudge, in the line that answers the press.
func (d *drawing) moodKept() error {
	if number := d.arg("number"); number != "" {
		d.out.Buttons = [][]Button{
			{d.button("few_words", "words"), d.button("see_chart", "moods")},
			{d.button("take_out", "unmood", number, nowhere)},
		}
	}
	return d.text("mood.kept", "Mood", d.arg("mood"))
}

// moodRow is the row that offers the scale under a nudge that asks for words;
// none under others, or where no notes are kept.
func (d *drawing) moodRow(kind nudges.Kind, nudge string) [][]Button {
	if kind != nudges.Capture && kind != nudges.PrimeJournal || !d.Member.Consent.Notes.Yes {
		return nil
	}
	return [][]Button{{d.moodButton(nudge)}}
}

// moodButton offers the scale in the place of a nudge's buttons.
func (d *drawing) moodButton(nudge string) Button { return d.button("just_number", "scale", nudge) }

// moodScale is the scale under a nudge.
func (d *drawing) moodScale() error {
	nudge := d.arg("nudge")
	d.out.Buttons = append(d.moodRows(d.arg("number"), nudge), []Button{d.button("back", "back", nudge)})
	return nil
}

// moodUnder are the buttons of a nudge that was answered with a number.
func (d *drawing) moodUnder() error {
	nudge := d.arg("nudge")
	d.out.Buttons = [][]Button{
		{d.button("few_words", "write", nudge), d.button("see_chart", "moods")},
		{d.button("take_out", "unmood", d.arg("number"), nudge), d.button("back", "back", nudge)},
	}
	return nil
}

// said is what a note says: its words, or the number of a mood.
func (d *drawing) said(n nudges.Note) string {
	if n.Mood == nil {
		return n.Text
	}
	return d.line("mood.number", "Mood", *n.Mood)
}
