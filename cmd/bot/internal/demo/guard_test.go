package demo

import (
	"net/http"
	"testing"
)

func TestGuard(t *testing.T) {
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Host = name; r.Header.Set("Origin", "http://"+name) }
	}
	tests := []struct {
		name, method, path string
		edit               func(*http.Request)
		status             int
	}{
		{"the page's own", "POST", "/api/clock/hour", nil, 204},
		{"another name of this machine", "POST", "/api/clock/hour", host("localhost:8080"), 204},
		{"without a port", "POST", "/api/clock/hour", host("localhost"), 204},
		{"a program", "POST", "/api/clock/hour", func(r *http.Request) { r.Header.Del("Origin"); r.Header.Del("Sec-Fetch-Site") }, 204},
		{"JSON with a charset", "POST", "/api/clock/hour", set("Content-Type", "application/json; charset=utf-8"), 204},

		{"a rebound name", "POST", "/api/clock/hour", host("evil.example:8080"), 403},
		{"a rebound name, reading", "GET", "/api/state", host("evil.example:8080"), 403},
		{"a rebound name, the page", "GET", "/", host("evil.example"), 403},
		{"a name that begins like ours", "POST", "/api/clock/hour", host("127.0.0.1.evil.example:8080"), 403},
		{"no name", "GET", "/", func(r *http.Request) { r.Host = "" }, 403},
		{"a foreign origin", "POST", "/api/clock/hour", set("Origin", "https://evil.example"), 403},
		{"another port here", "POST", "/api/clock/hour", set("Origin", "http://127.0.0.1:9999"), 403},
		{"a hidden origin", "POST", "/api/clock/hour", set("Origin", "null"), 403},
		{"a foreign site", "POST", "/api/clock/hour", set("Sec-Fetch-Site", "cross-site"), 403},
		{"a neighbour site", "POST", "/api/clock/hour", set("Sec-Fetch-Site", "same-site"), 403},
		{"a foreign site, reading", "GET", "/api/state", set("Sec-Fetch-Site", "cross-site"), 403},
		{"a link to the page", "GET", "/", set("Sec-Fetch-Site", "cross-site"), 200},
		{"a form", "POST", "/api/clock/hour", set("Content-Type", "text/plain"), 415},
		{"no type", "POST", "/api/clock/hour", func(r *http.Request) { r.Header.Del("Content-Type") }, 415},
		{"a change by GET", "GET", "/api/clock/hour", nil, 405},
		{"another page", "GET", "/other", nil, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t)
			w := s.ask(tt.method, tt.path, `{}`, tt.edit)
			if w.Code != tt.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, tt.status)
			}
			if (s.clock.skipped() > 0) != (tt.status == 204) {
				t.Errorf("the clock moved by %v", s.clock.skipped())
			}
			if w.Header().Get("Content-Security-Policy") != policy {
				t.Error("an answer without the policy")
			}
		})
	}
}
