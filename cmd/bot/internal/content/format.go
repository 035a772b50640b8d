package content

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// A calendar is what a language calls days and months, in full and short: days
// from Sunday, months from January. Where a list is missing, the names are
// Go's, which are English.
type calendar struct {
	Days        []string `yaml:"days"`
	DaysShort   []string `yaml:"days_short"`
	Months      []string `yaml:"months"`
	MonthsShort []string `yaml:"months_short"`
}

// check reports a list that is there and does not name every day or month.
func (c calendar) check() error {
	for _, l := range []struct {
		key   string
		names []string
		want  int
	}{{"days", c.Days, 7}, {"days_short", c.DaysShort, 7}, {"months", c.Months, 12}, {"months_short", c.MonthsShort, 12}} {
		if n := len(l.names); n != 0 && n != l.want {
			return fmt.Errorf("%s has %d names, not %d", l.key, n, l.want)
		}
	}
	return nil
}

// named are the parts of a layout that stand for a name, longer ones first.
var named = regexp.MustCompile(`Monday|Mon|January|Jan`)

// format is t in a layout of package time, with the names of the calendar. They
// are put in by hand: within a layout, a name could look like a part of one.
func (c calendar) format(t time.Time, layout string) string {
	var out strings.Builder
	done := 0
	for _, at := range named.FindAllStringIndex(layout, -1) {
		out.WriteString(t.Format(layout[done:at[0]]))
		part := layout[at[0]:at[1]]
		out.WriteString(cmp.Or(c.name(t, part), t.Format(part)))
		done = at[1]
	}
	out.WriteString(t.Format(layout[done:]))
	return out.String()
}

// name is the name that a part of a layout stands for, "" where the calendar
// has none.
func (c calendar) name(t time.Time, part string) string {
	list, at := c.Days, int(t.Weekday())
	switch part {
	case "Mon":
		list = c.DaysShort
	case "January":
		list, at = c.Months, int(t.Month())-1
	case "Jan":
		list, at = c.MonthsShort, int(t.Month())-1
	}
	if len(list) == 0 {
		return ""
	}
	return list[at]
}

// Format writes t, in its own time zone, by the label of that name: a layout of
// package time, in which the days and months get the names of the language.
func (l *Library) Format(lang, key string, t time.Time) string {
	return l.language(lang).calendar.format(t, l.Label(lang, key))
}
