package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

const token = "1:test"

// maya and sam are there from the start.
const (
	maya = "7400000001"
	sam  = "7400000002"

	mayaID, samID = firstID, firstID + 1
)

// A stage is a demo with a bot that does what the test says.
type stage struct {
	*testing.T
	telegram *telegramtest.Telegram
	clock    *Clock
	woken    int

	mu      sync.Mutex
	next    func(chat int64) (time.Time, error) // what the bot says is next
	handler http.Handler
}

func newStage(t *testing.T) *stage {
	s := &stage{T: t, clock: NewClock()}
	s.telegram = telegramtest.New(token, s.clock.Now)
	s.telegram.SetLimits(telegramtest.Limits{})
	s.plans(func(int64) (time.Time, error) { return time.Time{}, nil })
	server := &Server{
		Telegram: s.telegram,
		Clock:    s.clock,
		Next: func(_ context.Context, chat int64) (time.Time, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.next(chat)
		},
		Wake: func() { s.woken++ },
	}
	s.handler = server.Handler()
	return s
}

// plans changes what the bot says is next.
func (s *stage) plans(next func(chat int64) (time.Time, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = next
}

// ask sends a request as the page would, with header lines changed by edit.
func (s *stage) ask(method, path, body string, edit func(*http.Request)) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequestWithContext(s.Context(), method, path, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if edit != nil {
		edit(r)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// post does an action and wants this status.
func (s *stage) post(path, body string, status int) {
	s.Helper()
	w := s.ask("POST", path, body, nil)
	if w.Code != status {
		s.Errorf("POST %s %s: %d %s, want %d", path, body, w.Code, w.Body, status)
	}
	if status != http.StatusNoContent && !strings.Contains(w.Body.String(), `"error":"`) {
		s.Errorf("POST %s: %s has no error for the visitor", path, w.Body)
	}
}

// state asks for the state when the page knows this version.
func (s *stage) state(known string) update {
	s.Helper()
	w := s.ask("GET", "/api/state?version="+known, "", nil)
	var u update
	if err := json.Unmarshal(w.Body.Bytes(), &u); err != nil || w.Code != http.StatusOK {
		s.Fatalf("state: %d %s: %v", w.Code, w.Body, err)
	}
	return u
}

// bot makes a call to Telegram as the bot would.
func (s *stage) bot(method string, fields map[string]any) {
	s.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		s.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/bot"+token+"/"+method, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.telegram.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		s.Fatalf("%s: %d %s", method, w.Code, w.Body)
	}
}

// sends is a text from the bot, with a button for each label. Its data is
// "do:" and the label.
func (s *stage) sends(chat int64, html string, labels ...string) int {
	s.Helper()
	fields := map[string]any{"chat_id": chat, "text": html, "parse_mode": "HTML"}
	var row []map[string]string
	for _, label := range labels {
		row = append(row, map[string]string{"text": label, "callback_data": "do:" + label})
	}
	if row != nil {
		fields["reply_markup"] = map[string]any{"inline_keyboard": []any{row}}
	}
	s.bot("sendMessage", fields)
	return s.last(chat).ID
}

// last is the newest message of a chat.
func (s *stage) last(chat int64) telegramtest.Message {
	s.Helper()
	all := s.telegram.Chat(chat).Messages()
	if len(all) == 0 {
		s.Fatal("the chat is empty")
	}
	return all[len(all)-1]
}

// answerQuery answers the newest press of a button as the bot would.
func (s *stage) answerQuery(text string) {
	s.Helper()
	r := httptest.NewRequest("POST", "/bot"+token+"/getUpdates", strings.NewReader(`{}`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.telegram.ServeHTTP(w, r)
	var got struct {
		Result []struct {
			Query struct{ ID string } `json:"callback_query"`
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || len(got.Result) == 0 {
		s.Fatalf("getUpdates: %s: %v", w.Body, err)
	}
	query := got.Result[len(got.Result)-1].Query.ID
	s.bot("answerCallbackQuery", map[string]any{"callback_query_id": query, "text": text})
}

// document sends a file from the bot.
func (s *stage) document(chat int64, name, content string) {
	s.Helper()
	s.upload(chat, "sendDocument", "document", name, content, "")
}

// photo sends a picture from the bot.
func (s *stage) photo(chat int64, name, content, caption string) {
	s.Helper()
	s.upload(chat, "sendPhoto", "photo", name, content, caption)
}

func (s *stage) upload(chat int64, method, field, name, content, caption string) {
	s.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("chat_id", strconv.FormatInt(chat, 10)) // a bytes.Buffer takes everything
	_ = form.WriteField("caption", caption)
	part, _ := form.CreateFormFile(field, name)
	_, _ = part.Write([]byte(content))
	_ = form.Close()
	r := httptest.NewRequest("POST", "/bot"+token+"/"+method, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	s.telegram.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		s.Fatalf("%s: %d %s", method, w.Code, w.Body)
	}
}
