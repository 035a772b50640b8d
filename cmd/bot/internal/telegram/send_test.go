package telegram

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// strict fails the test when Telegram refused a call.
func strict(t *testing.T, tg *telegramtest.Telegram) {
	t.Helper()
	for _, r := range tg.Refusals() {
		t.Errorf("Telegram refused %s: %d %s", r.Method, r.Code, r.Description)
	}
}

func TestSay(t *testing.T) {
	tg, c := connect(t)
	tg.SetLimits(telegramtest.Limits{})
	member := tg.Chat(testChat)
	buttons := [][]talk.Button{{{Label: "Write", Data: "1 write S1/capture"}, {Label: "Book", URL: "https://example.org/book"}}, {{Label: "Later", Data: "1 later"}}}
	id, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "First &amp; <b>last</b>\n<tg-spoiler>hidden</tg-spoiler> https://example.org", Buttons: buttons, Silent: true, Protect: true})
	if err != nil {
		t.Fatal(err)
	}
	m := member.Messages()[0]
	if m.ID != id || m.Text != "First & last\nhidden https://example.org" || !m.Silent || !m.Protected || !m.FromBot {
		t.Errorf("the chat shows %+v", m)
	}
	if strings.Contains(m.Locked(), "hidden") {
		t.Errorf("a locked phone shows %q", m.Locked())
	}
	if len(m.Buttons) != 2 || m.Buttons[0][0].Data != "1 write S1/capture" || m.Buttons[0][1].URL != "https://example.org/book" || m.Buttons[1][0].Label != "Later" {
		t.Errorf("buttons %+v", m.Buttons)
	}
	if _, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "plain"}); err != nil {
		t.Fatal(err)
	}
	if m := member.Messages()[1]; m.Silent || m.Protected || len(m.Buttons) != 0 {
		t.Errorf("a plain message came as %+v", m)
	}
	strict(t, tg)
}

func TestEdit(t *testing.T) {
	tg, c := connect(t)
	tg.SetLimits(telegramtest.Limits{})
	member := tg.Chat(testChat)
	id, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "one", Buttons: [][]talk.Button{{{Label: "a", Data: "1 a"}}}})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(text string, buttons int) {
		t.Helper()
		if m := member.Messages()[0]; m.ID != id || m.Text != text || len(m.Buttons) != buttons {
			t.Errorf("the chat shows %q with %v, want %q with %d rows", m.Text, m.Buttons, text, buttons)
		}
	}
	two := [][]talk.Button{{{Label: "b", Data: "1 b"}}, {{Label: "c", Data: "1 c"}}}
	for _, step := range []struct {
		do      func() error
		text    string
		buttons int
	}{
		{func() error { return c.Edit(t.Context(), testChat, id, talk.Drawn{HTML: "<i>two</i>", Buttons: two}) }, "two", 2},
		{func() error { return c.EditButtons(t.Context(), testChat, id, two[:1]) }, "two", 1},
		{func() error { return c.EditButtons(t.Context(), testChat, id, nil) }, "two", 0},
		{func() error { return c.EditButtons(t.Context(), testChat, id, two) }, "two", 2},
		{func() error { return c.Edit(t.Context(), testChat, id, talk.Drawn{HTML: "three"}) }, "three", 0},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		shows(step.text, step.buttons)
	}
	strict(t, tg)
	for what, err := range map[string]error{
		"words":   c.Edit(t.Context(), testChat, id, talk.Drawn{HTML: "three"}),
		"buttons": c.EditButtons(t.Context(), testChat, id, nil),
	} {
		if err != nil {
			t.Errorf("an edit of the %s that changes nothing: %v; it shows what it should", what, err)
		}
	}
	if err := c.Edit(t.Context(), testChat, 9999, talk.Drawn{HTML: "four"}); !errors.Is(err, ErrRejected) {
		t.Errorf("an edit of no message: %v, want ErrRejected", err)
	}
}

func TestReact(t *testing.T) {
	tg, c := connect(t)
	member := tg.Chat(testChat)
	id := member.Says("a note")
	if err := c.React(t.Context(), testChat, id, "✍"); err != nil {
		t.Fatal(err)
	}
	if m := member.Messages()[0]; m.Reaction != "✍" {
		t.Errorf("the reaction is %q", m.Reaction)
	}
	strict(t, tg)
	if err := c.React(t.Context(), testChat, id, "no emoji"); !errors.Is(err, ErrRejected) {
		t.Errorf("with what is no emoji: %v", err)
	}
}

