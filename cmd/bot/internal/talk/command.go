package talk

import (
	"slices"
	"strings"
	"unicode"

	"afterglow/cmd/bot/internal/content"
)

// parseCommand reads the command that a message begins with: its name in lower
// case, and whether a payload follows. Telegram's own marking of commands
// fails behind an emoji or a letter that is not Latin, so the text itself is
// read; "/stop" is understood anywhere in a short message.
func parseCommand(text string) (c command, ok bool) {
	words := strings.Fields(text)
	if len(words) <= 5 {
		for _, w := range words {
			if name, _ := commandName(w); name == "stop" {
				return command{name: name, rest: around(words)}, true
			}
		}
	}
	start := strings.TrimLeftFunc(text, func(r rune) bool { return r != '/' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = strings.Fields(start)
	if len(words) == 0 {
		return c, false
	}
	c.name, ok = commandName(words[0])
	c.rest = strings.TrimSpace(strings.TrimPrefix(start, words[0]))
	return c, ok
}

// isStop reports whether a text holds the command /stop.
func isStop(text string) bool {
	c, ok := parseCommand(text)
	return ok && c.name == "stop"
}

// around is what stands around "/stop", if it has words.
func around(words []string) string {
	text := strings.Join(words, " ")
	for _, w := range words {
		if name, _ := commandName(w); name != "stop" && plainWords(w) != "" {
			return text
		}
	}
	return ""
}

// A command is what follows the slash, and what else the message says: the text
// behind it, or all of it where "/stop" stands in the middle.
type command struct{ name, rest string }

// commandName reads "/stop", "/STOP" and "/stop@name_bot". A path such as
// "/usr/bin" or "/" alone is no command.
func commandName(word string) (string, bool) {
	i := strings.IndexByte(word, '/')
	if i < 0 || strings.ContainsFunc(word[:i], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "", false
	}
	name, _, _ := strings.Cut(word[i+1:], "@")
	name = strings.TrimRightFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		return "", false
	}
	return strings.ToLower(name), true
}

// command answers a command. Those about rights and help work for everybody,
// the others once the member has been through the welcome. Any command leaves
// the question that was open.
func (s *step) command(c command, w Wrote) {
	switch c.name {
	case "stop":
		if c.rest != "" && s.joined() {
			s.keep(w)
			s.fetch(w, true)
		} else {
			s.keepFile(w)
		}
		s.stop()
		return
	case "help_now":
		s.show("crisis", "tier", "")
		s.keepRest(c, w)
		return
	case "start":
		s.start(c.rest)
		return
	}
	if s.joined() {
		s.settle()
		s.keepRest(c, w)
	}
	switch c.name {
	case "help":
		s.show("help")
	case "privacy":
		s.show("privacy")
	case "export":
		s.do(Hand{screen("export")}, HandKept{})
	case "forget":
		s.ask("sure")
		s.show("forget.ask")
	case "session":
		s.sessionCommand(c.rest)
	case "therapy":
		s.therapyCommand(c.rest)
	case "search":
		s.searchCommand(c.rest)
	case "mood":
		s.moodCommand(c.rest)
	case "intention":
		s.intentionCommand(c.rest, w)
	default:
		s.memberCommand(c.name)
	}
}

// keepRest keeps what was written behind a command: "/journal today I saw the
// lake" is a note. A time behind /session or /therapy, or a number behind /mood, is an
// answer instead.
func (s *step) keepRest(c command, w Wrote) {
	if c.rest == "" || !s.m.Consent.Notes.Yes {
		return
	}
	if _, isTime := s.readTime(c.rest); c.name == "session" && isTime && s.m.Zone != "" {
		return
	}
	if c.name == "search" && isQuery(c.rest) {
		return
	}
	if _, isTime := s.readComing(c.rest); c.name == "therapy" && isTime {
		return
	}
	if _, isMood := readMood(c.rest); c.name == "mood" && isMood {
		return
	}
	if c.name == "intention" && s.nextSession() >= 0 { // it is the line
		return
	}
	w.Text = c.rest
	if !s.knows(c.name) {
		w.Text = "/" + c.name + " " + c.rest
	}
	s.keepAside(w)
}

// knows reports whether there is a command of that name.
func (s *step) knows(name string) bool {
	return slices.ContainsFunc(s.Words.Commands(s.m.Language), func(c content.Command) bool { return c.Name == name })
}

func (s *step) memberCommand(name string) {
	if !s.joined() {
		s.welcome()
		return
	}
	switch name {
	case "plan":
		s.showPlan()
	case "practice":
		s.show("practice.menu")
	case "journal":
		s.show("journal", "page", "0")
	case "bring":
		s.bring()
	case "settings":
		s.show("settings")
	case "pause":
		s.askPause()
	case "resume":
		s.resume()
	case "cancel":
		s.show("cancelled")
	default:
		s.show("command.unknown")
	}
}
