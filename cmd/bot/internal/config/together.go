package config

import (
	"fmt"
	"path/filepath"
	"slices"
)

// together checks what keys must be to each other. What is wrong by itself is
// left out.
func (r *reader) together() {
	t := r.config.Telegram
	if t.PerChatPerSecond > t.PerSecond && r.sound("telegram.per_second") && r.sound("telegram.per_chat_per_second") {
		r.wrong(r.place("telegram.per_chat_per_second", "telegram.per_second"),
			fmt.Sprintf("%d to one chat is more than telegram.per_second, %d to all chats; lower one or raise the other", t.PerChatPerSecond, t.PerSecond))
	}
	r.apart("telegram.token_file", "storage.path", "storage.keys", "storage.master_key_file")
}

// apart reports keys that name the same file.
func (r *reader) apart(keys ...string) {
	for i, b := range keys {
		for _, a := range keys[:i] {
			path := r.path(a)
			if path == "" || path != r.path(b) || !r.sound(a) || !r.sound(b) {
				continue
			}
			where, other := r.place(b, a), a
			if where.Key == a {
				other = b
			}
			r.wrong(where, "names the same file as "+other+"; each needs one of its own")
		}
	}
}

// path returns the file that a key names, in its shortest spelling.
func (r *reader) path(name string) string {
	k, _ := keyNamed(name)
	if p := k.of(&r.config).shown(); p != "" {
		return filepath.Clean(p)
	}
	return ""
}

// sound reports whether no mistake about a key has been found.
func (r *reader) sound(key string) bool {
	return !slices.ContainsFunc(r.mistakes, func(m Mistake) bool { return m.Key == key })
}

// place returns where the last of the keys stands. At least one of them is
// given: the defaults are right together.
func (r *reader) place(keys ...string) Mistake {
	var last Mistake
	for _, k := range keys {
		if m := r.given[k]; m.Line > last.Line {
			last = m
		}
	}
	return last
}
