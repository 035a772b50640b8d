package when

import "testing"

func TestDateOrder(t *testing.T) {
	now := moment(t, wednesday, "UTC")
	for lang, want := range map[string]string{
		"en-US": "2026-06-09 11:00", "es-US": "2026-06-09 11:00", "en_us": "2026-06-09 11:00", "en-Latn-US": "2026-06-09 11:00",
		"en-GB": "2026-09-06 11:00", "en-IE": "2026-09-06 11:00", "es": "2026-09-06 11:00", "es-MX": "2026-09-06 11:00", "de-DE": "2026-09-06 11:00",
		"en": "", "en-CA": "", "": "", "fr": "",
	} {
		check(t, Parse, now, lang, []row{{"6/9 11am", want}, {"6/9/2026 11am", want}, {"6/9/26, 11am", want}, {"6-9-2026 11am", want}})
	}
	check(t, Parse, now, "en", []row{
		{"6/20 11am", "2026-06-20 11:00"},
		{"20/6 11am", "2026-06-20 11:00"},
		{"6/6 11am", "2026-06-06 11:00"},
		{"2026/06/09 11:00", "2026-06-09 11:00"},
	})
}

func TestSpanish(t *testing.T) {
	now := moment(t, wednesday, "America/Mexico_City")
	check(t, ParsePast, now, "es-MX", []row{
		{"ayer a las 6", "2026-06-09 18:00 | 2026-06-09 06:00"},
		{"ayer a las 6 de la tarde", "2026-06-09 18:00"},
		{"ayer a las 6 p. m.", "2026-06-09 18:00"},
		{"Ayer por la noche a las 11", "2026-06-09 23:00"},
		{"anoche a las 11", "2026-06-09 23:00"},
		{"anoche a la una", "2026-06-10 01:00"},
		{"hace dos horas", "2026-06-10 14:40"},
		{"hace una hora y media", "2026-06-10 15:10"},
		{"hace 2 horas y media", "2026-06-10 14:10"},
		{"hace 1 hora y 15 minutos", "2026-06-10 15:25"},
		{"hace media hora", "2026-06-10 16:10"},
		{"hace 3 días a las 18:00", "2026-06-07 18:00"},
		{"esta mañana a las 10", "2026-06-10 10:00"},
		{"el martes a las 3 de la tarde", "2026-06-09 15:00"},
		{"el martes pasado a las 15h", "2026-06-09 15:00 | 2026-06-02 15:00"},
		{"a las tres y media de la tarde", "2026-06-10 15:30"},
		{"a las cuatro menos cuarto de la tarde", "2026-06-10 15:45"},
		{"cuarto para las cuatro de la tarde", "2026-06-10 15:45"},
		{"a las 15 horas", "2026-06-10 15:00"},
		{"el 9 de junio a las 11 de la mañana", "2026-06-09 11:00"},
		{"el 9 a las 15", "2026-06-09 15:00"},
		{"9/6 15:00", "2026-06-09 15:00"},
		{"mediodía", "2026-06-10 12:00"},
		{"ahora mismo", "2026-06-10 16:40"},
		{"terminó a las 3 de la tarde", "2026-06-10 15:00"},
		{"yesterday at 6 pm", "2026-06-09 18:00"}, // members mix languages
		{"ayer", ""},
		{"fue difícil", ""},
	})
	check(t, ParseFuture, now, "es", []row{
		{"mañana a las 14", "2026-06-11 14:00"},
		{"mañana por la mañana a las 9", "2026-06-11 09:00"},
		{"pasado mañana a las 10:30 de la mañana", "2026-06-12 10:30"},
		{"dentro de 3 días a las 9:30 am", "2026-06-13 09:30"},
		{"en 2 horas", "2026-06-10 18:40"},
		{"el martes que viene a las 14:00", "2026-06-16 14:00"},
		{"el próximo martes a las 14:00", "2026-06-16 14:00"},
		{"el viernes a las veinte treinta", "2026-06-12 20:30"},
		{"mañana", ""},
	})
}
