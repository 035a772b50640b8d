package telegram

import (
	"bytes"
	"context"

	"afterglow/cmd/bot/internal/talk"
	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// MaxToast is the most characters of an answer to a button press (Bot API,
// answerCallbackQuery.text).
const MaxToast = 200

// bounded runs one call within sendTimeout.
func bounded(ctx context.Context, method string, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return translate(method, call(ctx))
}

// Say sends a new message and returns its id.
func (c *Client) Say(ctx context.Context, chat int64, d talk.Drawn) (id int, err error) {
	err = bounded(ctx, "sendMessage", func(ctx context.Context) error {
		m, err := c.api.SendMessage(ctx, &bot.SendMessageParams{
			ChatID: chat, Text: d.HTML, ParseMode: models.ParseModeHTML, ReplyMarkup: markup(d.Buttons),
			DisableNotification: d.Silent, ProtectContent: d.Protect, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
		})
		if err == nil {
			id = m.ID
		}
		return err
	})
	return id, err
}

// Edit changes one of our messages.
func (c *Client) Edit(ctx context.Context, chat int64, message int, d talk.Drawn) error {
	return bounded(ctx, "editMessageText", func(ctx context.Context) error {
		_, err := c.api.EditMessageText(ctx, &bot.EditMessageTextParams{
			ChatID: chat, MessageID: message, Text: d.HTML, ParseMode: models.ParseModeHTML, ReplyMarkup: markup(d.Buttons),
			LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()},
		})
		return err
	})
}

// EditButtons changes the buttons under one of our messages.
func (c *Client) EditButtons(ctx context.Context, chat int64, message int, buttons [][]talk.Button) error {
	return bounded(ctx, "editMessageReplyMarkup", func(ctx context.Context) error {
		_, err := c.api.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: chat, MessageID: message, ReplyMarkup: markup(buttons)})
		return err
	})
}

// React sets an emoji on a member's message.
func (c *Client) React(ctx context.Context, chat int64, message int, emoji string) error {
	return bounded(ctx, "setMessageReaction", func(ctx context.Context) error {
		_, err := c.api.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: chat, MessageID: message,
			Reaction: []models.ReactionType{{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: emoji}}}})
		return err
	})
}

// Answer ends the waiting of a pressed button, with a line of at most MaxToast
// characters.
func (c *Client) Answer(ctx context.Context, callback, text string) error {
	return bounded(ctx, "answerCallbackQuery", func(ctx context.Context) error {
		_, err := c.api.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: callback, Text: text})
		return err
	})
}

// Delete removes messages of either side, at most 100, none older than 48 hours
// (Bot API, deleteMessages).
func (c *Client) Delete(ctx context.Context, chat int64, messages []int) error {
	return bounded(ctx, "deleteMessages", func(ctx context.Context) error {
		_, err := c.api.DeleteMessages(ctx, &bot.DeleteMessagesParams{ChatID: chat, MessageIDs: messages})
		return err
	})
}

// File sends a document, or a picture or voice note that the chat shows, and
// returns its message id. It may be of up to 50 MB, read as it goes out. The caption is HTML, at most 1,024 UTF-16 units once parsed. A
// picture is a PNG or JPEG of at most 10 MB, its width and height at most
// 10,000 pixels together and neither over 20 times the other (Bot API,
// sendPhoto); any other is ErrRejected.
func (c *Client) File(ctx context.Context, chat int64, f talk.File, caption string) (id int, err error) {
	method, send := "sendDocument", c.document
	switch {
	case f.Photo:
		method, send = "sendPhoto", c.photo
	case f.Voice:
		method, send = "sendVoice", c.voice
	}
	most := sendTimeout
	if f.From != nil || len(f.Data) > 1<<20 {
		most = uploadTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	m, err := send(ctx, chat, f, caption)
	if err != nil {
		return 0, translate(method, err)
	}
	return m.ID, nil
}

// upload is the file as the library takes it.
func upload(f talk.File) models.InputFile {
	if f.From == nil {
		f.From = bytes.NewReader(f.Data)
	}
	return &models.InputFileUpload{Filename: f.Name, Data: f.From}
}

func (c *Client) document(ctx context.Context, chat int64, f talk.File, caption string) (*models.Message, error) {
	return c.api.SendDocument(ctx, &bot.SendDocumentParams{ChatID: chat, Caption: caption, ParseMode: models.ParseModeHTML,
		Document: upload(f), ProtectContent: f.Protect})
}

func (c *Client) voice(ctx context.Context, chat int64, f talk.File, caption string) (*models.Message, error) {
	return c.api.SendVoice(ctx, &bot.SendVoiceParams{ChatID: chat, Caption: caption, ParseMode: models.ParseModeHTML,
		Voice: upload(f), ProtectContent: f.Protect})
}

// photo sends a picture that is covered until it is tapped, also in what a
// locked phone shows of it.
func (c *Client) photo(ctx context.Context, chat int64, f talk.File, caption string) (*models.Message, error) {
	return c.api.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: chat, Caption: caption, ParseMode: models.ParseModeHTML,
		Photo: upload(f), HasSpoiler: true, ProtectContent: f.Protect})
}

// markup makes an inline keyboard. Without buttons it is an empty one, which
// in an edit takes the old one away.
func markup(rows [][]talk.Button) models.ReplyMarkup {
	k := &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{}}
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			line = append(line, models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Data, URL: b.URL})
		}
		k.InlineKeyboard = append(k.InlineKeyboard, line)
	}
	return k
}
