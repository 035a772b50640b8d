package talk

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"afterglow/cmd/bot/internal/content"
	"afterglow/cmd/bot/internal/crisis"
	"afterglow/nudges"
)

var words = sync.OnceValue(content.Builtin)

func newTalk() *Talk {
	return &Talk{Words: words(), Protocol: nudges.Default(), Zone: "America/New_York", Booking: "https://example.org/book",
		Clinic: crisis.Clinic{Name: "Example Clinic", Phone: "+1 555 0100", UrgentPhone: "+1 555 0101", Country: "US"}}
}

// noon is the moment at which most tests play: Tuesday 9 June 2026, 15:00 in
// New York, where their members live.
var noon = time.Date(2026, 6, 9, 19, 0, 0, 0, time.UTC)

// joined is a member who said yes to everything a week ago.
func joined() nudges.Member {
	then := noon.Add(-7 * 24 * time.Hour)
	return nudges.Member{Seed: 1, Language: "en", Zone: "America/New_York", Consent: nudges.Consent{
		Version: consentVersion, Adult: then, Nudges: nudges.Answer{Yes: true, At: then}, Notes: nudges.Answer{Yes: true, At: then},
	}}
}

// without is joined, but for the changes.
func with(change ...func(*nudges.Member)) nudges.Member {
	m := joined()
	for _, c := range change {
		c(&m)
	}
	return m
}

func noNotes(m *nudges.Member)   { m.Consent.Notes.Yes = false }
func noNudges(m *nudges.Member)  { m.Consent.Nudges.Yes = false }
func stopped(m *nudges.Member)   { m.Stopped = noon.Add(-time.Hour) }
func noZone(m *nudges.Member)    { m.Zone = "" }
func firstFile(m *nudges.Member) { m.FirstFile = noon.Add(-time.Hour) }
func asked(name string, args ...string) func(*nudges.Member) {
	return func(m *nudges.Member) {
		m.Asking = nudges.Question{Name: name, At: noon.Add(-time.Minute), Args: screen(name, args...).Args}
	}
}

// told says in a few words what is to be done: "keep, show stop.done".
func told(effects []Effect) string {
	var list []string
	for _, e := range effects {
		list = append(list, tell(e))
	}
	return strings.Join(list, ", ")
}

func tell(e Effect) string {
	switch e := e.(type) {
	case Show:
		return "show " + e.Screen.Name
	case Change:
		return "change " + e.Screen.Name
	case Rebutton:
		return strings.TrimSpace("rebutton " + e.Screen.Name)
	case Reply:
		return strings.TrimSpace("reply " + e.Screen.Name)
	case Hand:
		return "hand " + e.Screen.Name
	case Fetch:
		if e.Quiet {
			return "fetch quietly"
		}
	}
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", e), "talk."))
}

func encoded(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// mark is all that may stand between < and >, or & and ;.
var mark = regexp.MustCompile(`</?(b|i|tg-spoiler)>|&(lt|gt|amp|quot|#[0-9]+);|[<>&]`)

var tags = strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "<tg-spoiler>", "", "</tg-spoiler>", "")

// visible is what a member sees of Telegram's HTML; an error for what Telegram
// would refuse.
func visible(source string) (string, error) {
	var open []string
	for _, found := range mark.FindAllString(source, -1) {
		name := strings.Trim(found, "</>")
		switch {
		case len(found) == 1:
			return "", fmt.Errorf("a bare %q", found)
		case found[0] == '&':
		case found[1] != '/':
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return "", fmt.Errorf("%s ends nothing", found)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("%v stays open", open)
	}
	return html.UnescapeString(tags.Replace(source)), nil
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// bare are the screens that are buttons only, put under a message that stands.
var bare = []string{"nudge.buttons", "nudge.later", "nudge.fewer", "mood.scale", "mood.under", "practice.minutes"}

// checkDrawn holds a message to Telegram's limits.
func checkDrawn(t testing.TB, name string, d Drawn) {
	t.Helper()
	text, err := visible(d.HTML)
	if err != nil {
		t.Errorf("%s: %v in\n%s", name, err, d.HTML)
	}
	most := 4096
	if len(d.Files) > 0 {
		most = 1024 // it is a caption
	}
	if n := units(text); n > most || (strings.TrimSpace(text) == "") != slices.Contains(bare, name) {
		t.Errorf("%s: %d units of text", name, n)
	}
	if found := named.FindString(strings.ReplaceAll(text, "/help_now", "")); found != "" && slices.Contains([]string{"plan", "settings"}, name) {
		t.Errorf("%s shows the name of a label: %s", name, text)
	}
	if !utf8.ValidString(d.HTML) {
		t.Errorf("%s: not UTF-8", name)
	}
	checkButtons(t, name, d.Buttons)
	for _, f := range d.Files {
		if f.Name == "" || (len(f.Data) == 0) == (f.Note == 0) {
			t.Errorf("%s: an empty file %q", name, f.Name)
		}
	}
}

// named finds labels that are not in the library and so come back as their
// name.
var named = regexp.MustCompile(`\b(kind|intensity|notes|format)\.[a-z]|[a-z]_[a-z]`)

func checkButtons(t testing.TB, name string, rows [][]Button) {
	t.Helper()
	total := 0
	for _, row := range rows {
		if total += len(row); len(row) < 1 || len(row) > 8 || total > 100 {
			t.Errorf("%s: a row of %d buttons, %d in all", name, len(row), total)
		}
		for _, b := range row {
			if n := utf8.RuneCountInString(b.Label); strings.TrimSpace(b.Label) == "" || n > 64 || named.MatchString(b.Label) {
				t.Errorf("%s: the button %q", name, b.Label)
			}
			if (b.Data == "") == (b.URL == "") {
				t.Errorf("%s: the button %q does %q and opens %q", name, b.Label, b.Data, b.URL)
			}
			if b.URL == "" {
				if p, err := ParsePress(b.Data); err != nil || len(b.Data) > 64 || p.Data() != b.Data {
					t.Errorf("%s: the button %q sends %q: %v", name, b.Label, b.Data, err)
				}
			}
		}
	}
}
