package picture

import (
	"fmt"
	"testing"
)

func BenchmarkPNG(b *testing.B) {
	for _, sessions := range []int{1, 3} {
		line := course(b, sessions)
		b.Run(fmt.Sprintf("sessions=%d", sessions), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				out, err := line.PNG()
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(out)), "png-bytes")
			}
		})
	}
}

func BenchmarkMoodPNG(b *testing.B) {
	for _, moods := range []int{3, 100} {
		chart := diary(b, moods, moods*3/5)
		b.Run(fmt.Sprintf("moods=%d", moods), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				out, err := chart.PNG()
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(out)), "png-bytes")
			}
		})
	}
}
