package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
	"afterglow/nudges"
)

var update = flag.Bool("update", false, "write what the bot says into testdata/chat, to be read before it is committed")

// TestChats runs every testdata/chat/*.txt through the whole program. A script
// is a chat with a clock:
//
//	# a comment
//	at 2026-06-09 11:05 America/New_York    the clock, before anything else
//	joined America/New_York                 the welcome, gone through with yes to all ("without notes": no to storing)
//	speaks es                               the language of the member's Telegram from here on
//	as Sam                                  somebody else's chat from here on
//	as group                                a group from here on
//	> text                                  the member writes
//	> [Label]                               presses the newest button of that label
//	> (reply) text                          replies to the bot's newest message
//	> (edit) text                           changes their newest message that is no command
//	> (voice) caption                       sends something that is not text
//	> (large) caption                       sends a video that is larger than a bot may have
//	> (data) 1 stop                         presses a button with forged data
//	> (block), (unblock)
//	wait 12h                                lets time pass
//	until 09:30                             lets time pass until then, by the clock of the chat; or until 2026-06-12 09:30
//	down 5h                                 the bot is ended, and starts again after a while
//	circle 2026-06-25 18:30 Evening circle  the clinic holds a circle then
//	clock America/Los_Angeles               the clock of the chat is another one from here on
//	fault sendMessage 500 3                 the next three calls of that method are answered so
//	restart                                 the bot ends and starts again
//
// and what the bot does follows each line:
//
//	< a new message, || hidden until tapped ||, with [buttons]
//	~ a message that changed
//	+ a reaction
//	! the answer to a button
//	< [picture] and its caption, and so a [voice note]
//	= a document
//	x a message that was deleted
//	09:00 < something that came while time passed, to the quarter of an hour
func TestChats(t *testing.T) {
	scripts, err := filepath.Glob("testdata/chat/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { runScript(t, path) })
		})
	}
}

func runScript(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &chat{t: t}
	var got strings.Builder
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		c.line = i + 1
		if isOutput(line) {
			continue
		}
		fmt.Fprintln(&got, line)
		got.WriteString(c.do(line))
	}
	c.p.down()
	c.p.strict()
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(data); got.String() != want {
		t.Errorf("%s\n%s", path, firstDifference(want, got.String()))
	}
}

// isOutput reports whether a line of a script is the bot's.
func isOutput(line string) bool {
	if len(line) > 6 && line[2] == ':' && line[5] == ' ' {
		line = line[6:]
	}
	return line != "" && strings.ContainsRune("<~+!=x ", rune(line[0])) && (len(line) == 1 || line[1] == ' ')
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant:\n%s\ngot:\n%s", i+1, strings.Join(w[i:min(len(w), i+12)], "\n"), strings.Join(g[i:min(len(g), i+12)], "\n"))
		}
	}
	return "the same"
}

// A chat is a script while it runs.
type chat struct {
	t    *testing.T
	line int
	p    *program
	zone *time.Location
	with *telegramtest.Chat

	seen   map[int64]map[int]telegramtest.Message
	toasts map[int64]int
}

// settleIn is how long the bot has to answer, by the clock of the chat: more
// than pacing needs for a handful of messages.
const settleIn = 6 * time.Second

func (c *chat) do(line string) string {
	c.t.Helper()
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "", "#":
		return ""
	case "at":
		c.at(rest)
		return ""
	case "joined":
		c.joined(rest)
		return ""
	case "speaks":
		c.with.SetLanguage(rest)
		return ""
	case "as":
		if c.with = c.p.tg.Chat(int64(len(rest))<<40 + int64(rest[0])); rest == "group" {
			c.with = c.p.tg.Group(-1_000_000_000_123, "supergroup")
		}
		c.look()
		return ""
	case ">":
		c.act(rest)
		time.Sleep(settleIn)
		return c.news(false)
	case "wait":
		d, err := time.ParseDuration(rest)
		c.ok(err)
		time.Sleep(d)
		synctest.Wait()
		return c.news(true)
	case "until":
		c.until(rest)
		return c.news(true)
	case "fault":
		c.fault(rest)
		return ""
	case "down":
		d, err := time.ParseDuration(rest)
		c.ok(err)
		c.p.down()
		time.Sleep(d)
		c.p.up()
		time.Sleep(settleIn)
		return c.news(true)
	case "circle":
		c.circle(rest)
		return ""
	case "clock":
		var err error
		c.zone, err = time.LoadLocation(rest)
		c.ok(err)
		return ""
	case "restart":
		c.p.down()
		c.p.up()
		time.Sleep(settleIn)
		return c.news(true)
	}
	c.t.Fatalf("line %d: what is %q?", c.line, line)
	return ""
}

