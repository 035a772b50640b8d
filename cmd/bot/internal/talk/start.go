package talk

import (
	"slices"
	"strings"

	"afterglow/cmd/bot/internal/when"
	"afterglow/cmd/bot/internal/zones"
	"afterglow/nudges"
)

// consentVersion is the version of the consent text in the words start.*;
// change it with the text.
const consentVersion = 2

// start answers /start. Bare, it welcomes or resubscribes; with a payload (a
// link from the clinic) it never resubscribes.
func (s *step) start(payload string) {
	switch {
	case !s.joined() && payload == "":
		s.resumeQuietly() // who comes back after a STOP means it
		s.welcome()
	case !s.joined():
		s.welcome()
	case payload != "":
		s.show("help")
	default:
		s.resume()
	}
}

// welcome begins the welcome, or goes on with the question that is open.
func (s *step) welcome() {
	s.ask("welcome")
	switch {
	case s.m.Consent.Adult.IsZero():
		s.show("start.welcome")
	case s.m.Consent.Nudges.At.IsZero():
		s.show("start.nudges")
	default:
		s.show("start.notes")
	}
}

func (s *step) pressStart(p Press, at Pressed) (notice Screen, known bool) {
	switch p.Verb {
	case "adult":
		return s.adult(p.Args[0], at)
	case "consent":
		return s.consent(p.Args[0], p.Args[1], at)
	case "zone":
		return s.zoneChosen(p.Args[0], at)
	case "zones":
		if !s.joined() {
			return notice, false
		}
		s.askZoneOtherwise()
		s.show("zone.type")
		return notice, true
	}
	return notice, false
}

func (s *step) adult(answer string, at Pressed) (notice Screen, known bool) {
	switch answer {
	case "yes":
		if s.m.Consent.Adult.IsZero() {
			s.m.Consent.Adult = s.now
		}
		s.do(Change{at.Message, screen("start.nudges")})
		return notice, true
	case "no":
		s.declined()
		s.do(Change{at.Message, screen("start.declined")})
		return notice, true
	}
	return notice, false
}

// declined makes true that nothing will come, also for a member who joined
// before and says so under an older welcome.
func (s *step) declined() {
	if s.joined() {
		s.stopQuietly()
	} else {
		s.m.Consent = nudges.Consent{}
	}
}

// consent takes a yes or no to nudges or to storing notes, in the welcome or
// later from the settings.
func (s *step) consent(to, answer string, at Pressed) (notice Screen, known bool) {
	if s.m.Consent.Adult.IsZero() || (answer != "yes" && answer != "no") {
		return notice, false
	}
	given := nudges.Answer{Yes: answer == "yes", At: s.now}
	settled := s.joined()
	switch to {
	case "nudges":
		s.m.Consent.Nudges = given // a STOP before it stands: only /start and /resume take that back
		if !settled {
			s.do(Change{at.Message, screen("start.notes")})
			return notice, true
		}
	case "notes":
		if s.m.Consent.Nudges.At.IsZero() {
			return notice, false
		}
		s.m.Consent.Notes = given
		s.m.Consent.Version = consentVersion
	default:
		return notice, false
	}
	if settled && s.m.Zone != "" {
		s.do(Change{at.Message, screen("settings")})
		return notice, true
	}
	s.do(Change{at.Message, screen("start.agreed")})
	if s.asking() != "zone" { // the button was not pressed twice
		s.askZone()
	}
	return notice, true
}

func (s *step) askZone() {
	s.ask("zone", "then", s.m.Asking.Args["then"])
	s.show("zone.ask")
}

// askZoneOtherwise asks for the zone in another way: what was to follow the
// question that is open still follows.
func (s *step) askZoneOtherwise() {
	if s.asking() != "zone" {
		s.ask("zone")
	}
	s.m.Asking.At = s.now
}

// zoneTyped reads a city, a zone's name or "what time is it for you".
func (s *step) zoneTyped(w Wrote) {
	var names []string
	for _, c := range when.Clocks(w.Text) { // 2:35 may be morning or afternoon
		for _, z := range zones.ByClock(c.Hour, c.Minute, s.now) {
			names = append(names, z.Name)
		}
	}
	if len(names) == 0 {
		for _, z := range zones.Find(w.Text) {
			names = append(names, z.Name)
		}
	}
	if len(names) > 0 {
		s.show("zone.choose", "zones", strings.Join(names, " "))
		return
	}
	s.keepAside(w)
	s.show("zone.unknown")
}

func (s *step) zoneChosen(name string, at Pressed) (notice Screen, known bool) {
	if !s.joined() || !zones.Valid(name) {
		return notice, false
	}
	first := s.m.Zone == ""
	s.m.Zone = name
	then, typed := s.m.Asking.Args["then"], s.m.Asking.Args["typed"]
	s.settle()
	s.do(Change{at.Message, screen("zone.set", "zone", name)})
	switch {
	case then == "session":
		s.askSession()
	case then == "therapy":
		s.therapyCommand(typed)
	case first:
		s.show("start.ready")
	}
	return notice, true
}

// label is the words for a zone.
func zoneLabel(name string) string {
	for _, z := range zones.Find(name) {
		if z.Name == name {
			return z.Label
		}
	}
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// pickZones are the zones offered first: the clinic's own, then its country's.
func (t *Talk) pickZones() []zones.Zone {
	list := zones.Picker(t.Clinic.Country)
	if !zones.Valid(t.Zone) {
		return list
	}
	own := zones.Zone{Name: t.Zone, Label: zoneLabel(t.Zone)}
	list = slices.DeleteFunc(slices.Clone(list), func(z zones.Zone) bool { return z.Name == t.Zone })
	return slices.Insert(list, 0, own)
}
