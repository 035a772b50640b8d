package demo

import "sync"

// A bell tells everyone who waits that something changed. Its zero value is
// ready for use.
type bell struct {
	mu   sync.Mutex
	next chan struct{}
}

// rung returns a channel that is closed the next time the bell rings.
func (b *bell) rung() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		b.next = make(chan struct{})
	}
	return b.next
}

// ring wakes everyone who waits.
func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next != nil {
		close(b.next)
		b.next = nil
	}
}
