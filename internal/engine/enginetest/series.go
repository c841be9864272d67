package enginetest

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"

	"github.com/promwright/promwright/internal/engine"
)

// shape makes the values of a series, one after the other.
type shape func(g *generator, previous engine.Sample) engine.Sample

// shapes are the kinds of series that there are, by name.
var shapes = map[string]shape{
	"m0": gauge, "m1": gauge, "m2": gauge, "r3": gauge, "m.ü": gauge, "r0": gauge,
	"c0": counter, "target_info": constant, "build_info": constant,
	"h": native(exponential), "hg": native(gaugeHistogram), "hc": native(custom), "mixed": mixed,
}

// series returns input series that last until after the end of the run; some begin before it.
func (g *generator) series(cfg engine.Config) []engine.Series {
	from := g.start
	to := from + (max(cfg.End, 20*time.Minute) + 7*time.Minute).Milliseconds()
	if g.once(3) {
		from -= 13 * 60_000
	}
	var all []engine.Series
	seen := map[string]bool{}
	add := func(ls labels.Labels, kind shape) {
		if !seen[ls.String()] {
			seen[ls.String()] = true
			all = append(all, engine.Series{Labels: ls, Samples: slices.Values(g.samples(from, to, kind))})
		}
	}
	for range 4 + g.IntN(12) {
		name := pick(g, "m0", "m0", "m0", "c0", "c0", "m1", "m2", "m2", "h", "h", "hc", "hg", "mixed", "m.ü", "r3", "r0")
		if g.once(12) {
			name = pick(g, "target_info", "build_info")
		}
		add(g.labels(name), shapes[name])
	}
	if g.once(3) {
		g.classic(add)
	}
	return all
}

// labels returns the labels of a series of a name.
func (g *generator) labels(name string) labels.Labels {
	b := labels.NewBuilder(labels.FromStrings("__name__", name, "a", pick(g, "x", "y", "z"), "b", pick(g, "x", "y", "z")))
	switch name {
	case "m2":
		if g.once(2) {
			break
		}
		b.Set("instance", pick(g, "i", "j")).Set("job", "k")
	case "target_info", "build_info":
		b.Del("a", "b").Set("instance", pick(g, "i", "j")).Set("job", "k").Set("version", pick(g, "1", "2"))
	case "m.ü":
		b.Set("l.é", pick(g, "x", "y"))
	}
	return b.Labels()
}

// classic adds the buckets of a classic histogram, sometimes without the last one.
func (g *generator) classic(add func(labels.Labels, shape)) {
	for _, a := range []string{"x", "y"}[:1+g.IntN(2)] {
		for _, le := range []string{"0.5", "1", "2.5", "+Inf"} {
			if g.once(12) {
				continue
			}
			add(labels.FromStrings("__name__", "hb_bucket", "a", a, "le", le), counter)
		}
	}
}

// samples returns the samples of one series, with gaps and stale markers, at regular times or not.
func (g *generator) samples(from, to int64, kind shape) []engine.Sample {
	interval := pick(g, int64(60_000), 60_000, 30_000, 15_000, 120_000)
	from += pick(g, int64(0), 0, 0, 0, 7_000, 29_999)
	jitter := pick(g, int64(0), 0, 0, 0, 0, 900)
	if g.once(8) { // begins late
		from += int64(g.IntN(10)) * 60_000
	}
	var samples []engine.Sample
	last := kind(g, engine.Sample{})
	for at := from; at < to; at += interval {
		switch n := g.IntN(40); {
		case n < 2: // one sample is missing
			continue
		case n == 2: // many are
			at += int64(g.IntN(12)) * interval
		case n < 5:
			samples = append(samples, engine.Sample{T: at, V: math.Float64frombits(value.StaleNaN)})
			continue
		case n < 20:
			last = kind(g, last)
		}
		last.T = at
		if jitter > 0 {
			last.T += int64(g.IntN(int(jitter)))
		}
		samples = append(samples, last)
	}
	return samples
}

