// Package extrapolated finds comparisons that want a rate or an increase to be exactly a number.
package extrapolated

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds comparisons that want a rate or an increase to be exactly a number.
var Check = &lint.Check{
	Name:     "extrapolated",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.Op != parser.EQLC && e.Op != parser.NEQ {
			continue
		}
		series, limit, op, ok := compare.Sides(e)
		if !ok {
			continue
		}
		number, known := look.Number(a, limit)
		if !known || number == 0 {
			continue
		}
		r := reader{pass.Project.Infer(), 0}
		call, rule := r.extrapolating(series, a.Rule)
		if call == nil {
			continue
		}
		outcome := "hardly ever equal to"
		if op == parser.NEQ {
			outcome = "nearly always other than"
		}
		d := lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(e),
			Message: fmt.Sprintf("%s extrapolates to the ends of its range and seldom yields whole numbers: it is %s %s", call.Func.Name, outcome, a.Text(limit)),
		}
		if rule != a.Rule {
			d.Related = []lint.Related{{File: rule.File, Span: rule.NodeSpan(call), Message: fmt.Sprintf("in %s: recorded here", rule.Name().Value)}}
		}
		pass.Report(d)
	}
}

// reader follows an expression through recording rules, a few deep.
type reader struct {
	rules *infer.Rules
	depth int
}

// extrapolating returns the call whose value e is, perhaps added up over series, if it extrapolates, and the rule it stands in.
func (r reader) extrapolating(e parser.Expr, rule *rulefile.Rule) (*parser.Call, *rulefile.Rule) {
	switch e := look.Unparen(e).(type) {
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.SUM, parser.MIN, parser.MAX, parser.AVG, parser.TOPK, parser.BOTTOMK:
			return r.extrapolating(e.Expr, rule)
		}
	case *parser.Call:
		switch e.Func.Name {
		case "rate", "increase", "delta":
			if exact(look.Series(e)) {
				return nil, nil
			}
			return e, rule
		case "abs", "label_replace", "label_join", "sort", "sort_desc":
			return r.extrapolating(e.Args[0], rule)
		}
	case *parser.VectorSelector:
		const deep = 4
		recorders := r.rules.Recorded(e)
		if len(recorders) != 1 || r.depth == deep || recorders[0].IsAlert() {
			return nil, nil
		}
		query, err := recorders[0].Query()
		if err != nil {
			return nil, nil
		}
		return reader{r.rules, r.depth + 1}.extrapolating(query, recorders[0])
	}
	return nil, nil
}

// exact tells whether a range is one that is not extrapolated.
func exact(series parser.Expr) bool {
	m, ok := series.(*parser.MatrixSelector)
	if !ok {
		return false
	}
	selector, ok := m.VectorSelector.(*parser.VectorSelector)
	return ok && selector.Anchored
}
