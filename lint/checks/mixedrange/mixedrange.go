// Package mixedrange finds quotients of rates over different ranges.
package mixedrange

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds quotients of rates over different ranges.
var Check = &lint.Check{
	Name:     "mixedrange",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.Op != parser.DIV || e.VectorMatching == nil {
			continue
		}
		above, below := rateOf(a, e.LHS), rateOf(a, e.RHS)
		if above == nil || below == nil || !comparable(above, below) {
			continue
		}
		if d, ok := mixed(a, above, below); ok {
			pass.Report(d)
		}
	}
}

// rate is what is known of a rate or an increase: the call, its selector, and the range.
type rate struct {
	call     *parser.Call
	selector *parser.VectorSelector
	length   time.Duration
}

// rateOf returns the rate that an operand is, perhaps summed up or scaled; nil if it is none, or several.
func rateOf(a *infer.Analysis, e parser.Expr) *rate {
	switch e := look.Unparen(e).(type) {
	case *parser.AggregateExpr:
		if e.Op == parser.SUM || e.Op == parser.AVG || e.Op == parser.MAX || e.Op == parser.MIN {
			return rateOf(a, e.Expr)
		}
	case *parser.BinaryExpr:
		if e.Op != parser.MUL || e.VectorMatching != nil {
			return nil
		}
		if e.LHS.Type() == parser.ValueTypeVector {
			return rateOf(a, e.LHS)
		}
		return rateOf(a, e.RHS)
	case *parser.Call:
		if e.Func.Name != "rate" && e.Func.Name != "increase" {
			return nil
		}
		m, ok := look.Series(e).(*parser.MatrixSelector)
		if !ok || m.RangeExpr != nil {
			return nil
		}
		return &rate{e, m.VectorSelector.(*parser.VectorSelector), m.Range}
	}
	return nil
}

// family returns the name of the histogram or summary that a selector reads a part of, or of the metric.
func (r *rate) family() string {
	for _, suffix := range []string{"_sum", "_count", "_bucket"} {
		if base, ok := strings.CutSuffix(r.selector.Name, suffix); ok {
			return base
		}
	}
	return r.selector.Name
}

// comparable tells whether the quotient of two rates is meant to be one of the same time. It is not where both are of the same series,
// which compares how they are now with how they were, nor where what has happened lately is held against what happens in a month.
func comparable(above, below *rate) bool {
	same := above.family() == below.family()
	switch {
	case trend(above, below):
		return false
	case above.call.Func.Name == "rate" && below.call.Func.Name == "rate":
		return true
	default:
		return same && above.selector.Name != below.selector.Name
	}
}

// trend tells whether both rates are of the same series.
func trend(above, below *rate) bool {
	return above.selector.Name == below.selector.Name &&
		slices.EqualFunc(above.selector.LabelMatchers, below.selector.LabelMatchers, func(m, other *labels.Matcher) bool { return m.String() == other.String() })
}

// mixed returns what is wrong with the quotient of two rates.
func mixed(a *infer.Analysis, above, below *rate) (lint.Diagnostic, bool) {
	d := lint.Diagnostic{File: a.Rule.File, Span: a.Span(above.call)}
	switch upper, lower := above.call.Func.Name, below.call.Func.Name; {
	case upper != lower:
		d.Message = fmt.Sprintf("%s is divided by %s, what happens in %s by what happens in %s, so that the quotient is %s", upper, lower,
			above.period(), below.period(), factor(above, below))
	case above.length != below.length:
		d.Message = fmt.Sprintf("%s over %s is divided by %s over %s: both should look at the same time", upper, print(above.length), lower, print(below.length))
	default:
		return d, false
	}
	d.Related = []lint.Related{{File: a.Rule.File, Span: a.Span(below.call), Message: "what it is divided by"}}
	if above.call.Func.Name == below.call.Func.Name {
		d.Fixes = sameRange(a, above, below)
	}
	return d, true
}

// period says in which time what is counted has happened.
func (r *rate) period() string {
	if r.call.Func.Name == "rate" {
		return "a second"
	}
	return print(r.length)
}

// factor says by how much the quotient is wrong.
func factor(above, below *rate) string {
	if above.call.Func.Name == "increase" {
		return fmt.Sprintf("%.0f times what it should be", above.length.Seconds())
	}
	return fmt.Sprintf("1/%.0f of what it should be", below.length.Seconds())
}

// sameRange returns the fix that gives the numerator the range of the denominator, where that is a number of both.
func sameRange(a *infer.Analysis, above, below *rate) []lint.Fix {
	upper, lower := a.Text(look.Series(above.call)), a.Text(look.Series(below.call))
	open, from := strings.LastIndexByte(upper, '['), strings.LastIndexByte(lower, '[')
	if open < 0 || from < 0 || !strings.HasSuffix(upper, "]") || !strings.HasSuffix(lower, "]") {
		return nil
	}
	return look.Replace(a, look.Series(above.call), open, len(upper), lower[from:])
}

// print returns a duration as PromQL writes it.
func print(d time.Duration) string { return model.Duration(d).String() }
