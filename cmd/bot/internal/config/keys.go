package config

import (
	"slices"
	"strings"
)

// A field is one key of a mapping in the file, and where its value goes in a T.
type field[T any] struct {
	name string
	of   func(*T) value
}

// keys is every setting of the sections, by section and name, joined by a dot,
// in the order of config.example.yaml.
var keys = []field[Config]{
	{"telegram.token_file", func(c *Config) value { return text{&c.Telegram.TokenFile, optional(filePath)} }},
	{"telegram.api_url", func(c *Config) value { return text{&c.Telegram.APIURL, apiURL} }},
	{"telegram.per_second", func(c *Config) value { return number{&c.Telegram.PerSecond, 1, 1000} }},
	{"telegram.per_chat_per_second", func(c *Config) value { return number{&c.Telegram.PerChatPerSecond, 1, 1000} }},
	{"storage.path", func(c *Config) value { return text{&c.Storage.Path, filePath} }},
	{"storage.keys", func(c *Config) value { return text{&c.Storage.Keys, filePath} }},
	{"storage.master_key_file", func(c *Config) value { return text{&c.Storage.MasterKeyFile, filePath} }},
	{"members.default_zone", func(c *Config) value { return text{&c.Members.DefaultZone, zone} }},
	{"clinic.name", func(c *Config) value { return text{&c.Clinic.Name, atMost(100)} }},
	{"clinic.phone", func(c *Config) value { return text{&c.Clinic.Phone, optional(phone)} }},
	{"clinic.urgent_phone", func(c *Config) value { return text{&c.Clinic.UrgentPhone, optional(phone)} }},
	{"clinic.country", func(c *Config) value { return text{&c.Clinic.Country, optional(country)} }},
	{"clinic.booking_link", func(c *Config) value { return text{&c.Clinic.BookingLink, optional(bookingLink)} }},
	{"clinic.session_minutes", func(c *Config) value { return number{&c.Clinic.SessionMinutes, 15, 720} }},
	{"log.level", func(c *Config) value { return text{&c.Log.Level, oneOf("debug", "info", "warn", "error")} }},
	{"log.format", func(c *Config) value { return text{&c.Log.Format, oneOf("text", "json")} }},
	{"protocol.waking", func(c *Config) value { return hours(&c.Protocol.Hard) }},
	{"protocol.first_margin", func(c *Config) value { return span(&c.Protocol.FirstMargin) }},
	{"protocol.last_margin", func(c *Config) value { return span(&c.Protocol.LastMargin) }},
	{"protocol.hush", func(c *Config) value { return span(&c.Protocol.Hush) }},
	{"protocol.gap", func(c *Config) value { return span(&c.Protocol.Gap) }},
	{"protocol.day_audible", func(c *Config) value { return number{&c.Protocol.DayAudible, 1, 24} }},
	{"protocol.prime_audible", func(c *Config) value { return number{&c.Protocol.PrimeAudible, 1, 24} }},
	{"protocol.day_total", func(c *Config) value { return number{&c.Protocol.DayTotal, 1, 24} }},
	{"protocol.week_audible", func(c *Config) value { return week{c.Protocol.WeekAudible} }},
	{"protocol.unanswered", func(c *Config) value { return span(&c.Protocol.Unanswered) }},
	{"protocol.gentle_at", func(c *Config) value { return number{&c.Protocol.GentleAt, 0, 100} }},
	{"protocol.silent_at", func(c *Config) value { return number{&c.Protocol.SilentAt, 0, 100} }},
	{"protocol.snoozes", func(c *Config) value { return number{&c.Protocol.Snoozes, 0, 10} }},
	{"protocol.evening", func(c *Config) value { return clock(&c.Protocol.Evening) }},
	{"protocol.morning", func(c *Config) value { return clock(&c.Protocol.Morning) }},
	{"protocol.monday", func(c *Config) value { return clock(&c.Protocol.Monday) }},
	{"protocol.jitter", func(c *Config) value { return span(&c.Protocol.Jitter) }},
	{"protocol.overdue", func(c *Config) value { return span(&c.Protocol.Overdue) }},
	{"protocol.kinds", func(c *Config) value { return kinds{c.Protocol.Rows} }},
}

func keyNamed(name string) (field[Config], bool) {
	i := slices.IndexFunc(keys, func(k field[Config]) bool { return k.name == name })
	if i < 0 {
		return field[Config]{}, false
	}
	return keys[i], true
}

// split returns a key's section and its name in it.
func split(name string) (section, leaf string) {
	section, leaf, _ = strings.Cut(name, ".")
	return section, leaf
}

// sections returns the names of the sections, in order. The last is a list.
func sections() []string {
	var names []string
	for _, k := range keys {
		if s, _ := split(k.name); !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	return append(names, "circles")
}

// keysOf returns the keys of a section by their names in it, in order.
func keysOf(section string) []field[Config] {
	var all []field[Config]
	for _, k := range keys {
		if s, leaf := split(k.name); s == section {
			all = append(all, field[Config]{leaf, k.of})
		}
	}
	return all
}

// names returns the names of fields, in order.
func names[T any](fields []field[T]) []string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.name
	}
	return all
}
