package telegramtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxBody is the largest request, in bytes: a file of [maxUpload] and room for
// the other fields.
const maxBody = maxUpload + 1<<20

// A call is one request, read.
type call struct {
	method   string
	act      func(*Telegram, *call) (any, *failure) // nil for an unknown method
	download bool
	path     string // of a download
	span     string // of a download: its Range
	unranged bool   // a fault: the Range is not looked at
	at       time.Time
	chat     int64 // for the record; 0 when the call has none

	fields map[string]string // nested values as JSON
	files  map[string]File   // what was uploaded, by field
}

// methods are the methods played, by lower-case name: the Bot API does not look
// at case. getUpdates waits, and so is served apart.
var methods = map[string]struct {
	name string
	act  func(*Telegram, *call) (any, *failure)
}{
	"getme":                  {"getMe", (*Telegram).getMe},
	"getupdates":             {"getUpdates", nil},
	"setmycommands":          {"setMyCommands", (*Telegram).setMyCommands},
	"setwebhook":             {"setWebhook", (*Telegram).setWebhook},
	"deletewebhook":          {"deleteWebhook", (*Telegram).deleteWebhook},
	"getwebhookinfo":         {"getWebhookInfo", (*Telegram).getWebhookInfo},
	"sendmessage":            {"sendMessage", (*Telegram).sendMessage},
	"senddocument":           {"sendDocument", (*Telegram).sendDocument},
	"sendphoto":              {"sendPhoto", (*Telegram).sendPhoto},
	"sendvoice":              {"sendVoice", (*Telegram).sendVoice},
	"sendchataction":         {"sendChatAction", (*Telegram).sendChatAction},
	"editmessagetext":        {"editMessageText", (*Telegram).editMessageText},
	"editmessagereplymarkup": {"editMessageReplyMarkup", (*Telegram).editMessageReplyMarkup},
	"deletemessage":          {"deleteMessage", (*Telegram).deleteMessage},
	"deletemessages":         {"deleteMessages", (*Telegram).deleteMessages},
	"setmessagereaction":     {"setMessageReaction", (*Telegram).setMessageReaction},
	"answercallbackquery":    {"answerCallbackQuery", (*Telegram).answerCallbackQuery},
	"getfile":                {"getFile", (*Telegram).getFile},
}

// read takes the parameters from the query string and the body.
func (c *call) read(r *http.Request, body []byte) *failure {
	c.fields, c.files = map[string]string{}, map[string]File{}
	for name, values := range r.URL.Query() {
		c.fields[name] = values[len(values)-1]
	}
	kind, args, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && len(body) > 0 {
		return badRequest("unsupported content type")
	}
	switch {
	case len(body) == 0:
	case kind == "multipart/form-data":
		err = c.readMultipart(multipart.NewReader(bytes.NewReader(body), args["boundary"]))
	case kind == "application/x-www-form-urlencoded":
		err = c.readForm(string(body))
	case kind == "application/json":
		err = c.readJSON(body)
	default:
		return badRequest("unsupported content type")
	}
	if len(body) > 0 && err != nil {
		return badRequest("can't parse request: %s", err)
	}
	for name, value := range c.fields {
		if !utf8.ValidString(value) {
			return badRequest("strings must be encoded in UTF-8 (%s)", name)
		}
	}
	return nil
}

func (c *call) readMultipart(form *multipart.Reader) error {
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var data bytes.Buffer
		if _, err := data.ReadFrom(part); err != nil {
			return err
		}
		if name := part.FileName(); name != "" {
			c.files[part.FormName()] = File{Name: name, Data: data.Bytes()}
		} else {
			c.fields[part.FormName()] = data.String()
		}
	}
}

func (c *call) readForm(body string) error {
	form, err := url.ParseQuery(body)
	for name, values := range form {
		c.fields[name] = values[len(values)-1]
	}
	return err
}

func (c *call) readJSON(body []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	for name, raw := range fields {
		var s string // stays empty for null, which is as good as absent
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		c.fields[name] = s
	}
	return nil
}

// has reports whether a parameter was given, and not as an empty string.
func (c *call) has(name string) bool { return c.fields[name] != "" }

// number reads an integer; absent is missing.
func (c *call) number(name string, missing int64) (int64, *failure) {
	if !c.has(name) {
		return missing, nil
	}
	n, err := strconv.ParseInt(c.fields[name], 10, 64)
	if err != nil {
		return 0, badRequest("invalid %s specified: an integer is expected", name)
	}
	return n, nil
}

// flag reads a boolean; absent is false.
func (c *call) flag(name string) bool {
	switch strings.ToLower(c.fields[name]) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// nested reads a parameter that is JSON into dest; absent leaves dest alone.
func (c *call) nested(name string, dest any) *failure {
	if !c.has(name) {
		return nil
	}
	if err := json.Unmarshal([]byte(c.fields[name]), dest); err != nil {
		return badRequest("can't parse %s JSON object", name)
	}
	return nil
}
