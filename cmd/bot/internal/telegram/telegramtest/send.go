package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// chatActions are what sendChatAction may announce.
var chatActions = map[string]bool{
	"typing": true, "upload_photo": true, "record_video": true, "upload_video": true,
	"record_voice": true, "upload_voice": true, "upload_document": true, "choose_sticker": true,
	"find_location": true, "record_video_note": true, "upload_video_note": true,
}

func (t *Telegram) sendMessage(c *call) (any, *failure) {
	body, f := c.body()
	if f != nil {
		return nil, f
	}
	return t.post(c, body, "", nil)
}

// body reads the text of sendMessage and editMessageText.
func (c *call) body() (text, *failure) {
	body, f := c.text("text", "entities")
	switch {
	case f != nil:
		return text{}, f
	case body.plain == "":
		return text{}, badRequest("message text is empty")
	case units(body.plain) > maxText:
		return text{}, badRequest("message is too long")
	}
	return body, nil
}

func (t *Telegram) sendDocument(c *call) (any, *failure) { return t.sendFile(c, "document", maxUpload) }
func (t *Telegram) sendVoice(c *call) (any, *failure)    { return t.sendFile(c, "voice", maxUpload) }
func (t *Telegram) sendPhoto(c *call) (any, *failure)    { return t.sendFile(c, "photo", maxPhoto) }

func (t *Telegram) sendFile(c *call, kind string, size int) (any, *failure) {
	caption, f := c.text("caption", "caption_entities")
	if f != nil {
		return nil, f
	}
	if units(caption.plain) > maxCaption {
		return nil, badRequest("message caption is too long")
	}
	file, f := t.attachment(c, kind)
	switch {
	case f != nil:
		return nil, f
	case len(file.Data) == 0:
		return nil, badRequest("file must be non-empty")
	case len(file.Data) > maxUpload:
		return nil, tooLarge()
	case len(file.Data) > size:
		return nil, badRequest("too big file for %s", kind)
	case kind == "photo" && file.Width == 0: // not one that was sent before
		if f := develop(file); f != nil {
			return nil, f
		}
	}
	file.Covered = kind == "photo" && c.flag("has_spoiler")
	return t.post(c, caption, kind, file)
}

// attachment finds the file to send: uploaded in the field itself or in one it
// points to, or sent before and named by its id. Telegram fetching a file by
// its address is not played.
func (t *Telegram) attachment(c *call, field string) (*File, *failure) {
	where := c.fields[field]
	if file, ok := c.files[field]; ok {
		return &file, nil
	}
	if name, ok := strings.CutPrefix(where, "attach://"); ok {
		if file, ok := c.files[name]; ok {
			return &file, nil
		}
	}
	if known, ok := t.files[where]; ok {
		if known.kind != field {
			return nil, badRequest("can't use file of type %s as %s", known.kind, field)
		}
		return &known.File, nil
	}
	if where == "" {
		return nil, badRequest("there is no %s in the request", field)
	}
	return nil, badRequest("wrong file identifier/HTTP URL specified")
}

// post puts a message of the bot into its chat.
func (t *Telegram) post(c *call, body text, kind string, file *File) (any, *failure) {
	chat, f := t.chat(c)
	if f != nil {
		return nil, f
	}
	buttons, f := c.markup(false)
	if f != nil {
		return nil, f
	}
	reply, f := c.replyTo(chat)
	if f != nil {
		return nil, f
	}
	if f := chat.reachable(); f != nil {
		return nil, f
	}
	if f := t.allow(chat); f != nil {
		return nil, f
	}
	m := &message{Message: Message{
		FromBot: true, At: c.at, Text: body.plain, Entities: body.entities, Buttons: buttons, ReplyTo: reply,
		Silent: c.flag("disable_notification"), Protected: c.flag("protect_content"), Kind: kind, File: file,
	}}
	if file != nil {
		m.media = media(kind, t.store(kind, *file), c.at.Unix())
	}
	chat.append(m)
	return chat.wireMessage(m), nil
}

// chat finds the chat a call is about.
func (t *Telegram) chat(c *call) (*Chat, *failure) {
	if !c.has("chat_id") {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(c.fields["chat_id"], 10, 64)
	chat, ok := t.chats[id]
	if err != nil || !ok {
		c.chat = id
		return nil, badRequest("chat not found")
	}
	c.chat = id
	return chat, nil
}

// replyTo reads which message is replied to; 0 for none.
func (c *call) replyTo(chat *Chat) (int, *failure) {
	old, f := c.number("reply_to_message_id", 0)
	if f != nil {
		return 0, f
	}
	to := struct {
		ID      int             `json:"message_id"`
		Lenient bool            `json:"allow_sending_without_reply"`
		Chat    json.RawMessage `json:"chat_id"`
	}{ID: int(old), Lenient: c.flag("allow_sending_without_reply")}
	if f := c.nested("reply_parameters", &to); f != nil {
		return 0, f
	}
	here := to.Chat == nil || strings.Trim(string(to.Chat), `"`) == c.fields["chat_id"]
	switch {
	case to.ID == 0 && !c.has("reply_parameters"):
		return 0, nil
	case here && chat.find(to.ID) != nil:
		return to.ID, nil
	case to.Lenient:
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}

func (t *Telegram) sendChatAction(c *call) (any, *failure) {
	if !chatActions[c.fields["action"]] {
		return nil, badRequest("wrong parameter action in request")
	}
	chat, f := t.chat(c)
	if f != nil {
		return nil, f
	}
	return true, chat.reachable()
}
