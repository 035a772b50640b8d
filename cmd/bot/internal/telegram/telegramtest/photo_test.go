package telegramtest_test

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// drawn is a black picture, encoded.
func drawn(t *testing.T, width, height int, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(w io.Writer, i image.Image) error { return jpeg.Encode(w, i, nil) }
func asGIF(w io.Writer, i image.Image) error  { return gif.Encode(w, i, nil) }

func TestPhotosOfTheBot(t *testing.T) {
	tg, _ := fixed(t)
	b, c := library(t, tg), tg.Chat(7)
	data := drawn(t, 108, 40, png.Encode)
	sent, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{
		ChatID: 7, Caption: "<i>your</i> plan", ParseMode: models.ParseModeHTML, DisableNotification: true, ProtectContent: true,
		Photo: &models.InputFileUpload{Filename: "plan.png", Data: bytes.NewReader(data)},
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
			{{Text: "Later", CallbackData: "l"}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	m := last(c)
	if m.ID != sent.ID || m.Kind != "photo" || m.Text != "your plan" || len(m.Entities) != 1 || !m.Silent || !m.Protected || m.Buttons[0][0].Data != "l" {
		t.Errorf("got %+v", m)
	}
	if f := m.File; f == nil || f.Name != "plan.png" || !bytes.Equal(f.Data, data) || f.Width != 108 || f.Height != 40 {
		t.Errorf("its file is %+v", f)
	}
	if len(sent.Photo) != 1 || sent.Photo[0].Width != 108 || sent.Photo[0].Height != 40 || sent.Photo[0].FileSize != len(data) || sent.Caption != "your plan" || len(sent.CaptionEntities) != 1 {
		t.Errorf("answered %+v", sent)
	}
	_, err = b.SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: 7, Photo: &models.InputFileString{Data: sent.Photo[0].FileID}})
	if m := last(c); err != nil || m.File == nil || m.File.Width != 108 || m.Locked() != "Photo" {
		t.Errorf("once more by its id: %v, %+v", err, m)
	}
	_, err = b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: 7, MessageID: sent.ID, Text: "x"})
	if err == nil || !strings.Contains(err.Error(), "there is no text") {
		t.Errorf("editing its text: %v", err)
	}
	m.File.Data[0] ^= 1
	if !bytes.Equal(c.Messages()[0].File.Data, data) {
		t.Error("who reads a photo can change it")
	}
}

// A member's photo is a name for one; the bot may send it on.
func TestPhotosOfTheMember(t *testing.T) {
	tg, _ := fixed(t)
	tg.Chat(7).Sends("photo", "")
	photo := received(t, tg)[0].Message.Photo[0]
	if photo.Width != 1280 || photo.Height != 960 {
		t.Errorf("got %+v", photo)
	}
	must(t, tg, "sendPhoto", fields{"chat_id": 7, "photo": photo.FileID}, nil)
}

func TestRefusedPhotos(t *testing.T) {
	const notAPicture, wrongShape = "IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS"
	picture := drawn(t, 60, 40, png.Encode)
	tests := []struct {
		name, want string // the description; "" when accepted
		data       []byte
		caption    string
	}{
		{"PNG", "", picture, ""},
		{"JPEG", "", drawn(t, 60, 40, asJPEG), ""},
		{"GIF", notAPicture, drawn(t, 60, 40, asGIF), ""},
		{"text", notAPicture, []byte("no picture"), ""},
		{"nothing", "file must be non-empty", nil, ""},
		{"cut off", notAPicture, picture[:len(picture)-20], ""},
		{"only a header", notAPicture, picture[:33], ""},
		{"longest side", "", drawn(t, 9500, 500, png.Encode), ""},
		{"longer side", wrongShape, drawn(t, 9501, 500, png.Encode), ""},
		{"longer height", wrongShape, drawn(t, 500, 9501, png.Encode), ""},
		{"widest", "", drawn(t, 200, 10, png.Encode), ""},
		{"wider", wrongShape, drawn(t, 201, 10, png.Encode), ""},
		{"highest", "", drawn(t, 10, 200, png.Encode), ""},
		{"higher", wrongShape, drawn(t, 10, 201, png.Encode), ""},
		{"longest caption", "", picture, strings.Repeat("🙂", 512)},
		{"longer caption", "message caption is too long", picture, strings.Repeat("🙂", 512) + "x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			c := tg.Chat(7)
			_, err := library(t, tg).SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: 7, Caption: test.caption,
				Photo: &models.InputFileUpload{Filename: "x.png", Data: bytes.NewReader(test.data)}})
			refused := tg.Refusals()
			if test.want == "" {
				if err != nil || len(refused) != 0 || len(c.Messages()) != 1 {
					t.Fatalf("got %v, refusals %v, %d messages; want it accepted", err, refused, len(c.Messages()))
				}
				return
			}
			want := telegramtest.Refusal{Method: "sendPhoto", Code: 400, Description: "Bad Request: " + test.want}
			if err == nil || len(refused) != 1 || refused[0] != want || len(c.Messages()) != 0 {
				t.Fatalf("got %v, refusals %+v, %d messages; want %+v", err, refused, len(c.Messages()), want)
			}
		})
	}
}
