package telegramtest_test

import (
	"context"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// received takes what waits, as the library's models see it, and confirms it.
func received(t *testing.T, tg *telegramtest.Telegram) []models.Update {
	t.Helper()
	var list []models.Update
	must(t, tg, "getUpdates", nil, &list)
	if n := len(list); n > 0 {
		must(t, tg, "getUpdates", fields{"offset": list[n-1].ID + 1}, nil)
	}
	return list
}

func TestConversationThroughTheLibrary(t *testing.T) {
	tg, now := fixed(t)
	b, ctx := library(t, tg), t.Context()
	c := tg.Chat(5_000_000_007)
	c.SetName("Ana")
	c.SetLanguage("es")
	asked := c.Says("🙂 /stop@stand_in_bot now")

	m := received(t, tg)[0].Message
	if m.ID != asked || m.From.FirstName != "Ana" || m.From.LanguageCode != "es" || m.Chat.Type != "private" || m.Date != int(dawn.Unix()) {
		t.Errorf("got %+v from %+v", m, m.From)
	}
	if want := []models.MessageEntity{{Type: "bot_command", Offset: 3, Length: 18}}; !reflect.DeepEqual(m.Entities, want) {
		t.Errorf("entities %+v, want %+v", m.Entities, want)
	}
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: m.Chat.ID, Text: "A thought <tg-spoiler>for tonight</tg-spoiler>", ParseMode: models.ParseModeHTML,
		DisableNotification: true, ProtectContent: true,
		ReplyParameters: &models.ReplyParameters{MessageID: asked},
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
			{{Text: "Write", CallbackData: "w"}, {Text: "Help", URL: "https://example.org/help"}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: c.ID, MessageID: asked, Reaction: []models.ReactionType{
		{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: "👍"}},
	}}); err != nil {
		t.Fatal(err)
	}
	want := []telegramtest.Message{
		{ID: asked, At: dawn, Text: "🙂 /stop@stand_in_bot now", Reaction: "👍", Entities: []telegramtest.Entity{{Type: "bot_command", Offset: 3, Length: 18}}},
		{ID: sent.ID, FromBot: true, At: dawn, Text: "A thought for tonight", ReplyTo: asked, Silent: true, Protected: true,
			Entities: []telegramtest.Entity{{Type: "spoiler", Offset: 10, Length: 11}},
			Buttons:  [][]telegramtest.Button{{{Label: "Write", Data: "w"}, {Label: "Help", URL: "https://example.org/help"}}}},
	}
	if got := c.Messages(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := last(c).Locked(); got != "A thought ▒▒▒▒▒▒▒▒▒▒▒" {
		t.Errorf("locked: %q", got)
	}

	*now = dawn.Add(time.Minute)
	if _, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: c.ID, MessageID: sent.ID, Text: "Noted"}); err != nil {
		t.Fatal(err)
	}
	if m := last(c); m.Text != "Noted" || m.Buttons != nil || m.Entities != nil || !m.Edited.Equal(*now) || m.ID != sent.ID {
		t.Errorf("edited: %+v", m)
	}
	var methods []string
	for _, call := range tg.Calls() {
		methods = append(methods, call.Method)
	}
	if got := strings.Join(methods, " "); got != "getMe sendMessage setMessageReaction editMessageText" {
		t.Errorf("calls: %s", got)
	}
	if got := tg.Refusals(); len(got) != 0 {
		t.Errorf("refusals: %+v", got)
	}
}

