package impossible

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// results are what operators make of two equal values, and what comparisons do.
var results = map[parser.ItemType]string{
	parser.SUB: "is always 0", parser.DIV: "is always 1", parser.MOD: "is always 0",
	parser.GTR: "never holds", parser.LSS: "never holds", parser.GTE: "always holds", parser.LTE: "always holds",
}

// same reports the operators in alerts whose sides are the same expression, where that is compared. That == and != of a value with
// itself tell NaN from numbers is known, and so is that x - x gives other operators the labels of x.
func same(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() {
		return
	}
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.VectorMatching == nil || e.ReturnBool || results[e.Op] == "" || !e.Op.IsComparisonOperator() && !compared(a, e) {
			continue
		}
		if unparen(e.LHS).String() != unparen(e.RHS).String() {
			continue
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(e),
			Message: fmt.Sprintf("both sides of %s are the same, so that it %s", e.Op, results[e.Op]),
		})
	}
}

// compared tells whether what an operator yields is compared with a number, as it is or multiplied with one.
func compared(a *infer.Analysis, e *parser.BinaryExpr) bool {
	for outer := a.Outer(e); outer != nil; outer = a.Outer(outer) {
		b, ok := outer.(*parser.BinaryExpr)
		if !ok || b.VectorMatching != nil {
			return false
		}
		if b.Op.IsComparisonOperator() {
			return true
		}
	}
	return false
}
