package rules

import (
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules/promql"
)

// events returns how many bad events, and how many at all, there were per second over a window.
func (s SLO) events(window time.Duration) (bad, total promql.Instant) {
	by := promql.By(s.By...)
	sum := func(c promql.Counter) promql.Instant { return promql.Sum(c.Rate(window), by) }
	switch {
	case s.Bad != promql.Counter{}:
		total = sum(s.Total)
		return sum(s.Bad).Or(total.Mul(0)), total
	case s.Good != promql.Counter{}:
		total = sum(s.Total)
		return total.Sub(sum(s.Good).Or(total.Mul(0))), total
	case s.Latency.Classic != promql.Histogram{}:
		total = sum(s.Latency.Classic.Count())
		return total.Sub(sum(s.Latency.Classic.Bucket().With(s.Latency.bucket())).Or(total.Mul(0))), total
	}
	rate := promql.Sum(s.Latency.Native.Rate(window), by)
	total = promql.HistogramCount(rate)
	good := promql.HistogramFraction(0, s.Latency.within(), rate)
	bad = promql.Number(1).Sub(good).MulVector(total)
	return bad.Ge(0).Or(total.Mul(0)), total // a fraction of no events is NaN, which a sum over time would keep for as long as its window
}

// source returns the place in Go of what the SLO is made of.
func (s SLO) source() string {
	for _, e := range []promql.Expr{s.Total, s.Bad, s.Good, s.Latency.Native} {
		if at := promql.At(e); at != "" {
			return at
		}
	}
	if (s.Latency.Classic != promql.Histogram{}) {
		return promql.At(s.Latency.Classic.Count())
	}
	return ""
}

// windows returns the windows of all tiers and the period, sorted, each once.
func (s SLO) windows() []time.Duration {
	all := []time.Duration{s.period()}
	for _, t := range s.tiers() {
		all = append(all, t.Long, t.Short)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// span returns a window as PromQL writes it: 5m, 1h, 30d.
func span(d time.Duration) string { return model.Duration(d).String() }

// rounded returns n with twelve digits, so that 100-99.9 is 0.1.
func rounded(n promql.Num) promql.Num {
	f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(n), 'g', 12, 64), 64) // it was formatted as a float
	return promql.Num(f)
}
