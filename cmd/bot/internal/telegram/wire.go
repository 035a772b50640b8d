package telegram

import "encoding/json"

// What is read of an update (Bot API, Update). These are types of our own
// because the library's refuse a whole message for one part of it that is newer
// than they are, and the words in it have to be looked at all the same.
type update struct {
	ID            int64      `json:"update_id"`
	Message       *message   `json:"message"`
	EditedMessage *message   `json:"edited_message"`
	CallbackQuery *press     `json:"callback_query"`
	MyChatMember  *ourMember `json:"my_chat_member"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type user struct {
	Language string `json:"language_code"`
}

type message struct {
	ID       int    `json:"message_id"`
	Chat     chat   `json:"chat"`
	From     user   `json:"from"`
	Date     int64  `json:"date"`      // seconds since 1970; 0 in one that Telegram shows no more
	EditDate int64  `json:"edit_date"` // the same
	Text     string `json:"text"`
	Caption  string `json:"caption"`
	ReplyTo  struct {
		ID int `json:"message_id"`
	} `json:"reply_to_message"`

	Voice     json.RawMessage `json:"voice"`
	Photo     json.RawMessage `json:"photo"`
	VideoNote json.RawMessage `json:"video_note"`
	Video     json.RawMessage `json:"video"`
	Audio     json.RawMessage `json:"audio"`
	Document  json.RawMessage `json:"document"` // an animation is one too
	Sticker   json.RawMessage `json:"sticker"`

	service
}

// service is what tells, in a private chat, of something done and not said.
type service struct {
	Pinned        json.RawMessage `json:"pinned_message"`
	DeletionTimer json.RawMessage `json:"message_auto_delete_timer_changed"`
	WriteAccess   json.RawMessage `json:"write_access_allowed"`
	Background    json.RawMessage `json:"chat_background_set"`
	Website       json.RawMessage `json:"connected_website"`
	TopicCreated  json.RawMessage `json:"forum_topic_created"`
	TopicEdited   json.RawMessage `json:"forum_topic_edited"`
	TopicClosed   json.RawMessage `json:"forum_topic_closed"`
	TopicReopened json.RawMessage `json:"forum_topic_reopened"`
}

// any reports whether a message is one of service.
func (s service) any() bool {
	return len(s.Pinned)+len(s.DeletionTimer)+len(s.WriteAccess)+len(s.Background)+len(s.Website)+
		len(s.TopicCreated)+len(s.TopicEdited)+len(s.TopicClosed)+len(s.TopicReopened) > 0
}

type press struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type ourMember struct {
	Chat chat  `json:"chat"`
	From user  `json:"from"`
	Date int64 `json:"date"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

// media says what a message is when it is not text.
func (m *message) media() string {
	switch {
	case m.Text != "":
		return ""
	case m.Voice != nil:
		return "voice"
	case m.Photo != nil:
		return "photo"
	case m.VideoNote != nil:
		return "video_note"
	case m.Video != nil:
		return "video"
	case m.Audio != nil:
		return "audio"
	case m.Document != nil:
		return "document"
	case m.Sticker != nil:
		return "sticker"
	}
	return "other"
}
