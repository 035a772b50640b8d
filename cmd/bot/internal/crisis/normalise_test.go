package crisis

import (
	"strings"
	"testing"
)

// TestSpellings writes one sentence in the ways people write it.
func TestSpellings(t *testing.T) {
	for _, text := range []string{
		"I WANT TO KILL MYSELF", "i want to kill\nmyself", "i want to kill   my self", "i want to kill my damn self",
		"i want to kiiiill myself", "i want to kill myselfff", "i want to kil myslef", "i want to kll mysef",
		"i want to k1ll mys3lf", "i want to ki11 my$elf", "i want to k!ll myself", "i want to k*ll myself",
		"i want to kill-myself", "i want to kill_myself", "i want to kill.myself", "iwanttokillmyself",
		"i want to k i l l  m y s e l f", "i want to k.i.l.l myself", "I. Want. To. Kill. Myself.",
		"i want to k\u200bill my\u00adself", "і wаnt tо kіll mуsеlf", "ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
		"𝓲 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓴𝓲𝓵𝓵 𝓶𝔂𝓼𝓮𝓵𝓯", "ɪ ᴡᴀɴᴛ ᴛᴏ ᴋɪʟʟ ᴍʏsᴇʟꜰ", "i wánt to kíll mysélf", "i\u00a0want to\tkill myself",
		"i want… to kill… myself", "i want to *kill* myself", "“i want to kill myself”", "🅺🅸🅻🅻 myself",
	} {
		if got := Check(text); got != A {
			t.Errorf("Check(%q) = %s, want A; words %q", text, name(got), spelled(text))
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"I’m, I'm, I´m, I`m":   "i am i am i am i am",
		"don't / dont / DON’T": "do not do not do not",
		"I'll be ill":          "i will be ?",
		"wanna die":            "want to die",
		"suicde sucide suside": "suicide suicide suicide",
		"ya no quiero estár":   "ya no quiero estar",
		"d.v.d":                "? ? ?",
		"$5 @home":             "? home",
		"50 pills":             "? pills",
	} {
		if got := strings.Join(spelled(text), " "); got != want {
			t.Errorf("words of %q = %q, want %q", text, got, want)
		}
	}
}

// spelled lists the words of text as the phrases see them, "?" for one that no
// table mentions.
func spelled(text string) []string {
	d := detector()
	var list []string
	for _, w := range text2words(d.words, text).list {
		if w.id == 0 {
			list = append(list, "?")
			continue
		}
		list = append(list, d.words.names[w.id])
	}
	return list
}

// TestSentenceEnds holds that phrases do not reach over the end of a sentence,
// but for sentences of a word or two.
func TestSentenceEnds(t *testing.T) {
	for text, want := range map[string]Tier{
		"I have so much I want to. Die Hard is on tonight":         None,
		"what I planned to kill. Myself included, we laughed":      None,
		"there is so much I want to\n\ndie young is a song I like": None,
		"I want. To die.":                A,
		"I want to die.Really":           A,
		"suicide. Squad goals for later": A,
	} {
		if got := Check(text); got != want {
			t.Errorf("Check(%q) = %s, want %s%s", text, name(got), name(want), why(text))
		}
	}
}
