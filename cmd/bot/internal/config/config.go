// Package config reads the program's settings: one YAML file, two secrets.
//
// [Parse] walks the file's syntax tree and reports every mistake at once, each
// with its line and how to mend it; [Load] does so for a file. A key that the
// file leaves out has the value of [Default]; config.example.yaml in the
// project's root shows them. What may be left out of a file but not out of a
// running bot is told by [Config.Check].
//
// The figures of the protocol and the circles are checked by the packages that
// use them; what those say becomes a mistake on the line of the figure, of the
// kind or circle, or else of the section.
//
// The file holds no secret. [Config.Token] and [Config.MasterKey] find those in
// the environment or in files of their own, which nobody but their owner may
// read. No error of this package holds a secret, not even one that was written
// where it does not belong.
package config

import (
	"fmt"
	"os"
	"path/filepath"

	"afterglow/cmd/bot/internal/circles"
	"afterglow/nudges"
)

// A Config is the whole of the settings.
type Config struct {
	Telegram Telegram
	Storage  Storage
	Members  Members
	Clinic   Clinic
	Log      Log

	// Protocol is [nudges.Default] with the clinic's own figures, checked. Its
	// Circles are nil: make them of the list below.
	Protocol nudges.Protocol
	// Circles are the clinic's circles, for [circles.New], which has accepted
	// them. Each has its zone.
	Circles []circles.Circle
}

// Telegram says how to reach the Bot API, and how fast to send.
type Telegram struct {
	TokenFile        string // file with the bot's token; empty when BOT_TOKEN holds it
	APIURL           string // http or https, without a slash at the end
	PerSecond        int    // sends a second over all chats, 1 to 1000
	PerChatPerSecond int    // sends a second to one chat, 1 to PerSecond
}

// Storage names the files that are kept. No two of them are the same.
type Storage struct {
	Path          string // database
	Keys          string // store of the members' data keys
	MasterKeyFile string // master key that wraps the data keys; read when BOT_MASTER_KEY is not set
}

// Members is what holds for members until they choose otherwise.
type Members struct {
	DefaultZone string // IANA time zone, such as "America/New_York"
}

// Clinic is what members are told about their clinic, on the help card above
// all. Every field may be empty as far as [Parse] is concerned.
type Clinic struct {
	Name        string // at most 100 characters
	Phone       string // 3 to 20 digits, spaces, +, -, ( and )
	UrgentPhone string // as Phone; for medical trouble after a session
	Country     string // ISO 3166-1 alpha-2, in capitals; chooses the help lines
	BookingLink string // https

	SessionMinutes int // planned length of a session of which only the start is known, 15 to 720
}

// Log says what the program logs, and how.
type Log struct {
	Level  string // debug, info, warn or error
	Format string // text or json
}

// Default returns the settings of an empty file. The clinic is left empty:
// nobody else's number may stand on a help card. The paths are relative, as
// they would be written in a file.
func Default() Config {
	return Config{
		Telegram: Telegram{APIURL: "https://api.telegram.org", PerSecond: 30, PerChatPerSecond: 1},
		Storage: Storage{
			Path:          "data/afterglow.db",
			Keys:          "data/afterglow.keys",
			MasterKeyFile: "data/master.key",
		},
		Members:  Members{DefaultZone: "America/New_York"},
		Clinic:   Clinic{SessionMinutes: 90},
		Log:      Log{Level: "info", Format: "text"},
		Protocol: nudges.Default(),
	}
}

// Load reads the file at path. Relative paths in it, and the default ones, are
// taken from the directory the file is in. When the content is at fault, the
// error wraps [Mistakes]; when the file is missing, [io/fs.ErrNotExist].
func Load(path string) (Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	c, err := Parse(data)
	if err != nil {
		return Config{}, fmt.Errorf("config: %s:\n%w", path, err)
	}
	dir := filepath.Dir(path)
	for _, p := range []*string{&c.Telegram.TokenFile, &c.Storage.Path, &c.Storage.Keys, &c.Storage.MasterKeyFile} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	return c, nil
}

// Check reports, as [Mistakes] without a line, what a bot that talks to members
// cannot do without: the number and the country of the clinic, because the help
// card is made of them. Nil means that it may run.
func (c Config) Check() error {
	var found Mistakes
	if c.Clinic.Phone == "" {
		found = append(found, Mistake{Key: "clinic.phone",
			Text: `missing; the help card shows it, so give the number members can call, such as "` + examplePhone + `"`})
	}
	if c.Clinic.Country == "" {
		found = append(found, Mistake{Key: "clinic.country",
			Text: "missing; it chooses the help lines on the help card, so give its two letters, such as US"})
	}
	if len(found) == 0 {
		return nil
	}
	return found
}

// examplePhone is the number in config.example.yaml. Nobody answers it.
const examplePhone = "+1 555 0100"

// Warnings reports what the bot can run with but should not: a number that was
// left as it stands in config.example.yaml would send a member in need to
// nobody. It returns nil when there is nothing to say.
func (c Config) Warnings() Mistakes {
	var found Mistakes
	for _, p := range []struct{ key, number string }{
		{"clinic.phone", c.Clinic.Phone},
		{"clinic.urgent_phone", c.Clinic.UrgentPhone},
	} {
		if digits(p.number) == digits(examplePhone) {
			found = append(found, Mistake{Key: p.key,
				Text: "this is the number of the example, which nobody answers; write the clinic's own"})
		}
	}
	return found
}
