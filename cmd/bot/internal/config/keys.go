package config

import (
	"slices"
	"strings"
)

// A key is one setting of the file: where its value goes and what it may be.
// It holds either text or a whole number.
type key struct {
	name   string // section and name, joined by a dot
	text   func(*Config) *string
	number func(*Config) *int
	rule   rule // of a text; says what is wrong with it, or ""
	min    int  // of a number
	max    int
}

// keys is every setting there is, in the order of config.example.yaml.
var keys = []key{
	{name: "telegram.token_file", text: func(c *Config) *string { return &c.Telegram.TokenFile }, rule: optional(filePath)},
	{name: "telegram.api_url", text: func(c *Config) *string { return &c.Telegram.APIURL }, rule: apiURL},
	{name: "telegram.per_second", number: func(c *Config) *int { return &c.Telegram.PerSecond }, min: 1, max: 1000},
	{name: "telegram.per_chat_per_second", number: func(c *Config) *int { return &c.Telegram.PerChatPerSecond }, min: 1, max: 1000},
	{name: "storage.path", text: func(c *Config) *string { return &c.Storage.Path }, rule: filePath},
	{name: "storage.keys", text: func(c *Config) *string { return &c.Storage.Keys }, rule: filePath},
	{name: "storage.master_key_file", text: func(c *Config) *string { return &c.Storage.MasterKeyFile }, rule: filePath},
	{name: "members.default_zone", text: func(c *Config) *string { return &c.Members.DefaultZone }, rule: zone},
	{name: "clinic.name", text: func(c *Config) *string { return &c.Clinic.Name }, rule: atMost(100)},
	{name: "clinic.phone", text: func(c *Config) *string { return &c.Clinic.Phone }, rule: optional(phone)},
	{name: "clinic.urgent_phone", text: func(c *Config) *string { return &c.Clinic.UrgentPhone }, rule: optional(phone)},
	{name: "clinic.country", text: func(c *Config) *string { return &c.Clinic.Country }, rule: optional(country)},
	{name: "clinic.booking_link", text: func(c *Config) *string { return &c.Clinic.BookingLink }, rule: optional(bookingLink)},
	{name: "log.level", text: func(c *Config) *string { return &c.Log.Level }, rule: oneOf("debug", "info", "warn", "error")},
	{name: "log.format", text: func(c *Config) *string { return &c.Log.Format }, rule: oneOf("text", "json")},
}

func keyNamed(name string) (key, bool) {
	i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
	if i < 0 {
		return key{}, false
	}
	return keys[i], true
}

// split returns a key's section and its name in it.
func split(name string) (section, leaf string) {
	section, leaf, _ = strings.Cut(name, ".")
	return section, leaf
}

// sections returns the names of the sections, in order.
func sections() []string {
	var names []string
	for _, k := range keys {
		if s, _ := split(k.name); !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	return names
}

// leaves returns the names of the keys in a section, in order.
func leaves(section string) []string {
	var names []string
	for _, k := range keys {
		if s, leaf := split(k.name); s == section {
			names = append(names, leaf)
		}
	}
	return names
}
