// Package impossible finds expressions, and branches of them, that never yield anything.
package impossible

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds expressions, and branches of them, that never yield anything.
var Check = &lint.Check{
	Name:     "impossible",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	same(pass, a)
	if !a.Dead() {
		return
	}
	for _, node := range a.Nodes {
		expr, ok := node.(parser.Expr)
		if !ok {
			continue
		}
		if reason := begins(a, expr); reason != nil {
			pass.Report(diagnostic(pass, a, expr, reason))
		}
	}
}

// begins returns why nothing comes out of a node of the rule although something may go in; nil if that is not so.
func begins(a *infer.Analysis, expr parser.Expr) *infer.Loss {
	switch e := expr.(type) {
	case *parser.BinaryExpr, *parser.AggregateExpr:
	case *parser.Call:
		if e.Func.Name != "clamp" {
			return nil // what histograms need is another check's business
		}
	default:
		return nil
	}
	// Of several branches a comparison may be meant to pick one: (count(a) or vector(0)) < 1.
	reason := a.At(expr).Never()
	if reason == nil || reason.Rule != a.Rule {
		return nil
	}
	for _, b := range a.At(expr).Branches {
		if b.Never().Node == parser.Node(expr) {
			return b.Never()
		}
	}
	return nil
}

func diagnostic(pass *lint.Pass, a *infer.Analysis, expr parser.Expr, reason *infer.Loss) lint.Diagnostic {
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(expr),
		Message: fmt.Sprintf("%s: %s", consequence(a, expr), explain(a, expr, reason)),
	}
	if because := reason.Because; because != nil && because.Rule != nil {
		d.Related = append(d.Related, look.Loss(a.Rule, because))
	}
	if e, ok := expr.(*parser.BinaryExpr); ok && e.Op.IsComparisonOperator() {
		d.Related = append(d.Related, recorders(pass, e)...)
	}
	return d
}

// recorders returns where the metrics are recorded that a comparison compares as they are: what they can be is decided there.
func recorders(pass *lint.Pass, e *parser.BinaryExpr) []lint.Related {
	var found []lint.Related
	for _, side := range []parser.Expr{e.LHS, e.RHS} {
		selector, ok := look.Unparen(side).(*parser.VectorSelector)
		if !ok {
			continue
		}
		for _, rule := range pass.Project.Infer().Recorded(selector) {
			if !rule.IsAlert() {
				found = append(found, lint.Related{File: rule.File, Span: rule.Name().Whole(), Message: "recorded here"})
			}
		}
	}
	return found
}

// consequence says what never happens.
func consequence(a *infer.Analysis, expr parser.Expr) string {
	switch {
	case a.Result().Never() == nil:
		return "this never yields anything"
	case a.Rule.IsAlert():
		return a.Rule.Name().Value + " never fires"
	default:
		return a.Rule.Name().Value + " is never recorded"
	}
}

// explain says why, with the expression that is compared where it is short.
func explain(a *infer.Analysis, expr parser.Expr, reason *infer.Loss) string {
	e, ok := expr.(*parser.BinaryExpr)
	if !ok || !e.Op.IsComparisonOperator() || reason.Because != nil {
		return reason.Message
	}
	if hint := ofNothing(a, e); hint != "" {
		return hint
	}
	compared, op, other := e.LHS, e.Op.String(), e.RHS
	if e.VectorMatching == nil && e.RHS.Type() == parser.ValueTypeVector {
		compared, op, other = e.RHS, infer.Mirrored(e.Op).String(), e.LHS
	}
	left, right := a.At(compared).Value(), a.At(other).Value()
	if reason.Message != infer.NeverHolds(left.Interval, op, right.Interval) {
		return reason.Message // matching, not comparing
	}
	return fmt.Sprintf("%s is %s, never %s %s", look.Short(a, compared), left.Interval, op, look.Short(a, other))
}

// ofNothing explains that a count of nothing is nothing, not 0.
func ofNothing(a *infer.Analysis, e *parser.BinaryExpr) string {
	count, ok := look.Unparen(e.LHS).(*parser.AggregateExpr)
	if !ok || count.Op != parser.COUNT {
		return ""
	}
	return fmt.Sprintf("where there is nothing to count, count yields nothing, not 0, so that it is never %s %s; absent(%s) tells that there is nothing",
		e.Op, look.Short(a, e.RHS), look.Short(a, count.Expr))
}