func TestButtons(t *testing.T) {
	tg, now := fixed(t)
	b, ctx := library(t, tg), t.Context()
	c := tg.Chat(7)
	m, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: 7, Text: "?", ReplyMarkup: models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Yes", CallbackData: "y"}}, {{Text: "Read", URL: "https://example.org"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"No", "Read"} {
		if c.Tap(m.ID, label) == nil {
			t.Errorf("tapping %q worked", label)
		}
	}
	if c.Tap(m.ID+1, "Yes") == nil {
		t.Error("tapping under no message worked")
	}
	if err := c.Tap(m.ID, "Yes"); err != nil {
		t.Fatal(err)
	}
	c.Presses(99, "forged")
	got := received(t, tg)
	if len(got) != 2 {
		t.Fatalf("%d updates, want 2", len(got))
	}
	tapped, forged := got[0].CallbackQuery, got[1].CallbackQuery
	if tapped.Data != "y" || tapped.From.ID != 7 || tapped.Message.Message == nil || tapped.Message.Message.ID != m.ID {
		t.Errorf("tapped: %+v", tapped)
	}
	if forged.Data != "forged" || forged.Message.InaccessibleMessage == nil || forged.Message.InaccessibleMessage.MessageID != 99 {
		t.Errorf("forged: %+v", forged)
	}
	answer := func(id, text string) error {
		_, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: id, Text: text})
		return err
	}
	for _, text := range []string{"Saved", ""} { // twice is accepted
		if err := answer(tapped.ID, text); err != nil {
			t.Error(err)
		}
	}
	if want := []string{"Saved", ""}; !reflect.DeepEqual(c.Toasts(), want) {
		t.Errorf("toasts %q, want %q", c.Toasts(), want)
	}
	*now = dawn.Add(15 * time.Minute)
	if err := answer(forged.ID, ""); err != nil {
		t.Errorf("after 15 minutes: %v", err)
	}
	*now = dawn.Add(15*time.Minute + time.Second)
	if err := answer(forged.ID, ""); err == nil || !strings.Contains(err.Error(), "query is too old") {
		t.Errorf("after more than 15 minutes: %v", err)
	}
	if got := tg.Refusals(); len(got) != 0 {
		t.Errorf("refusals %+v; a query's age is nothing the bot can know", got)
	}
}

func TestWhatMembersDo(t *testing.T) {
	tg, _ := fixed(t)
	c := tg.Chat(7)
	first := c.Says("one")
	reply := c.Replies(first, "two")
	c.Replies(99, "three")
	c.Edits(first, "one, edited")
	c.Forwards("wisdom")
	c.Blocks()
	c.Blocks()
	c.Says("/start")
	got := received(t, tg)
	if len(got) != 8 {
		t.Fatalf("%d updates, want 8", len(got))
	}
	if m := got[1].Message; m.ID != reply || m.ReplyToMessage == nil || m.ReplyToMessage.ID != first {
		t.Errorf("reply: %+v", m)
	}
	if m := got[2].Message; m.ReplyToMessage != nil {
		t.Errorf("reply to nothing: %+v", m)
	}
	if m := got[3].EditedMessage; m == nil || m.Text != "one, edited" || m.ID != first || m.EditDate == 0 {
		t.Errorf("edit: %+v", m)
	}
	if m := got[4].Message; m.ForwardOrigin == nil || m.ForwardOrigin.MessageOriginUser.SenderUser.ID == 7 {
		t.Errorf("forward: %+v", m)
	}
	if m := got[5].MyChatMember; m == nil || m.OldChatMember.Type != "member" || m.NewChatMember.Type != "kicked" || m.NewChatMember.Banned.User.Username != telegramtest.Username {
		t.Errorf("block: %+v", m)
	}
	if m := got[6].MyChatMember; m == nil || m.NewChatMember.Type != "member" || m.From.ID != 7 {
		t.Errorf("unblock: %+v", m)
	}
	if m := got[7].Message; m == nil || m.Text != "/start" {
		t.Errorf("start: %+v", m)
	}
	c.Deactivates()
	c.Blocks()
	c.Edits(first, "x")
	c.Presses(first, "x")
	if id := c.Says("hello?"); id != 0 || tg.Pending() != 0 {
		t.Errorf("a deactivated member said message %d; %d updates wait", id, tg.Pending())
	}
	defer func() {
		if recover() == nil {
			t.Error("a member edited what is not theirs")
		}
	}()
	tg.Chat(8).Edits(99, "x")
}

