package demo

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSayReachesTheBot(t *testing.T) {
	s := newStage(t)
	s.post("/api/members/"+maya+"/say", `{"text":" a wide river "}`, 204)
	if n := s.telegram.Pending(); n != 1 {
		t.Errorf("%d updates wait for the bot, want 1", n)
	}
	if m := s.last(mayaID); m.Text != "a wide river" || m.FromBot {
		t.Errorf("the chat ends with %+v", m)
	}
	if n := len(s.telegram.Chat(samID).Messages()); n != 0 {
		t.Errorf("Sam's chat has %d messages, want none", n)
	}
}

func TestReplyEditPressAndSend(t *testing.T) {
	s := newStage(t)
	ask := s.sends(mayaID, "When did it end?", "Just now")
	at := "/api/members/" + maya

	s.post(at+"/press", fmt.Sprintf(`{"message":%d,"data":"do:Just now"}`, ask), 204)
	s.post(at+"/reply", fmt.Sprintf(`{"message":%d,"text":"at noon"}`, ask), 204)
	reply := s.last(mayaID)
	if reply.ReplyTo != ask || reply.Text != "at noon" {
		t.Errorf("the reply is %+v, want one to %d", reply, ask)
	}
	s.post(at+"/edit", fmt.Sprintf(`{"message":%d,"text":"at one"}`, reply.ID), 204)
	if m := s.last(mayaID); m.Text != "at one" || m.Edited.IsZero() {
		t.Errorf("after the edit the message is %+v", m)
	}
	s.post(at+"/send", `{"kind":"photo","caption":"the walk"}`, 204)
	if m := s.last(mayaID); m.Kind != "photo" || m.Text != "the walk" {
		t.Errorf("the photo is %+v", m)
	}
	if n := s.telegram.Pending(); n != 4 {
		t.Errorf("%d updates wait for the bot, want 4", n)
	}
}

func TestWhatAPhoneCannotDo(t *testing.T) {
	s := newStage(t)
	bots := s.sends(mayaID, "Hello", "Go on")
	own := s.telegram.Chat(mayaID).Says("hi")
	photo := s.telegram.Chat(mayaID).Sends("photo", "walk")
	sticker := s.telegram.Chat(mayaID).Sends("sticker", "")
	s.bot("sendMessage", map[string]any{"chat_id": mayaID, "text": "Lines", "reply_markup": map[string]any{
		"inline_keyboard": []any{[]any{map[string]string{"text": "Open", "url": "https://findahelpline.com"}}},
	}})
	link := s.last(mayaID).ID
	before := s.telegram.Pending()
	long, caption := strings.Repeat("é", 4097), strings.Repeat("x", 1025)
	tests := []struct {
		path, body string
		status     int
	}{
		{"say", `{"text":"  "}`, 400},
		{"say", `{"text":"` + long + `"}`, 400},
		{"say", `{"text":`, 400},
		{"say", ``, 400},
		{"say", `{"text":"` + strings.Repeat("x", 64<<10) + `"}`, 413},
		{"reply", `{"message":999,"text":"x"}`, 404},
		{"edit", `{"message":999,"text":"x"}`, 404},
		{"edit", fmt.Sprintf(`{"message":%d,"text":"x"}`, bots), 409},
		{"edit", fmt.Sprintf(`{"message":%d,"text":"x"}`, sticker), 409},
		{"edit", fmt.Sprintf(`{"message":%d,"text":"hi"}`, own), 409},
		{"edit", fmt.Sprintf(`{"message":%d,"text":"%s"}`, photo, caption), 400},
		{"press", fmt.Sprintf(`{"message":%d,"data":"do:other"}`, bots), 409},
		{"press", fmt.Sprintf(`{"message":%d}`, link), 409},
		{"press", `{"message":999,"data":"do:Go on"}`, 404},
		{"send", `{"kind":"location"}`, 400},
		{"send", `{"kind":"photo","caption":"` + caption + `"}`, 400},
	}
	for _, tt := range tests {
		s.post("/api/members/"+maya+"/"+tt.path, tt.body, tt.status)
	}
	for _, nobody := range []string{"1", "x", "7400000003"} {
		s.post("/api/members/"+nobody+"/say", `{"text":"x"}`, 404)
	}
	if n := s.telegram.Pending(); n != before {
		t.Errorf("%d updates reached the bot", n-before)
	}
}

