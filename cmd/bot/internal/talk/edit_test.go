package talk

import "testing"

// What stood behind a command is the note, also when the message is edited; what
// holds nothing but a command is left to the member as it is.
func TestEditedCommand(t *testing.T) {
	for text, want := range map[string]string{
		"/intention be kinder":  "be kinder",
		"/journal a lake":       "a lake",
		"be kinder":             "be kinder",
		"/intention":            "/intention",
		"/nothing of that name": "/nothing of that name",
	} {
		w := newWorld(t, joined())
		_, effects := w.Step(w.m, Edited{Origin: Origin{Chat: 1, At: w.now}, Message: 7, Text: text}, w.now)
		if len(effects) != 1 || effects[0].(Amend).Text != want {
			t.Errorf("%q: %+v, want %q", text, effects, want)
		}
	}
}
