package main

import (
	"errors"
	"fmt"

	"afterglow/cmd/bot/internal/config"
)

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
	fmt.Fprintln(w.stdout, "ok")
	return nil
}
