package impossible

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
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
		reason := "both sides of %s are the same, so that it %s"
		if look.Unparen(e.LHS).String() != look.Unparen(e.RHS).String() {
			if !matchesItself(e) {
				continue
			}
			reason = "each series of the one side of %s is matched with itself on the other, so that it %s"
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(e),
			Message: fmt.Sprintf(reason, e.Op, results[e.Op]),
		})
	}
}

// matchesItself tells whether the sides of an operator differ only in matchers of labels by which they are matched: the errors of
// x{code="500"} / x are divided by the series of x with code 500, and not by all.
func matchesItself(e *parser.BinaryExpr) bool {
	m := e.VectorMatching
	if m.On || len(m.MatchingLabels) > 0 || m.Card != parser.CardOneToOne {
		return false
	}
	left, right := single(e.LHS), single(e.RHS)
	if left == nil || right == nil || left.Name == "" || left.Name != right.Name {
		return false
	}
	kept := func(label string) bool {
		aggregate, ok := look.Unparen(e.LHS).(*parser.AggregateExpr)
		return !ok || slices.Contains(aggregate.Grouping, label) != aggregate.Without
	}
	for _, own := range slices.Concat(left.LabelMatchers, right.LabelMatchers) {
		if !kept(own.Name) && own.Name != model.MetricNameLabel {
			return false
		}
	}
	if !selects(left, right) && !selects(right, left) {
		return false
	}
	return unmatched(e.LHS, left) == unmatched(e.RHS, right)
}

// selects tells whether some has all the matchers of all.
func selects(some, all *parser.VectorSelector) bool {
	return !slices.ContainsFunc(all.LabelMatchers, func(m *labels.Matcher) bool {
		return !slices.ContainsFunc(some.LabelMatchers, func(own *labels.Matcher) bool { return own.String() == m.String() })
	})
}

// single returns the only selector of an expression that is a selector, a function of one, or an aggregation of either; nil if it is
// something else.
func single(e parser.Expr) *parser.VectorSelector {
	if aggregate, ok := look.Unparen(e).(*parser.AggregateExpr); ok {
		e = aggregate.Expr
	}
	if call, ok := look.Unparen(e).(*parser.Call); ok && len(call.Args) == 1 {
		e = call.Args[0]
	}
	if matrix, ok := look.Unparen(e).(*parser.MatrixSelector); ok {
		e = matrix.VectorSelector
	}
	selector, _ := look.Unparen(e).(*parser.VectorSelector)
	return selector
}

// unmatched returns an expression as text without the matchers of its selector.
func unmatched(e parser.Expr, selector *parser.VectorSelector) string {
	bare := *selector
	bare.LabelMatchers = nil
	return strings.Replace(look.Unparen(e).String(), selector.String(), bare.String(), 1)
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
