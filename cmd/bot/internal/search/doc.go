// Package search finds words in what a member wrote. Case and accents make no
// difference, the beginning of a word is enough, and of several words all must
// occur, in any order. It is pure, and keeps no index: an index would be a
// second copy of a member's words, to be sealed and forgotten like the first.
package search
