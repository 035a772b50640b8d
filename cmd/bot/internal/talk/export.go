package talk

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"afterglow/nudges"
)

// export makes two documents of all that is kept of a member but the bytes of
// their files, which follow: their notes to read, and everything as JSON (times
// in UTC, RFC 3339, and lengths in nanoseconds).
func (d *drawing) export() error {
	all, err := json.MarshalIndent(struct {
		Made     time.Time
		Member   nudges.Member
		Notes    []nudges.Note
		Messages []int // Telegram's ids of this chat's messages of the last two days
	}{d.Now.UTC(), d.Member, d.Notes, d.Messages}, "", "  ")
	if err != nil {
		return fmt.Errorf("talk: export: %w", err)
	}
	var b strings.Builder
	day := ""
	for i, n := range d.Notes {
		if on := d.format("format.date", n.At.In(d.zone)); on != day {
			day = on
			fmt.Fprintf(&b, "%s\n\n", day)
		}
		fmt.Fprintf(&b, "%s\n", d.clock(n.At))
		if p := d.promptOf(n); p != "" {
			fmt.Fprintf(&b, "> %s\n", p)
		}
		if n.File != nil {
			fmt.Fprintf(&b, "[%s]\n", d.fileName(i))
		}
		fmt.Fprintf(&b, "%s\n\n", d.said(n))
	}
	d.out.Files = []File{{Name: "everything.json", Data: append(all, '\n')}}
	if b.Len() > 0 {
		d.out.Files = append(d.out.Files, File{Name: "notes.txt", Data: []byte(b.String())})
	}
	return d.text("export", "Notes", len(d.Notes))
}
