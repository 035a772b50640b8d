package demo

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"net/http"
	"strings"
)

//go:embed page.html
var page string

// policy allows the page's own script and style, known by their digests, and
// talking to this server and showing its pictures; nothing else. Trusted types make the browser refuse
// every way of turning text into markup.
var policy = strings.Join([]string{
	"default-src 'none'",
	"script-src " + digest(page, "script"),
	"style-src " + digest(page, "style"),
	"connect-src 'self'",
	"img-src 'self' data:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
}, "; ")

// digest returns the policy's source expression for the content of the only
// element of that name.
func digest(html, name string) string {
	_, rest, _ := strings.Cut(html, "<"+name+">")
	content, _, _ := strings.Cut(rest, "</"+name+">")
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func servePage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(page)) // the visitor left; nobody to tell
}
