package promql

// HistogramCount is how many observations each native histogram holds.
func HistogramCount(v Vector) Instant { return instant(call("HistogramCount", "histogram_count", v)) }

// HistogramSum is the sum of the observations of each native histogram.
func HistogramSum(v Vector) Instant { return instant(call("HistogramSum", "histogram_sum", v)) }

// HistogramAvg is the mean of the observations of each native histogram.
func HistogramAvg(v Vector) Instant { return instant(call("HistogramAvg", "histogram_avg", v)) }

// HistogramStddev estimates the standard deviation of the observations of each native histogram.
func HistogramStddev(v Vector) Instant {
	return instant(call("HistogramStddev", "histogram_stddev", v))
}

// HistogramStdvar estimates the variance of the observations of each native histogram.
func HistogramStdvar(v Vector) Instant {
	return instant(call("HistogramStdvar", "histogram_stdvar", v))
}

// HistogramQuantile is the value that the share q, from 0 to 1, of the observations is not above. v is native histograms, or the buckets of
// classic ones with their label le. [Histogram.Quantile] writes all of it.
func HistogramQuantile(q Num, v Vector) Instant {
	return instant(checkedCall("HistogramQuantile", "histogram_quantile", checkShare("HistogramQuantile", q), number(q), v))
}

// HistogramQuantileScalar is [HistogramQuantile] of a computed share.
func HistogramQuantileScalar(q Scalar, v Vector) Instant {
	return instant(call("HistogramQuantileScalar", "histogram_quantile", q, v))
}

// HistogramFraction is the share, from 0 to 1, of the observations that are between lower and upper.
func HistogramFraction(lower, upper Num, v Vector) Instant {
	return instant(call("HistogramFraction", "histogram_fraction", number(lower), number(upper), v))
}

// HistogramFractionScalar is [HistogramFraction] between computed bounds.
func HistogramFractionScalar(lower, upper Scalar, v Vector) Instant {
	return instant(call("HistogramFractionScalar", "histogram_fraction", lower, upper, v))
}
