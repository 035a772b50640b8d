package talk

import (
	"slices"
	"strings"
	"testing"

	"afterglow/cmd/bot/internal/crisis"
)

func TestParseCommand(t *testing.T) {
	for _, c := range []struct{ text, name, rest string }{
		{"/stop", "stop", ""},
		{"/STOP", "stop", ""},
		{"/stop@name_bot", "stop", ""},
		{"/STOP@Name_Bot", "stop", ""},
		{"  /stop  ", "stop", ""},
		{"/stop.", "stop", ""},
		{"/stop!!", "stop", ""},
		{"/stop🙏", "stop", ""},
		{"🙏 /stop", "stop", ""},
		{"🙏/stop", "stop", ""},
		{"👩‍👩‍👧 /stop@name_bot", "stop", ""},
		{"Привет /stop", "stop", "Привет /stop"},
		{"спасибо, /stop", "stop", "спасибо, /stop"},
		{"please /stop now", "stop", "please /stop now"},
		{"please will you /stop this", "stop", "please will you /stop this"},
		{"(/stop)", "stop", ""},
		{"\n/stop\n", "stop", ""},
		{"/help_now", "help_now", ""},
		{"/help_now@name_bot", "help_now", ""},
		{"❤️ /help_now", "help_now", ""},
		{"/help_now🙏", "help_now", ""},
		{"/start", "start", ""},
		{"/start  ", "start", ""},
		{"/start abc-123_x", "start", "abc-123_x"},
		{"/start@name_bot  a b ", "start", "a b"},
		{"/start\nabc", "start", "abc"},
		{"/start /resume", "start", "/resume"},
		{"🙏 /start abc", "start", "abc"},
		{"/Settings now", "settings", "now"},
		{"/help_", "help", ""},
		{"/café", "café", ""},
		{"/9", "9", ""},
	} {
		got, ok := parseCommand(c.text)
		if want := (command{c.name, c.rest}); !ok || got.name != want.name || got.rest != want.rest {
			t.Errorf("%q: %+v, %v, want %+v", c.text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", " ", "/", "//", "///", "/ stop", "//stop", "/usr/bin/x", "/usr/bin/stop", "/usr/bin/", "/@name_bot", "/!", "/-",
		"stop", "and/or", "24/7", "1/2 of it", "w/stop", "привет/stop", "yes /help_now", "I went to /start today", "http://example.org/stop",
		"today it felt as if I could not /stop at all", "1/stop", "🙏", "/a-b", "/a/b",
	} {
		if got, ok := parseCommand(text); ok {
			t.Errorf("%q is taken for the command %+v", text, got)
		}
	}
}

// Every command of the menu does something, before and after the welcome.
func TestCommandsOfTheMenu(t *testing.T) {
	own := map[string]string{
		"session": "show session.ask", "plan": "show plan", "intention": "show intention.none", "therapy": "show appointment.ask", "practice": "show practice.menu", "journal": "show journal", "search": "show search.ask", "bring": "hand bring", "mood": "show mood", "pause": "show pause.ask", "resume": "resume, show resume.done",
		"stop": "show stop.done", "settings": "show settings", "help_now": "show crisis", "privacy": "show privacy", "export": "hand export, handkept",
		"forget": "show forget.ask", "help": "show help",
	}
	everybody := []string{"stop", "help_now", "privacy", "export", "forget", "help"}
	menu := words().Commands("en")
	if len(menu) != len(own) {
		t.Errorf("the menu has %d commands, the test knows %d", len(menu), len(own))
	}
	for _, c := range menu {
		if got := told(newWorld(t, joined()).writes("/" + c.Name)); got != own[c.Name] {
			t.Errorf("/%s: %s, want %s", c.Name, got, own[c.Name])
		}
		want := "show start.welcome"
		if slices.Contains(everybody, c.Name) {
			want = own[c.Name]
		}
		if got := told(newWorld(t, joinedNever()).writes("/" + c.Name)); got != want {
			t.Errorf("/%s of a stranger: %s, want %s", c.Name, got, want)
		}
	}
	for text, want := range map[string]string{
		"/start": "resume, show resume.done", "/start card": "show help", "/cancel": "show cancelled", "/nothing": "show command.unknown", "/journal 3": "keep, show note.aside, show journal", "/session 3 pm": "show session.confirm",
	} {
		if got := told(newWorld(t, joined()).writes(text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// The words of docs/safety.md that mean stop.
var stopWords = []string{
	"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPT OUT", "OPTOUT", "REMOVE ME", "NO MORE MESSAGES", "stop messaging me", "leave me alone",
}

func TestMeansStop(t *testing.T) {
	s := &step{Talk: newTalk()}
	for _, word := range stopWords {
		for _, text := range []string{
			word, strings.ToLower(word), strings.ToUpper(word), strings.ToUpper(word[:1]) + strings.ToLower(word[1:]),
			word + ".", word + "!", word + "!!!", word + " 🙏", "🛑 " + word, "🛑" + word, "  " + word + "\n", `"` + word + `"`, "“" + word + "”", "‘" + word + "’",
			"(" + word + ")", word + "…", "*" + word + "*", "¡" + word + "!", "👩‍👩‍👧 " + word + " ❤️", "/" + strings.ReplaceAll(word, " ", "/"),
			strings.ReplaceAll(word, " ", "-"), strings.ReplaceAll(word, " ", "  "), strings.ReplaceAll(word, " ", ", "),
		} {
			if !s.meansStop(text) {
				t.Errorf("%q does not mean stop", text)
			}
			if tier := crisis.Check(text); tier != crisis.None {
				t.Errorf("%q is taken for crisis language %s", text, tier)
			}
		}
	}
	for _, text := range []string{
		"", " ", "🛑", "...", "'", "’", "I want to stop drinking", "stop drinking", "I couldn't stop crying", "the end", "end of the day", "it has to end", "I quit my job",
		"quit smoking", "cancel my appointment", "nonstop", "stopped", "stops", "unsubscribed", "s t o p", "sto p", "don't stop", "don’t stop", "never leave me alone",
		"stop it hurts", "no more messages from my ex", "opt", "out", "0 stop", "stop 1", "start", "resume", "end it all, the job I mean", strings.Repeat("stop ", 30),
	} {
		if s.meansStop(text) {
			t.Errorf("%q is taken for a stop", text)
		}
	}
}

func TestPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Stop": "stop", "  Opt-Out! ": "opt out", "DON'T": "dont", "don’t": "dont", "ÉTÉ 7": "été 7", "👩\u200d👩": "", "st\u200dop": "stop", "❤\ufe0f stop": "stop", "a\n\tb": "a b",
	} {
		if got := plainWords(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
