package crisis

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var clinic = Clinic{Name: "Harbor Clinic", Phone: "+1 555 0100", UrgentPhone: "+1 555 0199", Country: "US"}

func TestHelpBegins(t *testing.T) {
	const acute = "I'm an automated helper and nobody reads this live, so I want to get you to a person. If you might act on this, call 911 (or 112, or your local number) now. "
	if got := Help(A, clinic, "en").Text; !strings.HasPrefix(got, acute) {
		t.Errorf("card A begins %q", got)
	}
	const heavy = "That sounds heavy. I'm automated and can't judge how you are, but people can listen right now:"
	if got := Help(B, clinic, "en").Text; !strings.HasPrefix(got, heavy) {
		t.Errorf("card B begins %q", got)
	}
	for _, tier := range []Tier{A, B, None} {
		if got := Help(tier, clinic, "en").Text; !strings.Contains(got, "You don't have to be sure, or bad enough, to call.") {
			t.Errorf("card %s lacks the line that nobody has to be sure: %q", name(tier), got)
		}
	}
}

// TestEveryCard holds every card of every language and kind of country to what
// a card must have and must never say.
func TestEveryCard(t *testing.T) {
	never := []string{"!", "¡", "<", "*", "_y", "#", "understand how you feel", "entiendo cómo te sientes", "be fine", "staff", "someone will", "we will", "  "}
	for _, country := range []string{"US", "us", "CA", "GB", "IE", "ES", "AU", "NZ", "MX", "NP", ""} {
		for _, lang := range []string{"en", "es", "es-MX", "de", ""} {
			for _, tier := range []Tier{A, B, Medical, None} {
				c := clinic
				c.Country = country
				card := Help(tier, c, lang)
				at := name(tier) + " " + country + " " + lang
				if n := utf8.RuneCountInString(card.Text); n == 0 || n >= 1500 {
					t.Errorf("%s: %d characters", at, n)
				}
				if strings.Index(card.Text, "+1 555 0199") > strings.Index(card.Text, "+1 555 0100") || !strings.Contains(card.Text, "+1 555 0199") {
					t.Errorf("%s: the urgent number does not come first: %q", at, card.Text)
				}
				for _, bad := range never {
					if strings.Contains(card.Text, bad) {
						t.Errorf("%s: says %q: %q", at, bad, card.Text)
					}
				}
				if card.Close == "" || Closed(lang) == "" {
					t.Errorf("%s: no button or no closing line", at)
				}
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for country, want := range map[string]string{
		"US": "call 911 (or 112, or your local number)", "CA": "call 911 (or 112, or your local number)",
		"GB": "call 999 (or 112, or your local number)", "IE": "call 112 (or your local number)", "DE": "call 112 (or your local number)",
		"AU": "call 000 (or 112, or your local number)", "nz": "call 111 (or 112, or your local number)",
		"NP": "call your local emergency number", "": "call your local emergency number",
	} {
		for _, tier := range []Tier{A, B, Medical, None} {
			if got := Help(tier, Clinic{Country: country}, "en").Text; !strings.Contains(got, want) {
				t.Errorf("card %s for %q lacks %q: %q", name(tier), country, want, got)
			}
		}
	}
	for country, want := range map[string]string{"US": "988", "GB": "116 123", "IE": "116 123", "CA": "9-8-8", "ES": "findahelpline.com", "": "findahelpline.com"} {
		for _, lang := range []string{"en", "es"} {
			if got := Help(B, Clinic{Country: country}, lang).Text; !strings.Contains(got, want) {
				t.Errorf("card B %s for %q lacks %q: %q", lang, country, want, got)
			}
		}
	}
}

func TestClinicWithoutNumbers(t *testing.T) {
	for _, c := range []Clinic{{}, {Name: "Harbor Clinic"}} {
		if got := Help(A, c, "en").Text; strings.Contains(got, "Clinic:") || strings.Contains(got, "clinic:") || strings.Contains(got, "\n\n\n") {
			t.Errorf("%+v: %q", c, got)
		}
	}
	if got := Help(A, Clinic{Phone: "123"}, "es").Text; !strings.Contains(got, "Tu clínica: 123") {
		t.Errorf("a clinic without a name: %q", got)
	}
}

func TestLanguages(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "I'm OK, this was about my session", "es": "Estoy bien, hablaba de mi sesión", "es-419": "Estoy bien, hablaba de mi sesión",
		"est": "I'm OK, this was about my session", "": "I'm OK, this was about my session",
	} {
		if got := Help(A, clinic, lang).Close; got != want {
			t.Errorf("button in %q = %q, want %q", lang, got, want)
		}
	}
}

func TestVerified(t *testing.T) {
	if got, want := Verified(), time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("Verified() = %v, want %v", got, want)
	}
	list := []Line{{Verified: day(2026, time.May, 2)}, {Verified: day(2026, time.May, 1)}, {Verified: day(2026, time.May, 3)}}
	if got := oldest(list); got.Day() != 1 {
		t.Errorf("oldest = %v", got)
	}
	for _, l := range lines {
		if l.Verified.IsZero() || l.Verified.Before(Verified()) || l.English == "" || l.Spanish == "" {
			t.Errorf("help line %+v", l)
		}
	}
}
