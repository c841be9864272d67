package zerodivision

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

// limits are metrics that are 0 for what has no limit.
var limits = map[string]bool{
	"container_spec_memory_limit_bytes": true, "container_spec_memory_swap_limit_bytes": true,
	"container_spec_memory_reservation_limit_bytes": true,
}

// unlimited returns the metric that e divides by although it is 0 where there is no limit, and the comparison above it that then
// holds; nil if there is none.
func unlimited(a *infer.Analysis, e *parser.BinaryExpr) (string, *parser.BinaryExpr) {
	right := look.Unparen(e.RHS)
	if sum, ok := right.(*parser.AggregateExpr); ok && (sum.Op == parser.SUM || sum.Op == parser.MAX || sum.Op == parser.AVG) {
		right = look.Unparen(sum.Expr)
	}
	metric, ok := right.(*parser.VectorSelector)
	if !ok || !limits[metric.Name] {
		return "", nil
	}
	for outer := a.Outer(e); outer != nil; outer = a.Outer(outer) {
		b, ok := outer.(*parser.BinaryExpr)
		switch {
		case !ok:
			return "", nil
		case b.Op == parser.GTR || b.Op == parser.GTE:
			if _, isNumber := infer.Constant(b.RHS); isNumber && a.Outer(b) == nil { // else something more may be asked
				return metric.Name, b
			}
			return "", nil
		case b.Op != parser.MUL:
			return "", nil
		}
	}
	return "", nil
}
