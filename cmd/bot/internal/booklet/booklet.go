package booklet

// Booklet is one document on pages of A5. Empty fields leave nothing behind.
type Booklet struct {
	// Title opens the first page and is shown by readers as the document's name,
	// in windows and lists of recent files: it should tell nothing of the member.
	Title    string
	Subtitle string // a sentence under it
	Made     string // when it was made, small
	Language string // of the labels, as in BCP 47: "de", "pt-BR"
	Parts    []Part
	// Footer says what stands at the foot of page n of total, both from 1. Nil
	// for nothing.
	Footer func(n, total int) string
	// Unprintable is a line at the end, when a sign could not be printed.
	Unprintable string
	// NoPicture stands where a picture could not be read.
	NoPicture string
	Fonts     []Font // for letters that the built-in fonts lack, tried in order
}

// Part is a heading with what belongs to it, such as a session.
type Part struct {
	Heading string
	Entries []Entry
}

// Kind is what an entry is, and with it how it looks.
type Kind int

// The kinds of entries.
const (
	Note      Kind = iota // what a member wrote
	Intention             // larger, on a tint
	Step                  // with an empty box to tick
	Mood                  // small; one line, together with When, if there is room
)

// Entry is one thing that a member wrote or sent.
type Entry struct {
	Kind    Kind
	When    string // date and time, small
	Prompt  string // the question it answers, small and slanted
	Text    string // the member's words; their line breaks are kept
	Mark    bool   // a bar in the margin: the member set it aside to talk about
	Picture []byte // PNG or JPEG, below the text
}

// Font is a TrueType font (TTF, not OTF with CFF outlines, nor a collection).
type Font struct {
	Name string // for errors
	TTF  []byte // not changed
}

// PDF makes the document. An error names a font that cannot be used; texts and
// pictures cause none.
func (b Booklet) PDF() ([]byte, error) {
	fonts, err := loadFaces(b.Fonts)
	if err != nil {
		return nil, err
	}
	s := &setter{faces: fonts}
	s.booklet(b)
	return write(b, s, paginate(s.lines, bottom-top))
}
