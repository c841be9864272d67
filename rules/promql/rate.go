package promql

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Rate is the counter's increase per second over the range, resets allowed for.
func Rate(r CounterRange) Instant { return instant(call("Rate", "rate", r)) }

// Increase is the counter's increase over the range, resets allowed for.
func Increase(r CounterRange) Instant { return instant(call("Increase", "increase", r)) }

// Irate is the counter's increase per second between the last two samples of the range.
func Irate(r CounterRange) Instant { return instant(call("Irate", "irate", r)) }

// Delta is by how much each gauge changed over the range, extrapolated to its ends.
func Delta(r Range) Instant { return instant(call("Delta", "delta", r)) }

// Idelta is by how much each gauge changed between the last two samples of the range.
func Idelta(r Range) Instant { return instant(call("Idelta", "idelta", r)) }

// Deriv is each gauge's slope per second, by linear regression.
func Deriv(r Range) Instant { return instant(call("Deriv", "deriv", r)) }

// PredictLinear is what each gauge will be ahead from now if it goes on as in the range, by linear regression.
// ahead may be negative; it is printed in seconds.
func PredictLinear(r Range, ahead time.Duration) Instant {
	return instant(call("PredictLinear", "predict_linear", r, number(Num(ahead.Seconds()))))
}

// PredictLinearScalar is [PredictLinear] the seconds ahead.
func PredictLinearScalar(r Range, ahead Scalar) Instant {
	return instant(call("PredictLinearScalar", "predict_linear", r, ahead))
}

// Changes is how often each series changed its value in the range.
func Changes(r RangeVector) Instant { return instant(call("Changes", "changes", r)) }

// Resets is how often each series went down in the range: for a counter, how often it was reset.
func Resets(r RangeVector) Instant { return instant(call("Resets", "resets", r)) }

// call returns the node of a call of PromQL's function name.
func call(goName, name string, args ...Expr) *node { return checkedCall(goName, name, nil, args...) }

// checkedCall is call with what is wrong with the arguments.
func checkedCall(goName, name string, errs []error, args ...Expr) *node {
	return build(goName, args, errs, func(trees []parser.Expr) parser.Expr {
		return &parser.Call{Func: parser.Functions[name], Args: trees}
	})
}
