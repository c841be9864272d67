package always

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
)

// either reports operators `or` between two comparisons of the same expression with numbers of which one holds whatever the value
// is, and those of which the second holds only where the first does.
func either(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.Op != parser.LOR || e.VectorMatching.On || len(e.VectorMatching.MatchingLabels) > 0 {
			continue
		}
		left, isLeft := threshold(e.LHS)
		right, isRight := threshold(e.RHS)
		if !isLeft || !isRight || left.Operand.String() != right.Operand.String() {
			continue
		}
		switch {
		case covers(left, right) || covers(right, left):
			pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Span(e),
				Message: fmt.Sprintf("one of the two always holds: every value is %s %s or %s %s", left.Op, a.Text(left.Number), right.Op, a.Text(right.Number))})
		case within(right, left):
			pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Span(e.RHS),
				Message: fmt.Sprintf("this adds nothing: what is %s %s is %s %s, too", right.Op, a.Text(right.Number), left.Op, a.Text(left.Number))})
		}
	}
}

// threshold returns the comparison with a number that an expression is.
func threshold(e parser.Expr) (compare.Threshold, bool) {
	for {
		paren, ok := e.(*parser.ParenExpr)
		if !ok {
			break
		}
		e = paren.Expr
	}
	b, ok := e.(*parser.BinaryExpr)
	if !ok || !b.Op.IsComparisonOperator() || b.ReturnBool {
		return compare.Threshold{}, false
	}
	return compare.Of(b)
}

// covers tells whether every number passes one of two comparisons, of which the one is for great numbers and the other for small ones.
func covers(above, below compare.Threshold) bool {
	if !above.Above() || !below.Below() {
		return false
	}
	return above.Value < below.Value || above.Value == below.Value && (above.Op == parser.GTE || below.Op == parser.LTE)
}

// within tells whether what passes t passes other, too.
func within(t, other compare.Threshold) bool {
	reached := t.Value == other.Value && (t.Op == other.Op || other.Op == parser.GTE || other.Op == parser.LTE)
	switch {
	case t.Above() && other.Above():
		return t.Value > other.Value || reached
	case t.Below() && other.Below():
		return t.Value < other.Value || reached
	}
	return false
}
