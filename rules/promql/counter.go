package promql

import "time"

// Counter is a metric that only goes up, until it resets. It is no [Vector]: ask for its [Counter.Rate] or [Counter.Increase].
type Counter struct {
	base
	metric *metric
}

// NewCounter declares the counter name, with its labels as in [NewGauge].
func NewCounter(name string, labels ...string) Counter {
	n, m := declare("NewCounter", name, labels)
	return Counter{base{n}, m}
}

func (c Counter) of(n *node) Counter { return Counter{base{n}, c.metric} }

// Raw is the counter's bare value, for those few functions that want it: Absent(c.Raw()), Timestamp(c.Raw()).
func (c Counter) Raw() Instant { return instant(same("Raw", c)) }

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (c Counter) Where(matchers string) Counter { return c.of(where(c, c.metric, matchers)) }

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (c Counter) With(matchers ...Matcher) Counter { return c.of(with("With", c, c.metric, matchers)) }

// Offset reads the counter as it was d ago, or will have been -d from now.
func (c Counter) Offset(d time.Duration) Counter { return c.of(offset(c, d)) }

// OffsetExpr reads the counter as it was the computed duration ago, as [Gauge.OffsetExpr] does.
func (c Counter) OffsetExpr(duration string) Counter { return c.of(offsetExpr(c, duration)) }

// At reads the counter as it was at t, in whole milliseconds, whenever the expression is evaluated.
func (c Counter) At(t time.Time) Counter { return c.of(atTime(c, t)) }

// AtStart reads the counter as it was at the start of a range query. For a rule that is now.
func (c Counter) AtStart() Counter { return c.of(atStart(c)) }

// AtEnd reads the counter as it was at the end of a range query. For a rule that is now.
func (c Counter) AtEnd() Counter { return c.of(atEnd(c)) }

// Anchored reads ranges as [Gauge.Anchored] does.
func (c Counter) Anchored() Counter { return c.of(anchored(c)) }

// Smoothed reads ranges as [Gauge.Smoothed] does.
func (c Counter) Smoothed() Counter { return c.of(smoothed(c)) }

// Range is the counter's samples of the last d, in whole milliseconds.
func (c Counter) Range(d time.Duration) CounterRange {
	return CounterRange{base{rangeOf("Range", c, d)}}
}

// RangeExpr is the counter's samples of a duration that PromQL computes: x.RangeExpr("max_of(step(), 5m)").
func (c Counter) RangeExpr(duration string) CounterRange {
	return CounterRange{base{rangeExpr(c, duration)}}
}

// Subquery is the counter as it was every step of the last d, as [Instant.Subquery] does: x_total[1h:5m].
func (c Counter) Subquery(d, step time.Duration) CounterRange {
	return CounterRange{base{subquery(c, d, step)}}
}

// SubqueryExpr is [Counter.Subquery] with durations that PromQL computes, as [Instant.SubqueryExpr] does.
func (c Counter) SubqueryExpr(d, step string) CounterRange {
	return CounterRange{base{subqueryExpr(c, d, step)}}
}

// Rate is [Rate] over the last d.
func (c Counter) Rate(d time.Duration) Instant {
	return Rate(CounterRange{base{rangeOf("Rate", c, d)}})
}

// Increase is [Increase] over the last d.
func (c Counter) Increase(d time.Duration) Instant {
	return Increase(CounterRange{base{rangeOf("Increase", c, d)}})
}

// Irate is [Irate] over the last d.
func (c Counter) Irate(d time.Duration) Instant {
	return Irate(CounterRange{base{rangeOf("Irate", c, d)}})
}
