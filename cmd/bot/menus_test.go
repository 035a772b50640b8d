package main

import (
	"testing"
	"testing/synctest"
	"time"

	"afterglow/cmd/bot/internal/content"
)

// TestMenus: the commands are in each member's language, and in English for all
// others.
func TestMenus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProgram(t, time.Date(2026, 6, 9, 15, 0, 0, 0, time.UTC))
		p.up()
		time.Sleep(time.Second)
		for code, lang := range map[string]string{"": content.Fallback, "es": "es"} {
			want := content.Builtin().Commands(lang)
			got := p.tg.CommandsIn(code)
			if len(got) != len(want) {
				t.Fatalf("%q: %d commands, want %d", code, len(got), len(want))
			}
			for i := range got {
				if got[i].Name != want[i].Name || got[i].Description != want[i].Text {
					t.Errorf("%q: %v, want %v", code, got[i], want[i])
				}
			}
		}
		p.down()
		p.strict()
	})
}