func (c *chat) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("line %d: %v", c.line, err)
	}
}

func (c *chat) at(rest string) {
	parts := strings.Fields(rest)
	if len(parts) != 3 {
		c.t.Fatalf("line %d: at DATE TIME ZONE", c.line)
	}
	var err error
	c.zone, err = time.LoadLocation(parts[2])
	c.ok(err)
	start, err := time.ParseInLocation("2006-01-02 15:04", parts[0]+" "+parts[1], c.zone)
	c.ok(err)
	c.p = newProgram(c.t, start)
	c.seen, c.toasts = map[int64]map[int]telegramtest.Message{}, map[int64]int{}
	c.with = c.p.tg.Chat(7_000_000_001)
	c.p.up()
}

// joined goes through the welcome without writing it down.
func (c *chat) joined(rest string) {
	zone, without, _ := strings.Cut(rest, " ")
	notes := "Keep my notes"
	if without == "without notes" {
		notes = "Keep no text"
	}
	for _, line := range []string{"/start", "[I'm 18 or older, go on]", "[Yes, send nudges]", "[" + notes + "]", zone} {
		c.act(line)
		time.Sleep(settleIn)
	}
	c.news(false)
	newest := c.newest()
	c.with.Presses(newest.ID, "1 zone "+zone)
	time.Sleep(settleIn)
	c.look()
	if c.p.member(c.with.ID).Zone != zone {
		c.t.Fatalf("line %d: joining did not work out", c.line)
	}
}

func (c *chat) act(rest string) {
	switch {
	case strings.HasPrefix(rest, "[") && strings.HasSuffix(rest, "]"):
		c.press(strings.Trim(rest, "[]"))
	case strings.HasPrefix(rest, "("):
		kind, text, _ := strings.Cut(rest[1:], ")")
		c.special(kind, strings.TrimSpace(text))
	default:
		c.wrote(c.with.Says(strings.ReplaceAll(rest, `\n`, "\n")))
	}
}

// wrote takes a message of the member for seen, so that its deletion is news.
func (c *chat) wrote(id int) {
	if c.seen[c.with.ID] == nil {
		c.look()
	}
	if _, known := c.seen[c.with.ID][id]; !known {
		c.seen[c.with.ID][id] = telegramtest.Message{ID: id}
	}
}

func (c *chat) special(kind, text string) {
	switch kind {
	case "reply":
		c.wrote(c.with.Replies(c.newest().ID, text))
	case "edit":
		for _, m := range slices.Backward(c.with.Messages()) {
			if !m.FromBot && !strings.HasPrefix(m.Text, "/") {
				c.with.Edits(m.ID, text)
				return
			}
		}
	case "large":
		c.with.SendsFile("video", text, "", make([]byte, 20<<20+1))
	case "forward":
		c.with.Forwards(text)
	case "data":
		c.with.Presses(c.newest().ID, text)
	case "block":
		c.with.Blocks()
	case "unblock":
		c.with.Unblocks()
	default:
		c.with.Sends(kind, text)
	}
}

func (c *chat) newest() telegramtest.Message {
	for _, m := range slices.Backward(c.with.Messages()) {
		if m.FromBot {
			return m
		}
	}
	return telegramtest.Message{}
}

func (c *chat) press(label string) {
	if tap(c.with, label) {
		return
	}
	c.t.Fatalf("line %d: there is no button [%s]", c.line, label)
}

// circle puts one into the clinic's calendar, which the bot reads when it starts.
func (c *chat) circle(rest string) {
	day, rest, _ := strings.Cut(rest, " ")
	clock, name, _ := strings.Cut(rest, " ")
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, c.zone)
	c.ok(err)
	c.p.down()
	c.p.circles = append(c.p.circles, nudges.Meeting{ID: nudges.SessionID("C" + day), At: at, Name: name, Link: "https://example.com/circle"})
	c.p.up()
}

func (c *chat) until(clock string) {
	now := c.p.now().In(c.zone)
	if day, hour, dated := strings.Cut(clock, " "); dated {
		at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, c.zone)
		c.ok(err)
		time.Sleep(at.Sub(now))
		synctest.Wait()
		return
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", now.Format("2006-01-02 ")+clock, c.zone)
	c.ok(err)
	if !t.After(now) {
		t = t.AddDate(0, 0, 1)
	}
	time.Sleep(t.Sub(now))
	synctest.Wait()
}