// values are multiples of 1/16, so that sums of them are exact.
func gauge(g *generator, last engine.Sample) engine.Sample {
	if g.once(60) {
		return engine.Sample{V: pick(g, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, 1e-300, math.Copysign(0, -1), 1<<60, -1e-9)}
	}
	return engine.Sample{V: float64(g.IntN(80)-8) / 16}
}

func counter(g *generator, last engine.Sample) engine.Sample {
	if g.once(15) {
		return engine.Sample{V: float64(g.IntN(3))}
	}
	return engine.Sample{V: last.V + float64(g.IntN(40))/8}
}

func constant(*generator, engine.Sample) engine.Sample { return engine.Sample{V: 1} }

// mixed is sometimes a number and sometimes a histogram.
func mixed(g *generator, last engine.Sample) engine.Sample {
	if g.once(2) {
		return gauge(g, last)
	}
	return native(exponential)(g, last)
}

// native returns the shape of native histograms: what was there before plus what observe returns, or that alone after a reset.
func native(observe func(*generator) *histogram.FloatHistogram) shape {
	return func(g *generator, last engine.Sample) engine.Sample {
		h := observe(g)
		if last.H != nil && last.H.UsesCustomBuckets() == h.UsesCustomBuckets() && h.CounterResetHint != histogram.GaugeType && !g.once(10) {
			if sum, _, _, err := last.H.Copy().Add(h); err == nil {
				sum.CounterResetHint = h.CounterResetHint
				h = sum.Compact(0)
			}
		}
		if err := h.Validate(); err != nil {
			panic(fmt.Sprintf("enginetest: %v", err))
		}
		return engine.Sample{H: h}
	}
}

// exponential returns a histogram of a schema, with or without negative and zero buckets.
func exponential(g *generator) *histogram.FloatHistogram {
	h := &histogram.FloatHistogram{Schema: pick(g, int32(0), 0, 0, 1, 3), ZeroThreshold: pick(g, 0.001, 0.001, 0.001, 0.01)}
	h.CounterResetHint = pick(g, histogram.UnknownCounterReset, histogram.UnknownCounterReset, histogram.UnknownCounterReset, histogram.CounterReset, histogram.NotCounterReset)
	h.PositiveSpans = []histogram.Span{{Offset: int32(g.IntN(3)), Length: 2}, {Offset: int32(g.IntN(2)), Length: 1}}
	h.PositiveBuckets = []float64{g.count(), g.count(), g.count()}
	if g.once(3) {
		h.NegativeSpans = []histogram.Span{{Offset: -1, Length: 1}}
		h.NegativeBuckets = []float64{g.count()}
	}
	if g.once(3) {
		h.ZeroCount = g.count()
	}
	return g.finished(h)
}

func gaugeHistogram(g *generator) *histogram.FloatHistogram {
	h := exponential(g)
	h.CounterResetHint = histogram.GaugeType
	return h
}

// custom returns a histogram of custom buckets, mostly of the same bounds.
func custom(g *generator) *histogram.FloatHistogram {
	bounds := pick(g, []float64{0.5, 1, 2.5}, []float64{0.5, 1, 2.5}, []float64{0.5, 1, 2.5}, []float64{1, 2.5, 5})
	return g.finished(&histogram.FloatHistogram{
		Schema: histogram.CustomBucketsSchema, CustomValues: bounds,
		PositiveSpans: []histogram.Span{{Offset: 0, Length: 4}}, PositiveBuckets: []float64{g.count(), g.count(), g.count(), g.count()},
	})
}

func (g *generator) count() float64 { return float64(g.IntN(6)) }

// finished fills in count and sum.
func (g *generator) finished(h *histogram.FloatHistogram) *histogram.FloatHistogram {
	h.Count = h.ZeroCount
	for _, n := range slices.Concat(h.PositiveBuckets, h.NegativeBuckets) {
		h.Count += n
	}
	h.Sum = h.Count * float64(g.IntN(12)) / 8
	return h.Compact(0)
}