func TestGroups(t *testing.T) {
	tg, _ := fixed(t)
	tg.Group(-100123, "supergroup").Says("hi all")
	tg.Group(-100124, "channel").Says("news")
	got := received(t, tg)
	if m := got[0].Message; m.Chat.Type != "supergroup" || m.Chat.ID != -100123 || m.From.ID != 100123 {
		t.Errorf("group: %+v", m)
	}
	if m := got[1].ChannelPost; m == nil || m.From != nil || m.SenderChat.ID != -100124 {
		t.Errorf("channel: %+v", m)
	}
}

func TestCommandsOfAText(t *testing.T) {
	tests := map[string]int{ // how many commands
		"/start": 1, "/start now": 1, "now /stop, please": 1, "/a /b": 2, "привет /stop": 1,
		"km/h": 0, "http://x/y": 0, "/": 0, "/é": 0, "/stopé": 0, "//stop": 0, "/stop/": 0, "/stop@stand_in_bot": 1,
	}
	for text, want := range tests {
		tg, _ := fixed(t)
		c := tg.Chat(7)
		c.Says(text)
		if got := last(c).Entities; len(got) != want {
			t.Errorf("%q: entities %+v, want %d", text, got, want)
		}
	}
}

func TestLocked(t *testing.T) {
	spoiler := []telegramtest.Entity{{Type: "bold", Length: 3}, {Type: "spoiler", Offset: 3, Length: 4}}
	tests := []struct {
		message telegramtest.Message
		want    string
	}{
		{telegramtest.Message{Text: "plain"}, "plain"},
		{telegramtest.Message{Text: "🙂 é🙂 x", Entities: spoiler}, "🙂 ▒▒▒x"},
		{telegramtest.Message{Text: strings.Repeat("é", 200)}, strings.Repeat("é", 120)},
		{telegramtest.Message{File: &telegramtest.File{Name: "export.zip"}}, "export.zip"},
	}
	for _, test := range tests {
		if got := test.message.Locked(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestCommandsMenu(t *testing.T) {
	tg, _ := fixed(t)
	b := library(t, tg)
	set := func(language string, commands ...models.BotCommand) {
		t.Helper()
		_, err := b.SetMyCommands(t.Context(), &bot.SetMyCommandsParams{Commands: commands, LanguageCode: language, Scope: &models.BotCommandScopeAllPrivateChats{}})
		if err != nil {
			t.Fatal(err)
		}
	}
	set("", models.BotCommand{Command: "stop", Description: "Stop"})
	set("es", models.BotCommand{Command: "stop", Description: "Parar"})
	en, es := []telegramtest.Command{{Name: "stop", Description: "Stop"}}, []telegramtest.Command{{Name: "stop", Description: "Parar"}}
	if got := tg.Commands(); !reflect.DeepEqual(got, es) {
		t.Errorf("last set: %+v", got)
	}
	if got := tg.CommandsIn(""); !reflect.DeepEqual(got, en) {
		t.Errorf("in no language: %+v", got)
	}
}

// Everybody talks at once; go test -race looks on.
func TestConcurrency(t *testing.T) {
	tg, _ := fixed(t)
	b := library(t, tg)
	var all sync.WaitGroup
	for id := range int64(8) {
		all.Go(func() {
			c := tg.Chat(id + 1)
			for range 25 {
				said := c.Says("hi")
				if _, err := b.SendMessage(context.Background(), &bot.SendMessageParams{ChatID: c.ID, Text: "hello", ReplyParameters: &models.ReplyParameters{MessageID: said}}); err != nil {
					t.Error(err)
				}
				_, _, _, _ = c.Messages(), tg.Changed(), tg.Pending(), tg.Calls()
			}
		})
	}
	all.Wait()
	seen := map[int]bool{}
	for id := range int64(8) {
		for _, m := range tg.Chat(id + 1).Messages() {
			seen[m.ID] = true
		}
	}
	if len(seen) != 400 || tg.Pending() != 200 {
		t.Errorf("%d messages, %d updates; want 400 and 200", len(seen), tg.Pending())
	}
}

var _ bot.HttpClient = (*telegramtest.Telegram)(nil)
