package talk

import (
	"html"
	"io"
	"strings"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// A Scene is what a screen is drawn from, at the moment when it is sent.
type Scene struct {
	Screen   Screen
	Member   nudges.Member
	Notes    []nudges.Note  // oldest first; only where NeedsNotes says so
	Pictures map[int][]byte // by message, of the notes that WantsPictures lists
	Messages []int          // ids of the chat's messages of the last two days; only for documents
	Now      time.Time
}

// A Drawn is a message ready to be sent.
type Drawn struct {
	HTML    string // Telegram's HTML
	Buttons [][]Button
	Silent  bool // without a sound
	Protect bool // can't be forwarded or saved
	Files   []File
	Said    bool // of documents: the words are said also where there is none
}

// A File is a document to be sent, or a picture or a voice note.
type File struct {
	Name    string
	Data    []byte
	Note    int       // instead of Data, the file of the note of this message
	From    io.Reader // where who sends it reads that
	Photo   bool      // shown in the chat as a picture
	Voice   bool      // heard in the chat
	Protect bool      // can't be forwarded or saved
}

// A drawing is a screen while it is being drawn.
type drawing struct {
	*Talk
	Scene
	zone *time.Location
	out  Drawn
}

// painters are the screens that are more than a text with fixed buttons.
var painters = map[string]func(*drawing) error{
	"crisis": (*drawing).crisisCard, "crisis.closed": (*drawing).crisisClosed,
	"zone.ask": (*drawing).zonePicker, "zone.choose": (*drawing).zoneChoice, "zone.set": (*drawing).zoneSet,
	"session.morning": (*drawing).morning, "session.confirm": (*drawing).sessionTimes, "session.old": (*drawing).sessionTimes,
	"session.choices": (*drawing).sessionTimes, "session.noted": (*drawing).noted,
	"appointment.ask": (*drawing).appointmentAsk, "appointment.confirm": (*drawing).appointmentConfirm, "appointment.choices": (*drawing).appointmentChoices,
	"appointment.noted": (*drawing).appointmentNoted, "appointment.list": (*drawing).appointmentList, "appointment.full": (*drawing).appointmentFull,
	"nudge.buttons": (*drawing).nudgeRow, "nudge.later": (*drawing).nudgeLater, "nudge.fewer": (*drawing).nudgeFewer, "nudge.put_off": (*drawing).nudgePutOff, "nudge.why": (*drawing).nudgeWhy, "circle.going": (*drawing).circleGoing, "intention": (*drawing).intention, "intention.ask": (*drawing).intentionAsk, "calendar.file": (*drawing).calendarFile,
	"practice.menu": (*drawing).practiceMenu, "practice.minutes": (*drawing).practiceTimes,
	"practice.walk": (*drawing).practice, "practice.music": (*drawing).practice, "practice.breaths": (*drawing).practice,
	"practice.stretch": (*drawing).practice, "practice.sit": (*drawing).practice, "practice.scan": (*drawing).practice,
	"breath.in": (*drawing).breath, "breath.out": (*drawing).breath,
	"note.aside": (*drawing).noteAside, "journal": (*drawing).journal, "note": (*drawing).note, "note.rest": (*drawing).noteRest,
	"note.file": (*drawing).noteFile, "export.file": (*drawing).exportFile, "media.too_large": (*drawing).mediaTooLarge, "media.lost": (*drawing).mediaLost,
	"breath.done": (*drawing).breathEnd, "breath.stopped": (*drawing).breathEnd, "plan": (*drawing).plan, "plan.missed": (*drawing).planMissed, "plan.picture": (*drawing).planPicture, "pause.ask": (*drawing).pauseAsk, "pause.choices": (*drawing).pauseChoices, "pause.done": (*drawing).paused, "stop.done": (*drawing).stopped,
	"settings": (*drawing).settings, "settings.hours": (*drawing).settingsHours, "settings.night": (*drawing).settingsNight, "settings.kinds": (*drawing).settingsKinds,
	"settings.intensity": (*drawing).settingsIntensity, "settings.notes": (*drawing).settingsNotes,
	"settings.language": (*drawing).settingsLanguage, "settings.discreet": (*drawing).settingsDiscreet, "settings.tidy": (*drawing).settingsTidy,
	"mood": (*drawing).mood, "mood.kept": (*drawing).moodKept, "mood.scale": (*drawing).moodScale, "mood.under": (*drawing).moodUnder, "mood.chart": (*drawing).moodChart,
	"search": (*drawing).search, "bring": (*drawing).bring,
	"start.ready": (*drawing).ready, "help": (*drawing).help, "forget.done": (*drawing).forgotten, "export": (*drawing).export,
}

// rows are the buttons of the screens that always have the same: a label, a
// verb and its arguments each.
var rows = map[string][][][]string{
	"start.welcome":        {{{"adult_yes", "adult", "yes"}}, {{"adult_no", "adult", "no"}}},
	"start.nudges":         {{{"nudges_yes", "consent", "nudges", "yes"}, {"nudges_no", "consent", "nudges", "no"}}},
	"start.notes":          {{{"notes_yes", "consent", "notes", "yes"}, {"notes_no", "consent", "notes", "no"}}},
	"start.declined":       {{{"adult_yes", "adult", "yes"}}},
	"start.ready":          {{{"session", "session"}}},
	"session.ask":          {{{"just_now", "ended", "0"}, {"hour_ago", "ended", "60"}, {"hours_ago", "ended", "120"}}, {{"this_morning", "morning"}, {"other", "other"}}},
	"session.undone":       {{{"session", "session"}}},
	"pause.ask":            {{{"until_tomorrow", "pause", "tomorrow"}, {"until_monday", "pause", "monday"}}, {{"for_week", "pause", "week"}, {"a_date", "pause", "date"}}},
	"resume.consent":       {{{"nudges_on", "consent", "nudges", "yes"}}},
	"plan.stopped":         {{{"resume", "resume"}}},
	"cancelled":            {{{"stop", "stop"}}},
	"forget.ask":           {{{"forget_yes", "forget", "yes"}, {"forget_no", "forget", "no"}}},
	"zone.unknown":         {{{"pick_zone", "set", "zone"}}},
	"breath.ready":         {{{"end_here", "endbreath"}}},
	"breath.in":            {{{"end_here", "endbreath"}}},
	"breath.out":           {{{"end_here", "endbreath"}}},
	"note.not_stored":      {{{"set_notes", "set", "notes"}}},
	"intention.none":       {{{"session", "session"}}},
	"intention.not_kept":   {{{"set_notes", "set", "notes"}}},
	"appointment.not_kept": {{{"set_notes", "set", "notes"}}},
	"mood.not_kept":        {{{"set_notes", "set", "notes"}}},
}

// NeedsNotes reports whether a screen is drawn from the member's notes.
func NeedsNotes(name string) bool {
	return name == "journal" || name == "note" || name == "note.rest" || name == "note.file" || name == "export" || name == "export.file" || name == "search" || name == "bring" || name == "mood.chart" || name == "intention"
}

// Draw makes the message of a screen. The error is the operator's: a screen or
// words that do not exist.
func (t *Talk) Draw(s Scene) (Drawn, error) {
	d := t.drawing(s)
	for _, row := range rows[s.Screen.Name] {
		var buttons []Button
		for _, b := range row {
			buttons = append(buttons, d.button(b[0], b[1], b[2:]...))
		}
		d.out.Buttons = append(d.out.Buttons, buttons)
	}
	paint := painters[s.Screen.Name]
	if paint == nil {
		return d.out, d.text(s.Screen.Name)
	}
	err := paint(d)
	return d.out, err
}

// drawing begins a screen. Where there is no record (a stranger's help card, a
// receipt) the language comes with the screen.
func (t *Talk) drawing(s Scene) *drawing {
	if s.Member.Language == "" {
		s.Member.Language = s.Screen.Args["language"]
	}
	zone := s.Member.Location()
	if s.Member.Zone == "" {
		zone = nudges.Member{Zone: t.Zone}.Location()
	}
	return &drawing{Talk: t, Scene: s, zone: zone}
}

func (d *drawing) arg(name string) string { return d.Screen.Args[name] }

// text sets the words of the drawing; the arguments are names and values in
// turn.
func (d *drawing) text(key string, args ...any) (err error) {
	data := map[string]any{"Clinic": d.Clinic.Name, "Phone": d.Clinic.Phone}
	for i := 0; i+1 < len(args); i += 2 {
		data[args[i].(string)] = args[i+1]
	}
	d.out.HTML, err = d.Words.Text(d.Member.Language, key, data)
	d.out.HTML = strings.TrimSpace(d.out.HTML)
	return err
}

func (d *drawing) label(key string) string { return d.Words.Label(d.Member.Language, key) }

// format writes a time as the member's language does.
func (d *drawing) format(key string, t time.Time) string {
	return d.Words.Format(d.Member.Language, key, t)
}

func (d *drawing) button(label, verb string, args ...string) Button {
	return Button{Label: d.label(label), Data: Press{verb, args}.Data()}
}

func escape(s string) string { return html.EscapeString(s) }

// crisisCard draws the help card of a tier. It needs no record, so that it can be
// sent to anybody.
func (d *drawing) crisisCard() error {
	card := crisis.Help(crisis.Tier(d.arg("tier")), d.Clinic, d.Member.Language)
	d.out.HTML = escape(card.Text)
	d.out.Buttons = [][]Button{{{Label: card.Close, Data: Press{"ok", nil}.Data()}}}
	return nil
}

func (d *drawing) crisisClosed() error {
	d.out.HTML = escape(crisis.Closed(d.Member.Language))
	return nil
}

func (d *drawing) zonePicker() error {
	for i, z := range d.pickZones() {
		b := Button{Label: z.Label, Data: Press{"zone", []string{z.Name}}.Data()}
		if i%2 == 0 {
			d.out.Buttons = append(d.out.Buttons, nil)
		}
		last := &d.out.Buttons[len(d.out.Buttons)-1]
		*last = append(*last, b)
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("elsewhere", "zones")})
	return d.text("zone.ask")
}

