package config

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	_ "time/tzdata" // as the program does

	"afterglow/cmd/bot/internal/circles"
)

const (
	goodToken  = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
	noSections = "no such section; there are telegram, storage, members, clinic, log, protocol and circles"
	noTag      = "tags with ! are not used here; remove it, or put the value in quotes"
	noPhone    = ` is not a phone number; write 3 to 20 digits, spaces, +, -, ( and ), such as "+1 555 0100"`
	noAPI      = "; write it like https://api.telegram.org"
	noLink     = "; write it like https://example.com/book"
	noZone     = "; write Area/City, such as America/New_York"
)

// TestMistakes gives the exact words for each kind of mistake: an operator has
// nothing else to go by.
func TestMistakes(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		// Keys.
		{"misspelt key", "telegram:\n\n  # a comment\n  per_secnd: 3\n", "line 4: telegram.per_secnd: no such key; did you mean telegram.per_second?"},
		{"swapped letters", "log:\n  leevl: info\n  formta: text\n", "line 2: log.leevl: no such key; did you mean log.level?\nline 3: log.formta: no such key; did you mean log.format?"},
		{"dash for underscore", "telegram: {api-url: x}", "line 1: telegram.api-url: no such key; did you mean telegram.api_url?"},
		{"part of a key", "members:\n  zone: Europe/Berlin\n", "line 2: members.zone: no such key; did you mean members.default_zone?"},
		{"key of another section", "log:\n  phone: x\n", "line 2: log.phone: no such key; did you mean clinic.phone?"},
		{"unknown key", "log:\n  colour: red\n", "line 2: log.colour: no such key; log has level and format"},
		{"misspelt section", "telegrm:\n  per_second: x\n", "line 1: telegrm: no such section; did you mean telegram?"},
		{"unknown section", "fish: 1\n", "line 1: fish: " + noSections},
		{"key outside its section", "telegram:\nper_second: 3\n", "line 2: per_second: no such section; did you mean per_second: below telegram:, indented by two spaces?"},
		{"key with a dot", "telegram.per_second: 3\n", "line 1: telegram.per_second: keys are not written with a dot; write per_second: below telegram:, indented by two spaces"},
		{"number as a key", "1: 2\n", "line 1: 1: " + noSections},
		{"key twice", "log:\n  level: info\n  level: warn\n", "line 3: log.level: given twice, first on line 2; keep one of the two"},
		{"section twice", "log:\n  level: info\nclinic:\nlog:\n  level: loud\n  format: text\n", "line 4: log: given twice, first on line 1; put its keys together\n" +
			"line 5: log.level: given twice, first on line 2; keep one of the two\n" +
			`line 5: log.level: expected debug, info, warn or error, found "loud"`},

		// Types.
		{"number in quotes", "telegram:\n  per_second: \"40\"\n", `line 2: telegram.per_second: expected a whole number from 1 to 1000, found the text "40"; write it without quotes: 40`},
		{"word for a number", "telegram:\n  per_second: many\n", `line 2: telegram.per_second: expected a whole number from 1 to 1000, found the text "many"`},
		{"fraction", "telegram:\n  per_second: 30.0\n", "line 2: telegram.per_second: expected a whole number from 1 to 1000, found the number 30.0; write digits only, with no zero in front"},
		{"octal", "telegram:\n  per_second: 030\n", "line 2: telegram.per_second: expected a whole number from 1 to 1000, found the number 030; write digits only, with no zero in front"},
		{"hexadecimal", "telegram:\n  per_second: 0x1f\n", "line 2: telegram.per_second: expected a whole number from 1 to 1000, found the number 0x1f; write digits only, with no zero in front"},
		{"list for a number", "telegram:\n  per_second: [1]\n", "line 2: telegram.per_second: expected a whole number from 1 to 1000, found a list"},
		{"number for text", "clinic:\n  phone: 911\n", `line 2: clinic.phone: expected text, found the number 911; put it in quotes: "911"`},
		{"number with plus for text", "clinic:\n  phone: +15550100\n", `line 2: clinic.phone: expected text, found the number +15550100; put it in quotes: "+15550100"`},
		{"fraction for text", "clinic:\n  name: 1.5\n", `line 2: clinic.name: expected text, found the number 1.5; put it in quotes: "1.5"`},
		{"bool for text", "clinic:\n  name: true\n", `line 2: clinic.name: expected text, found the YAML word true; put it in quotes: "true"`},
		{"keys for text", "clinic:\n  name:\n    first: a\n", "line 3: clinic.name: expected text, found more keys"},
		{"list for text", "clinic:\n  name:\n    - a\n", "line 3: clinic.name: expected text, found a list"},
		{"nothing for text", "clinic:\n  name:\nlog:\n  level: ~\n", "line 2: clinic.name: has no value; write one, or remove the line\nline 4: log.level: has no value; write one, or remove the line for the default, info"},
		{"nothing for a number", "telegram:\n  per_second: null\n", "line 2: telegram.per_second: has no value; write a whole number from 1 to 1000, or remove the line for the default, 30"},
		{"text for a section", "log: loud\n", `line 1: log: expected its keys below it, indented by two spaces, found the text "loud"; a key is a word, a colon and a space, then its value`},
		{"no space after a colon", "log:\n  level:info\n", `line 2: log: expected its keys below it, indented by two spaces, found the text "level:info"; a key is a word, a colon and a space, then its value`},
		{"list for a section", "log:\n  - level\n", "line 2: log: expected its keys below it, indented by two spaces, found a list; a key is a word, a colon and a space, then its value"},
		{"text for the file", "hello\n", `line 1: expected the sections telegram, storage, members, clinic, log, protocol and circles, found the text "hello"; a key is a word, a colon and a space, then its value`},
		{"list for the file", "\n- a\n", "line 2: expected the sections telegram, storage, members, clinic, log, protocol and circles, found a list; a key is a word, a colon and a space, then its value"},

		// Values.
		{"too small", "telegram:\n  per_second: 0\n", "line 2: telegram.per_second: 0 is out of range; write a whole number from 1 to 1000"},
		{"below zero", "telegram:\n  per_chat_per_second: -1\n", "line 2: telegram.per_chat_per_second: -1 is out of range; write a whole number from 1 to 1000"},
		{"too large", "telegram:\n  per_second: 1001\n", "line 2: telegram.per_second: 1001 is out of range; write a whole number from 1 to 1000"},
		{"beyond any number", "telegram:\n  per_second: 99999999999999999999\n", "line 2: telegram.per_second: 99999999999999999999 is out of range; write a whole number from 1 to 1000"},
		{"one chat above all", "telegram:\n  per_chat_per_second: 31\n", "line 2: telegram.per_chat_per_second: 31 to one chat is more than telegram.per_second, 30 to all chats; lower one or raise the other"},
		{"address with a strange scheme", "telegram:\n  api_url: ftp://x.org\n", "line 2: telegram.api_url: begins with neither https:// nor http://" + noAPI},
		{"address without a scheme", "telegram:\n  api_url: api.telegram.org\n", "line 2: telegram.api_url: begins with neither https:// nor http://" + noAPI},
		{"empty address", "telegram:\n  api_url: \"\"\n", "line 2: telegram.api_url: begins with neither https:// nor http://" + noAPI},
		{"address without a host", "telegram:\n  api_url: https:///x\n", "line 2: telegram.api_url: names no site" + noAPI},
		{"address with a query", "telegram:\n  api_url: https://x.org?a=b\n", "line 2: telegram.api_url: has a ? or a # in it" + noAPI},
		{"address with a port of no machine", "telegram:\n  api_url: http://localhost:70000\n", "line 2: telegram.api_url: has a port that is not between 1 and 65535" + noAPI},
		{"address with /bot", "telegram:\n  api_url: https://x.org/bot\n", "line 2: telegram.api_url: ends in /bot, which the program adds itself; leave it off"},
		{"address with a space", "telegram:\n  api_url: https://x.org/a b\n", "line 2: telegram.api_url: is not a web address" + noAPI},
		{"link without tls", "clinic:\n  booking_link: http://example.com\n", "line 2: clinic.booking_link: does not begin with https://" + noLink},
		{"link to no site", "clinic:\n  booking_link: https://booking\n", "line 2: clinic.booking_link: names no site on the internet" + noLink},
		{"link too long", "clinic:\n  booking_link: https://x.org/" + strings.Repeat("a", 500) + "\n", "line 2: clinic.booking_link: is longer than 500 characters; use a shorter link"},
		{"zone of nowhere", "members:\n  default_zone: Europe/Atlantis\n", `line 2: members.default_zone: "Europe/Atlantis" is not a known time zone` + noZone},
		{"zone of this machine", "members:\n  default_zone: Local\n", `line 2: members.default_zone: "Local" is not a time zone of a place` + noZone},
		{"no zone", "members:\n  default_zone: \"\"\n", `line 2: members.default_zone: "" is not a time zone of a place` + noZone},
		{"zone without summer", "members:\n  default_zone: EST\n", `line 2: members.default_zone: "EST" has no daylight saving time; name a place instead, such as America/New_York`},
		{"country in small letters", "clinic:\n  country: us\n", `line 2: clinic.country: "us" is not a country code; did you mean US?`},
		{"country by another name", "clinic:\n  country: UK\n", `line 2: clinic.country: "UK" is not a country code; did you mean GB?`},
		{"country of nowhere", "clinic:\n  country: XX\n", `line 2: clinic.country: "XX" is not a country code; write the two capital letters of ISO 3166, such as US`},
		{"two countries", "clinic:\n  country: US CA\n", `line 2: clinic.country: "US CA" is not a country code; write the two capital letters of ISO 3166, such as US`},
		{"phone with letters", "clinic:\n  phone: 555-CALL\n", `line 2: clinic.phone: "555-CALL"` + noPhone},
		{"phone too short", "clinic:\n  phone: \"11\"\n", `line 2: clinic.phone: "11"` + noPhone},
		{"phone without digits", "clinic:\n  phone: (+- -+)\n", `line 2: clinic.phone: "(+- -+)"` + noPhone},
		{"phone too long", "clinic:\n  urgent_phone: \"123456789012345678901\"\n", `line 2: clinic.urgent_phone: "123456789012345678901"` + noPhone},
		{"name too long", "clinic:\n  name: " + strings.Repeat("ö", 101) + "\n", "line 2: clinic.name: is 101 characters long; write at most 100"},
		{"name of two lines", "clinic:\n  name: |\n    a\n    b\n", "line 2: clinic.name: has a line break or a control character in it; write it on one line"},
		{"level by another name", "log:\n  level: warning\n", `line 2: log.level: expected debug, info, warn or error, found "warning"; did you mean warn?`},
		{"level in capitals", "log:\n  level: INFO\n", `line 2: log.level: expected debug, info, warn or error, found "INFO"; did you mean info?`},
		{"unknown format", "log:\n  format: xml\n", `line 2: log.format: expected text or json, found "xml"`},
		{"empty path", "storage:\n  path: \"\"\n", "line 2: storage.path: is empty; name a file"},
		{"path of a directory", "storage:\n  path: data/\n", `line 2: storage.path: "data/" names a directory; name a file`},
		{"path from home", "telegram:\n  token_file: ~/token\n", "line 2: telegram.token_file: ~ does not stand for the home directory here; write the whole path"},
		{"file of two keys", "storage:\n  keys: a\n  path: ./b/../a\n", "line 3: storage.path: names the same file as storage.keys; each needs one of its own"},
		{"file of a default", "storage:\n  path: data/master.key\n", "line 2: storage.path: names the same file as storage.master_key_file; each needs one of its own"},

		// Syntax.
		{"tabs", "clinic:\n\tname: a\n  \tphone: b\n", "line 2: indented with a tab; use spaces, two for each level\nline 3: indented with a tab; use spaces, two for each level"},
		{"tab inside a line of spaces", "log:\n  level: info\n \t\n  format: text\n", "line 3: a tab stands where only spaces may; use spaces"},
		{"open quote", "log:\n  level: \"info\n  format: text\n", "line 2: a quote is opened here and not closed; close it on the same line"},
		{"open brace", "log: {level: info\n", "line 1: { is opened here and not closed"},
		{"uneven", "log:\n  level: info\n format: text\n", "line 3: indented differently from its neighbours; keys of a section begin in the same column"},
		{"key without a colon", "log:\n  level: info\nclinic\n", "line 3: a key with its value is missing here; write key: value, with a colon and a space"},
		{"two colons", "clinic:\n  name: Clinic: the best\n", "line 2: a second colon where none may be; put a value that has a colon and a space in it in quotes, and start each key on its own line, level with its neighbours"},
		{"reserved character", "clinic:\n  name: @home\n", "line 2: a value cannot begin with @ or `; put it in quotes"},
		{"not utf-8", "log:\n  level: info\n  # caf\xe9\nclinic:\n  name: \x00\n", "line 3: is not text; save the file as UTF-8\nline 5: is not text; save the file as UTF-8"},
		{"too long", strings.Repeat("#\n", maxFile), "line 1: the file is longer than 16384 bytes; it cannot be the configuration"},
		{"two documents", "log:\n  level: info\n---\nlog:\n  level: warn\n", "line 3: a second document begins here; keep everything in one, with no --- or ... between"},
		{"two documents and no content", "---\n# a\n---\nfish: 1\n", "line 3: a second document begins here; keep everything in one, with no --- or ... between"},
		{"a document after the end", "log:\n...\nfish: 1\n", "line 3: a second document begins here; keep everything in one, with no --- or ... between"},
		{"directive", "%YAML 1.2\n---\nfish: 1\n", "line 1: lines that begin with % are not used here; remove it\nline 3: fish: " + noSections},
		{"anchor and alias", "log:\n  level: &l info\n  format: *l\n", "line 2: log.level: names given with & are not used here; remove it, or put the value in quotes\nline 3: log.format: references with * are not used here; write the value out, or in quotes"},
		{"anchor, and a mistake behind it", "log: &l\n  level: loud\n", "line 1: log: names given with & are not used here; remove it, or put the value in quotes\n" + `line 2: log.level: expected debug, info, warn or error, found "loud"`},
		{"alias for a section", "log: &l {level: info}\nclinic: *l\n", "line 1: log: names given with & are not used here; remove it, or put the value in quotes\nline 2: clinic: references with * are not used here; write the value out, or in quotes"},
		{"merge", "log:\n  <<: {level: info}\n", "line 2: log: << is not used here; write the keys out"},
		{"tag", "telegram:\n  per_second: !!int 5\n", "line 2: telegram.per_second: " + noTag},
		{"marked key", "? log\n: level: info\n", "line 1: keys are not marked with ? here; write key: value"},

		// Secrets where they do not belong.
		{"token for its file", "telegram:\n  token_file: " + goodToken + "\n", "line 2: telegram.token_file: holds what looks like a bot token or a key; no secret belongs in this file, so write it to a file of its own and name that here, or use BOT_TOKEN or BOT_MASTER_KEY"},
		{"key for its file", "storage:\n  master_key_file: " + strings.Repeat("0aF1", 16) + "\n", "line 2: storage.master_key_file: holds what looks like a bot token or a key; no secret belongs in this file, so write it to a file of its own and name that here, or use BOT_TOKEN or BOT_MASTER_KEY"},
		{"token in a wrong key", "telegram:\n  token: " + goodToken + "\n", "line 2: telegram.token: no such key; did you mean telegram.token_file?"},
		{"token as a key", "telegram:\n  " + goodToken + ": x\n", "line 2: (not shown): no such key; telegram has token_file, api_url, per_second and per_chat_per_second"},
		{"token for a number", "telegram:\n  per_second: " + goodToken + "\n", "line 2: telegram.per_second: expected a whole number from 1 to 1000, found the text something that looks like a secret"},
		{"token for the file", goodToken + "\n", "line 1: expected the sections telegram, storage, members, clinic, log, protocol and circles, found the text something that looks like a secret; a key is a word, a colon and a space, then its value"},
		{"password in an address", "telegram:\n  api_url: https://me:hunter2@x.org\n", "line 2: telegram.api_url: holds a user name or a password, which does not belong here" + noAPI},

		{"in order of line", "telegram:\n  per_second: 1\n  per_chat_per_second: 2\nfish: 1\n", "line 3: telegram.per_chat_per_second: 2 to one chat is more than telegram.per_second, 1 to all chats; lower one or raise the other\nline 4: fish: " + noSections},
		{"everything at once", "telegram:\n  per_second: 0\n  tokn_file: x\nclinic:\n  phone: none\n  phone: 5\nfish: {a: b}\nstorage: []\n",
			"line 2: telegram.per_second: 0 is out of range; write a whole number from 1 to 1000\n" +
				"line 3: telegram.tokn_file: no such key; did you mean telegram.token_file?\n" +
				`line 5: clinic.phone: "none"` + noPhone + "\n" +
				"line 6: clinic.phone: given twice, first on line 5; keep one of the two\n" +
				`line 6: clinic.phone: expected text, found the number 5; put it in quotes: "5"` + "\n" +
				"line 7: fish: " + noSections + "\n" +
				"line 8: storage: expected its keys below it, indented by two spaces, found a list; a key is a word, a colon and a space, then its value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Parse([]byte(tt.yaml))
			if err == nil {
				t.Fatalf("no mistake found; want\n%s", tt.want)
			}
			if err.Error() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", err, tt.want)
			}
			if !reflect.ValueOf(c).IsZero() {
				t.Errorf("config is not empty beside an error: %+v", c)
			}
			if strings.Contains(err.Error(), goodToken) || strings.Contains(err.Error(), "hunter2") {
				t.Error("the error holds a secret")
			}
		})
	}
}

