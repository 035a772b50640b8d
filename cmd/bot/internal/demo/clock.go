package demo

import (
	"sync"
	"time"
)

// A Clock is the real time plus what the visitor skipped. It never runs
// backwards by its own doing, and is safe for concurrent use.
type Clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

// NewClock returns a clock that shows the real time.
func NewClock() *Clock { return &Clock{} }

// Now returns the demo's time, in UTC.
func (c *Clock) Now() time.Time { return time.Now().UTC().Add(c.skipped()) }

// Skip moves the clock ahead by d. A negative d moves nothing.
func (c *Clock) Skip(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += max(d, 0)
}

// SkipTo moves the clock ahead to t. When t is past already, nothing moves.
func (c *Clock) SkipTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().Add(c.ahead)
	c.ahead += max(t.Sub(now), 0)
}

// skipped says how far the clock is ahead of the real time.
func (c *Clock) skipped() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead
}
