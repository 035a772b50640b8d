package talk

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

// FuzzChat plays whole chats: an input is a row of acts. Whatever comes in
// whatever order, nothing panics, every message can be drawn and sent, /stop
// stops, only what is meant to takes that back, and no note is lost. What every
// single step is held to is in world_test.go.
func FuzzChat(f *testing.F) {
	for _, seed := range chats() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		a := &acting{world: newWorld(t, joinedNever()), input: input}
		for n := 0; n < 60 && len(a.input) > 0 && !t.Failed(); n++ {
			a.act()
		}
	})
}

// likely are acts, each as often as it is worth trying.
var likely = []byte{
	says, says, says, taps, taps, taps, taps, taps, taps, taps, taps, isNudged, isNudged, isNudged, isNudged,
	babbles, forges, forges, edits, posts, waits, replies, replies, leaves, looksAgain,
}

// TestManyChats plays chats of members who joined, logged a session and then do
// anything at all: what FuzzChat would take long to come upon.
func TestManyChats(t *testing.T) {
	for seed := range uint64(20) {
		if doAnything(t, seed); t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

func doAnything(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 7))
	a := &acting{world: newWorld(t, joinedNever()), input: slices.Clone(joinAndLog)}
	for len(a.input) > 0 {
		a.act()
	}
	for n := 0; n < 60 && !t.Failed(); n++ {
		a.input = []byte{likely[random.IntN(len(likely))]}
		for range 40 {
			a.input = append(a.input, byte(random.Uint32()))
		}
		if random.IntN(2) == 0 {
			a.input[1] = byte(calm + random.IntN(len(texts)-calm))
		}
		a.act()
	}
}

// acting is a member who does what the input says.
type acting struct {
	*world
	input []byte
}

// pick takes a number below n from the input.
func (a *acting) pick(n int) int {
	if len(a.input) == 0 || n == 0 {
		return 0
	}
	i := int(a.input[0]) % n
	a.input = a.input[1:]
	return i
}

// The acts, by their number in an input.
const (
	says = iota
	babbles
	taps
	forges
	edits
	posts
	waits
	isNudged
	replies
	leaves
	looksAgain
	acts
)

func (a *acting) act() {
	a.t.Helper()
	switch a.pick(acts) {
	case says:
		a.write(texts[a.pick(len(texts))], 0)
	case babbles:
		a.write(a.babble(), 0)
	case taps:
		a.press(a.shown())
	case forges:
		a.press(a.pick(300), a.forged())
	case edits:
		a.edit()
	case posts:
		a.post(media[a.pick(len(media))], append(texts, "")[a.pick(len(texts)+1)])
	case waits:
		a.now = a.now.Add(time.Duration(1<<a.pick(16)) * time.Minute)
	case isNudged:
		a.nudged()
	case replies:
		a.write(texts[a.pick(len(texts))], a.nudge())
	case leaves:
		a.happens(Left{a.origin()})
		a.happens(Returned{a.origin()})
	case looksAgain:
		for _, s := range slices.Clone(a.screens) {
			a.draws(s)
		}
	}
	a.sessionsAreApart()
	a.talksAreInOrder()
}

var media = []string{"photo", "voice", "document", "sticker", "other"}

// babble is any text of at most 31 bytes.
func (a *acting) babble() string {
	n := min(a.pick(32), len(a.input))
	text := strings.ToValidUTF8(string(a.input[:n]), "�")
	a.input = a.input[n:]
	if strings.TrimSpace(text) == "" {
		return "…"
	}
	return text
}

// shown is a message of ours and one of its buttons.
func (a *acting) shown() (message int, data string) {
	ids := slices.Sorted(maps.Keys(a.under))
	ids = slices.DeleteFunc(ids, func(id int) bool { return len(a.under[id]) == 0 })
	if len(ids) == 0 {
		return 0, "1 plan"
	}
	back := a.pick(256)
	message = ids[len(ids)-1-back*back*len(ids)>>16] // mostly one of the newest
	if b := a.under[message][a.pick(len(a.under[message]))]; b.URL == "" {
		return message, b.Data
	}
	return message, "1 plan"
}

// forged is data that somebody could send us, well formed or not.
func (a *acting) forged() string {
	verb := slices.Sorted(maps.Keys(verbs))[a.pick(len(verbs))]
	data := version + " " + verb
	for range verbs[verb] + a.pick(8)/7 {
		data += " " + forgery[a.pick(len(forgery))]
	}
	if a.pick(16) == 15 {
		data = a.babble()
	}
	return strings.ToValidUTF8(data[:min(len(data), MaxData)], "")
}

// nudge is the message of a nudge that was sent, or 0.
func (a *acting) nudge() int {
	if len(a.m.Log) == 0 {
		return 0
	}
	return a.m.Log[a.pick(len(a.m.Log))].Message
}

func (a *acting) write(text string, replyTo int) {
	a.t.Helper()
	before := a.m
	a.written(Wrote{Text: text}, before, a.writes(text, replyTo))
}

