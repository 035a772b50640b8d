package demo

import (
	"encoding/json"
	"mime"
	"net"
	"net/http"
)

// bodyLimit bounds what a POST may carry, in bytes: the longest text Telegram
// takes, with every character of it escaped, and some room.
const bodyLimit = 32 << 10

// guard lets through only what the page itself, opened on this machine, asks.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		harden(w.Header())
		switch {
		case !loopback(r.Host):
			refuse(w, http.StatusForbidden, "the demo is only served as 127.0.0.1 or localhost")
		case foreign(r):
			refuse(w, http.StatusForbidden, "the demo only listens to its own page")
		case r.Method == http.MethodPost && !isJSON(r):
			refuse(w, http.StatusUnsupportedMediaType, "the demo only reads JSON")
		default:
			r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
			next.ServeHTTP(w, r)
		}
	})
}

// harden tells the browser to run nothing but our own page and to show it to
// nobody else.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// loopback reports whether a Host header names this machine. A rebound DNS name
// leads here too, but it still stands in the header.
func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return name == "127.0.0.1" || name == "localhost"
}

// foreign reports whether another web page asks, be it only to read. A browser
// says so in at least one of two headers; the page itself may be opened from a
// link anywhere.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return true
	}
	site := r.Header.Get("Sec-Fetch-Site")
	return r.URL.Path != "/" && (site == "cross-site" || site == "same-site")
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}

// refuse answers with an error in words the page shows as they are.
func refuse(w http.ResponseWriter, status int, why string) {
	answer(w, status, map[string]string{"error": why})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the visitor left; nobody to tell
}
