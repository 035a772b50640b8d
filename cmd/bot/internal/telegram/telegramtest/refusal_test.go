package telegramtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

func button(label, data string) fields { return fields{"text": label, "callback_data": data} }

func keyboard(rows ...[]fields) fields { return fields{"inline_keyboard": rows} }

// grid is a keyboard of n rows with the same number of buttons.
func grid(rows, each int) fields {
	var out [][]fields
	for r := range rows {
		var row []fields
		for i := range each {
			row = append(row, button(fmt.Sprint(r, i), "x"))
		}
		out = append(out, row)
	}
	return keyboard(out...)
}

// In every case chat 7 holds the member's message 1 and the bot's message 2,
// "hello" with the button Yes.
var strict = []struct {
	name, method string
	args         fields
	want         string // part of the description; "" means accepted
}{
	{"text", "sendMessage", fields{"chat_id": 7, "text": "hi"}, ""},
	{"method in capitals", "SENDMESSAGE", fields{"chat_id": 7, "text": "hi"}, ""},
	{"chat id as text", "sendMessage", fields{"chat_id": "7", "text": "hi"}, ""},
	{"no chat", "sendMessage", fields{"text": "hi"}, "chat_id is empty"},
	{"unknown chat", "sendMessage", fields{"chat_id": 8, "text": "hi"}, "chat not found"},
	{"channel by name", "sendMessage", fields{"chat_id": "@somewhere", "text": "hi"}, "chat not found"},
	{"empty text", "sendMessage", fields{"chat_id": 7, "text": ""}, "message text is empty"},
	{"blank text", "sendMessage", fields{"chat_id": 7, "text": " \n "}, "message text is empty"},
	{"only tags", "sendMessage", fields{"chat_id": 7, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"},
	{"longest text", "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("x", 4096)}, ""},
	{"longest text of pairs", "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("🙂", 2048)}, ""},
	{"longest after parsing", "sendMessage", fields{"chat_id": 7, "text": "<b>" + strings.Repeat("&amp;", 4096) + "</b>", "parse_mode": "HTML"}, ""},
	{"long text", "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("x", 4097)}, "message is too long"},
	{"long text of pairs", "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("🙂", 2049)}, "message is too long"},
	{"bad HTML", "sendMessage", fields{"chat_id": 7, "text": "<b>hi", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"},
	{"Markdown", "sendMessage", fields{"chat_id": 7, "text": "*hi*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"},
	{"entity", "sendMessage", fields{"chat_id": 7, "text": "🙂 hi", "entities": []fields{{"type": "bold", "offset": 3, "length": 2}}}, ""},
	{"entity inside a pair", "sendMessage", fields{"chat_id": 7, "text": "🙂 hi", "entities": []fields{{"type": "bold", "offset": 1, "length": 2}}}, "ENTITY_BOUNDS_INVALID"},
	{"entity too long", "sendMessage", fields{"chat_id": 7, "text": "hi", "entities": []fields{{"type": "bold", "offset": 0, "length": 3}}}, "ENTITY_BOUNDS_INVALID"},
	{"unknown entity", "sendMessage", fields{"chat_id": 7, "text": "hi", "entities": []fields{{"type": "loud", "offset": 0, "length": 2}}}, "can't parse entities"},
	{"reply", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_parameters": fields{"message_id": 1}}, ""},
	{"reply within the chat", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_parameters": fields{"message_id": 1, "chat_id": 7}}, ""},
	{"reply to nothing", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_parameters": fields{"message_id": 99}}, "message to be replied not found"},
	{"reply the old way", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_to_message_id": 99}, "message to be replied not found"},
	{"reply to nothing, lenient", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_parameters": fields{"message_id": 99, "allow_sending_without_reply": true}}, ""},

	{"64 bytes of data", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{button("Go", strings.Repeat("d", 64))})}, ""},
	{"65 bytes of data", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{button("Go", strings.Repeat("é", 32)+"x")})}, "BUTTON_DATA_INVALID"},
	{"no data", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{button("Go", "")})}, "BUTTON_DATA_INVALID"},
	{"no label", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{button(" ", "x")})}, "non-empty"},
	{"button without purpose", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{{"text": "Go"}})}, "unallowed"},
	{"button with two", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{{"text": "Go", "callback_data": "x", "url": "https://example.org"}})}, "exactly one"},
	{"link", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{{"text": "Go", "url": "https://example.org"}})}, ""},
	{"bad link", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{{"text": "Go", "url": "tel:988"}})}, "BUTTON_URL_INVALID"},
	{"local link", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": keyboard([]fields{{"text": "Go", "url": "http://localhost/x"}})}, "BUTTON_URL_INVALID"},
	{"100 buttons", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": grid(20, 5)}, ""},
	{"104 buttons", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": grid(13, 8)}, "REPLY_MARKUP_TOO_LONG"},
	{"9 in a row", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": grid(1, 9)}, "too many buttons in a row"},
	{"keyboard of null", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": fields{"inline_keyboard": nil}}, "can't parse inline keyboard"},
	{"markup of text", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": "none"}, "object expected"},
	{"member's keyboard removed", "sendMessage", fields{"chat_id": 7, "text": "hi", "reply_markup": fields{"remove_keyboard": true}}, ""},

	{"edit", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": "hello!"}, ""},
	{"edit to bold", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": "<b>hello</b>", "parse_mode": "html", "reply_markup": keyboard([]fields{button("Yes", "y")})}, ""},
	{"edit takes buttons away", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": "hello"}, ""},
	{"unchanged edit", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": "hello ", "reply_markup": keyboard([]fields{button("Yes", "y")})}, "message is not modified"},
	{"empty edit", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": ""}, "message text is empty"},
	{"edit of nothing", "editMessageText", fields{"chat_id": 7, "message_id": 99, "text": "x"}, "message to edit not found"},
	{"edit without id", "editMessageText", fields{"chat_id": 7, "text": "x"}, "message identifier is not specified"},
	{"edit of the member's", "editMessageText", fields{"chat_id": 7, "message_id": 1, "text": "x"}, "message can't be edited"},
	{"inline edit", "editMessageText", fields{"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"},
	{"other markup under an edit", "editMessageText", fields{"chat_id": 7, "message_id": 2, "text": "x", "reply_markup": fields{"force_reply": true}}, "inline keyboard expected"},
	{"edit of buttons", "editMessageReplyMarkup", fields{"chat_id": 7, "message_id": 2, "reply_markup": keyboard([]fields{button("No", "n")})}, ""},
	{"no buttons", "editMessageReplyMarkup", fields{"chat_id": 7, "message_id": 2}, ""},
	{"unchanged buttons", "editMessageReplyMarkup", fields{"chat_id": 7, "message_id": 2, "reply_markup": keyboard([]fields{button("Yes", "y")}, []fields{})}, "message is not modified"},
	{"buttons of nothing", "editMessageReplyMarkup", fields{"chat_id": 7, "message_id": 99}, "message to edit not found"},

	{"delete", "deleteMessage", fields{"chat_id": 7, "message_id": 2}, ""},
	{"delete the member's", "deleteMessage", fields{"chat_id": 7, "message_id": 1}, ""},
	{"delete nothing", "deleteMessage", fields{"chat_id": 7, "message_id": 99}, "message to delete not found"},
	{"delete some", "deleteMessages", fields{"chat_id": 7, "message_ids": []int{1, 2, 99}}, ""},
	{"delete none", "deleteMessages", fields{"chat_id": 7, "message_ids": []int{}}, "not specified"},
	{"delete 101", "deleteMessages", fields{"chat_id": 7, "message_ids": make([]int, 101)}, "too many"},

	{"reaction", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "emoji", "emoji": "❤"}}}, ""},
	{"joined reaction", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "emoji", "emoji": "❤\u200d🔥"}}}, ""},
	{"reaction taken back", "setMessageReaction", fields{"chat_id": 7, "message_id": 1}, ""},
	{"reaction of another emoji", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "emoji", "emoji": "🌱"}}}, "REACTION_INVALID"},
	{"reaction with a selector", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "emoji", "emoji": "❤\ufe0f"}}}, "REACTION_INVALID"},
	{"custom reaction", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "custom_emoji", "custom_emoji_id": "1"}}}, "REACTION_INVALID"},
	{"two reactions", "setMessageReaction", fields{"chat_id": 7, "message_id": 1, "reaction": []fields{{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}}}, "REACTIONS_TOO_MANY"},
	{"reaction to nothing", "setMessageReaction", fields{"chat_id": 7, "message_id": 99}, "message to react not found"},

	{"unknown query", "answerCallbackQuery", fields{"callback_query_id": "1"}, "query is too old"},
	{"long toast", "answerCallbackQuery", fields{"callback_query_id": "1", "text": strings.Repeat("x", 201)}, "MESSAGE_TOO_LONG"},
	{"action", "sendChatAction", fields{"chat_id": 7, "action": "typing"}, ""},
	{"unknown action", "sendChatAction", fields{"chat_id": 7, "action": "thinking"}, "wrong parameter action"},
	{"unknown file", "getFile", fields{"file_id": "x"}, "invalid file_id"},
	{"document by address", "sendDocument", fields{"chat_id": 7, "document": "https://example.org/x.pdf"}, "wrong file identifier"},
	{"no photo", "sendPhoto", fields{"chat_id": 7}, "no photo in the request"},
	{"no document", "sendDocument", fields{"chat_id": 7}, "no document in the request"},

	{"commands", "setMyCommands", fields{"commands": []fields{{"command": "stop_1", "description": "Stop"}}}, ""},
	{"Spanish commands", "setMyCommands", fields{"language_code": "es", "commands": []fields{{"command": "stop", "description": "Parar"}}}, ""},
	{"no commands", "setMyCommands", fields{}, "commands"},
	{"command in capitals", "setMyCommands", fields{"commands": []fields{{"command": "Stop", "description": "Stop"}}}, "BOT_COMMAND_INVALID"},
	{"long command", "setMyCommands", fields{"commands": []fields{{"command": strings.Repeat("x", 33), "description": "Stop"}}}, "BOT_COMMAND_INVALID"},
	{"command not described", "setMyCommands", fields{"commands": []fields{{"command": "stop", "description": ""}}}, "BOT_COMMAND_DESCRIPTION_INVALID"},
	{"command described at length", "setMyCommands", fields{"commands": []fields{{"command": "stop", "description": strings.Repeat("x", 257)}}}, "BOT_COMMAND_DESCRIPTION_INVALID"},
	{"101 commands", "setMyCommands", fields{"commands": make([]fields, 101)}, "BOT_COMMANDS_TOO_MUCH"},
	{"commands in English (US)", "setMyCommands", fields{"language_code": "en-US", "commands": []fields{}}, "language"},

	{"unknown kind of update", "getUpdates", fields{"allowed_updates": []string{"messages"}}, "unknown update type"},
	{"offset that is no number", "getUpdates", fields{"offset": "next"}, "invalid offset"},
	{"webhook without TLS", "setWebhook", fields{"url": "http://example.org/"}, "HTTPS URL"},
	{"webhook with a bad secret", "setWebhook", fields{"url": "https://example.org/", "secret_token": "a b"}, "unallowed characters"},
}