func TestAnswer(t *testing.T) {
	tg, c := connect(t)
	member := tg.Chat(testChat)
	long := strings.Repeat("ä", MaxToast)
	for i, text := range []string{"", "Kept.", long} {
		tg.Raw(`"callback_query":{"id":"q` + string(rune('0'+i)) + `","from":{"id":5512345678901},"data":"1 ok"}`)
		if err := c.Answer(t.Context(), "q"+string(rune('0'+i)), text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got := member.Toasts(); len(got) != 3 || got[1] != "Kept." || got[2] != long {
		t.Errorf("toasts %q", got)
	}
	strict(t, tg)
	if err := c.Answer(t.Context(), "unknown", ""); !errors.Is(err, ErrRejected) {
		t.Errorf("an unknown press: %v", err)
	}
}

func TestDelete(t *testing.T) {
	tg, c := connect(t)
	tg.SetLimits(telegramtest.Limits{})
	member := tg.Chat(testChat)
	kept := member.Says("stays")
	ids := []int{member.Says("goes")}
	said, err := c.Say(t.Context(), testChat, talk.Drawn{HTML: "goes too"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Delete(t.Context(), testChat, append(ids, said)); err != nil {
		t.Fatal(err)
	}
	if m := member.Messages(); len(m) != 1 || m[0].ID != kept {
		t.Errorf("the chat shows %v", m)
	}
	strict(t, tg)
}

func TestFile(t *testing.T) {
	tg, c := connect(t)
	member := tg.Chat(testChat)
	data := []byte("{\"notes\":[]}\n\x00\xff")
	id, err := c.File(t.Context(), testChat, talk.File{Name: "notes.json", Data: data}, "Here <b>you</b> are &amp; more")
	if err != nil {
		t.Fatal(err)
	}
	m := member.Messages()[0]
	if m.ID != id || m.Kind != "document" || m.File.Name != "notes.json" || string(m.File.Data) != string(data) || m.Text != "Here you are & more" {
		t.Errorf("the chat shows %+v, file %+v", m, m.File)
	}
	strict(t, tg)
}

// picture is a black PNG.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhoto(t *testing.T) {
	tg, c := connect(t)
	member := tg.Chat(testChat)
	data := picture(t, 108, 80)
	id, err := c.File(t.Context(), testChat, talk.File{Name: "plan.png", Data: data, Photo: true}, "Your <b>plan</b> &amp; more")
	if err != nil {
		t.Fatal(err)
	}
	m := member.Messages()[0]
	if m.ID != id || m.Kind != "photo" || !bytes.Equal(m.File.Data, data) || m.Text != "Your plan & more" || !m.File.Covered || len(m.Entities) != 1 {
		t.Errorf("the chat shows %+v, file %+v", m, m.File)
	}
	if _, err := c.File(t.Context(), testChat, talk.File{Name: "plan.png", Data: data}, ""); err != nil {
		t.Fatal(err)
	}
	if m := member.Messages()[1]; m.Kind != "document" {
		t.Errorf("a picture that is not to be shown came as %+v", m)
	}
	strict(t, tg)
}

// TestPhotoErrors: a picture that fails does so as any other call.
func TestPhotoErrors(t *testing.T) {
	good := picture(t, 108, 80)
	limited := new(RetryError)
	for name, test := range map[string]struct {
		data    []byte
		caption string
		fault   telegramtest.Fault
		as      func(error) bool
	}{
		"no picture":      {data: []byte("no picture"), as: is(ErrRejected)},
		"too wide":        {data: picture(t, 210, 10), as: is(ErrRejected)},
		"caption":         {data: good, caption: strings.Repeat("x", 1025), as: is(ErrRejected)},
		"flood":           {data: good, fault: telegramtest.Fault{Status: 429, RetryAfter: 7}, as: func(err error) bool { return errors.As(err, &limited) && limited.After == 7*time.Second }},
		"Telegram's":      {data: good, fault: telegramtest.Fault{Status: 502}, as: is(ErrUnreachable)},
		"sent, then cut":  {data: good, fault: telegramtest.Fault{ActThenCut: true}, as: is(ErrUnknown)},
		"a revoked token": {data: good, fault: telegramtest.Fault{Status: 401}, as: is(ErrToken)},
	} {
		tg, c := connect(t)
		tg.Chat(testChat)
		if test.fault != (telegramtest.Fault{}) {
			tg.Script("sendPhoto", test.fault)
		}
		id, err := c.File(t.Context(), testChat, talk.File{Name: "plan.png", Data: test.data, Photo: true}, test.caption)
		if !test.as(err) || id != 0 {
			t.Errorf("%s: %v, message %d", name, err, id)
		}
	}
}

func is(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }

// TestBlocked: who blocked the bot, or is gone, is told apart from all else.
func TestBlocked(t *testing.T) {
	tg, c := connect(t)
	tg.Chat(1).Blocks()
	tg.Chat(2).Deactivates()
	for chat := range int64(2) {
		if _, err := c.Say(t.Context(), chat+1, talk.Drawn{HTML: "x"}); !errors.Is(err, ErrRefused) {
			t.Errorf("chat %d: %v, want ErrRefused", chat+1, err)
		}
	}
	if _, err := c.Say(t.Context(), 3, talk.Drawn{HTML: "x"}); !errors.Is(err, ErrRejected) {
		t.Errorf("an unknown chat: %v, want ErrRejected", err)
	}
}
