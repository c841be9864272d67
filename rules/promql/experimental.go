package promql

import "github.com/prometheus/prometheus/promql/parser"

// Experiments are what a Prometheus server takes only where it is switched on; without, it refuses the whole file. [Features] names the
// features that an expression needs. All functions need promql-experimental-functions; the Fill modifiers promql-binop-fill-modifiers.
type Experiments struct{}

// Experimental says on purpose that what follows is experimental:
//
//	promql.Experimental.LimitK(3, up, promql.By("job"))
var Experimental Experiments

// LimitK keeps k series of each group, whatever their values are.
func (Experiments) LimitK(k Num, v Vector, g ...Grouping) Instant {
	return aggregateParam("LimitK", parser.LIMITK, number(k), v, g)
}

// LimitKScalar is LimitK of a computed number of series.
func (Experiments) LimitKScalar(k Scalar, v Vector, g ...Grouping) Instant {
	return aggregateParam("LimitKScalar", parser.LIMITK, k, v, g)
}

// LimitRatio keeps about the share r of the series of each group; if r is negative, those that 1+r leaves out.
func (Experiments) LimitRatio(r Num, v Vector, g ...Grouping) Instant {
	return aggregateParam("LimitRatio", parser.LIMIT_RATIO, number(r), v, g)
}

// LimitRatioScalar is LimitRatio of a computed share.
func (Experiments) LimitRatioScalar(r Scalar, v Vector, g ...Grouping) Instant {
	return aggregateParam("LimitRatioScalar", parser.LIMIT_RATIO, r, v, g)
}

// MadOverTime is the median absolute deviation of each series' samples in the range.
func (Experiments) MadOverTime(r Range) Instant {
	return instant(call("MadOverTime", "mad_over_time", r))
}

// Integral is the area below each series in the range, in its unit times seconds. A lookback says for how many seconds a sample counts.
func (Experiments) Integral(r Range, lookback ...Num) Instant {
	args := []Expr{r}
	for _, n := range lookback {
		args = append(args, number(n))
	}
	return instant(checkedCall("Integral", "integral", atMostOne("Integral", "lookbacks", len(lookback)), args...))
}

// IntegralScalar is Integral with a computed lookback.
func (Experiments) IntegralScalar(r Range, lookback Scalar) Instant {
	return instant(call("IntegralScalar", "integral", r, lookback))
}

// DoubleExponentialSmoothing smooths each gauge; smoothing and trend are from 0 to 1, and the larger they are, the more recent samples and
// trends count.
func (Experiments) DoubleExponentialSmoothing(r Range, smoothing, trend Num) Instant {
	return instant(call("DoubleExponentialSmoothing", "double_exponential_smoothing", r, number(smoothing), number(trend)))
}

// DoubleExponentialSmoothingScalar is DoubleExponentialSmoothing with computed factors.
func (Experiments) DoubleExponentialSmoothingScalar(r Range, smoothing, trend Scalar) Instant {
	return instant(call("DoubleExponentialSmoothingScalar", "double_exponential_smoothing", r, smoothing, trend))
}

// TsOfFirstOverTime is when each series' first sample in the range was taken, in seconds since 1970.
func (Experiments) TsOfFirstOverTime(r RangeVector) Instant {
	return instant(call("TsOfFirstOverTime", "ts_of_first_over_time", r))
}

// TsOfLastOverTime is when each series' last sample in the range was taken.
func (Experiments) TsOfLastOverTime(r RangeVector) Instant {
	return instant(call("TsOfLastOverTime", "ts_of_last_over_time", r))
}

// TsOfMaxOverTime is when each series' largest sample in the range was taken, the last of them.
func (Experiments) TsOfMaxOverTime(r Range) Instant {
	return instant(call("TsOfMaxOverTime", "ts_of_max_over_time", r))
}

// TsOfMinOverTime is when each series' smallest sample in the range was taken, the last of them.
func (Experiments) TsOfMinOverTime(r Range) Instant {
	return instant(call("TsOfMinOverTime", "ts_of_min_over_time", r))
}

// StartTimestamp is since when each sample counts, in seconds since 1970, where the server stores that.
func (Experiments) StartTimestamp(v Vector) Instant {
	return instant(call("StartTimestamp", "start_timestamp", v))
}
