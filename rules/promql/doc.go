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
// # Operands
//
// An operator exists once for each kind of right operand, a number, a scalar expression or a vector, under names that are the same on
// vectors and on [Scalar]:
//
//	           number    scalar       vector
//	==  Eq     Eq        EqScalar     EqVector       and Ne, Gt, Ge, Lt, Le alike
//	*   Mul    Mul       MulScalar    MulVector      and Mod, Pow alike
//	+   Add    AddNum    AddScalar    Add            and Sub, Div alike
//	and And                           And            and Or, Unless alike
//
// The plain name takes what alerts usually have there. A number on the left is a [Scalar]: Number(1).Sub(ratio), Time().Sub(started).
package promql
