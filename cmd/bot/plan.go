package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"afterglow/cmd/bot/internal/config"
	"afterglow/nudges"
)

// planCommand is "bot plan".
type planCommand struct {
	Config    string   `help:"Plan by this clinic's configuration." placeholder:"FILE"`
	Zone      string   `help:"The member's time zone." placeholder:"AREA/CITY"`
	Ended     []string `help:"When a session ended, by the member's clock; may be repeated." placeholder:"TIME" sep:"none"`
	Starts    []string `help:"When a session begins that is logged ahead; may be repeated." placeholder:"TIME" sep:"none"`
	Intensity string   `help:"gentle, standard or full." default:"standard" enum:"gentle,standard,full"`
	Hours     string   `help:"The member's waking hours, such as 08:00-21:00." placeholder:"FROM-TO"`
}

// Help is shown by "bot plan --help".
func (planCommand) Help() string {
	return `For people: bot plan --zone America/New_York --ended "2026-06-09 11:00"

For programs: without --ended and --starts it reads one JSON object a line from standard input and writes one a line:

  {"zone":"America/New_York","intensity":"standard","now":"2026-06-09T15:00:00Z",
   "sessions":[{"id":"S1","end":"2026-06-09T15:00:00Z"},{"id":"S2","start":"…","end":"…","known_at":"…"}],
   "delivered":[{"kind":"prime_journal","session":"S1","at":"…"}],"hours":{"from":"08:00","to":"21:00"},
   "appointments":[{"id":"A1","at":"…"}],"circles":[{"id":"C1","at":"…"}],"muted":["keep_14"]}

Only zone and sessions are required. A line that cannot be planned gives {"error":"…"}, and the rest go on.`
}

// Run plans for people or, line by line, for programs.
func (c planCommand) Run(w world) error {
	p := nudges.Default()
	if c.Config != "" {
		conf, err := config.Load(c.Config)
		if err != nil {
			return err
		}
		if p, err = protocol(conf); err != nil {
			return err
		}
	}
	if len(c.Ended)+len(c.Starts) == 0 {
		if c.Zone != "" || c.Hours != "" {
			return errors.New("plan: say when the session ended with --ended, or when it begins with --starts")
		}
		return planLines(p, w.stdin, w.stdout)
	}
	line, err := c.line(p)
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	m, err := line.member(p)
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return printPlan(w.stdout, p, m, line.now())
}

// planLines answers line by line, each at once when nobody has sent the next.
func planLines(p nudges.Protocol, in io.Reader, out io.Writer) error {
	r, w := bufio.NewReaderSize(in, 1<<16), bufio.NewWriter(out)
	for {
		text, err := r.ReadBytes('\n')
		if text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))); len(text) > 0 {
			w.Write(append(answerJSON(p, text), '\n')) // an error comes back from Flush
		}
		if next, _ := r.Peek(r.Buffered()); err != nil || bytes.IndexByte(next, '\n') < 0 {
			if err := w.Flush(); err != nil {
				return fmt.Errorf("plan: %w", err)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("plan: %w", err)
		}
	}
}

// line is the command line as a line of input.
func (c planCommand) line(p nudges.Protocol) (planLine, error) {
	l := planLine{Zone: c.Zone, Intensity: nudges.Intensity(c.Intensity)}
	if err := checkZone(c.Zone); err != nil {
		return l, err
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return l, err
	}
	for _, text := range c.Ended {
		t, err := parseLocal(text, zone)
		if err != nil {
			return l, err
		}
		l.Sessions = append(l.Sessions, planSession{End: t})
	}
	for _, text := range c.Starts {
		t, err := parseLocal(text, zone)
		if err != nil {
			return l, err
		}
		l.Sessions = append(l.Sessions, planSession{Start: t, End: t.Add(p.SessionLength), KnownAt: t.AddDate(0, 0, -7)})
	}
	slices.SortFunc(l.Sessions, func(a, b planSession) int { return a.End.Compare(b.End) })
	for i := range l.Sessions {
		l.Sessions[i].ID = nudges.SessionID(fmt.Sprintf("S%d", i+1))
	}
	if first := l.Sessions[0]; !first.KnownAt.IsZero() {
		l.Now = first.KnownAt
	}
	if from, to, ok := strings.Cut(c.Hours, "-"); ok {
		l.Hours = &planHours{strings.TrimSpace(from), strings.TrimSpace(to)}
	} else if c.Hours != "" {
		return l, fmt.Errorf("%q are no hours; write them like 08:00-21:00", c.Hours)
	}
	return l, nil
}

// parseLocal reads "2026-06-09 11:00" on the clocks of a zone, or RFC 3339.
func parseLocal(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time; write it like \"2026-06-09 11:00\"", text)
}

// printPlan writes a table for people: what comes in the member's local time,
// then what does not, and why.
func printPlan(to io.Writer, p nudges.Protocol, m nudges.Member, now time.Time) error {
	planned, skips := nudges.Plan(p, m, now)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "WHEN\tAFTER THE END\tSESSION\tNUDGE\tSOUND")
	for _, n := range planned {
		sound := "yes"
		if n.Silent {
			sound = "silent"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", n.Due.In(m.Location()).Format("Mon 2006-01-02 15:04"), since(m, n), n.Session, n.Kind, sound)
	}
	fmt.Fprintln(w, "\nNOT SENT\t\tSESSION\tNUDGE\tBECAUSE")
	for _, s := range skips {
		if s.Reason != nudges.NotChosen && s.Reason != nudges.NotKnown {
			fmt.Fprintf(w, "\t\t%s\t%s\t%s\n", s.Session, s.Kind, s.Reason)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return nil
}

// since is how long after the end of its session a nudge is due.
func since(m nudges.Member, n nudges.Nudge) string {
	for _, s := range m.Sessions {
		if s.ID == n.Session {
			return fmt.Sprintf("%+.4g h", n.Due.Sub(s.End).Hours())
		}
	}
	return ""
}