func (a *acting) post(kind, caption string) {
	a.t.Helper()
	before := a.m
	a.written(Wrote{Text: caption, Media: kind}, before, a.sends(kind, caption))
}

func (a *acting) press(message int, data string) {
	a.t.Helper()
	before := a.m
	effects := a.presses(message, data)
	p, err := ParsePress(data)
	a.stoppedAsBefore(before, effects, err == nil && p.Verb == "resume" && before.Consent.Version > 0, data)
	if err == nil && p.Verb == "stop" {
		a.isStopped(data)
	}
}

func (a *acting) edit() {
	a.t.Helper()
	before, message, text := a.m, 1, texts[a.pick(len(texts))]
	if len(a.wrote) > 0 {
		message = a.wrote[a.pick(len(a.wrote))]
	}
	noted := a.noted(message)
	effects := a.edits(message, text)
	a.stoppedAsBefore(before, effects, false, text)
	if isStop(text) {
		a.isStopped(text)
	}
	want := text
	if c, ok := parseCommand(text); ok && c.rest != "" && (&step{Talk: a.Talk, m: a.m}).knows(c.name) {
		want = c.rest // what stands behind a command
	}
	if noted >= 0 && before.Consent.Notes.Yes && a.notes[noted].Text != want {
		a.t.Errorf("a note edited to %q is still %q", text, a.notes[noted].Text)
	}
}

// written holds what a message led to against what is promised.
func (a *acting) written(w Wrote, before nudges.Member, effects []Effect) {
	a.t.Helper()
	c, isCommand := parseCommand(w.Text)
	isCommand = isCommand && w.Media == ""
	s := &step{Talk: a.Talk, m: before, now: a.now}
	cancels := s.asking() != "" && s.meansCancel(w.Text)
	tier := crisis.Check(w.Text)
	calm := tier == crisis.None
	if !calm && !a.m.HeldUntil.Equal(a.now.Add(24*time.Hour)) {
		a.t.Errorf("%q: held until %v", w.Text, a.m.HeldUntil)
	}
	stops := isStop(w.Text) || calm && !isCommand && s.meansStop(w.Text) && !cancels
	if stops {
		a.isStopped(w.Text)
		if n := strings.Count(told(effects), "show"); n != 1 {
			a.t.Errorf("%q is answered with %s", w.Text, told(effects))
		}
	}
	bare := c.name == "resume" || c.name == "start" && c.rest == ""
	a.stoppedAsBefore(before, effects, calm && isCommand && bare && (s.joined() || c.name == "start"), w.Text)
	if s.joined() && before.Consent.Notes.Yes && w.Text != "" && (!calm || !isCommand && !stops && !cancels) {
		a.isKept(w.Text, s.asking(), effects)
	}
	if calm && !isCommand && strings.TrimSpace(w.Text) != "" && len(effects) == 0 {
		a.t.Errorf("%q is not answered", w.Text)
	}
}

// isKept checks that a text became a note, or was an answer to the question.
func (a *acting) isKept(text, asking string, effects []Effect) {
	a.t.Helper()
	for _, e := range effects {
		if show, is := e.(Show); is && slices.Contains(understood[asking], show.Screen.Name) {
			return
		}
		if change, is := e.(Change); is && slices.Contains(understood[asking], change.Screen.Name) {
			return
		}
		if keep, is := e.(Keep); is && keep.Note.Text == text && a.noted(keep.Note.Message) >= 0 {
			return
		}
	}
	a.t.Errorf("%q is lost: %s", text, told(effects))
}

// stoppedAsBefore checks that a STOP stands, unless it may be taken back.
func (a *acting) stoppedAsBefore(before nudges.Member, effects []Effect, back bool, why string) {
	a.t.Helper()
	if before.Stopped.IsZero() || back {
		return
	}
	if !a.m.Stopped.Equal(before.Stopped) {
		a.t.Errorf("%q makes of stopped at %v: %v", why, before.Stopped, a.m.Stopped)
	}
	if slices.ContainsFunc(effects, func(e Effect) bool { _, is := e.(Resume); return is }) {
		a.t.Errorf("%q resumes: %s", why, told(effects))
	}
}

// sessionsAreApart checks what is logged: in order, each once, none twice.
func (a *acting) sessionsAreApart() {
	a.t.Helper()
	ids := map[nudges.SessionID]bool{}
	for i, s := range a.m.Sessions {
		if i > 0 && s.End.Sub(a.m.Sessions[i-1].End) <= sameSession {
			a.t.Errorf("sessions %v", a.m.Sessions)
		}
		if ids[s.ID] || s.End.IsZero() || s.Logged.IsZero() || !s.Start.IsZero() && !s.Start.Before(s.End) {
			a.t.Errorf("sessions %v", a.m.Sessions)
		}
		ids[s.ID] = true
	}
	if a.m.Counted < len(ids) {
		a.t.Errorf("%d sessions, %d counted", len(ids), a.m.Counted)
	}
}
