package config

import (
	"errors"
	"slices"
	"time"

	"afterglow/nudges"
)

// settle makes what follows from several sections, and checks the protocol and
// the circles as a whole.
func (r *reader) settle() {
	r.config.Protocol.SessionLength = time.Duration(r.config.Clinic.SessionMinutes) * time.Minute
	r.settleProtocol()
	r.settleCircles()
}

// settleProtocol reports the faults of the protocol where the figures stand, or
// the kind, or the section. A protocol with a figure that could not be read is
// left out.
func (r *reader) settleProtocol() {
	if touches(r.mistakes, "protocol") {
		return
	}
	for i := range r.config.Protocol.Rows {
		row := &r.config.Protocol.Rows[i]
		if _, given := r.given["protocol.kinds."+string(row.Kind)+".gap"]; !given {
			row.Gap = min(row.Gap, r.config.Protocol.Gap) // an exception is never longer than the rule
		}
	}
	var faults nudges.Faults
	if !errors.As(r.config.Protocol.Check(), &faults) {
		return
	}
	for _, f := range faults {
		if f.Kind == "" {
			r.wrong(r.nearestPlace("protocol."+f.Figure, "protocol"), f.Text)
			continue
		}
		kind := "protocol.kinds." + string(f.Kind)
		places := []string{kind + "." + f.Figure, kind, "protocol"}
		if !slices.Contains(names(kindKeys), f.Figure) { // a kind and a figure of the whole do not go together
			places = []string{kind, "protocol." + f.Figure, "protocol"}
		}
		r.wrong(r.nearestPlace(places...), f.Text)
	}
}
