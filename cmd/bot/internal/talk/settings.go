package talk

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"afterglow/cmd/bot/internal/when"
	"afterglow/nudges"
)

func (s *step) pressSettings(p Press, at Pressed) (notice Screen, known bool) {
	if !s.joined() {
		return notice, false
	}
	switch p.Verb {
	case "set":
		return s.openSetting(p.Args[0], at)
	case "hours":
		from, err1 := strconv.Atoi(p.Args[0])
		to, err2 := strconv.Atoi(p.Args[1])
		if err1 != nil || err2 != nil || !s.setHours(from, to) {
			return notice, false
		}
		s.do(Change{at.Message, screen("settings")})
	case "kind":
		k := nudges.Kind(p.Args[0])
		if !slices.Contains(s.Protocol.Kinds(), k) || (p.Args[1] != "on" && p.Args[1] != "off") {
			return notice, false
		}
		s.mute(k, p.Args[1] == "off")
		s.afterChoice(at, "settings.kinds")
	case "intensity":
		in := nudges.Intensity(p.Args[0])
		if in != nudges.Gentle && in != nudges.Standard && in != nudges.Full {
			return notice, false
		}
		s.m.Intensity = in
		s.afterChoice(at, "settings")
	case "language":
		return notice, s.language(p.Args[0], at)
	case "discreet":
		return notice, s.discreet(p.Args[0], at)
	case "tidy":
		return notice, s.tidy(p.Args[0], at)
	default:
		return notice, false
	}
	return notice, true
}

// afterChoice shows the settings again, or, when the choice was made under a
// nudge, takes the buttons away there and says what is now.
func (s *step) afterChoice(at Pressed, next string) {
	if slices.ContainsFunc(s.m.Log, func(e nudges.Entry) bool { return e.Message == at.Message && at.Message != 0 }) {
		s.do(Rebutton{at.Message, Screen{}})
		s.show("fewer.done")
		return
	}
	s.do(Change{at.Message, screen(next)})
}

func (s *step) mute(k nudges.Kind, off bool) {
	s.m.Muted = slices.DeleteFunc(slices.Clone(s.m.Muted), func(m nudges.Kind) bool { return m == k })
	if off {
		s.m.Muted = append(s.m.Muted, k)
	}
}

func (s *step) openSetting(what string, at Pressed) (notice Screen, known bool) {
	switch what {
	case "zone":
		s.askZoneOtherwise()
		s.do(Change{at.Message, screen("zone.ask")})
	case "hours":
		s.ask("hours")
		s.do(Change{at.Message, screen("settings.hours")})
	case "main":
		s.settle()
		s.do(Change{at.Message, screen("settings")})
	case "kinds", "intensity", "notes", "language", "discreet", "tidy":
		s.do(Change{at.Message, screen("settings." + what)})
	default:
		return notice, false
	}
	return notice, true
}

// setHours keeps the member's waking hours, in minutes since midnight. They
// are at least two hours long, so that there is room for a nudge.
func (s *step) setHours(from, to int) bool {
	const day = 24 * 60
	if from < 0 || to < 0 || from >= day || to > day {
		return false
	}
	to %= day
	if long := (to - from + day) % day; long != 0 && long < 2*60 {
		return false
	}
	s.m.Waking = &nudges.Hours{From: nudges.Clock(from), To: nudges.Clock(to)}
	s.settle()
	return true
}

func (s *step) hoursTyped(w Wrote) {
	from, to, ok := when.ParseHours(w.Text)
	if ok && from > to { // awake at night, or the quiet hours instead
		s.show("settings.night", "from", count(from), "to", count(to))
		return
	}
	if !ok || !s.setHours(from, to) {
		s.keepAside(w)
		s.show("settings.hours_again")
		return
	}
	s.show("settings")
}

