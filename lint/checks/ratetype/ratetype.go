// Package ratetype finds functions of counters over gauges, and functions of gauges over counters.
package ratetype

import (
	_ "embed"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds functions of counters over gauges, and functions of gauges over counters.
var Check = &lint.Check{
	Name:     "ratetype",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		call, ok := node.(*parser.Call)
		if !ok || ofCounters[call.Func.Name] == "" && ofGauges[call.Func.Name] == "" {
			continue
		}
		series := look.Series(call)
		if series == nil {
			continue
		}
		if v := a.At(series).Value(); ofCounters[call.Func.Name] != "" {
			overGauge(pass, a, call, series, v)
		} else {
			overCounter(pass, a, call, series, v)
		}
	}
}

// subject names what a function is applied to: the metric that it reads, or the expression.
func subject(a *infer.Analysis, series parser.Expr, v infer.Value) string {
	switch e := series.(type) {
	case *parser.MatrixSelector:
		if name := e.VectorSelector.(*parser.VectorSelector).Name; name != "" {
			return name
		}
	case *parser.SubqueryExpr:
		return short(a.Text(e.Expr))
	}
	if v.Origin != nil {
		return v.Origin.Series.Name
	}
	return short(a.Text(series))
}

// short returns an expression as far as a message has room for it.
func short(text string) string {
	const room = 60
	if len(text) <= room {
		return text
	}
	return "the subquery"
}
