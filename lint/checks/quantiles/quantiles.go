// Package quantiles finds sums and means of quantiles.
package quantiles

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds sums and means of quantiles.
var Check = &lint.Check{
	Name:     "quantiles",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.AggregateExpr)
		if !ok || e.Op != parser.SUM && e.Op != parser.AVG {
			continue
		}
		of := a.At(e.Expr)
		v := of.Value()
		if v.Kind != infer.Quantile || alone(e, of) {
			continue
		}
		result := "the sum of quantiles is no quantile of anything"
		if e.Op == parser.AVG {
			result = "the mean of quantiles is no quantile of all observations"
		}
		from := ""
		if v.Origin != nil {
			from = " of " + v.Origin.Series.Metric
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(e),
			Message: fmt.Sprintf("%s over quantiles%s: %s", e.Op, from, result),
			Related: look.Origin(a.Rule, v.Origin),
			Fixes:   look.Rename(a, e, e.Op.String(), "max"),
		})
	}
}

// alone tells whether every group holds one series, which an aggregation leaves as it is: it drops labels that tell nothing apart.
func alone(e *parser.AggregateExpr, of infer.Result) bool {
	for _, b := range of.Branches {
		if !b.Identity.Known {
			return false
		}
		for _, label := range b.Identity.Labels {
			if slices.Contains(e.Grouping, label) == e.Without {
				return false
			}
		}
	}
	return true
}