func (d *drawing) zoneChoice() error {
	for _, name := range strings.Fields(d.arg("zones")) {
		d.out.Buttons = append(d.out.Buttons, []Button{{Label: zoneLabel(name) + d.clockIn(name), Data: Press{"zone", []string{name}}.Data()}})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("elsewhere", "zones")})
	return d.text("zone.choose")
}

// clockIn is the time now in a zone, so that a member can tell it is theirs.
func (d *drawing) clockIn(zone string) string {
	l, err := time.LoadLocation(zone)
	if err != nil {
		return ""
	}
	return " · " + d.format("format.clock", d.Now.In(l))
}

func (d *drawing) zoneSet() error {
	return d.text("zone.set", "Zone", zoneLabel(d.arg("zone")), "Now", strings.TrimPrefix(d.clockIn(d.arg("zone")), " · "))
}

// morning offers the full hours of the morning that are over.
func (d *drawing) morning() error {
	from, _ := minuteOf(d.arg("from"))
	local := from.In(d.zone)
	var row []Button
	for hour := 7; hour <= 12; hour++ {
		t := time.Date(local.Year(), local.Month(), local.Day(), hour, 0, 0, 0, d.zone)
		if !t.After(local) {
			row = append(row, Button{Label: d.clock(t), Data: Press{"log", []string{unixMinute(t)}}.Data()})
		}
	}
	for len(row) > 0 {
		n := min(3, len(row))
		d.out.Buttons, row = append(d.out.Buttons, row[:n]), row[n:]
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("other", "other")})
	return d.text("session.morning")
}

