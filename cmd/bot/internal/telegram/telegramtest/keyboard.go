package telegramtest

import (
	"encoding/json"
	"net/url"
	"strings"
)

const (
	maxButtons = 100
	maxPerRow  = 8
	maxData    = 64 // bytes of a button's data
)

// A keyboard is the reply_markup of a call, in any of its four forms.
type keyboard struct {
	Inline   json.RawMessage `json:"inline_keyboard"`
	Keyboard json.RawMessage `json:"keyboard"`
	Remove   bool            `json:"remove_keyboard"`
	Force    bool            `json:"force_reply"`
}

// A wiredButton is an InlineKeyboardButton; of what opens other things than
// data and links only the presence is looked at.
type wiredButton struct {
	Text     string  `json:"text"`
	URL      string  `json:"url"`
	Data     *string `json:"callback_data"`
	CopyText struct {
		Text string `json:"text"`
	} `json:"copy_text"` // comes empty from clients that always write it
	WebApp  json.RawMessage `json:"web_app"`
	Login   json.RawMessage `json:"login_url"`
	Inline  *string         `json:"switch_inline_query"`
	Current *string         `json:"switch_inline_query_current_chat"`
	Chosen  json.RawMessage `json:"switch_inline_query_chosen_chat"`
}

// markup reads the buttons below a message. Keyboards that replace the member's
// own are accepted and not shown; under a message that is edited only buttons
// can be.
func (c *call) markup(inlineOnly bool) ([][]Button, *failure) {
	var k keyboard
	if !c.has("reply_markup") {
		return nil, nil
	}
	if f := c.nested("reply_markup", &k); f != nil {
		return nil, badRequest("object expected as reply markup")
	}
	if k.Inline == nil {
		if inlineOnly || k.Keyboard == nil && !k.Remove && !k.Force {
			return nil, badRequest("inline keyboard expected")
		}
		return nil, nil
	}
	var rows [][]wiredButton
	if err := json.Unmarshal(k.Inline, &rows); err != nil || rows == nil {
		return nil, badRequest("can't parse inline keyboard: an Array of Arrays of Objects is expected")
	}
	return buttons(rows)
}

func buttons(rows [][]wiredButton) ([][]Button, *failure) {
	var out [][]Button
	total := 0
	for _, row := range rows {
		if total += len(row); total > maxButtons {
			return nil, badRequest("REPLY_MARKUP_TOO_LONG")
		}
		if len(row) > maxPerRow {
			return nil, badRequest("too many buttons in a row of the inline keyboard")
		}
		var line []Button
		for _, b := range row {
			if f := b.check(); f != nil {
				return nil, f
			}
			shown := Button{Label: b.Text, URL: b.URL}
			if b.Data != nil {
				shown.Data = *b.Data
			}
			line = append(line, shown)
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	return out, nil
}

// check refuses a button that does nothing, or more than one thing.
func (b wiredButton) check() *failure {
	does := 0
	for _, thing := range []bool{
		b.URL != "", b.Data != nil, b.CopyText.Text != "", b.WebApp != nil, b.Login != nil,
		b.Inline != nil, b.Current != nil, b.Chosen != nil,
	} {
		if thing {
			does++
		}
	}
	switch {
	case strings.TrimSpace(b.Text) == "":
		return badRequest("can't parse inline keyboard button: button text must be non-empty")
	case does == 0:
		return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case does > 1:
		return badRequest("can't parse inline keyboard button: exactly one optional field must be used")
	case b.Data != nil && (*b.Data == "" || len(*b.Data) > maxData):
		return badRequest("BUTTON_DATA_INVALID")
	case b.URL != "" && !validURL(b.URL):
		return badRequest("BUTTON_URL_INVALID")
	}
	return nil
}

// validURL reports whether Telegram opens a link: on the web, or in itself.
func validURL(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		host := u.Hostname()
		return strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(link, " \n\t")
	case "tg":
		return u.Host != ""
	}
	return false
}
