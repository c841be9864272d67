// Package quantilerange finds quantiles that are not between 0 and 1.
package quantilerange

import (
	_ "embed"
	"fmt"
	"strconv"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds quantiles that are not between 0 and 1.
var Check = &lint.Check{
	Name:     "quantilerange",
	Doc:      doc,
	Severity: lint.Error,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		for name, param := range levels(node) {
			number, known := look.Number(a, param)
			if !known || number >= 0 && number <= 1 {
				continue
			}
			always := "+Inf"
			if number < 0 {
				always = "-Inf"
			}
			pass.Report(lint.Diagnostic{
				File:    a.Rule.File,
				Span:    a.Span(param),
				Message: fmt.Sprintf("%s of %s is always %s: quantiles are between 0 and 1", name, a.Text(param), always),
				Fixes:   percent(a, param, number),
			})
		}
	}
}

// levels yields the quantiles that a node asks for, each with the name of the function.
func levels(node parser.Node) func(yield func(string, parser.Expr) bool) {
	return func(yield func(string, parser.Expr) bool) {
		switch e := node.(type) {
		case *parser.AggregateExpr:
			if e.Op == parser.QUANTILE {
				yield("quantile", e.Param)
			}
		case *parser.Call:
			switch e.Func.Name {
			case "histogram_quantile", "quantile_over_time":
				yield(e.Func.Name, e.Args[0])
			case "histogram_quantiles":
				for _, level := range e.Args[2:] {
					if !yield(e.Func.Name, level) {
						return
					}
				}
			}
		}
	}
}

// percent returns the fix for a quantile that is written as a percentage.
func percent(a *infer.Analysis, param parser.Expr, number float64) []lint.Fix {
	if _, literal := param.(*parser.NumberLiteral); !literal || number < 2 || number > 100 {
		return nil
	}
	fixed := strconv.FormatFloat(number/100, 'g', 12, 64)
	at := rulefile.NodeRange(a.Rule.Expr.Value, param)
	edit, ok := a.Rule.Expr.Replace(int(at.Start), int(at.End), fixed)
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: fixed, Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
