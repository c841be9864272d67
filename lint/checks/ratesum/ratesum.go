// Package ratesum finds rates of sums of counters.
package ratesum

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rates of sums of counters.
var Check = &lint.Check{
	Name:     "ratesum",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		call, ok := node.(*parser.Call)
		if !ok || call.Func.Name != "rate" && call.Func.Name != "increase" && call.Func.Name != "irate" {
			continue
		}
		series := look.Series(call)
		v := a.At(series).Value()
		if v.Summed == nil || v.Raw == nil || v.Summed.Rule == nil {
			continue
		}
		name := call.Func.Name
		how, _, _ := strings.Cut(v.Summed.Message, " ") // summed here
		pass.Report(lint.Diagnostic{
			File: a.Rule.File,
			Span: a.Span(call),
			Message: fmt.Sprintf("%s of the counter %s after it was %s: when one of its series restarts or goes the whole falls, and %s takes that for a reset of all",
				name, v.Raw.Series.Name, how, name),
			Related: []lint.Related{look.Loss(a.Rule, v.Summed)},
			Fixes:   inside(a, call, series),
		})
	}
}

// inside returns the fix that puts the rate into the sum of a subquery: rate(sum by (job) (x)[5m:]) is sum by (job) (rate(x[5m])).
func inside(a *infer.Analysis, call *parser.Call, series parser.Expr) []lint.Fix {
	subquery, ok := series.(*parser.SubqueryExpr)
	if !ok || subquery.RangeExpr != nil || subquery.OriginalOffset != 0 || subquery.OriginalOffsetExpr != nil || subquery.Timestamp != nil || subquery.StartOrEnd != 0 {
		return nil
	}
	sum, ok := look.Unparen(subquery.Expr).(*parser.AggregateExpr)
	if !ok {
		return nil
	}
	selector, ok := look.Unparen(sum.Expr).(*parser.VectorSelector)
	if !ok || selector.OriginalOffset != 0 || selector.OriginalOffsetExpr != nil || selector.Timestamp != nil || selector.StartOrEnd != 0 {
		return nil
	}
	text := a.Rule.Expr.Value
	outer, whole, inner := rulefile.NodeRange(text, call), rulefile.NodeRange(text, sum), rulefile.NodeRange(text, selector)
	rate := fmt.Sprintf("%s(%s[%s])", call.Func.Name, text[inner.Start:inner.End], subqueryRange(a, subquery))
	fixed := text[whole.Start:inner.Start] + rate + text[inner.End:whole.End]
	edit, ok := a.Rule.Expr.Replace(int(outer.Start), int(outer.End), fixed)
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: fixed, Edits: []rulefile.Edit{edit}, Unsafe: true}}
}

// subqueryRange returns the range of a subquery as it is written.
func subqueryRange(a *infer.Analysis, e *parser.SubqueryExpr) string {
	text := a.Text(e)
	brackets := text[strings.LastIndexByte(text, '[')+1:]
	length, _, _ := strings.Cut(brackets, ":")
	return strings.TrimSpace(length)
}