func (d *drawing) settings() error {
	m := d.Member
	h := nudges.Waking(d.Protocol, m)
	in := m.Intensity
	if in == "" {
		in = nudges.Standard
	}
	var off []string
	for _, k := range m.Muted {
		off = append(off, d.label("kind."+string(k)))
	}
	notes := "off"
	if m.Consent.Notes.Yes {
		notes = "on"
	}
	d.out.Buttons = [][]Button{
		{d.button("set_zone", "set", "zone"), d.button("set_hours", "set", "hours")},
		{d.button("set_kinds", "set", "kinds"), d.button("set_intensity", "set", "intensity")},
		{d.button("set_notes", "set", "notes"), d.button("set_language", "set", "language")},
		{{Label: d.state("set_discreet", !m.Open), Data: Press{"set", []string{"discreet"}}.Data()}},
		{{Label: d.state("set_tidy", m.Tidy), Data: Press{"set", []string{"tidy"}}.Data()}},
	}
	return d.text("settings", "Zone", zoneLabel(m.Zone), "HasZone", m.Zone != "", "From", d.wall(h.From), "To", d.wall(h.To), "AllDay", h.From == h.To,
		"Intensity", d.label("intensity."+string(in)), "Off", off, "Notes", d.label("notes."+notes),
		"Stopped", !m.Stopped.IsZero() || !m.Consent.Nudges.Yes)
}

// wall is a clock time in words.
func (d *drawing) wall(c nudges.Clock) string {
	return d.format("format.clock", midnight(d.Now).Add(time.Duration(c)*time.Minute))
}

// hourPresets are the waking hours offered as buttons, in minutes.
var hourPresets = [][2]int{{7 * 60, 20 * 60}, {8 * 60, 21 * 60}, {9 * 60, 22 * 60}, {10 * 60, 23 * 60}}

func (d *drawing) settingsHours() error {
	for _, h := range hourPresets {
		label := d.wall(nudges.Clock(h[0])) + " – " + d.wall(nudges.Clock(h[1]))
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: label, Data: Press{"hours", []string{count(h[0]), count(h[1])}}.Data()}})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("back", "set", "main")})
	return d.text("settings.hours")
}

// settingsNight asks which half of the day a stretch over midnight is.
func (d *drawing) settingsNight() error {
	from, _ := strconv.Atoi(d.arg("from"))
	to, _ := strconv.Atoi(d.arg("to"))
	for _, h := range [][2]int{{from, to}, {to, from}} {
		label := d.wall(nudges.Clock(h[0])) + " – " + d.wall(nudges.Clock(h[1]))
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: label, Data: Press{"hours", []string{count(h[0]), count(h[1])}}.Data()}})
	}
	return d.text("settings.night")
}

func (d *drawing) settingsKinds() error {
	for _, k := range d.kinds() {
		want, sign := "off", "kind_on"
		if d.Member.Mutes(k) {
			want, sign = "on", "kind_off"
		}
		label := d.label("kind."+string(k)) + d.label(sign)
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: label, Data: Press{"kind", []string{string(k), want}}.Data()}})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("back", "set", "main")})
	return d.text("settings.kinds")
}

// kinds are those that the member's intensity brings.
func (d *drawing) kinds() (list []nudges.Kind) {
	in := cmp.Or(d.Member.Intensity, nudges.Standard)
	for _, r := range d.Protocol.Rows {
		if slices.Contains(r.Intensities, in) && (r.Kind != nudges.CircleInvite || d.Protocol.Circles != nil) {
			list = append(list, r.Kind)
		}
	}
	return list
}

func (d *drawing) settingsIntensity() error {
	for _, in := range []nudges.Intensity{nudges.Gentle, nudges.Standard, nudges.Full} {
		d.out.Buttons = append(d.out.Buttons, []Button{d.button("intensity."+string(in), "intensity", string(in))})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("back", "set", "main")})
	return d.text("settings.intensity")
}

func (d *drawing) settingsNotes() error {
	d.out.Buttons = [][]Button{{d.button("notes_yes", "consent", "notes", "yes"), d.button("notes_no", "consent", "notes", "no")}, {d.button("back", "set", "main")}}
	return d.text("settings.notes")
}
