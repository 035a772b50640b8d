package nudges

import "time"

// lapsedFor is how long after its time a nudge that was never sent is still
// written down: less than the log is kept, so that nothing is written twice.
const lapsedFor = 30 * 24 * time.Hour

// Lapsed are the nudges whose time is over, of which the log says nothing: they
// never had a slot, or lost it before an alarm rang for them. Each comes with
// its reason, for the log, so that "why was I not reminded?" has an answer
// later on too. What the member did not choose, and what cannot be, is left out.
func Lapsed(p Protocol, m Member, now time.Time) (list []Skip) {
	w := begin(&p, &m, now)
	if w.objection != "" {
		return nil
	}
	w.decide()
	for i := range w.parts {
		c := &w.parts[i]
		switch c.reason {
		case "", NotChosen, NotKnown, NotKept, Sent:
			continue
		}
		over := w.floor.Sub(w.last(c))
		if skip := w.skip(c); over > 0 && over < lapsedFor && !w.logged(skip.Nudge) {
			list = append(list, skip)
		}
	}
	return list
}
