// Package compare finds the comparisons of an expression with numbers, which are what people call its thresholds.
package compare

import (
	"strconv"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
)

// Threshold is a comparison with a number.
type Threshold struct {
	Expr    *parser.BinaryExpr
	Operand parser.Expr     // what is compared
	Op      parser.ItemType // as in Operand Op Value, on whichever side the number stands
	Number  parser.Expr     // as it is written, such as 5 * 60
	Value   float64
}

// Thresholds returns the comparisons of a rule with numbers, those with bool too, in written order.
func Thresholds(a *infer.Analysis) []Threshold {
	var found []Threshold
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || !e.Op.IsComparisonOperator() {
			continue
		}
		if t, ok := Of(e); ok {
			found = append(found, t)
		}
	}
	return found
}

// Of returns the threshold that a comparison is; false if neither side is a number.
func Of(e *parser.BinaryExpr) (Threshold, bool) {
	if v, ok := infer.Constant(e.RHS); ok {
		return Threshold{e, e.LHS, e.Op, e.RHS, v}, true
	}
	if v, ok := infer.Constant(e.LHS); ok {
		return Threshold{e, e.RHS, infer.Mirrored(e.Op), e.LHS, v}, true
	}
	return Threshold{}, false
}

// Sides splits a comparison of series with a number or another scalar, as if the series stood on the left of op.
func Sides(e *parser.BinaryExpr) (series, limit parser.Expr, op parser.ItemType, ok bool) {
	switch {
	case !e.Op.IsComparisonOperator() || e.VectorMatching != nil:
		return nil, nil, 0, false
	case e.RHS.Type() == parser.ValueTypeScalar && e.LHS.Type() == parser.ValueTypeVector:
		return e.LHS, e.RHS, e.Op, true
	case e.LHS.Type() == parser.ValueTypeScalar && e.RHS.Type() == parser.ValueTypeVector:
		return e.RHS, e.LHS, infer.Mirrored(e.Op), true
	default:
		return nil, nil, 0, false
	}
}

// Text returns a number as people write it.
func Text(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

// Above tells whether the comparison holds for what is greater than the number.
func (t Threshold) Above() bool { return t.Op == parser.GTR || t.Op == parser.GTE }

// Below tells whether the comparison holds for what is less than the number.
func (t Threshold) Below() bool { return t.Op == parser.LSS || t.Op == parser.LTE }
