package telegramtest_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

func fetch(t *testing.T, tg *telegramtest.Telegram, path string) (int, []byte, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.telegram.org/file/bot"+token+"/"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := tg.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, data, err
}

func TestDownloads(t *testing.T) {
	tg, now := fixed(t)
	b := library(t, tg)
	want := []byte("a voice, as if")
	tg.Chat(7).SendsFile("voice", "", "", want)
	voice := received(t, tg)[0].Message.Voice
	if voice.FileSize != int64(len(want)) {
		t.Errorf("size %d", voice.FileSize)
	}
	file, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: voice.FileID})
	if err != nil {
		t.Fatal(err)
	}
	status, got, err := fetch(t, tg, file.FilePath)
	if err != nil || status != 200 || !bytes.Equal(got, want) {
		t.Errorf("got %d %q %v", status, got, err)
	}
	tg.Script("", telegramtest.Fault{Status: 500}) // not for downloads
	tg.Script("file", telegramtest.Fault{ActThenCut: true}, telegramtest.Fault{Cut: true})
	if status, got, err := fetch(t, tg, file.FilePath); status != 200 || len(got) != len(want)/2 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut half way: got %d %q %v", status, got, err)
	}
	if _, _, err := fetch(t, tg, file.FilePath); err == nil {
		t.Error("a broken connection gave an answer")
	}
	*now = dawn.Add(time.Hour + time.Second)
	if status, _, _ := fetch(t, tg, file.FilePath); status != 404 || len(tg.Refusals()) != 1 {
		t.Errorf("an hour later: got %d, refusals %+v", status, tg.Refusals())
	}
	tg.Chat(7).SendsFile("document", "", "scan.pdf", make([]byte, 20<<20+1))
	big := received(t, tg)[0].Message.Document
	if a := ask(t, tg, "sendMessage", fields{"chat_id": 7, "text": "x"}); a.Code != 500 {
		t.Errorf("the scripted fault is gone: %+v", a)
	}
	if a := ask(t, tg, "getFile", fields{"file_id": big.FileID}); a.Description != "Bad Request: file is too big" || big.FileName != "scan.pdf" {
		t.Errorf("%s: %+v", big.FileName, a)
	}
}

func TestDocumentsOfTheBot(t *testing.T) {
	tg, _ := fixed(t)
	b, c := library(t, tg), tg.Chat(7)
	sent, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: 7, Caption: "<i>yours</i>", ParseMode: models.ParseModeHTML, ProtectContent: true,
		Document: &models.InputFileUpload{Filename: "export.json", Data: strings.NewReader(`{"a":1}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	m := last(c)
	if m.Kind != "document" || m.Text != "yours" || !m.Protected || m.File == nil || m.File.Name != "export.json" || string(m.File.Data) != `{"a":1}` {
		t.Errorf("got %+v", m)
	}
	if sent.Document.FileName != "export.json" || sent.Caption != "yours" || len(sent.CaptionEntities) != 1 {
		t.Errorf("answered %+v", sent)
	}
	_, err = b.SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: 7, Document: &models.InputFileString{Data: sent.Document.FileID}})
	if err != nil || last(c).File.Name != "export.json" {
		t.Errorf("once more by its id: %v", err)
	}
	if a := ask(t, tg, "editMessageText", fields{"chat_id": 7, "message_id": sent.ID, "text": "x"}); !strings.Contains(a.Description, "there is no text") {
		t.Errorf("editing its text: %+v", a)
	}
}

func TestRefusedDocuments(t *testing.T) {
	tests := []struct {
		name, want string // part of the error; "" when accepted
		caption    string
		data       []byte
	}{
		{name: "empty", want: "file must be non-empty"},
		{name: "longest caption", data: []byte("x"), caption: strings.Repeat("x", 1024)},
		{name: "long caption", data: []byte("x"), caption: strings.Repeat("x", 1025), want: "caption is too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg, _ := fixed(t)
			tg.Chat(7)
			file := &models.InputFileUpload{Filename: "x", Data: bytes.NewReader(test.data)}
			_, err := library(t, tg).SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: 7, Document: file, Caption: test.caption})
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if got := len(tg.Refusals()); (got == 0) != (test.want == "") {
				t.Errorf("%d refusals", got)
			}
		})
	}
}
