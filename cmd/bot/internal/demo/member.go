package demo

import (
	"net/http"
	"strconv"
	"sync"

	"afterglow/cmd/bot/internal/telegram/telegramtest"
)

// A newcomer is somebody who may open the bot for the first time.
type newcomer struct {
	name, language string
	lives          string // what the page says about it; the bot has to ask
	zone           string // the IANA zone the phone's clock starts in
}

// newcomers arrive in this order. Their zones differ in what makes zones hard:
// the side of the date line, clock changes or none, and quarter hours.
var newcomers = []newcomer{
	{name: "Maya", language: "en", lives: "says she lives in New York", zone: "America/New_York"},
	{name: "Sam", language: "en", lives: "says he lives in Berlin", zone: "Europe/Berlin"},
	{name: "Lucía", language: "es", lives: "says she lives in Mexico City", zone: "America/Mexico_City"},
	{name: "Bishal", language: "en", lives: "says he lives in Kathmandu", zone: "Asia/Kathmandu"},
	{name: "Aroha", language: "en", lives: "says she lives in Auckland", zone: "Pacific/Auckland"},
	{name: "Inés", language: "es", lives: "says she lives in Madrid", zone: "Europe/Madrid"},
}

// firstID is the first member's chat id. Like many real ones it does not fit
// 32 bits.
const firstID = 7_400_000_001

// A member is a newcomer who has arrived, with a phone.
type member struct {
	newcomer
	id      int64
	chat    *telegramtest.Chat
	blocked bool // guarded by arrivals.mu
}

// arrivals are the members there are, in the order they came.
type arrivals struct {
	mu      sync.Mutex
	members []*member
}

// all returns the members as they are now, as copies.
func (a *arrivals) all() []member {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := make([]member, len(a.members))
	for i, m := range a.members {
		list[i] = *m
	}
	return list
}

// find returns the member a request is about.
func (a *arrivals) find(r *http.Request) (member, bool) {
	id, err := strconv.ParseInt(r.PathValue("member"), 10, 64)
	if err != nil {
		return member{}, false
	}
	for _, m := range a.all() {
		if m.id == id {
			return m, true
		}
	}
	return member{}, false
}

// setBlocked notes whether that member blocks the bot.
func (a *arrivals) setBlocked(id int64, blocked bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range a.members {
		if m.id == id {
			m.blocked = blocked
		}
	}
}

// welcome lets the next newcomer in, and reports whether there was one.
func (d *desk) welcome() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := len(d.members)
	if n == len(newcomers) {
		return false
	}
	m := &member{newcomer: newcomers[n], id: firstID + int64(n)}
	m.chat = d.Telegram.Chat(m.id)
	m.chat.SetName(m.name)
	m.chat.SetLanguage(m.language)
	d.members = append(d.members, m)
	return true
}

// message returns the message with that id as the member's chat shows it now.
func (m member) message(id int) (telegramtest.Message, bool) {
	for _, msg := range m.chat.Messages() {
		if msg.ID == id {
			return msg, true
		}
	}
	return telegramtest.Message{}, false
}
