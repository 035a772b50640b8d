package talk

import (
	"slices"
	"sync"
	"time"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// A Talk is the conversation as one clinic has it. It holds nothing about any
// member.
type Talk struct {
	Words    *content.Library
	Protocol nudges.Protocol
	Clinic   crisis.Clinic // for the help card
	Booking  string        // https address where a time with an integrator can be booked, "" if none
	Zone     string        // IANA zone offered first; times are shown in it until the member has chosen

	binding  sync.Mutex // one document is made at a time
	painting sync.Mutex // one picture is drawn at a time: a large one takes some 30 MB
}

const (
	// holdFor is how long nudges are held after a crisis message (docs/safety.md).
	holdFor = 24 * time.Hour
	// askFor is how long a question stays open: what is written later is a note.
	askFor = 30 * time.Minute
	// searchFor is the same of what to look for.
	searchFor = 3 * time.Minute
	// wroteFor is how long the moments of notes matter to the plan.
	wroteFor = 72 * time.Hour
)

// A step is one event on its way through the conversation.
type step struct {
	*Talk
	m       nudges.Member
	now     time.Time
	at      time.Time // when the member did it: now, or earlier where we were away
	effects []Effect
}

// Step answers an event: the record as it is afterwards, and what is to be
// done. It changes nothing that m shares.
func (t *Talk) Step(m nudges.Member, ev Event, now time.Time) (nudges.Member, []Effect) {
	s := &step{Talk: t, m: m, now: now, at: now}
	if at := ev.From().At; !at.IsZero() && at.Before(now) {
		s.at = at
	}
	switch ev.(type) {
	case Left:
	case Wrote, Edited:
		s.m.Unreachable = false
		s.heard()
	default:
		s.m.Unreachable = false
	}
	if lang := ev.From().Language; s.m.Language == "" && lang != "" {
		s.m.Language = lang
	}
	switch ev := ev.(type) {
	case Wrote:
		s.wrote(ev)
	case Edited:
		s.edited(ev)
	case Pressed:
		s.pressed(ev)
	case Left:
		s.m.Unreachable, s.m.Practice = true, nudges.Practice{}
	case Elsewhere:
		s.elsewhere()
	}
	return s.m, s.effects
}

// heard notes that the member is there: nothing is held back any longer because
// nobody answered.
func (s *step) heard() { s.m.Heard, s.m.Unanswered = s.now, 0 }

func (s *step) do(e ...Effect) { s.effects = append(s.effects, e...) }

// show answers with a new message. The arguments are names and values in turn.
func (s *step) show(name string, args ...string) { s.do(Show{screen(name, args...)}) }

func screen(name string, args ...string) Screen {
	sc := Screen{Name: name}
	for i := 0; i+1 < len(args); i += 2 {
		if sc.Args == nil {
			sc.Args = map[string]string{}
		}
		sc.Args[args[i]] = args[i+1]
	}
	return sc
}

// ask opens a question: what the member writes next answers it.
func (s *step) ask(name string, args ...string) {
	s.m.Asking = nudges.Question{Name: name, At: s.now, Args: screen(name, args...).Args}
}

// asking is the question that is open now, "" if none or too long ago.
func (s *step) asking() string {
	open := askFor
	if s.m.Asking.Name == "search" { // anything can be looked for, so what is written later is a note sooner
		open = searchFor
	}
	if s.m.Asking.Name == "" || s.at.Sub(s.m.Asking.At) > open {
		return ""
	}
	return s.m.Asking.Name
}

func (s *step) settle() { s.m.Asking = nudges.Question{} }

// joined reports whether the member has been through the welcome.
func (s *step) joined() bool { return s.m.Consent.Version > 0 }

// wrote looks at a message in the order that docs/safety.md sets.
func (s *step) wrote(w Wrote) {
	if tier := crisis.Check(w.Text); tier != crisis.None {
		s.crisis(w, tier)
		return
	}
	if command, ok := parseCommand(w.Text); ok && (w.Media == "" || command.name == "stop") {
		s.command(command, w)
		return
	}
	if s.meansStop(w.Text) {
		s.keepFile(w)
		s.stopWord(w.Text)
		return
	}
	if !s.joined() {
		s.welcome()
		return
	}
	if w.Media != "" {
		s.media(w)
		return
	}
	switch s.asking() {
	case "zone":
		s.zoneTyped(w)
	case "when":
		s.whenTyped(w)
	case "ended":
		s.endedTyped(w)
	case "hours":
		s.hoursTyped(w)
	case "until", "pause":
		s.untilTyped(w)
	case "appointment":
		s.appointmentTyped(w)
	case "booked":
		s.bookedTyped(w)
	case "search":
		s.searchTyped(w)
	case "intention":
		s.intentionTyped(w)
	default:
		s.note(w)
	}
}

// crisis holds nudges and keeps the note. The help card itself was queued in
// the commit that received the message, before anything else was thought. A
// /stop beside it counts all the same.
func (s *step) crisis(w Wrote, tier crisis.Tier) {
	s.hold(tier)
	if s.joined() && w.Text != "" {
		s.keep(w)
		s.fetch(w, true)
	}
	if isStop(w.Text) {
		s.stop()
	}
}

// hold keeps nudges back for a while, and that and when a card was shown.
func (s *step) hold(tier crisis.Tier) {
	s.m.HeldFrom, s.m.HeldUntil = s.now, s.now.Add(holdFor)
	s.m.Cards = append(slices.Clone(s.m.Cards), nudges.Card{At: s.now, Tier: string(tier)})
}

func (s *step) edited(e Edited) {
	if tier := crisis.Check(e.Text); tier != crisis.None {
		s.hold(tier)
	}
	if isStop(e.Text) {
		s.stop()
	} else if s.meansStop(e.Text) {
		s.stopWord(e.Text)
	}
	text := e.Text
	if c, ok := parseCommand(e.Text); ok && c.rest != "" && s.knows(c.name) { // the note is what stands behind it
		text = c.rest
	}
	if s.m.Consent.Notes.Yes && (text != "" || e.Media != "") {
		s.do(Amend{Message: e.Message, At: s.now, Text: text})
	}
}

// pressed handles a button. Whatever it is, Telegram is told that it arrived.
func (s *step) pressed(p Pressed) {
	press, err := ParsePress(p.Data)
	if err == nil {
		if notice, known := s.press(press, p); known {
			s.heard()
			s.reply(Reply{p.Callback, notice})
			return
		}
	}
	s.do(Reply{p.Callback, screen("button.old")})
}

// reply answers a press before all else that it brings, so that the button
// stops waiting at once; only what is forgotten is forgotten first.
func (s *step) reply(r Reply) {
	if slices.ContainsFunc(s.effects, func(e Effect) bool { _, is := e.(Forget); return is }) {
		s.do(r)
		return
	}
	s.effects = slices.Insert(s.effects, 0, Effect(r))
}

// press does what a button asks for. known is false for a press that makes no
// sense for this member: then nothing has changed.
func (s *step) press(p Press, at Pressed) (notice Screen, known bool) {
	for _, flow := range []func(Press, Pressed) (Screen, bool){
		s.pressStart, s.pressSession, s.pressAppointment, s.pressNudge, s.pressIntention, s.pressCalendar, s.pressPractice, s.pressMood, s.pressJournal, s.pressSearch, s.pressBring, s.pressSettings, s.pressStop, s.pressPlan, s.pressPrivacy,
	} {
		if notice, known = flow(p, at); known {
			return notice, true
		}
	}
	if p.Verb == "ok" { // closes the help card
		s.do(Change{at.Message, screen("crisis.closed")})
		return Screen{}, true
	}
	return Screen{}, false
}

// elsewhere says one line in a group or channel, and then keeps silent there.
func (s *step) elsewhere() {
	if s.m.Asking.Name == "elsewhere" {
		return
	}
	s.ask("elsewhere")
	s.show("elsewhere")
}

// local is the time in the member's zone.
func (s *step) local() time.Time { return s.now.In(s.m.Location()) }
