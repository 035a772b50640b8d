package crisis

import (
	"cmp"
	"strings"
)

// Clinic is what a card says of the member's clinic. Any field may be empty.
type Clinic struct {
	Name        string
	Phone       string
	UrgentPhone string // named first on every card
	Country     string // ISO 3166 alpha-2, any case; chooses help lines and emergency number
}

// Card is a help card: plain text without markup, under 1,500 characters for
// any sensible Clinic, and the label of its one button, which closes it.
type Card struct {
	Text  string
	Close string
}

// Help returns the card for a tier; for None the general one that /help_now
// shows. lang is "en" or "es" (a region may follow, "es-MX"); others get
// English.
func Help(t Tier, c Clinic, lang string) Card {
	w := wordsFor(lang)
	var parts []string
	switch t {
	case A:
		parts = []string{w.acute(w.emergency(c)), w.lines(c), w.clinic(c), w.sureEnough}
	case Medical:
		parts = []string{w.medical(w.emergency(c)), w.clinic(c), w.medicalEnd}
	case B:
		parts = []string{w.heavy, w.lines(c), w.clinic(c), w.danger(w.emergency(c)), w.sureEnough}
	default:
		parts = []string{w.general, w.lines(c), w.clinic(c), w.danger(w.emergency(c)), w.sureEnough}
	}
	return Card{Text: joinParts(parts), Close: w.close}
}

// Closed returns the line that follows when the button was pressed.
func Closed(lang string) string { return wordsFor(lang).closed }

func wordsFor(lang string) cardWords {
	if lang == "es" || strings.HasPrefix(lang, "es-") || strings.HasPrefix(lang, "es_") {
		return spanish
	}
	return english
}

// lines lists the help lines of the clinic's country.
func (w cardWords) lines(c Clinic) string {
	var list []string
	for _, l := range Lines(c.Country) {
		list = append(list, "• "+w.line(l))
	}
	return strings.Join(list, "\n")
}

// clinic gives the clinic's own number, the urgent one first, or nothing.
func (w cardWords) clinic(c Clinic) string {
	name := cmp.Or(c.Name, w.yourClinic)
	switch {
	case c.UrgentPhone != "" && c.Phone != "" && c.Phone != c.UrgentPhone:
		return name + ": " + c.UrgentPhone + " (" + w.urgent + "), " + c.Phone
	case c.UrgentPhone != "":
		return name + ": " + c.UrgentPhone + " (" + w.urgent + ")"
	case c.Phone != "":
		return name + ": " + c.Phone
	}
	return ""
}

// emergency names whom to call in the clinic's country. Members travel, so the
// number is never given alone.
func (w cardWords) emergency(c Clinic) string {
	switch n := emergencyNumber(c.Country); n {
	case "":
		return w.localNumber
	case "112":
		return w.number112
	default:
		return strings.ReplaceAll(w.numberOr112, "#", n)
	}
}

func joinParts(parts []string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}
