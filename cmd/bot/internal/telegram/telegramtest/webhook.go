package telegramtest

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
)

// A webhook is where updates are to be posted; the zero one means nowhere.
type webhook struct {
	url    string
	secret string
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (t *Telegram) setWebhook(c *call) (any, *failure) {
	address, secret := c.fields["url"], c.fields["secret_token"]
	allowed, f := t.readAllowed(c)
	if f != nil {
		return nil, f
	}
	if secret != "" && !secretForm.MatchString(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	if address == "" {
		return t.deleteWebhook(c)
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	t.updates.end(conflict("terminated by setWebhook request"))
	t.updates.allowed = allowed
	t.webhook = webhook{url: address, secret: secret}
	t.dropPending(c)
	return true, nil
}

func (t *Telegram) deleteWebhook(c *call) (any, *failure) {
	t.webhook = webhook{}
	t.dropPending(c)
	return true, nil
}

func (t *Telegram) dropPending(c *call) {
	if c.flag("drop_pending_updates") {
		t.updates.waiting = nil
	}
}

func (t *Telegram) getWebhookInfo(*call) (any, *failure) {
	info := object{
		"url":                    t.webhook.url,
		"has_custom_certificate": false,
		"pending_update_count":   len(t.updates.waiting),
	}
	if len(t.updates.allowed) > 0 {
		info["allowed_updates"] = t.updates.allowed
	}
	return info, nil
}

// Deliver posts the waiting updates to h as Telegram does to a webhook, one by
// one and oldest first, with the secret header setWebhook asked for. An update
// is confirmed by a 2xx; the first other answer ends the delivery. It returns
// how many updates were confirmed, none when no webhook is set. What h writes
// is not looked at: method calls in a webhook's answer are not played.
func (t *Telegram) Deliver(h http.Handler) int {
	for n := 0; ; n++ {
		u, hook, ok := t.oldest()
		if !ok {
			return n
		}
		r, err := http.NewRequest(http.MethodPost, hook.url, bytes.NewReader(u.raw))
		if err != nil {
			return n
		}
		r.Header.Set("Content-Type", "application/json")
		if hook.secret != "" {
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
		}
		w := &status{}
		h.ServeHTTP(w, r)
		if w.code/100 != 2 && w.code != 0 {
			return n
		}
		t.delivered(u)
	}
}

func (t *Telegram) oldest() (update, webhook, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.webhook.url == "" || len(t.updates.waiting) == 0 {
		return update{}, webhook{}, false
	}
	return t.updates.waiting[0], t.webhook, true
}

func (t *Telegram) delivered(u update) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.updates.waiting; len(w) > 0 && w[0].id == u.id && w[0].run == u.run {
		t.updates.waiting = w[1:]
	}
}

// A status is a ResponseWriter that keeps the status only; 0 means 200.
type status struct {
	code   int
	header http.Header
}

func (s *status) Header() http.Header {
	if s.header == nil {
		s.header = http.Header{}
	}
	return s.header
}

func (s *status) Write(b []byte) (int, error) { return len(b), nil }

func (s *status) WriteHeader(code int) {
	if s.code == 0 {
		s.code = code
	}
}
