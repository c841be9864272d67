package promql

import "time"

// Gauge is a metric that goes up and down. It is a [Vector] by itself.
type Gauge struct {
	operators
	metric *metric
}

// NewGauge declares the gauge name. If labels are given they are all that its series have, and matching any other
// is an error; those that every scrape adds, such as job and instance, must be among them.
func NewGauge(name string, labels ...string) Gauge {
	n, m := declare("NewGauge", name, labels)
	return Gauge{operators{base{n}}, m}
}

func (g Gauge) of(n *node) Gauge { return Gauge{operators{base{n}}, g.metric} }

// Where keeps the series that match matchers, written as between the braces of a selector, beside those already given.
//
//	up.Where(`job="node", instance!~"test.*"`)
func (g Gauge) Where(matchers string) Gauge { return g.of(where(g, g.metric, matchers)) }

// With keeps the series that match every one of matchers, beside those already given. Use it for values that Go computes:
// up.With(promql.Eq("job", job)).
func (g Gauge) With(matchers ...Matcher) Gauge { return g.of(with("With", g, g.metric, matchers)) }

// Offset reads the gauge as it was d ago, or will have been -d from now.
func (g Gauge) Offset(d time.Duration) Gauge { return g.of(offset(g, d)) }

// OffsetExpr reads the gauge as it was the duration ago that PromQL computes: x.OffsetExpr("(step() * 2)"). What Go can
// compute is better given to [Gauge.Offset].
func (g Gauge) OffsetExpr(duration string) Gauge { return g.of(offsetExpr(g, duration)) }

// At reads the gauge as it was at t, in whole milliseconds, whenever the expression is evaluated.
func (g Gauge) At(t time.Time) Gauge { return g.of(atTime(g, t)) }

// AtStart reads the gauge as it was at the start of a range query. For a rule that is now.
func (g Gauge) AtStart() Gauge { return g.of(atStart(g)) }

// AtEnd reads the gauge as it was at the end of a range query. For a rule that is now.
func (g Gauge) AtEnd() Gauge { return g.of(atEnd(g)) }

// Anchored lets a range begin with the last sample before it and end with its own last sample, so that an increase is the difference
// of two samples. Of the functions over ranges increase, rate, delta, changes and resets can be asked.
func (g Gauge) Anchored() Gauge { return g.of(anchored(g)) }

// Smoothed interpolates the values at both ends of a range from the samples before and behind them. Of the functions over ranges
// increase, rate and delta can be asked. In a rule the end has no sample behind it yet.
func (g Gauge) Smoothed() Gauge { return g.of(smoothed(g)) }

// Range is the gauge's samples of the last d, in whole milliseconds.
func (g Gauge) Range(d time.Duration) Range { return Range{base{rangeOf("Range", g, d)}} }

// RangeExpr is the gauge's samples of a duration that PromQL computes: x.RangeExpr("max_of(step(), 5m)").
func (g Gauge) RangeExpr(duration string) Range { return Range{base{rangeExpr(g, duration)}} }

// AvgOverTime is [AvgOverTime] over the last d.
func (g Gauge) AvgOverTime(d time.Duration) Instant {
	return AvgOverTime(Range{base{rangeOf("AvgOverTime", g, d)}})
}

// MinOverTime is [MinOverTime] over the last d.
func (g Gauge) MinOverTime(d time.Duration) Instant {
	return MinOverTime(Range{base{rangeOf("MinOverTime", g, d)}})
}

// MaxOverTime is [MaxOverTime] over the last d.
func (g Gauge) MaxOverTime(d time.Duration) Instant {
	return MaxOverTime(Range{base{rangeOf("MaxOverTime", g, d)}})
}

// Delta is [Delta] over the last d.
func (g Gauge) Delta(d time.Duration) Instant {
	return Delta(Range{base{rangeOf("Delta", g, d)}})
}

// Deriv is [Deriv] over the last d.
func (g Gauge) Deriv(d time.Duration) Instant {
	return Deriv(Range{base{rangeOf("Deriv", g, d)}})
}