func (c *chat) fault(rest string) {
	var method string
	status, times := 0, 1
	fmt.Sscan(rest, &method, &status, &times)
	for range times {
		f := telegramtest.Fault{Status: status}
		switch status {
		case 0:
			f = telegramtest.Fault{ActThenCut: true}
		case 429:
			f.RetryAfter = 2
		}
		c.p.tg.Script(method, f)
	}
}

// look takes everything in the chat for seen.
func (c *chat) look() {
	now := map[int]telegramtest.Message{}
	for _, m := range c.with.Messages() {
		now[m.ID] = m
	}
	c.seen[c.with.ID], c.toasts[c.with.ID] = now, len(c.with.Toasts())
}

// news is what the bot did since the last look, as lines of a script.
func (c *chat) news(timed bool) string {
	var out strings.Builder
	before := c.seen[c.with.ID]
	for _, text := range c.with.Toasts()[c.toasts[c.with.ID]:] {
		if text != "" {
			fmt.Fprintln(&out, "!", text)
		}
	}
	messages := c.with.Messages()
	for _, m := range messages {
		old, known := before[m.ID]
		switch {
		case !m.FromBot && m.Reaction != old.Reaction:
			fmt.Fprintln(&out, "+", m.Reaction)
		case !m.FromBot:
		case !known && m.Kind == "document":
			fmt.Fprintf(&out, "= %s%s\n", m.File.Name, caption(m))
		case !known:
			if timed {
				at := m.At.In(c.zone)
				out.WriteString(at.Truncate(15 * time.Minute).Format("15:04 "))
			}
			fmt.Fprintln(&out, "<", show(m))
		case show(m) != show(old):
			fmt.Fprintln(&out, "~", show(m))
		}
	}
	for id := range before {
		if !slices.ContainsFunc(messages, func(m telegramtest.Message) bool { return m.ID == id }) {
			fmt.Fprintln(&out, "x", "deleted")
		}
	}
	c.look()
	return out.String()
}

func caption(m telegramtest.Message) string {
	if m.Text == "" {
		return ""
	}
	return ": " + m.Text
}

// show writes a message as a script does: hidden text between bars, buttons in
// brackets, further lines indented, a picture as the word and its caption.
func show(m telegramtest.Message) string {
	units := utf16.Encode([]rune(m.Text))
	var b strings.Builder
	at := 0
	for _, e := range m.Entities {
		if e.Type != "spoiler" {
			continue
		}
		b.WriteString(string(utf16.Decode(units[at:e.Offset])))
		b.WriteString("||" + string(utf16.Decode(units[e.Offset:e.Offset+e.Length])) + "||")
		at = e.Offset + e.Length
	}
	b.WriteString(string(utf16.Decode(units[at:])))
	lines := strings.Split(b.String(), "\n")
	switch m.Kind {
	case "photo":
		lines[0] = strings.TrimSpace("[picture] " + lines[0])
	case "voice":
		lines[0] = strings.TrimSpace("[voice note] " + lines[0])
	}
	for _, row := range m.Buttons {
		line := ""
		for _, button := range row {
			line += "[" + button.Label + "] "
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	text := strings.Join(lines, "\n  ")
	return strings.ReplaceAll(text, "\n  \n", "\n  .\n")
}

// TestPicturesInScripts: a picture is told apart from its caption's words, and
// what is below it stays there.
func TestPicturesInScripts(t *testing.T) {
	later := [][]telegramtest.Button{{{Label: "Later"}}}
	spoiler := []telegramtest.Entity{{Type: "spoiler", Offset: 5, Length: 4}}
	for _, test := range []struct {
		m    telegramtest.Message
		want string
	}{
		{telegramtest.Message{Kind: "photo"}, "[picture]"},
		{telegramtest.Message{Kind: "photo", Text: "Your plan"}, "[picture] Your plan"},
		{telegramtest.Message{Kind: "photo", Text: "Your plan", Entities: spoiler}, "[picture] Your ||plan||"},
		{telegramtest.Message{Kind: "photo", Text: "Your plan\n\nto Friday", Buttons: later}, "[picture] Your plan\n  .\n  to Friday\n  [Later]"},
		{telegramtest.Message{Kind: "photo", Buttons: later}, "[picture]\n  [Later]"},
		{telegramtest.Message{Kind: "voice", Text: "Tuesday"}, "[voice note] Tuesday"},
		{telegramtest.Message{Text: "Your plan", Buttons: later}, "Your plan\n  [Later]"},
	} {
		if got := show(test.m); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