func TestStrictness(t *testing.T) {
	for _, test := range strict {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			tg.Chat(7).Says("hello")
			must(t, tg, "sendMessage", fields{"chat_id": 7, "text": "hello", "reply_markup": keyboard([]fields{button("Yes", "y")})}, nil)
			before := len(tg.Calls())

			a := ask(t, tg, test.method, test.args)

			refused, accepted := tg.Refusals(), len(tg.Calls())-before
			if test.want == "" {
				if !a.OK || len(refused) != 0 || accepted != 1 {
					t.Fatalf("got %d %q, refusals %v, %d calls; want it accepted", a.Code, a.Description, refused, accepted)
				}
				return
			}
			if a.OK || a.Code != 400 || a.status != 400 || !strings.HasPrefix(a.Description, "Bad Request: ") || !strings.Contains(a.Description, test.want) {
				t.Fatalf("got ok=%t %d (status %d) %q, want 400 with %q", a.OK, a.Code, a.status, a.Description, test.want)
			}
			if len(refused) != 1 || refused[0].Method != test.method || refused[0].Description != a.Description || accepted != 0 {
				t.Fatalf("refusals %+v, %d calls; want one refusal of %s", refused, accepted, test.method)
			}
		})
	}
}

func TestRefusalsOfUnknownMethods(t *testing.T) {
	tg, _ := fixed(t)
	a := ask(t, tg, "setMyDescription", fields{"description": "x"})
	want := telegramtest.Refusal{Method: "setMyDescription", Code: 404, Description: "Not Found"}
	if got := tg.Refusals(); a.Code != 404 || len(got) != 1 || got[0] != want {
		t.Fatalf("got %+v, refusals %+v", a, got)
	}
}

