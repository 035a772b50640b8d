package demo

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

func TestBoard(t *testing.T) {
	s := newStage(t)
	due := s.clock.Now().Add(time.Hour).Truncate(time.Second)
	s.plans(func(chat int64) (time.Time, error) {
		if chat == mayaID {
			return due, nil
		}
		return time.Time{}, errors.New("database not open")
	})
	s.bot("setMyCommands", map[string]any{"commands": []any{map[string]string{"command": "stop", "description": "No more nudges"}}})
	own := s.telegram.Chat(mayaID).Says("1 < 2 &amp; <script>alert(1)</script>")
	s.bot("setMessageReaction", map[string]any{"chat_id": mayaID, "message_id": own, "reaction": []any{map[string]string{"type": "emoji", "emoji": "🙏"}}})
	s.sends(mayaID, "A few minutes. <tg-spoiler>What stayed?</tg-spoiler>", "Write")

	b := s.state("").Board
	if len(b.Commands) != 1 || b.Commands[0] != (command{"stop", "No more nudges"}) {
		t.Errorf("commands are %v", b.Commands)
	}
	p := b.Members[0]
	if !p.Next.Equal(due) || p.Unsure || !b.Members[1].Unsure || !b.Members[1].Next.IsZero() {
		t.Errorf("next are %v (unsure %v) and %v (unsure %v)", p.Next, p.Unsure, b.Members[1].Next, b.Members[1].Unsure)
	}
	if m := p.Messages[0]; m.Text != "1 < 2 &amp; <script>alert(1)</script>" || m.Reaction != "🙏" || m.Bot {
		t.Errorf("the member's message is %+v", m)
	}
	m := p.Messages[1]
	if m.Text != "A few minutes. What stayed?" || len(m.Entities) != 1 || m.Entities[0] != (entity{Type: "spoiler", Offset: 15, Length: 12}) {
		t.Errorf("the nudge is %+v", m)
	}
	if len(m.Buttons) != 1 || m.Buttons[0][0] != (button{Label: "Write", Data: "do:Write"}) {
		t.Errorf("its buttons are %v", m.Buttons)
	}
	if p.Locked == nil || p.Locked.Text != "A few minutes. ▒▒▒▒▒▒▒▒▒▒▒▒" || b.Members[1].Locked != nil {
		t.Errorf("the locked phones show %+v and %+v", p.Locked, b.Members[1].Locked)
	}
}

func TestStateWaitsForAChange(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *stage)
		within time.Duration
	}{
		{"the bot says something", func(s *stage) { s.sends(samID, "Hello") }, 0},
		{"the member says something", func(s *stage) { s.post("/api/members/"+sam+"/say", `{"text":"hi"}`, 204) }, 0},
		{"the bot answers a button", func(s *stage) {
			id := s.telegram.Chat(mayaID).Messages()[0].ID
			s.post("/api/members/"+maya+"/press", `{"message":`+strconv.Itoa(id)+`,"data":"do:Go"}`, 204)
			s.answerQuery("Noted.")
		}, 0},
		{"somebody arrives", func(s *stage) { s.post("/api/members", `{}`, 204) }, 0},
		{"time is skipped", func(s *stage) { s.post("/api/clock/hour", `{}`, 204) }, 0},
		{"the bot plans", func(s *stage) {
			due := s.clock.Now().Add(time.Hour)
			s.plans(func(int64) (time.Time, error) { return due, nil })
		}, lookEvery},
		{"nothing happens", func(*stage) {}, pollFor},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t)
				s.sends(mayaID, "Go?", "Go")
				known := s.state("").Version
				answered := make(chan update)
				start := time.Now()
				go func() { answered <- s.state(known) }()
				synctest.Wait()
				select {
				case <-answered:
					t.Fatal("the state did not wait")
				default:
				}
				tt.change(s)
				u := <-answered
				if waited := time.Since(start); waited > tt.within {
					t.Errorf("the answer took %v, want at most %v", waited, tt.within)
				}
				if (u.Version == known) != (tt.within == pollFor) {
					t.Errorf("version %s after %s", u.Version, known)
				}
				if !u.Now.Equal(s.clock.Now()) {
					t.Errorf("the state's time is %v, want %v", u.Now, s.clock.Now())
				}
			})
		})
	}
}

func TestStateEndsWithItsRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		ctx, leave := context.WithCancel(t.Context())
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/state?version="+s.state("").Version, nil)
		r.Host = "localhost:8080"
		done := make(chan struct{})
		go func() { s.handler.ServeHTTP(httptest.NewRecorder(), r); close(done) }()
		synctest.Wait()
		start := time.Now()
		leave()
		<-done
		if time.Since(start) != 0 {
			t.Errorf("the handler went on for %v", time.Since(start))
		}
	})
}

// Only time passing does not make a new version: else the page would be told
// everything over and over.
func TestVersionIsTheBoards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		first := s.state("")
		time.Sleep(time.Hour) // a bubble's hour
		second := s.state("")
		if first.Version != second.Version {
			t.Error("an hour made another version")
		}
		if second.Now.Sub(first.Now) != time.Hour {
			t.Errorf("an hour took %v", second.Now.Sub(first.Now))
		}
	})
}
