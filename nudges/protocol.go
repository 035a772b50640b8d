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

	Jitter  time.Duration // most that a delivery is spread behind its slot
	Overdue time.Duration // a nudge later than this behind its slot counts as sent when it is sent

	Snoozes int   // how many times a nudge can be put off
	Evening Clock // "this evening"
	Morning Clock // "tomorrow morning", where the preferred band holds it
	Monday  Clock // "remind me Monday"

	SessionLength time.Duration // planned length of a session of which only the start is known
}

// A Row of the table says all about one kind. Durations count from T0.
type Row struct {
	Kind        Kind
	From, To    time.Duration // window, both ends included
	Late        time.Duration // a kind that may go after its window may go until here; 0 means never
	Stale       time.Duration // it is not sent after this; Late replaces it for a late one
	Target      Target
	Priority    int // higher goes first
	Silent      bool
	Intensities []Intensity   // those that include the kind
	CoolDown    time.Duration // least time between two of this kind; 0 means that Gap is enough
	Overlap     Overlap       // what the next session does to it
	Notes       Span          // a note written in this stretch since T0 makes it needless
}

// A Span is a stretch of time since T0, both ends included. The zero Span is
// no stretch at all.
type Span struct{ From, To time.Duration }

// A Target is the rule by which a kind lists its slots, best first, and the
// figures of the rule.
type Target struct {
	Rule  Rule
	After time.Duration // for Nearest since T0, for AfterPrime since the prime_journal's slot
	Times []Named       // for AtTimes
}

// A Named time is a wall-clock time on the n-th logical day after that of T0.
type Named struct {
	Day int
	At  Clock
}

// A Rule names a way of listing slots; list.go has one function for each.
type Rule string

// The rules.
const (
	Nearest    Rule = "nearest"     // slots of the window by distance from T0+After
	Earliest   Rule = "earliest"    // as early as the preferred band allows, then the hard band, then late
	AfterPrime Rule = "after prime" // the prime_journal's slot + After, then any slot from there to the window's end
	AtTimes    Rule = "at times"    // the named times only, in the order given
)

// An Overlap says what becomes of a nudge that would go at or after the T0 of
// the next session.
type Overlap string

// The overlaps.
const (
	Stays  Overlap = "stays"      // sent all the same
	Yields Overlap = "superseded" // left to the next session's
	Merges Overlap = "merged"     // left to the next session's, also when it finds no slot at all
)

// Default is the protocol of docs/protocol.md.
func Default() Protocol {
	const day = 24 * time.Hour
	every := func() []Intensity { return []Intensity{Gentle, Standard, Full} } // a list for each row, so that none shares it
	most := func() []Intensity { return every()[1:] }
	return Protocol{
		Rows: []Row{
			{Kind: Capture, From: 3 * time.Hour, To: 8 * time.Hour, Stale: 8 * time.Hour,
				Target: Target{Rule: Nearest, After: 4 * time.Hour}, Priority: 35, Silent: true,
				Intensities: most(), Overlap: Yields, Notes: Span{0, 8 * time.Hour}},
			{Kind: PrimeJournal, From: 12 * time.Hour, To: 24 * time.Hour, Late: 36 * time.Hour, Stale: 24 * time.Hour,
				Target: Target{Rule: Earliest}, Priority: 80,
				Intensities: every(), Overlap: Stays, Notes: Span{12 * time.Hour, 24 * time.Hour}},
			{Kind: Mindfulness, From: 12 * time.Hour, To: 36 * time.Hour, Stale: 36 * time.Hour,
				Target: Target{Rule: AfterPrime, After: 5 * time.Hour}, Priority: 60,
				Intensities: most(), Overlap: Yields},
			{Kind: Therapy, From: 24 * time.Hour, To: 72 * time.Hour, Stale: 72 * time.Hour,
				Target: Target{Rule: AtTimes, Times: []Named{{2, 10 * 60}, {3, 10 * 60}}}, Priority: 70,
				Intensities: every(), CoolDown: 72 * time.Hour, Overlap: Merges},
		},
		Hard: Hours{8 * 60, 21 * 60}, FirstMargin: time.Hour, LastMargin: 30 * time.Minute,
		Hush: 3 * time.Hour, Gap: 4 * time.Hour,
		DayAudible: 1, PrimeAudible: 2, DayTotal: 3,
		Week: 7 * day, WeekAudible: map[Intensity]int{Gentle: 3, Standard: 7, Full: 9},
		Jitter: 4 * time.Minute, Overdue: 15 * time.Minute,
		Snoozes: 2, Evening: 18 * 60, Morning: 9 * 60, Monday: 10 * 60,
		SessionLength: 90 * time.Minute,
	}
}

// Fingerprint is a short text that changes when any figure of p changes. Kept
// beside the alarms it tells, at start, whether they have to be set anew.
func (p Protocol) Fingerprint() string {
	// The grid and the start of the day are constants; they are figures too.
	text, err := json.Marshal(struct {
		Protocol Protocol
		Grid     time.Duration
		DayStart Clock
	}{p, grid, dayStart})
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

// stale is the moment after which a nudge in slot is better not sent, and
// whether it is a late one.
func (r *Row) stale(t0, slot time.Time) (expires time.Time, late bool) {
	if r.Late > 0 && slot.After(t0.Add(r.To)) {
		return t0.Add(r.Late), true
	}
	return t0.Add(r.Stale), false
}

// last is the end of the longest way a nudge of this row can take.
func (r *Row) last(t0 time.Time) time.Time { return t0.Add(max(r.To, r.Late)) }