func TestColumns(t *testing.T) {
	_, err := Parse([]byte("clinic: {phone: none, fish: 1}\n"))
	var ms Mistakes
	if !errors.As(err, &ms) || len(ms) != 2 {
		t.Fatalf("got %v, want two mistakes", err)
	}
	if ms[0].Column != 17 || ms[1].Column != 23 {
		t.Errorf("columns %d and %d, want 17 (the value) and 23 (the key)", ms[0].Column, ms[1].Column)
	}
}

func TestAccepted(t *testing.T) {
	tests := []struct {
		name, yaml string
		change     func(*Config) // of the default
	}{
		{"empty", "", nil},
		{"comments", "# a\n\t# b\n\n", nil},
		{"empty document", "---\n...\n", nil},
		{"byte order mark", "\ufefflog:\n  level: warn\n", func(c *Config) { c.Log.Level = "warn" }},
		{"line ends of Windows", "log:\r\n  level: warn\r\n", func(c *Config) { c.Log.Level = "warn" }},
		{"section without keys", "log:\n  # level: info\nclinic:\n", nil},
		{"json", `{"telegram": {"per_second": 5}}`, func(c *Config) { c.Telegram.PerSecond = 5 }},
		{"block", "clinic:\n  name: >-\n    Our Clinic\n", func(c *Config) { c.Clinic.Name = "Our Clinic" }},
		{"space around", "clinic:\n  name: \"  Our Clinic \"\n", func(c *Config) { c.Clinic.Name = "Our Clinic" }},
		{"Norway", "clinic:\n  country: NO\n", func(c *Config) { c.Clinic.Country = "NO" }},
		{"short number", "clinic:\n  phone: '911'\n", func(c *Config) { c.Clinic.Phone = "911" }},
		{"limits", "telegram:\n  per_second: 1000\n  per_chat_per_second: 1000\n", func(c *Config) { c.Telegram.PerSecond, c.Telegram.PerChatPerSecond = 1000, 1000 }},
		{"one a second", "telegram:\n  per_second: 1\n", func(c *Config) { c.Telegram.PerSecond = 1 }},
		{"server of one's own", "telegram:\n  api_url: http://bot-api:8081/\n", func(c *Config) { c.Telegram.APIURL = "http://bot-api:8081" }},
		{"UTC", "members:\n  default_zone: UTC\n", func(c *Config) { c.Members.DefaultZone = "UTC" }},
		{"far away", "members:\n  default_zone: Asia/Kathmandu\n", func(c *Config) { c.Members.DefaultZone = "Asia/Kathmandu" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := Default()
			if tt.change != nil {
				tt.change(&want)
			}
			if got, err := Parse([]byte(tt.yaml)); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "log:\n  level: info\n", "a: &b [1, {c: *b}]\n", "? !x y\n: |\n  z\n", "---\n...\n%YAML 1.2\n",
		"telegram: {per_second: \"1\", token_file: 123456:abc}", "<<: *x", "clinic:\n\tphone: 1\r\n",
		"protocol:\n  hush: 3h\n  week_audible: {gentle: 3}\n  kinds:\n    therapy: {times: [D2 10:00, &a D3 10:00], late: 36h, stale: D9 20:30}\n    capture: {window: 3h to 8h, off: true}\n",
		"circles:\n  - name: A\n    start: 2026-01-08 18:30\n    rule: FREQ=WEEKLY;COUNT=3\n    except: [2026-01-15]\n  - {zone: *b, link: !x [1]}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(data)
		if err == nil {
			if again := c.Telegram.PerSecond; again < 1 || again > 1000 || c.Storage.Path == "" {
				t.Fatalf("accepted an impossible value: %+v", c)
			}
			if err := c.Protocol.Check(); err != nil {
				t.Fatalf("accepted an impossible protocol: %v", err)
			}
			if _, err := circles.New(c.Circles); err != nil {
				t.Fatalf("accepted an impossible circle: %v", err)
			}
			return
		}
		ms, ok := err.(Mistakes)
		if !ok || len(ms) == 0 || !reflect.ValueOf(c).IsZero() {
			t.Fatalf("want mistakes and an empty config, got %T and %+v", err, c)
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, m := range ms {
			if m.Line < 1 || m.Column < 1 || m.Text == "" {
				t.Errorf("a mistake without a place or a text: %+v", m)
			}
			if m.Line > lines+1 {
				t.Errorf("line %d of %d: %v", m.Line, lines, m)
			}
			if strings.Contains(m.String(), "\n") {
				t.Errorf("a mistake of more than one line: %q", m)
			}
		}
	})
}
