// Package promql builds PromQL expressions as typed Go values.
//
// Metrics are declared once, operators are methods, functions are functions:
//
//	var (
//		avail    = promql.NewGauge("node_filesystem_avail_bytes")
//		size     = promql.NewGauge("node_filesystem_size_bytes")
//		readonly = promql.NewGauge("node_filesystem_readonly")
//	)
//	almostFull := avail.Div(size).Mul(100).Lt(20).And(readonly.Eq(0))
//
// PromQL text is an equal citizen, with typed holes for what Go computes; both give the same types:
//
//	down := promql.Text(`count by ($by) (up == 0) / count by ($by) (up) > $max`,
//		promql.Vars{"by": []string{"job"}, "max": 0.1})
//
// What PromQL's types forbid does not compile: a rate of a gauge, a sum over a range, a comparison with a string.
// Everything else that is wrong is an error with the file:line of the wrong call. Errors travel inside the expression, so that
// declarations need no error handling, and [Err] returns all of them when the rules are built. No input makes this package panic.
//
// Expressions are immutable: every method returns a new one. They print with the parentheses that their tree needs, and no others.
//
// # Metrics
//
// What may be done with a metric depends on what it is:
//
//	NewGauge             compared and calculated with; AvgOverTime, MaxOverTime, Deriv...
//	NewCounter           Rate, Increase, Irate; its bare value by Raw
//	NewHistogram         Quantile, Mean; the counters Bucket, Sum and Count
//	NewNativeHistogram   Quantile, Mean, Fraction; Rate, Increase
//	NewInfo              LabelsFrom gives its labels to others
//	NewMetric, Select    unknown: all that gauges and counters have
//
// Each is narrowed by Where and With, and read at another time by Offset, At, AtStart and AtEnd. Raw takes away what is known of a counter or its
// range, so that functions over gauges take it; AsCounter says of a range that it is one of counters.
//
// # Functions
//
// Functions and aggregations have PromQL's names in Go's spelling, and PromQL's order of parameters: histogram_quantile is [HistogramQuantile], topk
// is [TopK]. Only scalar() and vector() are [ScalarOf] and [VectorOf], because the bare names are types here. Strings are Go strings. Parameters that
// are scalars are numbers; under the name that ends in Scalar all of them are scalar expressions: TopK(3, v), TopKScalar(ScalarOf(limit), v). What
// a server takes only where it is switched on is a method of [Experimental].
//
// # Operands
//
// An operator exists once for each kind of right operand, a number, a scalar expression or a vector, under names that are the same on
// vectors and on [Scalar]:
//
//	           number    scalar       vector
//	==  Eq     Eq        EqScalar     EqVector       and Ne, Gt, Ge, Lt, Le alike
//	*   Mul    Mul       MulScalar    MulVector      and Mod, Pow, Atan2 alike
//	+   Add    AddNum    AddScalar    Add            and Sub, Div alike
//	and And                           And            and Or, Unless alike
//
// The plain name takes what alerts usually have there. A number on the left is a [Scalar]: Number(1).Sub(ratio), Time().Sub(started).
// Comparisons keep the series for which they hold; behind Bool they are 1 or 0: v.Bool().Gt(1) is v > bool 1. Above, AtLeast, Below and AtMost
// compare with a [Quantity], which knows its unit.
package promql
