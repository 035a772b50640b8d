package crisis

// cardWords are the sentences of the cards in one language. They are compiled
// in so that no file, update or mistake in a configuration can change or lose
// them. "#" is the emergency number.
type cardWords struct {
	acute      func(call string) string
	medical    func(call string) string
	danger     func(call string) string
	heavy      string
	general    string
	sureEnough string
	medicalEnd string

	numberOr112 string // "#" is the country's number
	number112   string
	localNumber string
	yourClinic  string
	urgent      string
	line        func(Line) string

	close  string
	closed string
}

var english = cardWords{
	acute: func(call string) string {
		return "I'm an automated helper and nobody reads this live, so I want to get you to a person. " +
			"If you might act on this, call " + call + " now. " +
			"If you can, move away from anything you could hurt yourself with, and let someone be with you.\n\n" +
			"People who listen, at any hour:"
	},
	medical: func(call string) string {
		return "I'm an automated helper and nobody reads this live. " +
			"What you describe may need medical help now: call " + call + ", or your clinic's urgent line."
	},
	danger: func(call string) string {
		return "If you might act on it, or someone is in danger, call " + call + " now."
	},
	heavy:      "That sounds heavy. I'm automated and can't judge how you are, but people can listen right now:",
	general:    "Help from people, at any hour. I'm automated and nobody reads this chat live, so please reach out to one of these:",
	sureEnough: "You don't have to be sure, or bad enough, to call.",
	medicalEnd: "If someone is near you, ask them to stay with you and to make the call. You don't have to be sure to call.",

	numberOr112: "# (or 112, or your local number)",
	number112:   "112 (or your local number)",
	localNumber: "your local emergency number",
	yourClinic:  "Your clinic",
	urgent:      "urgent line",
	line:        func(l Line) string { return l.English },

	close:  "I'm OK, this was about my session",
	closed: "Thank you for telling me. If that changes, /help_now brings these numbers back at any time.",
}

var spanish = cardWords{
	acute: func(call string) string {
		return "Soy un asistente automático y nadie lee esto en vivo, por eso quiero que llegues a una persona. " +
			"Si es posible que lo lleves a cabo, llama ahora " + call + ". " +
			"Si puedes, aléjate de cualquier cosa con la que podrías hacerte daño y deja que alguien te acompañe.\n\n" +
			"Personas que escuchan, a cualquier hora:"
	},
	medical: func(call string) string {
		return "Soy un asistente automático y nadie lee esto en vivo. " +
			"Lo que describes puede necesitar atención médica ahora: llama " + call + ", o a la línea urgente de tu clínica."
	},
	danger: func(call string) string {
		return "Si es posible que lo lleves a cabo, o alguien está en peligro, llama ahora " + call + "."
	},
	heavy:      "Eso suena muy pesado. Soy un sistema automático y no puedo valorar cómo estás, pero hay personas que pueden escucharte ahora mismo:",
	general:    "Ayuda de personas, a cualquier hora. Soy un sistema automático y nadie lee este chat en vivo, así que acude a una de estas líneas:",
	sureEnough: "Para llamar no hace falta tener certeza ni sentirse lo bastante mal.",
	medicalEnd: "Si hay alguien cerca, pídele que se quede contigo y que haga la llamada. Para llamar no hace falta tener certeza.",

	numberOr112: "al # (o al 112, o a tu número local)",
	number112:   "al 112 (o a tu número local)",
	localNumber: "a tu número local de emergencias",
	yourClinic:  "Tu clínica",
	urgent:      "línea urgente",
	line:        func(l Line) string { return l.Spanish },

	close:  "Estoy bien, hablaba de mi sesión",
	closed: "Gracias por decírmelo. Si eso cambia, /help_now trae de nuevo estos números en cualquier momento.",
}
