package talk

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"afterglow/nudges"
)

// A world is a chat with a clock, which does with effects what the inbox and
// the dispatcher would do, and holds every step to what is promised of it.
type world struct {
	*Talk
	t       testing.TB
	now     time.Time
	m       nudges.Member
	notes   []nudges.Note
	message int              // the newest id in the chat
	wrote   []int            // the member's messages
	under   map[int][]Button // the buttons under ours
	screens []Screen         // the latest that were drawn, to be drawn again later
	prompts []string         // wordings of the nudges that were sent
}

func newWorld(t testing.TB, m nudges.Member) *world {
	return &world{Talk: newTalk(), t: t, now: noon, m: m, message: 100, under: map[int][]Button{}}
}

func (w *world) origin() Origin {
	return Origin{Chat: 7, At: w.now.Truncate(time.Second), Language: "en-US", Update: int64(w.message)}
}

func (w *world) id() int { w.message++; return w.message }

// writes lets the member write, as a reply to a message if there is one.
func (w *world) writes(text string, replyTo ...int) []Effect {
	ev := Wrote{Origin: w.origin(), Message: w.id(), Text: text}
	if len(replyTo) > 0 {
		ev.ReplyTo = replyTo[0]
	}
	w.wrote = append(w.wrote, ev.Message)
	return w.happens(ev)
}

func (w *world) sends(media, caption string) []Effect {
	w.wrote = append(w.wrote, w.id())
	return w.happens(Wrote{Origin: w.origin(), Message: w.message, Text: caption, Media: media, File: attached(media)})
}

// attached is the file that comes with a kind of message, if one does.
func attached(media string) *nudges.File {
	if media == "sticker" || media == "other" {
		return nil
	}
	return &nudges.File{ID: "file", Kind: media, Size: 1000}
}

func (w *world) edits(message int, text string) []Effect {
	return w.happens(Edited{Origin: w.origin(), Message: message, Text: text})
}

// presses sends data as from a button under a message.
func (w *world) presses(message int, data string) []Effect {
	o := w.origin()
	o.At = time.Time{}
	return w.happens(Pressed{Origin: o, Callback: "c", Message: message, Data: data})
}

// happens takes a step, checks it, and does what it asks for.
func (w *world) happens(ev Event) []Effect {
	w.t.Helper()
	before, untouched := roomy(w.m)
	was := encoded(w.t, before)
	m, effects := w.Step(before, ev, w.now)
	again, repeated := w.Step(before, ev, w.now)
	if encoded(w.t, before) != was || !untouched() {
		w.t.Errorf("%T changes what it was given:\n%s\n%s", ev, was, encoded(w.t, before))
	}
	if !reflect.DeepEqual(m, again) || !reflect.DeepEqual(effects, repeated) {
		w.t.Errorf("%T is answered in two ways: %s and %s", ev, told(effects), told(repeated))
	}
	w.survives(m)
	w.m = m
	if p, is := ev.(Pressed); is {
		w.answersPress(p, before, effects)
	}
	for _, e := range effects {
		w.does(e)
	}
	return effects
}

// roomy is a copy of a record whose lists have room for more, and a way to tell
// that nobody has written there: a list that is shared is not appended to.
func roomy(m nudges.Member) (_ nudges.Member, untouched func() bool) {
	var spare []reflect.Value
	fields := reflect.ValueOf(&m).Elem()
	for i := range fields.NumField() {
		if f := fields.Field(i); f.Kind() == reflect.Slice && f.Len() > 0 {
			more := reflect.MakeSlice(f.Type(), f.Len()+1, f.Len()+1)
			reflect.Copy(more, f)
			spare = append(spare, more.Index(f.Len()))
			f.Set(more.Slice(0, f.Len()))
		}
	}
	return m, func() bool {
		return !slices.ContainsFunc(spare, func(v reflect.Value) bool { return !v.IsZero() })
	}
}

// survives checks that a record can be stored.
func (w *world) survives(m nudges.Member) {
	w.t.Helper()
	var back nudges.Member
	text := encoded(w.t, m)
	if err := json.Unmarshal([]byte(text), &back); err != nil || encoded(w.t, back) != text {
		w.t.Errorf("the record does not come back from JSON: %v\n%s\n%s", err, text, encoded(w.t, back))
	}
}

// answersPress checks that a press is answered once, before all else that it
// brings, and that one that makes no sense changes nothing.
func (w *world) answersPress(p Pressed, before nudges.Member, effects []Effect) {
	w.t.Helper()
	at, forgets := -1, false
	for i, e := range effects {
		r, is := e.(Reply)
		_, forgotten := e.(Forget)
		forgets = forgets || forgotten
		if is && (at >= 0 || r.Callback != p.Callback) {
			w.t.Errorf("%q is answered with %s", p.Data, told(effects))
		} else if is {
			at = i
		}
	}
	if at < 0 || at != 0 && !forgets {
		w.t.Errorf("%q is answered with %s", p.Data, told(effects))
		return
	}
	before.Unreachable = false
	if before.Language == "" {
		before.Language = p.Language
	}
	if effects[at].(Reply).Screen.Name == "button.old" && (len(effects) != 1 || !reflect.DeepEqual(before, w.m)) {
		w.t.Errorf("%q was to change nothing: %s", p.Data, told(effects))
	}
}

