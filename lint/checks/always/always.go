// Package always finds alerts without a condition, and comparisons that always hold.
package always

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds alerts without a condition, and comparisons that always hold.
var Check = &lint.Check{
	Name:     "always",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

// watchdog matches the names of alerts that are meant to fire always, so that their silence tells that alerting is broken.
var watchdog = lazyregexp.New(`(?i)watchdog|dead.?man|heart.?beat|always.?firing|end.?to.?end`)

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil {
		return
	}
	if a.Idle() {
		idle(pass, a)
	}
	either(pass, a)
	if a.Rule.IsAlert() && a.Expr.Type() == parser.ValueTypeVector {
		if e := unconditional(a, a.Expr); e != nil && !watchdog.MatchString(a.Rule.Name().Value) {
			pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Span(e), Message: message(a, e)})
		}
	}
}

func message(a *infer.Analysis, e parser.Expr) string {
	name := a.Rule.Name().Value
	if e == a.Expr {
		return fmt.Sprintf("%s fires as long as there are series, whatever their values: the expression has no condition", name)
	}
	return fmt.Sprintf("%s fires as long as this has series, whatever their values: this part of the expression has no condition", name)
}

// idle reports the comparisons that hold for every value.
func idle(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || !e.Op.IsComparisonOperator() || e.ReturnBool {
			continue
		}
		compared, op, other := e.LHS, e.Op, e.RHS
		if e.VectorMatching == nil && e.RHS.Type() == parser.ValueTypeVector {
			compared, op, other = e.RHS, infer.Mirrored(e.Op), e.LHS
		}
		outcome, left, right := a.Outcome(e)
		if compared == e.RHS {
			left, right = right, left
		}
		// What is always 1 only says that it is there, and what counts is there only if there is something to count. Comparing is
		// a way to be rid of NaN, too, and what divides is compared with 0 to be safe.
		counts := a.At(compared).Value().Kind == infer.Count && asksForAny(op, right)
		if outcome != infer.Always || left.Min >= left.Max || left.NaN || counts || guards(a, e, other) {
			continue
		}
		pass.Report(lint.Diagnostic{
			File: a.Rule.File,
			Span: a.Span(e),
			Message: fmt.Sprintf("this comparison always holds: %s is %s, which is always %s %s",
				look.Short(a, compared), left, op, thing(a, other, right)),
		})
	}
}

// guards tells whether a comparison with 0 only asks, on the right of and, whether a quotient on its left makes sense.
func guards(a *infer.Analysis, e *parser.BinaryExpr, other parser.Expr) bool {
	zero, ok := infer.Constant(other)
	set, isSet := a.Outer(e).(*parser.BinaryExpr)
	return ok && zero == 0 && isSet && set.Op == parser.LAND && divides(set.LHS)
}

// divides tells whether an expression has a quotient.
func divides(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		quotient, ok := node.(*parser.BinaryExpr)
		found = found || ok && quotient.Op == parser.DIV
		return nil
	})
	return found
}

// asksForAny tells whether a comparison is the usual one of a count that is there at all: > 0, >= 1, != 0.
func asksForAny(op parser.ItemType, right infer.Interval) bool {
	zero := right.Min == 0 && right.Max == 0
	return zero && (op == parser.GTR || op == parser.NEQ) || op == parser.GTE && right.Min == 1 && right.Max == 1
}

// thing names what is compared with: the number, or the expression.
func thing(a *infer.Analysis, e parser.Expr, i infer.Interval) string {
	if i.Min == i.Max {
		return a.Text(e)
	}
	return fmt.Sprintf("%s, which is %s", look.Short(a, e), i)
}
