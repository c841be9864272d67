package enginetest

import (
	"iter"
	"math"
	"slices"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"

	"github.com/promwright/promwright/internal/engine"
)

func (g generator) series() []engine.Series {
	start := int64(0)
	var all []engine.Series
	seen := map[string]bool{}
	for range 3 + g.IntN(12) {
		name := pick(g, "m0", "m0", "m0", "m1", "m2", "h", "r3")
		ls := labels.FromStrings("__name__", name, "a", pick(g, "x", "y", "z"), "b", pick(g, "x", "y", "z"))
		if seen[ls.String()] {
			continue
		}
		seen[ls.String()] = true
		all = append(all, engine.Series{Labels: ls, Samples: g.samples(start, name == "h")})
	}
	for i := range all { // half of the cases start long after the epoch
		early := all[i].Samples
		all[i].Samples = func(yield func(engine.Sample) bool) {
			for s := range early {
				if !yield(s) {
					return
				}
			}
			for s := range early {
				s.T += 1_700_000_000_000
				if !yield(s) {
					return
				}
			}
		}
	}
	return all
}

// samples returns up to 40 minutes of samples, with gaps, resets and stale markers.
func (g generator) samples(start int64, hist bool) iter.Seq[engine.Sample] {
	interval := pick(g, int64(60_000), 30_000, 15_000)
	if g.IntN(6) == 0 {
		start += 7_000
	}
	var samples []engine.Sample
	v := float64(g.IntN(5))
	for at := start; at < 40*60_000; at += interval {
		switch g.IntN(12) {
		case 0:
			continue
		case 1:
			v = float64(g.IntN(3)) / 3
		case 2:
			if g.IntN(3) == 0 {
				samples = append(samples, engine.Sample{T: at, V: math.Float64frombits(value.StaleNaN)})
				continue
			}
		case 3, 4, 5:
			v += float64(g.IntN(10)) / 7
		}
		s := engine.Sample{T: at, V: v}
		if hist && g.IntN(20) != 0 {
			s.V = 0
			s.H = &histogram.FloatHistogram{Count: v * 3, Sum: v, PositiveSpans: []histogram.Span{{Offset: 0, Length: 2}}, PositiveBuckets: []float64{v, v * 2}}
		}
		samples = append(samples, s)
	}
	return slices.Values(samples)
}
