package content

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

// never are the things that no words for members say (docs/safety.md, "Never";
// docs/protocol.md, "Text"), with an example each.
var never = []struct {
	name, example string
	pattern       *regexp.Regexp
}{
	{"understanding that is not there", "I understand how you feel", regexp.MustCompile(`(?i)\bI (understand|know how|hear you|feel)\b`)},
	{"a promise", "You'll be fine.", regexp.MustCompile(`(?i)\b(will|'ll) (be (fine|ok|okay|alright|better)|feel better)|\bdon't worry\b`)},
	{"a cure", "It heals and works", regexp.MustCompile(`(?i)\b(cure[sd]?|heal(s|ed|ing)?|proven|effective|benefits?|works best|symptoms?)\b`)},
	{"urgency", "Don't waste the window", regexp.MustCompile(`(?i)\b(waste|the window|hurry up|last chance|now or never|urgent|don't miss|before it's too late|running out)\b`)},
	{"guilt", "You missed one", regexp.MustCompile(`(?i)\b(you missed|we miss|missed you|you haven't|you forgot|streaks?|in a row|disappoint\w*)\b`)},
	{"praise", "Well done", regexp.MustCompile(`(?i)\b(well done|good job|great job|great work|proud of you|amazing|awesome|excellent|bravo|congrat\w*)\b`)},
	{"that somebody reads", "Your clinic will see this", regexp.MustCompile(`(?i)\b(clinic|staff|team|therapist|integrator|somebody|someone) (will|can|may) (see|read|get)\b`)},
	{"a diagnosis or advice", "your dose of medication", regexp.MustCompile(`(?i)\b(diagnos\w*|dos(e|es|age)|medications?|driv(e|ing)|symptoms?|depression|anxiety|ptsd|trauma)\b`)},
	{"science, or a number of hours", "24 h of neuroplasticity", regexp.MustCompile(`(?i)\b(neuro\w*|brain|plasticity|science|stud(y|ies)|research|(12|24|36|48|72) ?(h|hours?))\b`)},
	{"an interpretation", "It means that you", regexp.MustCompile(`(?i)\b(it|this|that) (means|symboli[sz]es|represents|shows) that\b`)},
	{"other words for people here", "our patients", regexp.MustCompile(`(?i)\b(patients?|users?|clients?|subscribers?|trips?|journey)\b`)},
	{"a breath that is held or hurried", "Hold your breath, then breathe fast", regexp.MustCompile(`(?i)\bhold\w* (in )?(your|the|a|each) breath\b|\b(fast|rapid|quick)\w* breath|\bbreath\w* (in |out )?(fast|rapid|quick|deep)\w*|\bhold for\b`)},
	{"an exclamation", "Welcome!", regexp.MustCompile(`!`)},

	// The same in Spanish. \b knows no letters with accents: none stands beside it.
	{"comprensión que no hay", "Entiendo cómo te sientes", regexp.MustCompile(`(?i)\b(te entiendo|te comprendo|(entiendo|comprendo|s[eé]) (c[oó]mo|lo que) (te )?sientes)\b`)},
	{"una promesa", "Todo va a estar bien, vas a mejorar", regexp.MustCompile(`(?i)(\b(estar[aá]s|te sentir[aá]s|vas a estar|va a estar|te vas a sentir|todo saldr[aá]|todo va a salir) (bien|mejor)\b|\bno te preocupes\b|\bvas a mejorar\b)`)},
	{"una cura", "Esto te sana y alivia", regexp.MustCompile(`(?i)\b(cura(r|s|n|tiv[oa])?|san(a|ar|aci[oó]n)\b|alivi\w*|eficaz|comprobad\w*|benefici\w*|s[ií]ntoma\w*)\b|\bsanaci[oó]n`)},
	{"prisa", "Date prisa antes de que sea tarde", regexp.MustCompile(`(?i)\b(desperdici\w*|la ventana|date prisa|ap[uú]rate|urgente|cuanto antes|[uú]ltima oportunidad|ahora o nunca|no te pierdas|antes de que sea tarde|se acaba)\b`)},
	{"culpa", "Te extrañamos, te perdiste una", regexp.MustCompile(`(?i)\b(te perdiste|te extra[nñ]amos|te echamos de menos|no (has )?(respondiste|respondido|contestaste|contestado|escribiste)|te olvidaste|olvidaste|seguidos|racha|decepci\w*|te esper(o|a|an|amos))\b`)},
	{"elogio", "Muy bien hecho", regexp.MustCompile(`(?i)\b(muy bien|bien hecho|buen trabajo|felicidades|felicitaciones|enhorabuena|excelente|genial|incre[ií]ble|orgullos\w*)\b`)},
	{"que alguien lee", "Tu clínica verá esto", regexp.MustCompile(`(?i)\b(cl[ií]nica|personal|equipo|terapeuta|integrador|integradora|integraci[oó]n|alguien) (ver[aá]|leer[aá]|recibir[aá]|va a (ver|leer|recibir)|puede (ver|leer|recibir))`)},
	{"diagnóstico o consejo", "tu dosis de medicación", regexp.MustCompile(`(?i)\b(diagn\w*|diagn[oó]st\w*|dosis|medicaci\w*|medicament\w*|conducir|manejar|depresi\w*|ansiedad|tept|trauma)\b|\bmedicaci[oó]n`)},
	{"ciencia, o un número de horas", "24 horas de neuroplasticidad", regexp.MustCompile(`(?i)\b(cerebr\w*|plasticidad|cient[ií]fic\w*|ciencia|investigaci\w*|(12|24|36|48|72) horas?)\b`)},
	{"una interpretación", "Eso significa que", regexp.MustCompile(`(?i)\b(significa|simboliza|representa|demuestra) (que|tu|el|la)\b`)},
	{"otro nombre para quien lee", "nuestros pacientes", regexp.MustCompile(`(?i)\b(pacientes?|usuari[oa]s?|clientes?|suscriptor\w*|viajes?)\b`)},
	{"un aliento retenido o apurado", "Aguanta la respiración", regexp.MustCompile(`(?i)\b(aguant\w*|ret[eé]n\w*|sost[eé]n\w*|contener|cont[eé]n) (la |tu |el )?(respiraci[oó]n|aire|aliento)|\brespira\w* (r[aá]pid|profund|hondo|fuerte)`)},
	{"una palabra que marca el género de quien lee", "¿Estás listo?", regexp.MustCompile(`(?i)\b(est[aá]s|est[eé]s|eres|te sientes) (\w+ )?(list|tranquil|sol|segur|cansad|preparad|despiert|content|bienvenid|invitad|dispuest)[oa]\b|\bbienvenid[oa]s?\b[,.]? (a|al) |@`)},
	{"usted o vos", "Escriba cuando pueda usted", regexp.MustCompile(`(?i)\b(usted(es)?|vos|vosotr[oa]s|quer[eé]s|pod[eé]s|ten[eé]s)\b`)},
}

func TestNever(t *testing.T) {
	for _, n := range never {
		if !n.pattern.MatchString(n.example) {
			t.Errorf("%s is not found in %q", n.name, n.example)
		}
	}
	l := Builtin()
	for _, lang := range l.Languages() {
		for where, text := range all(l, lang) {
			for _, n := range never {
				if found := n.pattern.FindString(text); found != "" {
					t.Errorf("%s: %s: %s: %q", lang, where, n.name, found)
				}
			}
		}
	}
}

// all are the words of a language, by where they stand.
func all(l *Library, lang string) map[string]string {
	w := l.languages[lang]
	words := maps.Clone(w.labels)
	for name := range w.texts {
		words["text "+name] = source(l, lang, name)
	}
	for _, c := range w.menu {
		words["/"+c.Name] = c.Text
	}
	for _, k := range slices.Sorted(maps.Keys(w.prompts)) {
		for _, p := range w.prompts[k] {
			words["prompt "+p.ID] = p.First + " " + p.Ask
		}
	}
	return words
}
