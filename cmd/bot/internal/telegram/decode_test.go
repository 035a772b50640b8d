package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/talk"
	"afterglow/nudges"
)

const (
	privately = `"from":{"id":5512345678901,"is_bot":false,"first_name":"P","language_code":"es-MX"},"chat":{"id":5512345678901,"type":"private","first_name":"P"}`
	inGroup   = `"from":{"id":5512345678901,"first_name":"P"},"chat":{"id":-1001234567890,"type":"supergroup","title":"G"}`
)

// said is where and when all that follows was said.
var said = talk.Origin{Chat: testChat, At: time.Unix(1781000000, 0).UTC(), Language: "es-MX", Update: 42}

// in is said, in a chat or at a time of its own.
func in(change func(*talk.Origin)) talk.Origin {
	o := said
	change(&o)
	return o
}

func TestDecode(t *testing.T) {
	group := in(func(o *talk.Origin) { o.Chat, o.Language = -1001234567890, "" })
	pressed := in(func(o *talk.Origin) { o.At = time.Time{} })
	wrote := func(text, media string, replyTo int) talk.Event {
		return talk.Wrote{Origin: said, Message: 7, Text: text, Media: media, ReplyTo: replyTo}
	}
	sent := func(text, media string, f nudges.File) talk.Event {
		f.Kind = media
		return talk.Wrote{Origin: said, Message: 7, Text: text, Media: media, File: &f}
	}
	message := func(fields string) string {
		return `"message":{"message_id":7,"date":1781000000,` + privately + `,` + fields + `}`
	}
	tests := map[string]struct {
		update string
		want   talk.Event
	}{
		"text":              {message(`"text":"hello <b> & 🙂"`), wrote("hello <b> & 🙂", "", 0)},
		"reply":             {message(`"text":"yes","reply_to_message":{"message_id":5,"date":1,` + privately + `,"text":"?"}`), wrote("yes", "", 5)},
		"reply to unknown":  {message(`"text":"yes","reply_to_message":{"message_id":5,"gift":{"gift":7},"paid_media":{"paid_media":[{"type":"new"}]}}`), wrote("yes", "", 5)},
		"forward":           {message(`"text":"theirs","forward_origin":{"type":"hidden_user","date":1,"sender_user_name":"X"}`), wrote("theirs", "", 0)},
		"forward, new kind": {message(`"text":"theirs","forward_origin":{"type":"from_the_future"}`), wrote("theirs", "", 0)},
		"quote":             {message(`"text":"mine","quote":{"text":"theirs","position":0}`), wrote("mine", "", 0)},
		"photo":             {message(`"photo":[{"file_id":"a","width":1,"height":1}],"caption":"a page"`), sent("a page", "photo", nudges.File{ID: "a"})},
		"photo, sizes": {message(`"photo":[{"file_id":"s","width":90,"height":60,"file_size":9},{"file_id":"l","width":1280,"height":960,"file_size":99},{"file_id":"m","width":320,"height":240}]`),
			sent("", "photo", nudges.File{ID: "l", Size: 99})},
		"voice":             {message(`"voice":{"file_id":"a","duration":3,"mime_type":"audio/ogg","file_size":5512345678901}`), sent("", "voice", nudges.File{ID: "a", Length: 3 * time.Second, Type: "audio/ogg", Size: 5512345678901})},
		"voice, forged":     {message(`"voice":{"file_id":"a","duration":-3,"file_size":-1}`), sent("", "voice", nudges.File{ID: "a"})},
		"voice, unreadable": {message(`"voice":{"file_id":7},"caption":"my words"`), wrote("my words", "voice", 0)},
		"photo, unreadable": {message(`"photo":{"file_id":"a"},"caption":"my words"`), wrote("my words", "photo", 0)},
		"voice, no file":    {message(`"voice":{"duration":3}`), wrote("", "voice", 0)},
		"video":             {message(`"video":{"file_id":"a"}`), sent("", "video", nudges.File{ID: "a"})},
		"video note":        {message(`"video_note":{"file_id":"a"}`), sent("", "video_note", nudges.File{ID: "a"})},
		"audio":             {message(`"audio":{"file_id":"a"}`), sent("", "audio", nudges.File{ID: "a"})},
		"document":          {message(`"document":{"file_id":"a","file_name":"notes.pdf"},"caption":"my notes"`), sent("my notes", "document", nudges.File{ID: "a", Name: "notes.pdf"})},
		"animation":         {message(`"animation":{"file_id":"a"},"document":{"file_id":"a"}`), sent("", "document", nudges.File{ID: "a"})},
		"sticker":           {message(`"sticker":{"file_id":"a","type":"regular"}`), wrote("", "sticker", 0)},
		"location":          {message(`"location":{"latitude":1,"longitude":2}`), wrote("", "other", 0)},
		"contact":           {message(`"contact":{"phone_number":"1","first_name":"X"}`), wrote("", "other", 0)},
		"poll":              {message(`"poll":{"id":"1","question":"?"}`), wrote("", "other", 0)},
		"something new":     {message(`"hologram":{"file_id":"a"}`), wrote("", "other", 0)},

		"pinned":          {message(`"pinned_message":{"message_id":5,"date":1,` + privately + `,"text":"x"}`), nil},
		"deletion timer":  {message(`"message_auto_delete_timer_changed":{"message_auto_delete_time":86400}`), nil},
		"access allowed":  {message(`"write_access_allowed":{}`), nil},
		"background set":  {message(`"chat_background_set":{"type":{"type":"from_the_future"}}`), nil},
		"topic":           {message(`"forum_topic_created":{"name":"x","icon_color":1}`), nil},
		"joined in group": {`"message":{"message_id":7,"date":1781000000,` + inGroup + `,"new_chat_members":[{"id":1,"first_name":"X"}]}`, talk.Elsewhere{Origin: group}},
		"text in group":   {`"message":{"message_id":7,"date":1781000000,` + inGroup + `,"text":"hello"}`, talk.Elsewhere{Origin: group}},

		"edit":          {`"edited_message":{"message_id":7,"date":1,"edit_date":1781000000,` + privately + `,"text":"better"}`, talk.Edited{Origin: said, Message: 7, Text: "better"}},
		"edit, caption": {`"edited_message":{"message_id":7,"date":1,"edit_date":1781000000,` + privately + `,"photo":[{"file_id":"a"}],"caption":"better"}`, talk.Edited{Origin: said, Message: 7, Text: "better", Media: "photo"}},
		"edit in group": {`"edited_message":{"message_id":7,"date":1,"edit_date":1781000000,` + inGroup + `,"text":"better"}`, nil},

		"press": {`"callback_query":{"id":"77","from":{"id":5512345678901,"language_code":"es-MX"},"chat_instance":"1","data":"1 ok","message":{"message_id":7,"date":5,` + privately + `,"text":"?"}}`,
			talk.Pressed{Origin: pressed, Callback: "77", Message: 7, Data: "1 ok"}},
		"press, old message": {`"callback_query":{"id":"77","from":{"id":5512345678901,"language_code":"es-MX"},"data":"1 ok","message":{"message_id":7,"date":0,"chat":{"id":5512345678901,"type":"private"}}}`,
			talk.Pressed{Origin: pressed, Callback: "77", Message: 7, Data: "1 ok"}},
		"press in group":      {`"callback_query":{"id":"77","from":{"id":5512345678901},"data":"1 ok","message":{"message_id":7,"date":5,` + inGroup + `}}`, nil},
		"press in group, old": {`"callback_query":{"id":"77","from":{"id":5512345678901},"data":"1 ok","message":{"message_id":7,"date":0,"chat":{"id":-1001234567890,"type":"supergroup"}}}`, nil},
		"press elsewhere":     {`"callback_query":{"id":"77","from":{"id":5512345678901},"data":"1 ok","inline_message_id":"x"}`, nil},

		"blocks":             {`"my_chat_member":{"date":1781000000,` + privately + `,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked","until_date":0}}`, talk.Left{Origin: said}},
		"unblocks":           {`"my_chat_member":{"date":1781000000,` + privately + `,"old_chat_member":{"status":"kicked","until_date":0},"new_chat_member":{"status":"member"}}`, talk.Returned{Origin: said}},
		"added to a group":   {`"my_chat_member":{"date":1781000000,` + inGroup + `,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}`, talk.Elsewhere{Origin: group}},
		"made administrator": {`"my_chat_member":{"date":1781000000,` + inGroup + `,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"administrator"}}`, talk.Elsewhere{Origin: group}},
		"removed from group": {`"my_chat_member":{"date":1781000000,` + inGroup + `,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked","until_date":0}}`, nil},
		"left the group":     {`"my_chat_member":{"date":1781000000,` + inGroup + `,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"left"}}`, nil},

		"channel post":   {`"channel_post":{"message_id":7,"date":1,"chat":{"id":-100,"type":"channel"},"text":"x"}`, nil},
		"inline query":   {`"inline_query":{"id":"1","from":{"id":1,"first_name":"X"},"query":"x","offset":""}`, nil},
		"something else": {`"from_the_future":{"message_id":7}`, nil},
		"nothing":        {`"message":null`, nil},
	}
	for name, test := range tests {
		got, err := Decode([]byte(`{"update_id":42,` + test.update + `}`))
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, test.want)
		}
	}
}

