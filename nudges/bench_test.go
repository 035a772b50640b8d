package nudges

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkPlan plans courses of more and more sessions, three days apart. What
// one session costs must not grow with how many there are: compare ns/session.
func BenchmarkPlan(b *testing.B) {
	first := ny(b, "2026-06-09 11:00")
	for _, n := range []int{1, 6, 12, 24, 48} {
		ends := make([]time.Time, n)
		for i := range ends {
			ends[i] = first.AddDate(0, 0, 3*i)
		}
		b.Run(fmt.Sprintf("%d sessions", n), func(b *testing.B) {
			p, m := Default(), member(ends...)
			m.Intensity = Full
			b.ReportAllocs()
			for b.Loop() {
				Plan(p, m, first)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/session")
		})
	}
}

// BenchmarkLook is what an alarm costs: the last look, and the next alarm.
func BenchmarkLook(b *testing.B) {
	p, m := Default(), member(ny(b, "2026-06-09 11:00"))
	m.Next, _ = Alarm(p, m, m.Sessions[0].End)
	b.ReportAllocs()
	for b.Loop() {
		LastLook(p, m, m.Next)
		Alarm(p, m, m.Next)
	}
}
