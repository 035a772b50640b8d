package nudges

import "time"

// Default is the protocol of docs/protocol.md.
func Default() Protocol {
	const day = 24 * time.Hour
	return Protocol{
		Rows: append(append(sessionRows(), otherRows()...), fullRows()...),
		Hard: Hours{8 * 60, 21 * 60}, FirstMargin: time.Hour, LastMargin: 30 * time.Minute,
		Hush: 3 * time.Hour, Gap: 4 * time.Hour,
		DayAudible: 1, PrimeAudible: 2, DayTotal: 3,
		Week: 7 * day, WeekAudible: map[Intensity]int{Gentle: 3, Standard: 7, Full: 9},
		Unanswered: day, GentleAt: 2, SilentAt: 3,
		Jitter: 4 * time.Minute, Overdue: 15 * time.Minute,
		Snoozes: 2, Evening: 18 * 60, Morning: 9 * 60, Monday: 10 * 60,
		SessionLength: 90 * time.Minute,
	}
}

// Each row gets a list of its own, so that a change of one leaves the others alone.
func inAll() []Intensity  { return []Intensity{Gentle, Standard, Full} }
func inMost() []Intensity { return []Intensity{Standard, Full} }
func inFull() []Intensity { return []Intensity{Full} }

// sessionRows are the kinds around a session.
func sessionRows() []Row {
	const hour = time.Hour
	return []Row{
		{Kind: Intention, Of: SessionStart, From: -35 * hour, To: -3 * hour, Stale: -3 * hour,
			Target: Target{Rule: AtTimes, Times: []Named{{-1, 18*60 + 30}}}, Priority: 75, Intensities: inMost(), Overlap: Yields},
		{Kind: Capture, Of: SessionEnd, From: 3 * hour, To: 8 * hour, Stale: 8 * hour,
			Target: Target{Rule: Nearest, After: 4 * hour}, Priority: 35, Silent: true,
			Intensities: inMost(), Overlap: Yields, Notes: Span{0, 8 * hour}},
		{Kind: PrimeJournal, Of: SessionEnd, From: 12 * hour, To: 24 * hour, Late: 36 * hour, Stale: 24 * hour,
			Target: Target{Rule: Earliest}, Priority: 80, AnyWeek: true,
			Intensities: inAll(), Overlap: Stays, Notes: Span{12 * hour, 24 * hour}},
		{Kind: Mindfulness, Of: SessionEnd, From: 12 * hour, To: 36 * hour, Stale: 36 * hour,
			Target: Target{Rule: AfterPrime, After: 5 * hour}, Priority: 60,
			Intensities: inMost(), Overlap: Yields, PartOf: Intention},
		{Kind: Therapy, Of: SessionEnd, From: 24 * hour, To: 72 * hour, Stale: 72 * hour,
			Target: Target{Rule: AtTimes, Times: []Named{{2, 10 * 60}, {3, 10 * 60}}}, Priority: 70,
			Intensities: inAll(), CoolDown: 72 * hour, Overlap: Merges, Talks: Span{0, 14 * 24 * hour}},
		{Kind: SmallStep, Of: SessionEnd, From: 48 * hour, To: 120 * hour, Stale: 120 * hour,
			Target: Target{Rule: AtTimes, Times: []Named{{3, 18 * 60}, {4, 18 * 60}}}, Priority: 50,
			Intensities: inMost(), Overlap: Cedes},
		{Kind: WeekReflect, Of: SessionEnd, StaleAt: &Named{9, 20*60 + 30},
			Target: Target{Rule: AtTimes, Times: []Named{{7, 18 * 60}, {8, 18 * 60}, {9, 18 * 60}}}, Priority: 40,
			Intensities: inAll(), Overlap: Cedes},
		{Kind: Keep14, Of: SessionEnd, StaleAt: &Named{15, 20*60 + 30},
			Target: Target{Rule: AtTimes, Times: []Named{{14, 18 * 60}}}, Priority: 20, Silent: true, Rereads: true,
			Intensities: inMost(), Overlap: Cedes},
		{Kind: Keep28, Of: SessionEnd, StaleAt: &Named{29, 20*60 + 30},
			Target: Target{Rule: AtTimes, Times: []Named{{28, 18 * 60}}}, Priority: 20, Silent: true, Rereads: true,
			Intensities: inMost(), Overlap: Cedes},
	}
}

// otherRows are the kinds around circles and appointments.
func otherRows() []Row {
	const hour = time.Hour
	return []Row{
		{Kind: CircleInvite, Of: CircleStart, From: -84 * hour, To: -6 * hour, Stale: -6 * hour,
			Target: Target{Rule: AtTimes, Times: []Named{{-3, 12 * 60}}}, Priority: 30, Intensities: inMost(), Overlap: Stays},
		{Kind: ApptPrep, Of: TalkStart, From: -18 * hour, To: -hour, Stale: -hour,
			Target:   Target{Rule: Before, After: -3 * hour, Not: 9 * 60, Times: []Named{{-1, 18*60 + 30}}},
			Priority: 90, Intensities: inAll(), Gap: 2 * hour, AnyDay: true, AnyWeek: true, Overlap: Stays},
		{Kind: AfterTalk, Of: TalkAsked, From: hour, To: 24 * hour, Stale: 24 * hour,
			Target: Target{Rule: Nearest, After: 2 * hour}, Priority: 10, Silent: true, Intensities: inAll(), Overlap: Stays,
			Notes: Span{0, 24 * hour}},
	}
}

// fullRows are the kinds that only full has.
func fullRows() []Row {
	return []Row{
		{Kind: Mindfulness2, Of: SessionEnd, StaleAt: &Named{4, 20*60 + 30},
			Target: Target{Rule: AtTimes, Times: []Named{{4, 18 * 60}}}, Priority: 55, Intensities: inFull(), Overlap: Yields},
		{Kind: Connect, Of: SessionEnd, StaleAt: &Named{5, 20*60 + 30},
			Target: Target{Rule: AtTimes, Times: []Named{{5, 12*60 + 30}}}, Priority: 45, Intensities: inFull(), Overlap: Yields},
	}
}
