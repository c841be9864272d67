package infer

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// Kind is what sort of number a value is.
type Kind int

// The kinds of values.
const (
	Unknown   Kind = iota
	Gauge          // goes up and down
	Counter        // goes up until it resets; sums of such, too
	Rate           // per second, of a counter
	Increase       // of a counter over a range
	Bucket         // of a classic histogram, raw, as a rate or as an increase: observations of at most le
	Quantile       // of observations
	Ratio          // of two values of the same unit
	Timestamp      // time since 1970
	Boolean        // 0 or 1
	Count          // of series or samples
	Info           // 1: the labels are what matters
)

var kindNames = [...]string{"unknown", "gauge", "counter", "rate", "increase", "histogram bucket", "quantile", "ratio", "timestamp",
	"boolean", "count", "info"}

// String returns the name of the kind.
func (k Kind) String() string { return kindNames[k] }

// Value is what is known of the numbers of a result.
type Value struct {
	Interval
	Kind Kind
	Unit metrics.Unit // unknown more often than not

	// Raw is a counter of which this value holds what it has counted since it began; nil if it is not known to hold any.
	Raw *Origin
	// Summed is the aggregation that added up Raw over several series, or averaged it; nil if none did.
	Summed *Loss

	// Origin is the metric that Kind is that of, through functions that keep it; nil if there are several, or none is known.
	Origin *Origin

	// Observed is the unit of the observations, of a Bucket and of a native histogram.
	Observed metrics.Unit

	// Histograms tells whether native histograms are possible beside floats.
	Histograms bool
}

// Origin is a metric that a value comes from.
type Origin struct {
	Selector *parser.VectorSelector // that read it, in the expression of Rule
	Rule     *rulefile.Rule         // nil for [Expr]
	Series   metrics.Series
}

// Sure tells whether the type of the metric is known from its exporter, not from its name alone.
func (o *Origin) Sure() bool { return o.Series.Source.Kind > metrics.Names }

// unknownValue is the value of which nothing is known.
func unknownValue() Value { return Value{Interval: anything, Histograms: true} }

// numberOf returns a value of which only the interval is known.
func numberOf(i Interval) Value { return Value{Interval: i} }

// value returns what is known of the numbers of the metric.
func (o *Origin) value() Value {
	s := o.Series
	v := Value{
		Interval: Interval{
			Min: s.Min, MinOpen: math.IsInf(s.Min, -1), Max: s.Max, MaxOpen: math.IsInf(s.Max, 1), Whole: s.Whole,
			NaN: s.Type == metrics.Unknown || s.Part == metrics.Quantile, negativeZero: s.Min < 0,
		},
		Unit:   s.Unit,
		Origin: o,
	}
	switch {
	case s.Part == metrics.Bucket:
		v.Kind, v.Raw, v.Observed = Bucket, o, s.Observed
	case s.Part == metrics.Quantile:
		v.Kind = Quantile
	case s.Monotonic():
		v.Kind, v.Raw = Counter, o
	case s.Type == metrics.Info:
		v.Kind = Info
	case s.Type == metrics.Histogram && s.Part == metrics.Whole:
		v = Value{Interval: anything, Origin: o, Observed: s.Unit, Histograms: true}
	case s.Timestamp:
		v.Kind = Timestamp
	case s.Whole && s.Min == 0 && s.Max == 1:
		v.Kind = Boolean
	case s.Type == metrics.Gauge:
		v.Kind = Gauge
	default:
		v.Histograms = s.Type == metrics.Unknown
	}
	return v
}

// join returns what holds of numbers of v and of other.
func (v Value) join(other Value) Value {
	out := Value{Interval: v.Interval.join(other.Interval), Histograms: v.Histograms || other.Histograms, Raw: v.Raw, Summed: v.Summed}
	if v.Kind == other.Kind {
		out.Kind = v.Kind
	}
	if v.Unit == other.Unit {
		out.Unit = v.Unit
	}
	if v.Observed == other.Observed {
		out.Observed = v.Observed
	}
	if v.Origin == other.Origin {
		out.Origin = v.Origin
	}
	if other.Raw == nil {
		out.Raw, out.Summed = nil, nil
	}
	return out
}