func TestMessagesAreDeletableForTwoDays(t *testing.T) {
	tg, now := fixed(t)
	c := tg.Chat(7)
	first := c.Says("hello")
	*now = dawn.Add(time.Hour)
	second := send(t, tg, 7, "hi")
	*now = dawn.Add(48 * time.Hour)
	if a := ask(t, tg, "deleteMessage", fields{"chat_id": 7, "message_id": first}); a.Code != 400 {
		t.Errorf("deleting a message of 48 h: %+v", a)
	}
	if a := ask(t, tg, "deleteMessages", fields{"chat_id": 7, "message_ids": []int{second, first}}); a.Code != 400 || len(c.Messages()) != 2 {
		t.Errorf("deleting it with another: %+v, %d messages are left", a, len(c.Messages()))
	}
	must(t, tg, "deleteMessage", fields{"chat_id": 7, "message_id": second}, nil)
	if got := c.Messages(); len(got) != 1 || got[0].ID != first {
		t.Errorf("left: %+v", got)
	}
}

// What the bot cannot help is refused, but not held against it.
func TestClosedChats(t *testing.T) {
	private := func(tg *telegramtest.Telegram) *telegramtest.Chat { return tg.Chat(7) }
	group := func(tg *telegramtest.Telegram) *telegramtest.Chat { return tg.Group(-100123, "supergroup") }
	tests := []struct {
		name  string
		open  func(*telegramtest.Telegram) *telegramtest.Chat
		close func(*telegramtest.Chat)
		want  string
	}{
		{"blocked", private, (*telegramtest.Chat).Blocks, "Forbidden: bot was blocked by the user"},
		{"deactivated", private, (*telegramtest.Chat).Deactivates, "Forbidden: user is deactivated"},
		{"kicked", group, (*telegramtest.Chat).Blocks, "Forbidden: bot was kicked from the supergroup chat"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			c := test.open(tg)
			id := send(t, tg, c.ID, "hi")
			test.close(c)
			for _, method := range []string{"sendMessage", "sendChatAction", "editMessageText", "setMessageReaction", "deleteMessage", "deleteMessages"} {
				a := ask(t, tg, method, fields{"chat_id": c.ID, "text": "ho", "action": "typing", "message_id": id, "message_ids": []int{id}})
				if a.Code != 403 || a.Description != test.want {
					t.Errorf("%s: %+v, want %q", method, a, test.want)
				}
			}
			if got := c.Messages(); len(got) != 1 || got[0].Text != "hi" {
				t.Errorf("messages %+v", got)
			}
			if len(tg.Refusals()) != 0 || len(tg.Calls()) != 1 {
				t.Errorf("refusals %v, calls %v", tg.Refusals(), tg.Calls())
			}
		})
	}
}
