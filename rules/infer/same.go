package infer

import (
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// sameText tells whether two expressions are the same, parentheses around them apart.
func sameText(a, b parser.Expr) bool { return unparen(a).String() == unparen(b).String() }

// sameSeries tells whether both sides of and or unless are the same series with the same values, compared with different
// numbers, and returns the values for which the comparisons on the right hold.
func (w *walker) sameSeries(e *parser.BinaryExpr) (Interval, bool) {
	if e.VectorMatching.On || len(e.VectorMatching.MatchingLabels) > 0 {
		return anything, false
	}
	right, condition := conditions(e.RHS)
	if right == unparen(e.RHS) {
		return anything, false
	}
	left := filteredFrom(e.LHS)
	if !sameText(left, right) || !w.uniqueByLabels(left) {
		return anything, false
	}
	return condition, true
}

// conditions returns what comparisons with numbers select from, and the values for which all of them hold.
func conditions(e parser.Expr) (parser.Expr, Interval) {
	all := anything
	for {
		e = unparen(e)
		b, ok := e.(*parser.BinaryExpr)
		if !ok || b.ReturnBool || !b.Op.IsComparisonOperator() || b.VectorMatching != nil || b.Op == parser.NEQ {
			return e, all
		}
		operand, op := b.LHS, b.Op
		limit, ok := Constant(b.RHS)
		if !ok {
			if limit, ok = Constant(b.LHS); !ok {
				return e, all
			}
			operand, op = b.RHS, Mirrored(b.Op)
		}
		all = passing(op, all, exactly(limit))
		e = operand
	}
}

// uniqueByLabels tells whether labels other than the name tell the series of e apart: it yields those of one metric, or drops
// the name, where series that are alike but for it are an error.
func (w *walker) uniqueByLabels(e parser.Expr) bool {
	one, name := true, ""
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			own := metricName(selector)
			one = one && own != "" && (name == "" || name == own)
			name = own
		}
		return nil
	})
	if one {
		return true
	}
	quiet := *w
	quiet.seen = nil
	return joined(quiet.expr(e)).labels.get(model.MetricNameLabel).Presence == Gone
}
