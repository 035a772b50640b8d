package nudges

import (
	"slices"
	"time"
)

// A Later is a moment to which a nudge may be put off.
type Later struct {
	Name string    // "hour", "evening" or "morning"
	At   time.Time // in UTC
}

// SnoozeTimes are the moments to which the sent nudge n may be put off, of: in
// an hour, this evening, tomorrow morning. It is empty when [Snooze] would
// refuse them all. Tomorrow morning is 09:00, or the beginning of the
// preferred band where that does not hold 09:00.
func SnoozeTimes(p Protocol, m Member, n ID, now time.Time) []Later {
	w := begin(&p, &m, now)
	if w.loc == nil {
		return nil
	}
	today := logicalDay(now, w.loc)
	morning := at(today+1, p.Morning, w.loc)
	if !w.preferred.Contains(morning.In(w.loc)) {
		morning = at(today+1, w.preferred.From, w.loc)
	}
	var out []Later
	for _, l := range []Later{
		{"hour", now.Round(0).UTC().Add(time.Hour)},
		{"evening", at(today, p.Evening, w.loc)},
		{"morning", morning},
	} {
		if _, ok := w.snooze(n, now, l.At); ok {
			out = append(out, l)
		}
	}
	return out
}

// Snooze puts off a sent nudge, or its reminder, until the given moment: the
// member comes back with one more [Reminder], in place of one that still
// waited for the same nudge. It is false, and the member unchanged, when the
// nudge was not sent or was put off twice already, and when the moment is past,
// past the nudge's time, in quiet hours or in the silence around a session.
func Snooze(p Protocol, m Member, n ID, now, until time.Time) (Member, bool) {
	w := begin(&p, &m, now)
	r, ok := w.snooze(n, now, until)
	if !ok {
		return m, false
	}
	return w.replace(r), true
}

func (w *work) snooze(n ID, now, until time.Time) (Reminder, bool) {
	r, ok := w.another(n, now)
	if !ok || w.loc == nil || r.Times > w.p.Snoozes {
		return Reminder{}, false
	}
	r.Slot = until.Round(0).UTC()
	if !r.Slot.After(now) || r.Slot.After(r.Expires) || !w.hard.Contains(r.Slot.In(w.loc)) || w.hushed(r.Slot) {
		return Reminder{}, false
	}
	return r, true
}

// RemindMonday puts off a sent nudge to 10:00 next Monday, moved into the
// member's preferred band: one message, whatever its window and however often
// it was put off, good for that day. Asked twice it stays one. The time is
// zero, and the member unchanged, when no such nudge was sent.
func RemindMonday(p Protocol, m Member, n ID, now time.Time) (Member, time.Time) {
	w := begin(&p, &m, now)
	r, ok := w.another(n, now)
	if !ok || w.loc == nil {
		return m, time.Time{}
	}
	monday := logicalDay(now, w.loc) + 1
	for monday.weekday() != time.Monday {
		monday++
	}
	if r.Slot, ok = w.moved(at(monday, p.Monday, w.loc)); !ok {
		return m, time.Time{}
	}
	if slices.ContainsFunc(m.Reminders, func(o Reminder) bool { return o.Nudge == r.Nudge && o.Slot.Equal(r.Slot) }) {
		return m, r.Slot
	}
	r.Expires, r.Anyway = (logicalDay(r.Slot, w.loc) + 1).begins(w.loc), true
	return w.replace(r), r.Slot
}

// another is the next reminder of a nudge that was sent, without its slot. It
// is good for as long as the nudge itself, or its last reminder, was.
func (w *work) another(n ID, now time.Time) (Reminder, bool) {
	r := Reminder{Nudge: n.Original(), Times: 1, Asked: now.Round(0).UTC()}
	i := slices.IndexFunc(w.m.Log, func(e Entry) bool { return e.Nudge == r.Nudge && e.Counts() })
	if i < 0 {
		return r, false
	}
	r.Kind, r.Session = w.m.Log[i].Kind, w.m.Log[i].Session
	o := w.occasion(r.Session)
	if o == nil || w.loc == nil {
		return r, false
	}
	c := w.part(o, r.Kind)
	if c == nil {
		return r, false
	}
	r.Expires, _ = w.stale(c, w.m.Log[i].Slot)
	for _, o := range w.m.Reminders {
		if o.Nudge != r.Nudge || o.Times < r.Times {
			continue
		}
		if r.Times = o.Times + 1; w.logged(o.id()) {
			r.Expires, r.Anyway = o.Expires, o.Anyway
		}
	}
	return r, true
}

// replace adds a reminder and takes out the one of the same nudge that was
// still waiting.
func (w *work) replace(r Reminder) Member {
	m := *w.m
	m.Reminders = slices.DeleteFunc(slices.Clone(m.Reminders), func(o Reminder) bool {
		return o.Nudge == r.Nudge && !w.logged(o.id())
	})
	m.Reminders = append(m.Reminders, r)
	return m
}
