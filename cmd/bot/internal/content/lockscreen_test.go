package content

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"afterglow/nudges"
)

// beforeTheTap are the words that no locked phone shows (docs/safety.md, "What
// a locked phone shows"), as the beginnings of words: of all languages, in any.
var beforeTheTap = regexp.MustCompile(`(?i)\b(ketamin|infusion|dose|dosing|trips?\b|tripp|psychedelic|journey|session|treatment|therap|clinic|depress|anxi|trauma|ptsd|alcohol|suicid|medic|integrat` +
	`|infusi[oó]n|dosis|dosific|viaj|psicod[eé]l|psiquedel|sesi[oó]n|tratamient|terap|cl[ií]nic|depresi|deprim|ansi[eo]|traum[aá]|tept\b|m[eé]dic|integr)`)

func TestBeforeTheTap(t *testing.T) {
	for _, word := range strings.Split("ketamine, infusion, dose, trip, psychedelic, journey, session, treatment, therapy, therapist, clinic, depression, anxiety, trauma, PTSD, alcohol, suicide, suicidal, medication, integration, integrator, integrate, Sessions, doses, trips, "+
		"ketamina, infusión, infusiones, dosis, dosificación, viaje, viajar, psicodélico, psicodélica, sesión, sesiones, sesion, tratamiento, terapia, terapeuta, terapéutico, clínica, clinica, depresión, deprimida, ansiedad, ansioso, "+
		"traumático, TEPT, suicidio, suicidarse, medicación, medicamento, médica, integración, integrador, integradora, integrar", ", ") {
		if !beforeTheTap.MatchString("Your "+word+".") || !beforeTheTap.MatchString(strings.ToUpper(word)) {
			t.Errorf("%q would be shown", word)
		}
	}
	for _, text := range []string{"A strip of paper.", "Obsession", "A quiet hello.", "Reminder", "Tripod", "Un saludo tranquilo.", "Un recordatorio amable.", "Obsesión", "Una sesentena", "La vianda", "Con ansia"} {
		if beforeTheTap.MatchString(text) {
			t.Errorf("%q would be banned", text)
		}
	}
}

// The first line of every nudge is neutral: the rest is a spoiler, which a
// locked phone hides.
func TestFirstLines(t *testing.T) {
	eachPrompt(func(lang string, k nudges.Kind, p Prompt) {
		if found := beforeTheTap.FindString(p.First); found != "" {
			t.Errorf("%s: %s: a locked phone would show %q", lang, p.ID, found)
		}
	})
}

// underNudge are the functions of package talk that put buttons under a nudge.
var underNudge = []string{"nudgeButtons", "nudgeRow", "nudgeLater", "nudgeFewer", "practiceRows", "practiceTimes", "fiveBreaths", "moodButton", "moodScale", "moodUnder"}

// menuOfPractices are the labels of the buttons that choose a practice.
var menuOfPractices = []string{"practice.", "minutes."}

// Buttons under a nudge are shown beside its first line.
func TestButtonsUnderNudges(t *testing.T) {
	l := Builtin()
	u := readTalk(t, underNudge...)
	var under []string
	for name := range l.languages[Fallback].labels {
		if u.labels[name] || slices.ContainsFunc(slices.Concat(u.labelPrefixes, menuOfPractices), func(p string) bool { return strings.HasPrefix(name, p) }) {
			under = append(under, name)
		}
	}
	for _, must := range []string{"write", "later", "not_now", "fewer", "booked", "monday", "booking", "declined", "snooze_hour", "mute", "gentle", "back", "keep_as_is", "practice.walk", "minutes.2"} {
		if !slices.Contains(under, must) {
			t.Errorf("the button %q is not found under a nudge: look where it went", must)
		}
	}
	for _, lang := range l.Languages() {
		for _, name := range under {
			if found := beforeTheTap.FindString(l.Label(lang, name)); found != "" {
				t.Errorf("%s: the button %s under a nudge says %q", lang, name, found)
			}
		}
	}
}
