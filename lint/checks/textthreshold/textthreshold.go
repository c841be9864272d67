// Package textthreshold finds annotations that name another threshold than the expression.
package textthreshold

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds annotations that name another threshold than the expression.
var Check = &lint.Check{
	Name:     "textthreshold",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() || !mentions(a.Rule) {
		return
	}
	threshold, ok := only(a)
	value := infer.Value{}
	if ok {
		value = a.At(threshold.Operand).Value()
	}
	numbers := append(numbersOf(a), threshold.Value)
	if value.Unit.Dimensionless() && value.Kind != infer.Ratio && (value.Origin == nil || !value.Origin.Sure()) {
		value.Unit = metrics.Unit{} // many a metric called ratio is a percentage
	}
	for _, pair := range a.Rule.Annotations {
		quantiles(pass, a, pair)
		waits(pass, a, pair, threshold, ok, value.Unit, numbers)
		if !ok {
			continue
		}
		things(pass, a, pair, threshold, value)
		for _, c := range claims(pair.Value.Value) {
			if c.fits(threshold, value.Unit, numbers) {
				continue
			}
			pass.Report(diagnostic(a, pair, c, threshold, value))
		}
	}
}

// mentions tells whether some annotation may name a threshold: it has a digit.
func mentions(rule *rulefile.Rule) bool {
	for _, pair := range rule.Annotations {
		if strings.ContainsAny(pair.Value.Value, "0123456789") {
			return true
		}
	}
	return false
}

// only returns the one threshold of an alert that people would name; false if there are none or several. Comparisons with 0, and
// of what can only be 0 or 1, ask whether there is something.
func only(a *infer.Analysis) (compare.Threshold, bool) {
	var found compare.Threshold
	n := 0
	for _, t := range compare.Thresholds(a) {
		if t.Value == 0 || !t.Above() && !t.Below() || a.At(t.Operand).Value().Kind == infer.Boolean {
			continue
		}
		if n == 0 || t.Value != found.Value {
			n++
		}
		found = t
	}
	return found, n == 1
}

func diagnostic(a *infer.Analysis, pair rulefile.Pair, c claim, t compare.Threshold, v infer.Value) lint.Diagnostic {
	is := ""
	if v.Unit.Known() && v.Unit.String() != "" && v.Unit.String() != "things" {
		is = fmt.Sprintf(", in %s", v.Unit)
	}
	if v.Unit.Dimensionless() {
		factor, _ := v.Unit.In(percent)
		is = fmt.Sprintf(", which is %s%%", compare.Text(t.Value*factor))
	}
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    pair.Value.Span(c.start, c.end),
		Message: fmt.Sprintf("the %s says %s, the expression compares with %s%s", pair.Key.Value, c.text, a.Text(t.Number), is),
		Related: []lint.Related{{Span: a.Span(t.Number), Message: "compared here"}},
	}
	if c.unscaled(t) {
		d.Related = []lint.Related{{Span: d.Span, Message: "said here"}}
		d.Span = a.Span(t.Expr)
		return d
	}
	if text := c.inUnit(t, v.Unit); text != "" {
		if edit, ok := pair.Value.Replace(c.start, c.end, text); ok {
			d.Fixes = []lint.Fix{{Message: text, Edits: []rulefile.Edit{edit}, Unsafe: true}}
		}
	}
	return d
}
