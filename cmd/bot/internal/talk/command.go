package talk

import (
	"strings"
	"unicode"
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
				return command{name: name}, true
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

// A command is what follows the slash.
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
func (s *step) command(c command) {
	switch c.name {
	case "stop":
		s.stop()
		return
	case "help_now":
		s.show("crisis", "tier", "")
		return
	case "start":
		s.start(c.rest)
		return
	}
	if s.joined() {
		s.settle()
	}
	switch c.name {
	case "help":
		s.show("help")
	case "privacy":
		s.show("privacy")
	case "export":
		s.do(Hand{screen("export")})
	case "forget":
		s.show("forget.ask")
	default:
		s.memberCommand(c.name)
	}
}

func (s *step) memberCommand(name string) {
	if !s.joined() {
		s.welcome()
		return
	}
	switch name {
	case "session":
		s.askSession()
	case "plan":
		s.show("plan")
	case "journal":
		s.show("journal", "page", "0")
	case "settings":
		s.show("settings")
	case "pause":
		s.show("pause.ask")
	case "resume":
		s.resume()
	case "cancel":
		s.show("cancelled")
	default:
		s.show("command.unknown")
	}
}
