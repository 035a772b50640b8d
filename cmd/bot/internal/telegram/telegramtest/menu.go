package telegramtest

import (
	"regexp"
)

// A Command is a line of the bot's menu.
type Command struct{ Name, Description string }

var (
	commandName  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2}$`)
)

const maxCommands = 100

// Commands returns the menu as last set by setMyCommands, for whatever
// language and scope that was.
func (t *Telegram) Commands() []Command {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Command(nil), t.commands[t.lastScope]...)
}

// CommandsIn returns the menu last set for a language, "" being the one for
// languages without their own; scopes are not told apart.
func (t *Telegram) CommandsIn(language string) []Command {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Command(nil), t.commands[language]...)
}

func (t *Telegram) setMyCommands(c *call) (any, *failure) {
	var list []struct{ Command, Description string }
	if !c.has("commands") {
		return nil, badRequest("can't parse commands: parameter is required")
	}
	if f := c.nested("commands", &list); f != nil {
		return nil, f
	}
	language := c.fields["language_code"]
	switch {
	case language != "" && !languageCode.MatchString(language):
		return nil, badRequest("invalid language code specified")
	case len(list) > maxCommands:
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	var commands []Command
	for _, l := range list {
		if !commandName.MatchString(l.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := units(l.Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		commands = append(commands, Command{Name: l.Command, Description: l.Description})
	}
	t.commands[language], t.lastScope = commands, language
	return true, nil
}
