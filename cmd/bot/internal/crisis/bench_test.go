package crisis

import (
	"strings"
	"testing"
)

// BenchmarkCheck reads a message as long as Telegram allows: 4,096 characters
// of session talk without a hit, and the same with a cry at its end.
func BenchmarkCheck(b *testing.B) {
	const talk = "I went through a long tunnel of light and felt that everything I had been afraid of was only a story. " +
		"My grandmother was there, I wanted to stay, and when I came back I could not stop crying, I do not know why. " +
		"Después sentí que el miedo se iba y no quería hablar con nadie, solo quiero dormir un rato. "
	long := strings.Repeat(talk, 1+4096/len(talk))[:4000]
	for name, text := range map[string]string{"talk": long, "cry": long + " and i want to die"} {
		b.Run(name, func(b *testing.B) {
			Check("")
			for b.Loop() {
				Check(text)
			}
		})
	}
}