// sessionTimes says a typed time back, to be confirmed.
func (d *drawing) sessionTimes() error {
	for _, m := range strings.Fields(d.arg("times")) {
		t, _ := minuteOf(m)
		b := Button{Label: d.moment(t), Data: Press{"log", []string{m}}.Data()}
		if d.Screen.Name != "session.choices" {
			b.Label = d.label("yes")
		}
		d.out.Buttons = append(d.out.Buttons, []Button{b})
	}
	d.out.Buttons = append(d.out.Buttons, []Button{d.button("another_time", "other")})
	first, _ := minuteOf(strings.Fields(d.arg("times") + " 0")[0])
	return d.text(d.Screen.Name, "When", d.moment(first), "Ahead", first.After(d.Now))
}

func (d *drawing) noted() error {
	id := d.arg("session")
	i := indexSession(d.Member.Sessions, id)
	if i < 0 {
		return d.text("session.undone")
	}
	ss := d.Member.Sessions[i]
	d.out.Buttons = [][]Button{{d.button("see_plan", "plan"), d.button("undo", "undo", id)}}
	off := !d.Member.Stopped.IsZero() || !d.Member.Consent.Nudges.Yes
	if !ss.Start.IsZero() {
		others := d.othersAhead(ss)
		return d.text("session.planned", "When", d.on(ss.Start), "Off", off, "Others", others)
	}
	return d.text("session.noted", "When", d.moment(ss.End), "Off", off)
}

// othersAhead are the other sessions that are logged ahead, each with a button
// that takes it out: the new one may have been meant in place of it.
func (d *drawing) othersAhead(than nudges.Session) (list []string) {
	for _, o := range d.Member.Sessions {
		if o.ID != than.ID && o.Start.After(d.Now) {
			list = append(list, d.on(o.Start))
			d.out.Buttons = append(d.out.Buttons, []Button{{Label: d.label("take_out_of") + " " + d.on(o.Start), Data: Press{"undo", []string{string(o.ID)}}.Data()}})
		}
	}
	return list
}

func indexSession(list []nudges.Session, id string) int {
	for i, s := range list {
		if string(s.ID) == id {
			return i
		}
	}
	return -1
}

func (d *drawing) noteAside() error {
	d.out.Buttons = [][]Button{{d.button("take_out", "keep", d.arg("note"))}}
	return d.text("note.aside")
}

func (d *drawing) stopped() error {
	return d.text("stop.done", "Notes", d.Member.Consent.Notes.Yes)
}

func (d *drawing) ready() error {
	return d.text("start.ready", "Off", !d.Member.Stopped.IsZero() && d.Member.Consent.Nudges.Yes)
}

func (d *drawing) help() error {
	var list []map[string]any
	for _, c := range d.Words.Commands(d.Member.Language) {
		list = append(list, map[string]any{"Name": c.Name, "Text": c.Text})
	}
	return d.text("help", "Commands", list)
}

func (d *drawing) forgotten() error {
	return d.text("forget.done", "Notes", d.arg("notes"), "Messages", d.arg("messages"))
}