func TestLongestTextFits(t *testing.T) {
	s := newStage(t)
	s.post("/api/members/"+maya+"/say", `{"text":"`+strings.Repeat(`\u00e9`, 4096)+`"}`, 204)
	s.post("/api/members/"+maya+"/say", `{"text":"`+strings.Repeat("🌅", 2048)+`"}`, 204)
	s.post("/api/members/"+maya+"/say", `{"text":"`+strings.Repeat("🌅", 2049)+`"}`, 400)
}

func TestBlock(t *testing.T) {
	s := newStage(t)
	at := "/api/members/" + sam
	s.post(at+"/block", `{"blocked":true}`, 204)
	s.post(at+"/block", `{"blocked":true}`, 204)
	s.post(at+"/say", `{"text":"hello"}`, 409)
	s.post(at+"/send", `{"kind":"voice"}`, 409)
	if n := s.telegram.Pending(); n != 1 {
		t.Errorf("%d updates tell of one block", n)
	}
	b := s.state("").Board
	if b.Members[0].Blocked || !b.Members[1].Blocked {
		t.Error("the board does not say that Sam alone blocks the bot")
	}
	s.post(at+"/block", `{"blocked":false}`, 204)
	s.post(at+"/say", `{"text":"hello"}`, 204)
	if n := s.telegram.Pending(); n != 3 {
		t.Errorf("%d updates, want the block, its end and a text", n)
	}
}

func TestNewcomersArrive(t *testing.T) {
	s := newStage(t)
	for n := 2; n < len(newcomers); n++ {
		if b := s.state("").Board; len(b.Members) != n || !b.Room {
			t.Fatalf("%d members and room %v, want %d and room", len(b.Members), b.Room, n)
		}
		s.post("/api/members", `{}`, 204)
	}
	b := s.state("").Board
	if len(b.Members) != len(newcomers) || b.Room {
		t.Errorf("%d members and room %v, want all and none", len(b.Members), b.Room)
	}
	s.post("/api/members", `{}`, 409)
	for _, m := range b.Members {
		if _, err := time.LoadLocation(m.Zone); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

func TestSkip(t *testing.T) {
	start := time.Now()
	in := func(d time.Duration) time.Time { return start.Add(d) }
	tests := []struct {
		name, path string
		next       map[int64]time.Time
		err        error
		status     int
		least      time.Duration // how far the clock is ahead afterwards, to a minute
	}{
		{"an hour", "hour", nil, nil, 204, time.Hour},
		{"to the only one", "next", map[int64]time.Time{samID: in(5 * time.Hour)}, nil, 204, 5 * time.Hour},
		{"to the earliest", "next", map[int64]time.Time{mayaID: in(9 * time.Hour), samID: in(5 * time.Hour)}, nil, 204, 5 * time.Hour},
		{"to one overdue", "next", map[int64]time.Time{mayaID: in(-time.Hour)}, nil, 204, 0},
		{"nothing waits", "next", nil, nil, 409, 0},
		{"the bot is in trouble", "next", nil, errors.New("database not open"), 500, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t)
			s.plans(func(chat int64) (time.Time, error) { return tt.next[chat], tt.err })
			s.post("/api/clock/"+tt.path, `{}`, tt.status)
			if off := s.clock.skipped() - tt.least; off > time.Minute || off < -time.Minute {
				t.Errorf("the clock is %v ahead, want %v", s.clock.skipped(), tt.least)
			}
			if (s.woken == 1) != (tt.status == http.StatusNoContent) {
				t.Errorf("the bot was woken %d times", s.woken)
			}
		})
	}
}

func TestDownload(t *testing.T) {
	s := newStage(t)
	c := s.telegram.Chat(mayaID)
	text := s.sends(mayaID, "no file here")
	s.document(mayaID, `my "diary".html`, "<script>alert(1)</script>")
	w := s.ask("GET", fmt.Sprintf("/api/members/%s/files/%d", maya, s.last(mayaID).ID), "", nil)
	if w.Code != 200 || w.Body.String() != "<script>alert(1)</script>" {
		t.Errorf("download: %d %s", w.Code, w.Body)
	}
	for name, want := range map[string]string{
		"Content-Disposition":    `attachment; filename="my \"diary\".html"`,
		"Content-Type":           "application/octet-stream",
		"X-Content-Type-Options": "nosniff",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, path := range []string{
		fmt.Sprintf("%s/files/%d", maya, text), fmt.Sprintf("%s/files/%d", sam, s.last(mayaID).ID),
		maya + "/files/x", "1/files/1",
	} {
		if w := s.ask("GET", "/api/members/"+path, "", nil); w.Code != 404 {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
	if len(c.Messages()) != 2 {
		t.Errorf("%d messages, want 2", len(c.Messages()))
	}
}
