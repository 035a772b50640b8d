package nudges

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// A Protocol is everything that docs/protocol.md fixes by a figure: the table
// of kinds, the bands and the limits. It is data, so a clinic may change it;
// what the figures mean is in the functions of this package.
type Protocol struct {
	Rows []Row // the table of kinds, in the page's order

	Hard         Hours         // waking hours of a member who gave none of their own
	FirstMargin  time.Duration // how much later than the hard band the preferred band begins
	LastMargin   time.Duration // how much earlier than the hard band the preferred band ends
	Hush         time.Duration // silence after T0
	Gap          time.Duration // least time between the slots of any two nudges
	DayAudible   int           // most nudges with a sound on a logical day
	PrimeAudible int           // the same on a day that holds a prime_journal
	DayTotal     int           // most nudges on a logical day, silent ones too
	Week         time.Duration // the stretch that WeekAudible speaks of
	WeekAudible  map[Intensity]int

	Unanswered time.Duration // a nudge with a sound and without a reply or a tap for so long is unanswered
	GentleAt   int           // so many unanswered in a row: gentle for that session
	SilentAt   int           // so many: only what belongs to appointments, until the member is heard again

	Jitter  time.Duration // most that a delivery is spread behind its slot
	Overdue time.Duration // a nudge later than this behind its slot counts as sent when it is sent

	Snoozes int   // how many times a nudge can be put off
	Evening Clock // "this evening"
	Morning Clock // "tomorrow morning", where the preferred band holds it
	Monday  Clock // "remind me Monday"

	SessionLength time.Duration // planned length of a session of which only the start is known

	Circles Calendar `json:"-"` // the clinic's circles; nil where it has none
}

// A Row of the table says all about one kind. Durations, and the days of named
// times, count from the moment that Of names.
type Row struct {
	Kind        Kind
	Of          Moment
	From, To    time.Duration // window, both ends included; both 0: the named times are all there is
	Late        time.Duration // a kind that may go after its window may go until here; 0 means never
	Stale       time.Duration // it is not sent after this; Late replaces it for a late one
	StaleAt     *Named        // the same as a local time; then Stale is 0
	Target      Target
	Priority    int // higher goes first
	Silent      bool
	Intensities []Intensity   // those that include the kind; none switches it off
	Gap         time.Duration // least time to any other nudge, where that is less than the protocol's Gap; 0 means that one
	CoolDown    time.Duration // least time between two of this kind; 0 means that Gap is enough
	AnyDay      bool          // it counts for the caps of a day, but they never hold it back
	AnyWeek     bool          // it counts for the cap of a week, but that never holds it back
	Overlap     Overlap       // what the next session does to it
	PartOf      Kind          // a nudge of this kind in its window, of whatever session, stands for it too; empty means none does
	Rereads     bool          // it offers to read notes again: not for members whose notes are not kept
	Talks       Span          // an appointment that the member noted in this stretch makes it needless
	Notes       Span          // a note written in this stretch makes it needless
}

// A Moment is what the times of a kind count from.
type Moment string

// The moments.
const (
	SessionEnd   Moment = "end of session"    // T0, of every session
	SessionStart Moment = "start of session"  // planned start, of pre-logged sessions
	TalkStart    Moment = "appointment"       // beginning of an appointment
	TalkAsked    Moment = "appointment asked" // the same, where the member wants to be asked afterwards
	CircleStart  Moment = "circle"            // beginning of a circle
)

// A Span is a stretch of time, both ends included. The zero Span is no stretch
// at all.
type Span struct{ From, To time.Duration }

// A Target is the rule by which a kind lists its slots, best first, and the
// figures of the rule.
type Target struct {
	Rule  Rule
	After time.Duration // for Nearest and Before since the moment, for AfterPrime since the prime_journal's slot
	Not   Clock         // for Before: not before this time of the day
	Times []Named       // for AtTimes, and for Before where its own time is too early
}

// A Named time is a wall-clock time on the n-th logical day after that of the
// moment; days before it are negative.
type Named struct {
	Day int
	At  Clock
}

// A Rule names a way of listing slots; list.go has one function for each.
type Rule string

// The rules.
const (
	Nearest    Rule = "nearest"     // slots of the window by distance from After
	Earliest   Rule = "earliest"    // as early as the preferred band allows, then the hard band, then late
	AfterPrime Rule = "after prime" // the prime_journal's slot + After, then any slot from there to the window's end
	AtTimes    Rule = "at times"    // the named times only, in the order given
	Before     Rule = "before"      // the slot nearest to After, or where that is before Not, the named times
)

// An Overlap says what becomes of a nudge that would go at or after the T0 of
// the next session.
type Overlap string

// The overlaps.
const (
	Stays  Overlap = "stays"  // sent all the same
	Yields Overlap = "yields" // superseded by the next session's
	Cedes  Overlap = "cedes"  // superseded, also when it finds no slot at all
	Merges Overlap = "merges" // merged into the next session's, also when it finds no slot at all
)

// Fingerprint is a short text that changes when any figure of p, or its
// calendar of circles, changes. Kept
// beside the alarms it tells, at start, whether they have to be set anew.
func (p Protocol) Fingerprint() string {
	// The grid and the start of the day are constants; they are figures too.
	circles := ""
	if p.Circles != nil {
		circles = p.Circles.Fingerprint()
	}
	text, err := json.Marshal(struct {
		Protocol Protocol
		Grid     time.Duration
		DayStart Clock
		Circles  string
	}{p, grid, dayStart, circles})
	if err != nil {
		panic(fmt.Sprintf("nudges: a protocol is plain data: %v", err))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// Kinds are the kinds that p knows, in the table's order.
func (p Protocol) Kinds() []Kind {
	kinds := make([]Kind, len(p.Rows))
	for i, r := range p.Rows {
		kinds[i] = r.Kind
	}
	return kinds
}

// row finds the row of a kind, nil where p has none.
func (p *Protocol) row(k Kind) *Row {
	for i := range p.Rows {
		if p.Rows[i].Kind == k {
			return &p.Rows[i]
		}
	}
	return nil
}

// includes reports whether the intensity has this kind.
func (r *Row) includes(i Intensity) bool {
	for _, have := range r.Intensities {
		if have == i {
			return true
		}
	}
	return false
}
