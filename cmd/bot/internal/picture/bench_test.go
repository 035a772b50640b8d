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
