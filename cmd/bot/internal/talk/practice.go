package talk

import (
	"slices"
	"strconv"
	"time"

	"afterglow/nudges"
)

// practices are the six of the menu, those with open eyes first
// (docs/protocol.md, "Text").
var practices = []string{"walk", "music", "breaths", "stretch", "sit", "scan"}

// practiceMinutes are how long one may take.
var practiceMinutes = []string{"2", "5", "10"}

// nowhere stands in a button for the nudge that a practice was not chosen under.
const nowhere = "-"

// practiceID names a nudge in a button.
func practiceID(id nudges.ID) string {
	if id == "" {
		return nowhere
	}
	return string(id)
}

// pressPractice handles the menu of practices, under /practice and under a
// nudge, of which a press counts as the answer.
func (s *step) pressPractice(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() {
		return notice, false
	}
	switch p.Verb {
	case "practices":
		s.do(Change{at.Message, screen("practice.menu")})
		return notice, true
	case "endbreath":
		s.stopBreathing(at.Message)
		return notice, true
	case "practice", "practise", "practised":
	default:
		return notice, false
	}
	id, i, ok := s.chosenUnder(p.Args[len(p.Args)-1])
	if !ok || !s.doPractice(p, at, id) {
		return notice, false
	}
	if i >= 0 {
		s.answered(i)
	}
	return notice, true
}

// chosenUnder finds the nudge that a button names, and its place in the log, -1
// for none.
func (s *step) chosenUnder(name string) (id nudges.ID, i int, ok bool) {
	if name == nowhere {
		return "", -1, true
	}
	id = nudges.ID(name)
	i = slices.IndexFunc(s.m.Log, func(e nudges.Entry) bool { return e.Nudge == id && e.Counts() })
	return id, i, i >= 0
}

// doPractice does what a button of the menu asks for, if there is such a
// practice.
func (s *step) doPractice(p Press, at Pressed, id nudges.ID) bool {
	if p.Verb == "practised" {
		if id != "" {
			s.drop(id)
		}
		s.do(Change{at.Message, screen("practice.done")})
		return true
	}
	name := p.Args[0]
	if !slices.Contains(practices, name) {
		return false
	}
	if p.Verb == "practice" {
		s.do(Rebutton{at.Message, screen("practice.minutes", "practice", name, "nudge", practiceID(id))})
		return true
	}
	return s.practise(name, p.Args[1], at.Message, id)
}

// practise begins a practice of so many minutes; "five" are five breaths.
func (s *step) practise(name, minutes string, message int, id nudges.ID) bool {
	if name == "breaths" && minutes == "five" {
		s.beginBreathing(message, fiveBreaths, id)
		return true
	}
	if !slices.Contains(practiceMinutes, minutes) {
		return false
	}
	if n, _ := strconv.Atoi(minutes); name == "breaths" {
		s.beginBreathing(message, time.Duration(n)*time.Minute, id)
		return true
	}
	s.endBreathing(message)
	s.do(Change{message, screen("practice."+name, "minutes", minutes, "nudge", practiceID(id))})
	return true
}

// practiceRows are the buttons that choose a practice, under a nudge, or under
// the menu where nudge is empty.
func (d *drawing) practiceRows(nudge string) (rows [][]Button) {
	for pair := range slices.Chunk(practices, 2) {
		var row []Button
		for _, name := range pair {
			row = append(row, d.button("practice."+name, "practice", name, practiceID(nudges.ID(nudge))))
		}
		rows = append(rows, row)
	}
	return rows
}

// fiveBreaths is the button of the shortest practice, under a nudge.
func (d *drawing) fiveBreaths(nudge string) Button {
	return d.button("five_breaths", "practise", "breaths", "five", practiceID(nudges.ID(nudge)))
}

func (d *drawing) practiceMenu() error {
	d.out.Buttons = d.practiceRows("")
	return d.text("practice.menu")
}

// practiceTimes are the buttons that choose how long, under whatever the message
// says.
func (d *drawing) practiceTimes() error {
	name, id := d.arg("practice"), d.arg("nudge")
	var row []Button
	for _, n := range practiceMinutes {
		row = append(row, d.button("minutes."+n, "practise", name, n, id))
	}
	back := d.button("back", "back", id)
	if id == nowhere {
		back = d.button("back", "practices")
	}
	d.out.Buttons = [][]Button{row, {back}}
	return nil
}

// practice describes one, with its end in the member's hands.
func (d *drawing) practice() error {
	d.out.Buttons = [][]Button{{d.button("done", "practised", d.arg("nudge"))}}
	return d.text(d.Screen.Name, "Minutes", d.arg("minutes"))
}
