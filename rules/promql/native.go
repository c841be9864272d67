package promql

import "time"

// NativeHistogram is a histogram whose samples hold all of its buckets. As a [Counter] it only grows, and is no [Vector] until it is made a
// rate. [HistogramCount], [HistogramSum], [HistogramAvg], [HistogramFraction] and [HistogramQuantile] read what its rate yields.
type NativeHistogram struct {
	base
	metric *metric
}

// NewNativeHistogram declares the native histogram name, with its labels as in [NewGauge].
func NewNativeHistogram(name string, labels ...string) NativeHistogram {
	n, m := declare("NewNativeHistogram", name, labels)
	return NativeHistogram{base{n}, m}
}

func (h NativeHistogram) of(n *node) NativeHistogram { return NativeHistogram{base{n}, h.metric} }

// Raw is the histogram of all observations since the last reset.
func (h NativeHistogram) Raw() Instant { return instant(same("Raw", h)) }

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (h NativeHistogram) Where(matchers string) NativeHistogram {
	return h.of(where(h, h.metric, matchers))
}

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (h NativeHistogram) With(matchers ...Matcher) NativeHistogram {
	return h.of(with("With", h, h.metric, matchers))
}

// Offset reads the histogram as it was d ago, or will have been -d from now.
func (h NativeHistogram) Offset(d time.Duration) NativeHistogram { return h.of(offset(h, d)) }

// Range is the histogram's samples of the last d, in whole milliseconds.
func (h NativeHistogram) Range(d time.Duration) CounterRange {
	return CounterRange{base{rangeOf("Range", h, d)}}
}

// Rate is [Rate] over the last d.
func (h NativeHistogram) Rate(d time.Duration) Instant {
	return Rate(CounterRange{base{rangeOf("Rate", h, d)}})
}

// Increase is [Increase] over the last d.
func (h NativeHistogram) Increase(d time.Duration) Instant {
	return Increase(CounterRange{base{rangeOf("Increase", h, d)}})
}

// Quantile is the value that the share q, from 0 to 1, of the last d's observations is not above. Each group of g is one result, without g
// each series is.
//
//	latency.Quantile(0.99, 5*time.Minute, promql.By("job"))
//
// is histogram_quantile(0.99, sum by (job) (rate(latency[5m]))).
func (h NativeHistogram) Quantile(q Num, d time.Duration, g ...Grouping) Instant {
	return HistogramQuantile(q, summed(h.Rate(d), g))
}

// Fraction is the share, from 0 to 1, of the last d's observations that are between lower and upper, for each group of g as in
// [NativeHistogram.Quantile].
func (h NativeHistogram) Fraction(lower, upper Num, d time.Duration, g ...Grouping) Instant {
	return HistogramFraction(lower, upper, summed(h.Rate(d), g))
}

// Mean is the mean of the last d's observations, for each group of g as in [NativeHistogram.Quantile].
func (h NativeHistogram) Mean(d time.Duration, g ...Grouping) Instant {
	return HistogramAvg(summed(h.Rate(d), g))
}