func (w *world) does(e Effect) {
	w.t.Helper()
	switch e := e.(type) {
	case Show:
		w.put(w.id(), w.draws(e.Screen))
	case Change:
		w.put(e.Message, w.draws(e.Screen))
	case Rebutton:
		w.rebuttons(e)
	case React:
		w.draws(e.Else)
	case Reply:
		w.toasts(e.Screen)
	case Hand:
		if d := w.draws(e.Screen); len(d.Files) == 0 && !d.Said && e.Screen.Name != "note.file" {
			w.t.Error("no files are handed over")
		}
	case HandKept:
		for _, n := range w.notes {
			if n.File != nil && len(w.draws(ExportFile(n.Message)).Files) != 1 {
				w.t.Error("a file is not handed over")
			}
		}
	case Keep:
		w.keeps(e.Note)
	case Fetch:
		w.fetches(e)
	case Amend:
		w.amends(e)
	case Mark:
		if i := w.noted(e.Message); i >= 0 {
			w.notes[i].Bring = e.Bring
		}
	case Clear:
		if w.noted(e.Message) < 0 {
			w.t.Error("a message is deleted that is no note")
		}
	case Remove:
		w.notes = slices.DeleteFunc(w.notes, func(n nudges.Note) bool { return n.Message == e.Message })
	case Forget:
		w.forgets(e)
	}
}

func (w *world) amends(e Amend) {
	if i := w.noted(e.Message); i >= 0 && (e.Text != "" || w.notes[i].File != nil) {
		w.notes[i].Text, w.notes[i].Edited = e.Text, e.At
	} else if i >= 0 {
		w.notes = slices.Delete(w.notes, i, i+1)
	}
}

// fetches stores a file at once.
func (w *world) fetches(e Fetch) {
	w.t.Helper()
	i := w.noted(e.Message)
	if i < 0 || w.notes[i].File == nil {
		w.t.Error("a file is fetched for no note")
		return
	}
	f := *w.notes[i].File
	f.Stored = w.now
	w.notes[i].File = &f
	if !e.Quiet {
		w.does(FileKept(e.Message))
	}
}

func (w *world) noted(message int) int {
	return slices.IndexFunc(w.notes, func(n nudges.Note) bool { return n.Message == message })
}

func (w *world) keeps(n nudges.Note) {
	w.t.Helper()
	if !w.m.Consent.Notes.Yes {
		w.t.Error("a note is kept without consent")
	}
	if i := w.noted(n.Message); i >= 0 {
		w.notes[i] = n
		return
	}
	w.notes = append(w.notes, n)
}

// forgets removes everything but the mark of a STOP.
func (w *world) forgets(e Forget) {
	w.t.Helper()
	e.Receipt.Args = map[string]string{"notes": count(len(w.notes)), "messages": "3", "language": w.m.Language}
	w.m, w.notes = nudges.Member{Seed: w.m.Seed + 1, Stopped: w.m.Stopped}, nil
	w.put(w.id(), w.draws(e.Receipt))
}

func (w *world) put(message int, d Drawn) {
	if message == 0 {
		message = w.id()
	}
	w.under[message] = slices.Concat(d.Buttons...)
}

func (w *world) rebuttons(e Rebutton) {
	w.t.Helper()
	if e.Screen.Name == "" {
		delete(w.under, e.Message)
		return
	}
	w.put(e.Message, w.draws(e.Screen))
}

func (w *world) toasts(s Screen) {
	w.t.Helper()
	if s.Name == "" {
		return
	}
	if d := w.draws(s); utf8.RuneCountInString(d.HTML) > 200 || len(d.Buttons) > 0 {
		w.t.Errorf("%s is no answer to a press: %s", s.Name, d.HTML)
	}
}

// draws makes a screen from what is stored now.
func (w *world) draws(s Screen) Drawn {
	w.t.Helper()
	scene := Scene{Screen: s, Member: w.m, Now: w.now}
	if NeedsNotes(s.Name) {
		scene.Notes = slices.Clone(w.notes)
	}
	was := encoded(w.t, scene)
	d, err := w.Draw(scene)
	if err != nil {
		w.t.Errorf("%s: %v", s.Name, err)
	}
	if encoded(w.t, scene) != was {
		w.t.Errorf("%s changes what it is drawn from", s.Name)
	}
	checkDrawn(w.t, s.Name, d)
	w.screens = append(w.screens, s)
	if len(w.screens) > 12 {
		w.screens = w.screens[1:]
	}
	return d
}

// nudged lets time pass until the next nudge is sent, and reports whether there
// was one. It does what the dispatcher does.
func (w *world) nudged() bool {
	w.t.Helper()
	for range 20 {
		slot, ring := nudges.Alarm(w.Protocol, w.m, w.now)
		if slot.IsZero() {
			return false
		}
		w.m.Next = slot
		if ring.After(w.now) {
			w.now = ring
		}
		look := nudges.LastLook(w.Protocol, w.m, w.now)
		for _, s := range look.Drop {
			w.logs(nudges.Entry{Nudge: s.Nudge, Kind: s.Kind, Session: s.Session, At: w.now, Outcome: nudges.Dropped, Reason: s.Reason})
		}
		w.m.Next = time.Time{}
		if n := look.Send; n != nil {
			w.sendsNudge(*n)
			return true
		}
	}
	return false
}

func (w *world) sendsNudge(n nudges.Nudge) {
	w.t.Helper()
	d, prompt := w.DrawNudge(w.m, n, nudges.Note{})
	checkDrawn(w.t, "nudge", d)
	w.put(w.id(), d)
	w.prompts = append(w.prompts, prompt)
	w.logs(nudges.Entry{Nudge: n.ID, Kind: n.Kind, Session: n.Session, Slot: n.Due, At: w.now, Outcome: nudges.Delivered, Silent: n.Silent, Prompt: prompt, Message: w.message})
}

func (w *world) logs(e nudges.Entry) { w.m.Log = append(slices.Clone(w.m.Log), e) }
