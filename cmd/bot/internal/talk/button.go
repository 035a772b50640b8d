package talk

import (
	"errors"
	"fmt"
	"strings"
)

// MaxData is the most bytes that a button's data may have (Bot API,
// InlineKeyboardButton.callback_data).
const MaxData = 64

// A Button is one button under a message: it either does something here, or
// opens an address.
type Button struct {
	Label string
	Data  string // made by Press.Data
	URL   string
}

// A Press is what a button asks for. It says the state that is wanted, never
// "toggle", because it may arrive twice.
type Press struct {
	Verb string
	Args []string
}

// version begins the data of every button, so that buttons of an older program
// are known for what they are.
const version = "1"

// verbs are all that a button can ask for, with their number of arguments.
var verbs = map[string]int{
	"adult": 1, "consent": 2, // yes|no; nudges|notes yes|no
	"zone": 1, "zones": 0, // a zone's name; ask for another
	"ended": 1, "morning": 0, "other": 0, "log": 1, "undo": 1, // minutes ago; Unix minute; session
	"talk": 0, "meet": 1, "unmeet": 1, "takeaway": 2, // ask for a time; Unix minute; appointment; appointment yes|no
	"write": 1, "later": 1, "snooze": 2, "notnow": 1, "fewer": 1, "back": 1, // nudge; hour|evening|morning nudge
	"booked": 1, "monday": 1, "declined": 1, "why": 1, "reread": 1, // nudge
	"practices": 0, "practice": 2, "practise": 3, "practised": 1, "endbreath": 0, // name nudge; name minutes|five nudge; nudge, "-" for none
	"intend": 1, "calendar": 1, // session; appointment or circle
	"going": 2, "held": 2, // yes|no nudge; yes|ended|moved|not nudge
	"journal": 1, "open": 2, "show": 2, "rest": 1, "delete": 2, "keep": 1, // page; message page; the same of one with a file; message
	"scale": 1, "mood": 3, "unmood": 2, "words": 0, "moods": 0, // nudge; 0 to 10, number nudge; number nudge, "-" for none; a note; the chart
	"found": 1, "hit": 3, "drop": 2, // page; message page 0|1 with a file; message page
	"bring": 4, "document": 1, // yes|no message page journal|search; nudge
	"language": 1, "discreet": 1, "tidy": 1, // tag; on|off
	"set": 1, "hours": 2, "kind": 2, "intensity": 1, // what; minutes; kind on|off; intensity
	"stop": 0, "pause": 1, "resume": 0, "plan": 0, "missed": 0, "session": 0, // until
	"forget": 1, "ok": 0, // yes|no; closes the help card
}

// ErrOldButton means that data was made by another version, or by nobody here.
var ErrOldButton = errors.New("talk: no button of this version")

// Data writes the press for a button. It panics when the press is impossible,
// which only a mistake in this package can cause.
func (p Press) Data() string {
	s := strings.Join(append([]string{version, p.Verb}, p.Args...), " ")
	if back, err := ParsePress(s); err != nil || len(back.Args) != len(p.Args) {
		panic(fmt.Sprintf("talk: impossible button %q", p.Verb))
	}
	return s
}

// ParsePress reads the data of a button. Anything but what Data writes is
// ErrOldButton; that the press makes sense for the member is checked where it
// is handled.
func ParsePress(data string) (Press, error) {
	if len(data) > MaxData {
		return Press{}, ErrOldButton
	}
	parts := strings.Split(data, " ")
	if len(parts) < 2 || parts[0] != version {
		return Press{}, ErrOldButton
	}
	n, known := verbs[parts[1]]
	if !known || len(parts) != 2+n {
		return Press{}, ErrOldButton
	}
	for _, arg := range parts[2:] {
		if arg == "" || strings.ContainsFunc(arg, func(r rune) bool { return r < '!' || r > '~' }) {
			return Press{}, ErrOldButton
		}
	}
	return Press{Verb: parts[1], Args: parts[2:]}, nil
}
