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

// AvgOverTime is the mean of each series' samples in the range.
func AvgOverTime(r Range) Instant { return instant(call("AvgOverTime", "avg_over_time", r)) }

// MinOverTime is the smallest of each series' samples in the range.
func MinOverTime(r Range) Instant { return instant(call("MinOverTime", "min_over_time", r)) }

// MaxOverTime is the largest of each series' samples in the range.
func MaxOverTime(r Range) Instant { return instant(call("MaxOverTime", "max_over_time", r)) }

// SumOverTime is the sum of each series' samples in the range.
func SumOverTime(r Range) Instant { return instant(call("SumOverTime", "sum_over_time", r)) }

// CountOverTime is how many samples each series has in the range.
func CountOverTime(r Range) Instant { return instant(call("CountOverTime", "count_over_time", r)) }

// LastOverTime is each series' last sample in the range, of whatever age.
func LastOverTime(r Range) Instant { return instant(call("LastOverTime", "last_over_time", r)) }

// Changes is how often each series changed its value in the range.
func Changes(r Range) Instant { return instant(call("Changes", "changes", r)) }

// Delta is by how much each gauge changed over the range, extrapolated to its ends.
func Delta(r Range) Instant { return instant(call("Delta", "delta", r)) }

// Deriv is each gauge's slope per second, by linear regression.
func Deriv(r Range) Instant { return instant(call("Deriv", "deriv", r)) }

// PredictLinear is what each gauge will be ahead from now if it goes on as in the range, by linear regression.
// ahead may be negative; it is printed in seconds.
func PredictLinear(r Range, ahead time.Duration) Instant {
	return instant(call("PredictLinear", "predict_linear", r, number(Num(ahead.Seconds()))))
}

// Absent is 1, with the labels that v's equality matchers give, while v yields nothing; else nothing.
func Absent(v Vector) Instant { return instant(call("Absent", "absent", v)) }

// call returns the node of a call of PromQL's function name.
func call(goName, name string, args ...Expr) *node {
	return build(goName, args, nil, func(trees []parser.Expr) parser.Expr {
		return &parser.Call{Func: parser.Functions[name], Args: trees}
	})
}
