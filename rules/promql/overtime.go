package promql

// AvgOverTime is the mean of each series' samples in the range.
func AvgOverTime(r Range) Instant { return instant(call("AvgOverTime", "avg_over_time", r)) }

// MinOverTime is the smallest of each series' samples in the range.
func MinOverTime(r Range) Instant { return instant(call("MinOverTime", "min_over_time", r)) }

// MaxOverTime is the largest of each series' samples in the range.
func MaxOverTime(r Range) Instant { return instant(call("MaxOverTime", "max_over_time", r)) }

// SumOverTime is the sum of each series' samples in the range.
func SumOverTime(r Range) Instant { return instant(call("SumOverTime", "sum_over_time", r)) }

// StddevOverTime is the standard deviation of each series' samples in the range.
func StddevOverTime(r Range) Instant { return instant(call("StddevOverTime", "stddev_over_time", r)) }

// StdvarOverTime is the variance of each series' samples in the range.
func StdvarOverTime(r Range) Instant { return instant(call("StdvarOverTime", "stdvar_over_time", r)) }

// CountOverTime is how many samples each series has in the range.
func CountOverTime(r RangeVector) Instant {
	return instant(call("CountOverTime", "count_over_time", r))
}

// FirstOverTime is each series' first sample in the range.
func FirstOverTime(r RangeVector) Instant {
	return instant(call("FirstOverTime", "first_over_time", r))
}

// LastOverTime is each series' last sample in the range, of whatever age.
func LastOverTime(r RangeVector) Instant { return instant(call("LastOverTime", "last_over_time", r)) }

// PresentOverTime is 1 for each series that has a sample in the range.
func PresentOverTime(r RangeVector) Instant {
	return instant(call("PresentOverTime", "present_over_time", r))
}

// AbsentOverTime is 1, with the labels that r's equality matchers give, while no series has a sample in the range; else nothing.
func AbsentOverTime(r RangeVector) Instant {
	return instant(call("AbsentOverTime", "absent_over_time", r))
}

// QuantileOverTime is the value that the share q, from 0 to 1, of each series' samples in the range is not above.
func QuantileOverTime(q Num, r Range) Instant {
	return instant(checkedCall("QuantileOverTime", "quantile_over_time", checkShare("QuantileOverTime", q), number(q), r))
}

// QuantileOverTimeScalar is [QuantileOverTime] of a computed share.
func QuantileOverTimeScalar(q Scalar, r Range) Instant {
	return instant(call("QuantileOverTimeScalar", "quantile_over_time", q, r))
}

// checkShare returns what keeps q from being a share of samples.
func checkShare(call string, q Num) []error {
	if q >= 0 && q <= 1 {
		return nil
	}
	return []error{errorf(here(), call, "the quantile is %v, want 0 to 1", float64(q))}
}
