package config

import (
	"errors"
	"fmt"
	"regexp"
)

// ErrNoToken means that neither BOT_TOKEN nor telegram.token_file is given.
var ErrNoToken = errors.New("no bot token: set BOT_TOKEN, or write the token that @BotFather gave you to a file and name it in telegram.token_file")

// tokenForm is the form of a bot token: the bot's id and 35 characters or more.
var tokenForm = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{35,}$`)

const tokenHint = "is not a bot token; it is digits, a colon and 35 or more letters, digits, - or _, without quotes, as @BotFather shows it"

// Token returns the bot's token: BOT_TOKEN, or, when that is not set, the
// content of the token file. The space around it is dropped and its form is
// checked; whether Telegram knows it is not. Errors never hold the token. They
// wrap [ErrNoToken] when none is given.
func (c Config) Token(getenv func(string) string) (string, error) {
	if token := trim(getenv("BOT_TOKEN")); token != "" {
		if !tokenForm.MatchString(token) {
			return "", fmt.Errorf("config: BOT_TOKEN %s", tokenHint)
		}
		return token, nil
	}
	if c.Telegram.TokenFile == "" {
		return "", fmt.Errorf("config: %w", ErrNoToken)
	}
	token, err := readSecret(c.Telegram.TokenFile)
	if err != nil {
		return "", fmt.Errorf("config: telegram.token_file: %w", err)
	}
	if !tokenForm.MatchString(token) {
		return "", fmt.Errorf("config: telegram.token_file: what %s holds %s", bare(c.Telegram.TokenFile), tokenHint)
	}
	return token, nil
}
