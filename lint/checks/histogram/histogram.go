// Package histogram finds histograms that are read in a way that yields nothing or something else than meant.
package histogram

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

//go:embed README.md
var doc string

// Check finds histograms that are read in a way that yields nothing or something else than meant.
var Check = &lint.Check{
	Name:     "histogram",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		switch e := node.(type) {
		case *parser.Call:
			switch {
			case readsBuckets(e):
				argument(pass, a, e)
			case readsNative[e.Func.Name]:
				native(pass, a, e)
			}
		case *parser.AggregateExpr:
			if e.Op == parser.SUM || e.Op == parser.AVG {
				addedUp(pass, a, e)
			}
		}
	}
}

// readsBuckets tells whether a call makes something of the buckets of a histogram.
func readsBuckets(call *parser.Call) bool {
	switch call.Func.Name {
	case "histogram_quantile", "histogram_quantiles", "histogram_fraction":
		return true
	default:
		return false
	}
}

// argument reports what a function of histograms is given, if that is no histogram.
func argument(pass *lint.Pass, a *infer.Analysis, call *parser.Call) {
	series := look.Series(call)
	if series == nil {
		return
	}
	of, name := a.At(series), call.Func.Name
	v, le := of.Value(), of.Label(model.BucketLabel)
	cut := cutOff(series)
	d := lint.Diagnostic{File: a.Rule.File, Span: a.Span(series)}
	switch {
	case v.Kind == infer.Bucket && le.Presence == infer.Gone:
		d.Message = fmt.Sprintf("%s needs the label le, which is gone here: it yields nothing", name)
		if le.Loss != nil && le.Loss.Rule != nil {
			d.Related = []lint.Related{look.Loss(a.Rule, le.Loss)}
			d.Fixes = keepBound(pass, a, le.Loss)
		}
	case v.Kind == infer.Bucket && cut != nil:
		d.Message = fmt.Sprintf("%s needs all buckets up to +Inf, of which %s leaves some out: it yields NaN", name, cut)
	case v.Kind != infer.Bucket && v.Origin != nil && instead(v.Origin) != "":
		o := v.Origin
		d.Message = fmt.Sprintf("%s of %s, which is %s and no histogram: it yields nothing", name, o.Series.Name, instead(o))
		d.Related = look.Origin(a.Rule, o)
	case v.Kind == infer.Bucket && v.Raw != nil:
		d.Message = fmt.Sprintf("%s of %s without rate: it is that of all observations since the start of the process, which hardly moves later on", name, v.Raw.Series.Name)
		d.Related = look.Origin(a.Rule, v.Raw)
		if v.Raw.Rule == a.Rule {
			d.Fixes = []lint.Fix{{Message: fmt.Sprintf("rate(%s[5m])", a.Text(v.Raw.Selector))}}
		}
	default:
		return
	}
	pass.Report(d)
}

// readsNative are the functions that read native histograms alone.
var readsNative = map[string]bool{"histogram_avg": true, "histogram_count": true, "histogram_sum": true, "histogram_stddev": true, "histogram_stdvar": true}

// native reports a function of native histograms that is given series which surely are none.
func native(pass *lint.Pass, a *infer.Analysis, call *parser.Call) {
	v := a.At(look.Series(call)).Value()
	if v.Histograms || v.Origin == nil {
		return
	}
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(call),
		Message: fmt.Sprintf("%s reads native histograms, and %s is none: it yields nothing", call.Func.Name, v.Origin.Series.Name),
		Related: look.Origin(a.Rule, v.Origin),
	})
}

// keepBound returns the fix that makes the aggregation which drops le keep it.
func keepBound(pass *lint.Pass, a *infer.Analysis, loss *infer.Loss) []lint.Fix {
	return look.Keep(a.Rule, loss, model.BucketLabel, func(fixed parser.Expr) bool {
		return pass.Project.Infer().Expr(fixed).Never() == nil
	})
}

// instead says what a metric is that surely is no histogram; "" if it may be one.
func instead(o *infer.Origin) string {
	switch s := o.Series; {
	case s.Part == metrics.Sum:
		return "the sum of the observations"
	case s.Part == metrics.Count:
		return "the number of observations"
	case s.Part == metrics.Quantile:
		return "a summary"
	case s.Part == metrics.Whole && s.Type == metrics.Counter:
		return "a counter"
	case s.Part == metrics.Whole && s.Type == metrics.Gauge && o.Sure():
		return "a gauge"
	default:
		return ""
	}
}

// addedUp reports an aggregation that adds up the buckets of a histogram over le. What a function of histograms around it misses,
// argument reports.
func addedUp(pass *lint.Pass, a *infer.Analysis, e *parser.AggregateExpr) {
	before := a.At(e.Expr)
	v, le := before.Value(), before.Label(model.BucketLabel)
	switch {
	case v.Kind != infer.Bucket || le.Presence == infer.Gone || le.Value != "":
		return
	case v.Raw != nil && !v.Raw.Sure(): // a name that ends in _bucket may be that of one
		return
	case a.At(e).Label(model.BucketLabel).Presence != infer.Gone || oneBound(e.Expr) || asksForAny(a, e):
		return
	}
	for parent := a.Parent(e); parent != nil; parent = a.Parent(parent) {
		if call, ok := parent.(*parser.Call); ok && readsBuckets(call) {
			return
		}
	}
	name, related := "buckets", []lint.Related(nil)
	if v.Origin != nil {
		name, related = v.Origin.Series.Name, look.Origin(a.Rule, v.Origin)
	}
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(e),
		Message: fmt.Sprintf("%s of %s over le: a bucket holds what is in those below it, so that each observation is counted once for every bucket from its own upwards", e.Op, name),
		Related: related,
	})
}

// asksForAny tells whether e is only asked whether it is 0, which the sum of buckets tells as well.
func asksForAny(a *infer.Analysis, e *parser.AggregateExpr) bool {
	comparison, ok := a.Outer(e).(*parser.BinaryExpr)
	if !ok {
		return false
	}
	_, limit, _, ok := compare.Sides(comparison)
	if !ok {
		return false
	}
	number, known := look.Number(a, limit)
	return known && number == 0
}
