package talk

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"afterglow/nudges"
)

// export makes two documents of all that is kept of a member: their notes to
// read, and everything as JSON (times in UTC, RFC 3339).
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
	for _, n := range d.Notes {
		if on := n.At.In(d.zone).Format(d.label("format.date")); on != day {
			day = on
			fmt.Fprintf(&b, "%s\n\n", day)
		}
		fmt.Fprintf(&b, "%s\n", d.clock(n.At))
		if p := d.promptOf(n); p != "" {
			fmt.Fprintf(&b, "> %s\n", p)
		}
		fmt.Fprintf(&b, "%s\n\n", n.Text)
	}
	d.out.Files = []File{{Name: "everything.json", Data: append(all, '\n')}}
	if b.Len() > 0 {
		d.out.Files = append(d.out.Files, File{Name: "notes.txt", Data: []byte(b.String())})
	}
	return d.text("export", "Notes", len(d.Notes))
}
