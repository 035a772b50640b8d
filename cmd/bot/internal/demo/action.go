package demo

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

// An action is one thing the visitor does. Its error, if any, is what the page
// shows; a problem says with which status.
type action func(r *http.Request) error

// A problem is a refusal in words for the visitor.
type problem struct {
	status int
	why    string
}

func (p problem) Error() string { return p.why }

var (
	errNobody    = problem{http.StatusNotFound, "there is no such member"}
	errGone      = problem{http.StatusNotFound, "that message is not there any more"}
	errBlocked   = problem{http.StatusConflict, "unblock the bot first"}
	errNotOwn    = problem{http.StatusConflict, "only words of one's own can be edited"}
	errSame      = problem{http.StatusConflict, "the text is the same as before"}
	errNoButton  = problem{http.StatusConflict, "that button is not there any more"}
	errEmpty     = problem{http.StatusBadRequest, "there is no text"}
	errTooLong   = problem{http.StatusBadRequest, "Telegram does not take a text that long"}
	errKind      = problem{http.StatusBadRequest, "only voice, photo and sticker can be sent"}
	errNotJSON   = problem{http.StatusBadRequest, "the request was not understood"}
	errTooMuch   = problem{http.StatusRequestEntityTooLarge, "the request is too long"}
	errEverybody = problem{http.StatusConflict, "everybody is here"}
)

// ServeHTTP does the action and answers 204, or says why not.
func (act action) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := act(r)
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	var p problem
	if !errors.As(err, &p) {
		p = problem{http.StatusInternalServerError, "the bot had a problem; its log says more"}
	}
	refuse(w, p.status, p.why)
}

// kinds are the placeholders a phone can send.
var kinds = []string{"voice", "photo", "sticker"}

// Lengths Telegram allows, in UTF-16 units.
const (
	textLimit    = 4096
	captionLimit = 1024
)

func (d *desk) arrive(r *http.Request) error {
	if !d.welcome() {
		return errEverybody
	}
	d.changed.ring()
	return nil
}

func (d *desk) say(r *http.Request) error {
	m, in, err := d.writing(r)
	if err == nil {
		m.chat.Says(in.Text)
	}
	return err
}

func (d *desk) reply(r *http.Request) error {
	m, in, err := d.writing(r)
	if err != nil {
		return err
	}
	if _, ok := m.message(in.Message); !ok {
		return errGone
	}
	m.chat.Replies(in.Message, in.Text)
	return nil
}

func (d *desk) edit(r *http.Request) error {
	m, in, err := d.writing(r)
	if err != nil {
		return err
	}
	old, ok := m.message(in.Message)
	switch {
	case !ok:
		return errGone
	case old.FromBot || old.Kind == "sticker":
		return errNotOwn
	case old.Kind != "" && length(in.Text) > captionLimit:
		return errTooLong
	case old.Text == in.Text:
		return errSame
	}
	m.chat.Edits(in.Message, in.Text)
	return nil
}

func (d *desk) press(r *http.Request) error {
	m, in, err := d.request(r)
	if err != nil {
		return err
	}
	msg, ok := m.message(in.Message)
	if !ok {
		return errGone
	}
	for _, row := range msg.Buttons {
		for _, b := range row {
			if b.Data != "" && b.Data == in.Data {
				m.chat.Presses(in.Message, in.Data)
				return nil
			}
		}
	}
	return errNoButton
}

func (d *desk) send(r *http.Request) error {
	m, in, err := d.request(r)
	switch {
	case err != nil:
		return err
	case m.blocked:
		return errBlocked
	case !slices.Contains(kinds, in.Kind):
		return errKind
	case length(in.Caption) > captionLimit:
		return errTooLong
	}
	m.chat.Sends(in.Kind, strings.TrimSpace(in.Caption))
	return nil
}

func (d *desk) block(r *http.Request) error {
	m, in, err := d.request(r)
	if err != nil {
		return err
	}
	d.setBlocked(m.id, in.Blocked)
	if in.Blocked {
		m.chat.Blocks()
	} else {
		m.chat.Unblocks()
	}
	d.changed.ring()
	return nil
}

// An input is what the body of any action may carry.
type input struct {
	Message       int
	Text, Data    string
	Kind, Caption string
	Blocked       bool
}

// request reads who acts, and what they ask for.
func (d *desk) request(r *http.Request) (member, input, error) {
	var in input
	m, ok := d.find(r)
	if !ok {
		return m, in, errNobody
	}
	err := json.NewDecoder(r.Body).Decode(&in)
	var tooMuch *http.MaxBytesError
	switch {
	case errors.As(err, &tooMuch):
		return m, in, errTooMuch
	case err != nil:
		return m, in, errNotJSON
	}
	return m, in, nil
}

// writing reads a request that carries a text Telegram would take.
func (d *desk) writing(r *http.Request) (member, input, error) {
	m, in, err := d.request(r)
	in.Text = strings.TrimSpace(in.Text)
	switch {
	case err != nil:
		return m, in, err
	case m.blocked:
		return m, in, errBlocked
	case in.Text == "":
		return m, in, errEmpty
	case length(in.Text) > textLimit:
		return m, in, errTooLong
	}
	return m, in, nil
}

// length counts a text as Telegram does, in UTF-16 units.
func length(text string) int { return len(utf16.Encode([]rune(text))) }
