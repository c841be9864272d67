// Package unit finds operators between numbers in different units.
package unit

import (
	_ "embed"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

//go:embed README.md
var doc string

// Check finds operators between numbers in different units.
var Check = &lint.Check{
	Name:     "unit",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil {
		return
	}
	report := func(node parser.Node, message string) {
		pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Span(node), Message: message})
	}
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok {
			continue
		}
		if message := operands(a, e); message != "" {
			report(e, message)
		}
	}
	for _, threshold := range compare.Thresholds(a) {
		if message := number(a, threshold); message != "" {
			report(threshold.Expr, message)
		}
	}
}

// operands says what is wrong with the operands of a sum, a difference or a comparison; "" if nothing is.
func operands(a *infer.Analysis, e *parser.BinaryExpr) string {
	if e.Op != parser.ADD && e.Op != parser.SUB && !e.Op.IsComparisonOperator() {
		return ""
	}
	l, isLeft := infer.Constant(e.LHS)
	r, isRight := infer.Constant(e.RHS)
	switch {
	case isLeft && isRight:
		return ""
	case isLeft:
		return complement(e, l, a.At(e.RHS).Value())
	case isRight:
		return complement(e, r, a.At(e.LHS).Value())
	}
	left, right := a.At(e.LHS).Value(), a.At(e.RHS).Value()
	if e.Op == parser.SUB && left.Kind == infer.Timestamp && duration(right) {
		return "the right side of - is a duration, not a time: " + name(right) + " is in " + right.Unit.String()
	}
	if !measured(left.Unit) || !measured(right.Unit) || !left.Unit.Conflicts(right.Unit) {
		return ""
	}
	return "the sides of " + e.Op.String() + " are in different units: " + left.Unit.String() + " and " + right.Unit.String()
}

// measured tells whether a unit is known well enough to blame somebody: what is counted could be anything.
func measured(u metrics.Unit) bool {
	return u.Known() && u.String() != "" && !u.SameDimension(metrics.Things) && !u.SameDimension(metrics.Things.Div(metrics.Seconds))
}

// duration tells whether a value is surely a duration in seconds: a gauge that an exporter declares, and no time.
func duration(v infer.Value) bool {
	return v.Kind == infer.Gauge && v.Unit == metrics.Seconds && v.Origin != nil && v.Origin.Sure()
}

func name(v infer.Value) string { return v.Origin.Series.Name }

// complement says what is wrong with 100 - x or 1 - x; "" if nothing is.
func complement(e *parser.BinaryExpr, constant float64, v infer.Value) string {
	if e.Op != parser.SUB || v.Kind != infer.Ratio || v.Max > 100 {
		return ""
	}
	switch {
	case constant == 1 && v.Unit == metrics.Percent && v.Max > 1:
		return "1 less a percentage: what is subtracted is 0 to 100"
	case constant == 100 && v.Unit == metrics.Ratio && v.Max <= 1:
		return "100 less a ratio: what is subtracted is 0 to 1"
	}
	return ""
}
