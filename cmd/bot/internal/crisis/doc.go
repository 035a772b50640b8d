// Package crisis finds crisis language in what a member writes and holds the
// help cards that answer it. Phrases and cards are compiled in: no file, no
// network, no model, and no scoring of risk. A tier chooses the wording of the
// card and nothing else.
//
// # How a text is read
//
// A text becomes words (normalise.go): compatibility forms folded, accents and
// invisible characters dropped, look-alike letters mapped, lower case, letters
// typed apart joined again. Each word is then looked up (vocabulary.go): short
// forms are spelled out ("wanna" is "want to", "I'm" is "i am"), and a word we
// do not know is tried as leetspeak, as stretched ("kiiill"), as censored
// ("k*ll"), as a slip ("sucide") and as words run together ("killmyself").
//
// Phrases are matched on these words (pattern.go, match.go):
//
//  1. Every phrase of phrases/acute_*, heavy_* and medical_* that occurs is a hit.
//  2. A phrase of phrases/innocent_* removes the hits that end inside it:
//     "suicide squad", "kill myself laughing", "my brother died by suicide".
//     A hit outlives it that goes on after it ("rather die than eat" is removed,
//     "rather die than live like this" is not) or that holds the whole of it
//     ("a reason to live" removes nothing from "no reason to live").
//  3. A phrase of phrases/softened_* turns the acute hits that end inside it
//     into heavy ones: a negation, somebody else, long ago. They never remove.
//  4. The highest tier that is left is the answer: A over M over B.
//
// Nothing else lowers a hit, and no hit is weighed against the rest of a text,
// so the imagery of a session beside a hit changes nothing.
//
// # How a phrase is written
//
// One phrase a line, "#" starts a comment. A phrase is a row of words in any
// spelling the vocabulary knows. Between any two of them up to three of the
// words of phrases/fillers.txt may stand ("kill my damn self"), but no end of
// a sentence. Further:
//
//	(a|b c|d)    one of these; a trailing ? makes it, or a word, optional
//	WANTTO       a class: one of the rows of that name in phrases/classes.txt
//	..  ...      up to three, up to six words of any kind, same sentence
//	>>           up to six words, none of which turns the thought ("but", "today")
//	~            up to twelve words of any kind, over ends of sentences
//	^  $         start and end of a sentence
//	NUM  MANY    a number in digits; one of 8 to 150
//	HIT          an acute hit (softened_* only)
//
// A rule for whoever edits the tables: a missed cry is worse than a card too
// many, yet a card on every ego death teaches members not to read it. Each new
// phrase brings sentences of both sorts to testdata/sentences.tsv.
package crisis
