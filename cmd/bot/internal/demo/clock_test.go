package demo

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestClock(t *testing.T) {
	tests := []struct {
		name string
		move func(c *Clock, start time.Time)
		want time.Duration // ahead of the real time
	}{
		{"untouched", func(*Clock, time.Time) {}, 0},
		{"skip", func(c *Clock, _ time.Time) { c.Skip(time.Hour); c.Skip(time.Minute) }, time.Hour + time.Minute},
		{"skip back", func(c *Clock, _ time.Time) { c.Skip(time.Hour); c.Skip(-2 * time.Hour) }, time.Hour},
		{"skip to", func(c *Clock, start time.Time) { c.SkipTo(start.Add(3 * time.Hour)) }, 3 * time.Hour},
		{"skip to, twice", func(c *Clock, start time.Time) {
			c.Skip(time.Hour)
			c.SkipTo(start.Add(3 * time.Hour))
			c.SkipTo(start.Add(3 * time.Hour))
		}, 3 * time.Hour},
		{"skip to the past", func(c *Clock, start time.Time) { c.Skip(time.Hour); c.SkipTo(start) }, time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, start := NewClock(), time.Now()
				tt.move(c, start)
				time.Sleep(time.Second) // a bubble's second: the clock goes on by itself
				if got := c.Now(); !got.Equal(start.Add(tt.want + time.Second)) {
					t.Errorf("clock shows %v, want %v", got.Sub(start), tt.want+time.Second)
				}
				if c.Now().Location() != time.UTC {
					t.Errorf("clock is in %v, want UTC", c.Now().Location())
				}
			})
		})
	}
}
