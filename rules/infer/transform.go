package infer

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
)

// transformed returns the values that a function makes of v; params are its scalar arguments.
func transformed(e *parser.Call, v Value, params []Interval) Value {
	name := e.Func.Name
	switch name {
	case "label_replace", "label_join", "info", "last_over_time", "first_over_time",
		"sort", "sort_desc", "sort_by_label", "sort_by_label_desc":
		return v
	}
	if out, ok := overTime(name, v, params); ok {
		return out
	}
	if out, ok := ofHistogram(name, v, params); ok {
		return out
	}
	v.Histograms = false
	if out, ok := rounded(name, v, params); ok {
		return out
	}
	if i, ok := calendar[name]; ok {
		i.NaN = v.NaN
		return numberOf(i)
	}
	if !dropNameOnly[name] {
		return unknownValue()
	}
	return numberOf(mathematical(name, v.Interval))
}

// overTime returns the values of functions over ranges.
func overTime(name string, v Value, params []Interval) (Value, bool) {
	switch name {
	case "rate", "irate":
		return perSecond(v, Rate), true
	case "increase":
		v.Raw, v.Summed, v.Interval = nil, nil, risen(v.Interval)
		if v.Kind != Bucket {
			v.Kind = Increase
		}
		return v, true
	case "delta", "idelta":
		return Value{Interval: anything, Unit: v.Unit, Kind: Gauge, Histograms: v.Histograms}, true
	case "deriv":
		return Value{Interval: anything, Unit: v.Unit.Div(metrics.Seconds), Kind: Gauge}, true
	case "predict_linear", "double_exponential_smoothing":
		return Value{Interval: anything, Unit: v.Unit, Kind: v.Kind, Origin: v.Origin}, true
	case "integral":
		return Value{Interval: anything, Unit: v.Unit.Mul(metrics.Seconds), Kind: Gauge}, true
	case "avg_over_time":
		return average(v), true
	case "min_over_time", "max_over_time":
		v.Histograms = false
		return v, true
	case "sum_over_time":
		v.Interval, v.Raw, v.Summed, v.Kind = added(v.Interval), nil, nil, Unknown
		return v, true
	case "quantile_over_time":
		if len(params) == 0 {
			return unknownValue(), true
		}
		return quantile(v, params[0]), true
	case "count_over_time":
		return counted(), true
	case "changes", "resets":
		return Value{Interval: whole(0, math.Inf(1)), Kind: Count, Unit: metrics.Things}, true
	case "present_over_time":
		return Value{Interval: exactly(1), Kind: Boolean, Unit: metrics.Things}, true
	case "stddev_over_time", "mad_over_time":
		return Value{Interval: Interval{Min: 0, Max: math.Inf(1), NaN: true}, Unit: v.Unit}, true
	case "stdvar_over_time":
		return Value{Interval: Interval{Min: 0, Max: math.Inf(1), NaN: true}, Unit: v.Unit.Mul(v.Unit)}, true
	case "timestamp", "start_timestamp", "ts_of_first_over_time", "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time":
		return Value{Interval: anything, Kind: Timestamp, Unit: metrics.Seconds}, true
	}
	return Value{}, false
}

// perSecond returns the values of a rate of v.
func perSecond(v Value, kind Kind) Value {
	v.Raw, v.Summed, v.Interval = nil, nil, risen(v.Interval)
	v.Unit = v.Unit.Div(metrics.Seconds)
	if v.Kind != Bucket {
		v.Kind = kind
	}
	return v
}

// risen returns the interval of what a counter with values of i has counted in some time. What falls counts as a reset, so that
// only values below 0 can make it fall, and NaN, behind which a fall is not seen.
func risen(i Interval) Interval {
	if i.Min >= 0 && !i.NaN {
		return Interval{Min: 0, Max: math.Inf(1), MaxOpen: !i.infinite(), NaN: i.infinite()}
	}
	return anything
}

// ofHistogram returns the values of functions that read histograms.
func ofHistogram(name string, v Value, params []Interval) (Value, bool) {
	switch name {
	case "histogram_quantile", "histogram_quantiles":
		return Value{Interval: anything, Kind: Quantile, Unit: v.Observed, Origin: v.Origin}, true
	case "histogram_avg", "histogram_sum", "histogram_stddev":
		return Value{Interval: anything, Unit: v.Observed, Origin: v.Origin}, true
	case "histogram_count":
		return Value{Interval: anything, Unit: metrics.Things, Kind: Count}, true
	case "histogram_fraction":
		return Value{Interval: anything, Unit: metrics.Ratio, Kind: Ratio}, true
	case "histogram_stdvar":
		return Value{Interval: anything, Unit: v.Observed.Mul(v.Observed)}, true
	}
	return Value{}, false
}
