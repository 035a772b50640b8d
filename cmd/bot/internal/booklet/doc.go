// Package booklet makes a small PDF of what a member wrote, to read on a phone,
// to print, and to bring to the person who integrates with them.
//
// It is pure: no clock, no disk, no network, no package state. The same
// [Booklet] gives the same bytes. It writes the words it is given, in their
// order, and adds none: every label, date and page number comes from the caller.
//
// Bottom up: face.go knows which font has a letter and how wide it is;
// cluster.go cleans a text and cuts it into what is drawn together; wrap.go
// breaks it into lines; bidi.go orders what is read from right to left; set.go
// makes lines of texts, and entry.go of entries; photo.go makes pictures small
// and sound; paginate.go gives lines to pages; write.go is the only file that
// knows the PDF library.
//
// # What can be printed
//
// Letters are Latin, Greek, Cyrillic and Hebrew, and what the caller's own fonts
// add. A run of other signs (emoji, other scripts) becomes one □, and a line of
// the caller's at the end says so. Hebrew stands in its reading order, also
// between Latin words, by a short form of the Unicode bidirectional algorithm:
// no embeddings or isolates. Nothing is shaped: Arabic letters stay unjoined and
// Indic ones in the order they are stored, even when a font has them. Of the
// signs beyond U+FFFF none can be printed, whatever the font: the library
// writes two bytes a letter.
package booklet
