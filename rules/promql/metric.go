package promql

import "time"

// Metric is a metric of which it is not said whether it is a gauge or a counter. It is a [Vector], and has what both have: nothing keeps
// it from being used in ways that make no sense. Declare a [Gauge] or a [Counter] where you know.
type Metric struct {
	operators
	metric *metric
}

// NewMetric declares the metric name, with its labels as in [NewGauge].
func NewMetric(name string, labels ...string) Metric {
	n, m := declare("NewMetric", name, labels)
	return Metric{operators{base{n}}, m}
}

// Select reads the series that match matchers, of whatever metric. At least one matcher must refuse the empty value.
//
//	promql.Count(promql.Select(`__name__=~"node_.*", job="node"`), promql.By("__name__"))
func Select(matchers string) Metric {
	return Metric{operators{base{selected(matchers)}}, &metric{}}
}

func (m Metric) of(n *node) Metric { return Metric{operators{base{n}}, m.metric} }

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (m Metric) Where(matchers string) Metric { return m.of(where(m, m.metric, matchers)) }

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (m Metric) With(matchers ...Matcher) Metric { return m.of(with("With", m, m.metric, matchers)) }

// Offset reads the metric as it was d ago, or will have been -d from now.
func (m Metric) Offset(d time.Duration) Metric { return m.of(offset(m, d)) }

// OffsetExpr reads the metric as it was the computed duration ago, as [Gauge.OffsetExpr] does.
func (m Metric) OffsetExpr(duration string) Metric { return m.of(offsetExpr(m, duration)) }

// At reads the metric as it was at t, in whole milliseconds, whenever the expression is evaluated.
func (m Metric) At(t time.Time) Metric { return m.of(atTime(m, t)) }

// AtStart reads the metric as it was at the start of a range query. For a rule that is now.
func (m Metric) AtStart() Metric { return m.of(atStart(m)) }

// AtEnd reads the metric as it was at the end of a range query. For a rule that is now.
func (m Metric) AtEnd() Metric { return m.of(atEnd(m)) }

// Anchored reads ranges as [Gauge.Anchored] does.
func (m Metric) Anchored() Metric { return m.of(anchored(m)) }

// Smoothed reads ranges as [Gauge.Smoothed] does.
func (m Metric) Smoothed() Metric { return m.of(smoothed(m)) }

// Range is the metric's samples of the last d, in whole milliseconds. For functions over counters ask the range to be taken
// [Range.AsCounter].
func (m Metric) Range(d time.Duration) Range { return Range{base{rangeOf("Range", m, d)}} }

// RangeExpr is the metric's samples of a duration that PromQL computes: x.RangeExpr("max_of(step(), 5m)").
func (m Metric) RangeExpr(duration string) Range { return Range{base{rangeExpr(m, duration)}} }

// AvgOverTime is [AvgOverTime] over the last d.
func (m Metric) AvgOverTime(d time.Duration) Instant {
	return AvgOverTime(Range{base{rangeOf("AvgOverTime", m, d)}})
}

// MinOverTime is [MinOverTime] over the last d.
func (m Metric) MinOverTime(d time.Duration) Instant {
	return MinOverTime(Range{base{rangeOf("MinOverTime", m, d)}})
}

// MaxOverTime is [MaxOverTime] over the last d.
func (m Metric) MaxOverTime(d time.Duration) Instant {
	return MaxOverTime(Range{base{rangeOf("MaxOverTime", m, d)}})
}

// Delta is [Delta] over the last d.
func (m Metric) Delta(d time.Duration) Instant {
	return Delta(Range{base{rangeOf("Delta", m, d)}})
}

// Deriv is [Deriv] over the last d.
func (m Metric) Deriv(d time.Duration) Instant {
	return Deriv(Range{base{rangeOf("Deriv", m, d)}})
}

// Rate is [Rate] over the last d.
func (m Metric) Rate(d time.Duration) Instant {
	return Rate(CounterRange{base{rangeOf("Rate", m, d)}})
}

// Increase is [Increase] over the last d.
func (m Metric) Increase(d time.Duration) Instant {
	return Increase(CounterRange{base{rangeOf("Increase", m, d)}})
}

// Irate is [Irate] over the last d.
func (m Metric) Irate(d time.Duration) Instant {
	return Irate(CounterRange{base{rangeOf("Irate", m, d)}})
}