// TestDecodePoison: what does not read is an error that says nothing of it.
func TestDecodePoison(t *testing.T) {
	for _, raw := range []string{
		``, `null `[:0], `{`, `[]`, `"lanternfish"`, `{"update_id":"lanternfish"}`, "{\"update_id\":1,\"message\":\"lanternfish\"}",
		`{"update_id":1,"message":{"message_id":"lanternfish","chat":{"id":1,"type":"private"}}}`,
		`{"update_id":1,"message":{"message_id":1,"chat":{"id":"lanternfish","type":"private"}}}`,
		`{"update_id":1,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"text":["lanternfish"]}}`,
		`{"update_id":1,"message":{"message_id":1,"text":"no chat: lanternfish"}}`,
		`{"update_id":1,"message":{"chat":{"id":1,"type":"private"},"text":"no number: lanternfish"}}`,
		`{"update_id":1,"edited_message":{"message_id":1,"text":"no chat: lanternfish"}}`,
		`{"update_id":1,"callback_query":{"id":"1","data":"no chat: lanternfish","message":{"message_id":1,"date":0}}}`,
		`{"update_id":1,"callback_query":{"id":7,"data":"lanternfish"}}`,
		`{"update_id":1,"my_chat_member":{"new_chat_member":{"status":"kicked"}}}`,
		`{"update_id":1,"message":{"message_id":99999999999999999999,"chat":{"id":1,"type":"private"},"text":"lanternfish"}}`,
		strings.Repeat(`{"message":`, 20_000),
	} {
		ev, err := Decode([]byte(raw))
		if !errors.Is(err, ErrUndecodable) || ev != nil {
			t.Errorf("%.80s: %+v, %v; want ErrUndecodable", raw, ev, err)
		} else if err.Error() != ErrUndecodable.Error() {
			t.Errorf("%.80s: the error says more than it may: %v", raw, err)
		}
	}
}

