package main

import (
	"errors"
	"fmt"
	"time"

	"afterglow/cmd/bot/internal/config"
	"afterglow/cmd/bot/internal/crisis"
)

// helpLinesFor is how long a verified help line is trusted (docs/safety.md).
const helpLinesFor = 120 * 24 * time.Hour

// checkCommand is "bot check". It looks and changes nothing.
type checkCommand struct {
	Config string `help:"The configuration file." default:"config.yaml" placeholder:"FILE"`
}

// Run says everything that is wrong, or ok.
func (r checkCommand) Run(w world) error {
	c, err := config.Load(r.Config)
	if err != nil {
		return err
	}
	_, tokenErr := c.Token(w.getenv)
	_, _, keyErr := c.FindMasterKey(w.getenv)
	if err := errors.Join(c.Check(), tokenErr, keyErr); err != nil {
		fmt.Fprintln(w.stderr, err)
		return errSaid
	}
	for _, warning := range c.Warnings() {
		fmt.Fprintln(w.stdout, "warning:", warning)
	}
	if age := time.Since(crisis.Verified()); age > helpLinesFor {
		fmt.Fprintf(w.stdout, "warning: the help lines were last verified %d days ago: look for a newer program\n", age/(24*time.Hour))
	}
	fmt.Fprintln(w.stdout, "ok")
	return nil
}
