package promql

import (
	"slices"
	"time"
)

// Histogram is a classic histogram: counters of observations up to each bound, of all of them, and of their sum.
type Histogram struct{ bucket, sum, count Counter }

// NewHistogram declares the classic histogram name, without _bucket, _sum or _count, with its labels as in [NewGauge], without le.
func NewHistogram(name string, labels ...string) Histogram {
	part := func(suffix string, labels []string) Counter {
		if name == "" {
			suffix = ""
		}
		n, m := declare("NewHistogram", name+suffix, labels)
		return Counter{base{n}, m}
	}
	bucketLabels := labels
	if len(labels) > 0 {
		bucketLabels = append(slices.Clone(labels), "le")
	}
	return Histogram{part("_bucket", bucketLabels), part("_sum", labels), part("_count", labels)}
}

// Bucket counts the observations up to the bound that the label le says.
func (h Histogram) Bucket() Counter { return h.bucket }

// Sum adds up what was observed.
func (h Histogram) Sum() Counter { return h.sum }

// Count counts the observations.
func (h Histogram) Count() Counter { return h.count }

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (h Histogram) Where(matchers string) Histogram {
	return Histogram{h.bucket.Where(matchers), h.sum.Where(matchers), h.count.Where(matchers)}
}

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (h Histogram) With(matchers ...Matcher) Histogram {
	return Histogram{h.bucket.With(matchers...), h.sum.With(matchers...), h.count.With(matchers...)}
}

// Offset reads the histogram as it was d ago, or will have been -d from now.
func (h Histogram) Offset(d time.Duration) Histogram {
	return Histogram{h.bucket.Offset(d), h.sum.Offset(d), h.count.Offset(d)}
}

// Quantile is the value that the share q, from 0 to 1, of the last d's observations is not above, interpolated between bounds. Each group
// of g is one result, without g each series is; le is kept for you.
//
//	latency.Quantile(0.99, 5*time.Minute, promql.By("job"))
//
// is histogram_quantile(0.99, sum by (le, job) (rate(latency_bucket[5m]))).
func (h Histogram) Quantile(q Num, d time.Duration, g ...Grouping) Instant {
	return HistogramQuantile(q, summed(h.bucket.Rate(d), keep("le", "Quantile", g)))
}

// Mean is the mean of the last d's observations, one for each group of g, without g one for each series.
func (h Histogram) Mean(d time.Duration, g ...Grouping) Instant {
	return summed(h.sum.Rate(d), g).Div(summed(h.count.Rate(d), g))
}

// summed is the sum of v by each group of g, or v without g.
func summed(v Instant, g []Grouping) Instant {
	if len(g) == 0 {
		return v
	}
	return Sum(v, g...)
}

// keep returns groupings that keep label.
func keep(label, call string, groupings []Grouping) []Grouping {
	kept := slices.Clone(groupings)
	for i, g := range groupings {
		if g.g == nil {
			continue
		}
		clone := *g.g
		switch has := slices.Contains(clone.labels, label); {
		case clone.without && has:
			clone.errs = append(slices.Clone(clone.errs), errorf(here(), call, "label %q must be kept", label))
		case !clone.without && !has:
			clone.labels = append([]string{label}, clone.labels...)
		}
		kept[i] = Grouping{&clone}
	}
	return kept
}
