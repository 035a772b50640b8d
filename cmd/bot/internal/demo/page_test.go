package demo

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
)

func TestPageIsServed(t *testing.T) {
	w := newStage(t).ask("GET", "/", "", nil)
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" || w.Body.String() != page {
		t.Errorf("%d %s", w.Code, w.Header())
	}
}

// The browser runs what the policy names by its digest. Were there a second
// script or style, or an attribute that is one, it would be dropped silently.
func TestPolicyFitsThePage(t *testing.T) {
	for _, name := range []string{"script", "style"} {
		found := regexp.MustCompile(`(?s)<`+name+`\b[^>]*>(.*?)</`+name+`>`).FindAllStringSubmatch(page, -1)
		if len(found) != 1 {
			t.Fatalf("%d elements %s, want 1", len(found), name)
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		want := name + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; "
		if !strings.Contains(policy, want) {
			t.Errorf("the policy has no %s", want)
		}
	}
	for _, forbidden := range []string{"unsafe", "*", "http:", "https:"} {
		if strings.Contains(policy, forbidden) {
			t.Errorf("the policy has %s", forbidden)
		}
	}
	if found := regexp.MustCompile(`<[a-z][^>]*\s(on[a-z]+|style)=`).FindString(page); found != "" {
		t.Errorf("the page has %s", found)
	}
}

// What is said in a chat is text. It becomes nodes one by one, and nothing in
// the page turns it into markup or code.
func TestPageNeverParsesText(t *testing.T) {
	for _, sink := range []string{
		"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc", "DOMParser",
		"createContextualFragment", "setHTML", "eval(", "Function(", "javascript:",
	} {
		if strings.Contains(page, sink) {
			t.Errorf("the page uses %s", sink)
		}
	}
}

func TestPageLoadsNothingFromTheNetwork(t *testing.T) {
	for _, found := range regexp.MustCompile(`(?i)\b(src|href)\s*=\s*["'](https?:)?//|url\(\s*["']?(https?:)?//|@import`).FindAllString(page, -1) {
		t.Errorf("the page has %s", found)
	}
}