// FuzzDecode: whatever comes, Decode does not panic, and an event has a chat,
// and a message that can be replied to.
func FuzzDecode(f *testing.F) {
	for _, body := range []string{
		`"message":{"message_id":7,"date":1781000000,` + privately + `,"text":"hello"}`,
		`"message":{"message_id":7,"date":1,` + inGroup + `,"text":"hello"}`,
		`"edited_message":{"message_id":7,"date":1,"edit_date":2,` + privately + `,"caption":"x"}`,
		`"callback_query":{"id":"77","from":{"id":1},"data":"1 ok","message":{"message_id":7,"date":0,` + privately + `}}`,
		`"my_chat_member":{"date":1,` + privately + `,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}`,
		`"message":null`, `"callback_query":{"message":null}`, `"my_chat_member":{}`,
	} {
		f.Add([]byte(`{"update_id":42,` + body + `}`))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		ev, err := Decode(raw)
		if err != nil {
			if !errors.Is(err, ErrUndecodable) || ev != nil {
				t.Fatalf("%v with %+v", err, ev)
			}
			return
		}
		if !json.Valid(raw) {
			t.Fatalf("read what is no JSON as %+v", ev)
		}
		if ev == nil {
			return
		}
		if ev.From().Chat == 0 {
			t.Errorf("%T without a chat", ev)
		}
		message := 1
		switch ev := ev.(type) {
		case talk.Wrote:
			message = ev.Message
			if ev.Text == "" && ev.Media == "" {
				t.Errorf("a message of nothing")
			}
		case talk.Edited:
			message = ev.Message
		case talk.Pressed, talk.Left, talk.Returned, talk.Elsewhere:
		default:
			t.Errorf("an event of type %s", fmt.Sprintf("%T", ev))
		}
		if message == 0 {
			t.Errorf("%T without a message", ev)
		}
	})
}
