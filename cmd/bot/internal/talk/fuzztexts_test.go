package talk

import "strings"

// texts are what members write in FuzzChat.
var texts = []string{
	"/start", "/stop", "/resume", "/session", "/therapy", "/therapy tomorrow 2 pm", "/plan", "/journal", "/search", "/search NOTE", "/bring", "/mood", "/mood 6", "/pause", "/settings", "/help_now", "/privacy", "/export", "/forget", "/help", "/cancel", "/nothing",
	"/start card", "/stop@name_bot", "🙏 /stop", "/STOP", "stop", "STOP!", "“Cancel.”", "cancel", "leave me alone", "I want to stop drinking",
	"I want to die", "/stop I want to die", "make it stop", "can't breathe", "ego death, I dissolved", "quiero morirme",
	"3:30 pm", "yesterday at 6 pm", "at 2", "tomorrow 2 pm", "in two weeks at 10:00", "June 1 at 10am", "25:99", "just now", "6/9 11:00",
	"Berlin", "Portland", "2:05 pm", "xyzzy", "America/New_York", "New York", "until June 20", "next Friday", "in two years", "9 am to 10 pm", "8-21", "8-9", "9am until midnight",
	"a page from my notebook", "<b>bold</b> & \"quotes\" '", "👩‍👩‍👧", strings.Repeat("😀", 2048), strings.Repeat("a", 4096), "{{.Clinic}}", "two\n\nlines", "\u202eright to left", "/", "//", "/usr/bin/x", "1/2",
}

// calm is where the texts begin that are neither commands nor crisis language,
// nor mean stop.
var calm = int(said("3:30 pm"))

// forgery is what forged buttons ask for.
var forgery = []string{
	"0", "1", "-1", "2", "101", "yes", "no", "nudges", "notes", "on", "off", "capture", "prime_journal", "mindfulness", "therapy",
	"S1", "S2", "S1/capture", "S1/prime_journal", "S2/prime_journal", "S1/therapy", "S1/therapy/again1", "S1/prime_journal/again2", "hour", "evening", "morning",
	"main", "zone", "hours", "kinds", "intensity", "gentle", "full", "tomorrow", "monday", "week", "session", "date", "language", "discreet", "tidy", "en", "es", "de", "480", "1260", "1440", "America/New_York", "Asia/Kathmandu", "Mars/Olympus",
	"29683860", "29683920", "29685300", "29700000", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "+7",
	"000000000000000000000000000000000000000000000000000101", "00000000000000000000000000000000000000000000000000001", "/", "%s", "💥",
}

var times = []string{"session.confirm", "session.choices", "session.old", "session.far", "session.noted"}

var pauses = []string{"pause.done", "pause.choices", "pause.again"}

var talkTimes = []string{"appointment.confirm", "appointment.choices", "appointment.far", "appointment.noted", "appointment.full"}

// understood are the screens that answer a question which was answered.
var understood = map[string][]string{
	"zone": {"zone.choose"}, "hours": {"settings"}, "until": pauses, "pause": pauses, "ended": times, "when": times, "appointment": talkTimes, "booked": talkTimes, "search": {"search"},
}

// said is the number of a text.
func said(text string) byte {
	for i, t := range texts {
		if t == text {
			return byte(i)
		}
	}
	panic("no such text: " + text)
}

// A button is given by how far back its message is, from 0 to 255, and by its
// number there.
var (
	join       = []byte{says, said("/start"), taps, 0, 0, taps, 0, 0, taps, 0, 0, taps, 0, 0}
	log        = []byte{says, said("/session"), taps, 0, 0}
	joinAndLog = append(join[:len(join):len(join)], log...)
)

// chats are inputs to begin with: they join, log a session, are nudged and
// answer.
func chats() [][]byte {
	chat := func(acts ...[]byte) (all []byte) {
		for _, a := range append([][]byte{join}, acts...) {
			all = append(all, a...)
		}
		return all
	}
	return [][]byte{
		chat(log, []byte{isNudged, says, said("a page from my notebook"), isNudged, taps, 0, 0, says, said("👩‍👩‍👧"), isNudged, taps, 0, 1, looksAgain, taps, 0, 0, isNudged, isNudged, taps, 0, 1, isNudged}),
		chat(log, []byte{says, said("/stop"), isNudged, says, said("/plan"), taps, 0, 0, isNudged, replies, said("stop"), 0, says, said("/start card"), says, said("/start")}),
		chat([]byte{says, said("/session"), taps, 0, 4, says, said("xyzzy"), says, said("yesterday at 6 pm"), taps, 0, 0, says, said("/session"), taps, 0, 3, taps, 0, 0, looksAgain}),
		chat([]byte{says, said("/settings"), taps, 0, 1, says, said("8-9"), says, said("8-21"), taps, 0, 2, taps, 160, 0, taps, 160, 4, taps, 160, 3, taps, 160, 0}),
		chat(log, []byte{says, said(strings.Repeat("😀", 2048)), says, said(strings.Repeat("a", 4096)), edits, said("two\n\nlines"), 0, says, said("/journal"), taps, 0, 0, taps, 0, 0, looksAgain, says, said("/export")}),
		chat(log, []byte{isNudged, says, said("I want to die"), says, said("/stop I want to die"), edits, said("🙏 /stop"), 0, says, said("/help_now"), taps, 0, 0, says, said("/resume")}),
		chat(log, []byte{waits, 9, says, said("/session"), taps, 0, 1, says, said("/pause"), taps, 0, 2, isNudged, says, said("/resume"), isNudged, leaves, posts, 0, said("/stop"), posts, 1, said("I want to die")}),
		chat(log, []byte{says, said("a page from my notebook"), says, said("/forget"), taps, 0, 0, says, said("stop"), says, said("/start"), forges, 50, 3, 0, 0}),
		{says, said("I want to die"), says, said("stop"), taps, 0, 0, says, said("/start"), taps, 0, 0, taps, 0, 1, says, said("cancel"), taps, 0, 1, babbles, 3, 'a', 'b', 'c'},
		{forges, 1, 0, 0, 0, forges, 1, 7, 3, 4, babbles, 6, '/', 's', 't', 'o', 'p', 0xf0, looksAgain},
	}
}
