// Package ratetype finds functions of counters over gauges, and functions of gauges over counters.
package ratetype

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
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

// ofCounters are functions that take what falls for a reset, with what comes of that.
var ofCounters = map[string]string{
	"rate":     "each fall counts as a reset, so that the rate is too high",
	"irate":    "each fall counts as a reset, so that the rate is too high",
	"increase": "each fall counts as a reset, so that the increase is too high",
	"resets":   "each fall counts as a reset",
}

// ofGauges are functions that take values as they are, with what comes of a counter's reset to 0.
var ofGauges = map[string]string{
	"delta":                        "after a restart it begins at 0, and delta is negative",
	"idelta":                       "after a restart it begins at 0, and idelta is negative",
	"deriv":                        "after a restart it begins at 0, and deriv is steeply negative",
	"predict_linear":               "after a restart it begins at 0, and the prediction is far below it",
	"double_exponential_smoothing": "after a restart it begins at 0, which smoothing takes for a steep fall",
	"count_over_time":              "count_over_time counts scrapes, not what the counter has counted",
	"sum_over_time":                "sum_over_time adds up what it has counted since its start, once for every scrape",
}

// gauges are what rises and falls.
var gauges = map[infer.Kind]string{
	infer.Gauge: "a gauge", infer.Rate: "a rate already", infer.Increase: "an increase already", infer.Ratio: "a ratio",
	infer.Timestamp: "a point in time", infer.Boolean: "0 or 1", infer.Quantile: "a quantile",
}

// overGauge reports a function of counters whose argument surely is a gauge.
func overGauge(pass *lint.Pass, a *infer.Analysis, call *parser.Call, series parser.Expr, v infer.Value) {
	what := gauge(v)
	if what == "" {
		return
	}
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(call),
		Message: fmt.Sprintf("%s of what is %s, %s: %s", call.Func.Name, what, subject(a, series, v), ofCounters[call.Func.Name]),
		Related: recorder(pass, a, series),
	}
	if to, ok := instead(call.Func.Name, v.Kind); ok {
		d.Fixes = look.Rename(a, call, call.Func.Name, to)
	}
	pass.Report(d)
}

// gauge says what a value is that rises and falls; "" if it may be a counter.
func gauge(v infer.Value) string {
	what := gauges[v.Kind]
	switch {
	case v.Raw != nil:
		return ""
	case v.Origin == nil || v.Origin.Sure() || !declared(v.Kind):
		return what
	case v.Kind == infer.Unknown && v.Origin.Series.Type == metrics.Unknown && levels[v.Unit.String()]:
		return "in " + v.Unit.String()
	default:
		return ""
	}
}

// levels are units of what is at a level, and does not add up.
var levels = map[string]bool{"celsius": true, "volts": true, "amperes": true, "ratio": true, "percent": true}

// declared tells whether a metric itself may be of the kind, as its exporter or its name declares it.
func declared(k infer.Kind) bool {
	return k == infer.Unknown || k == infer.Gauge || k == infer.Timestamp || k == infer.Boolean
}

// instead returns the function of gauges that stands for one of counters.
func instead(name string, kind infer.Kind) (string, bool) {
	switch {
	case name == "resets" || kind == infer.Boolean || kind == infer.Timestamp:
		return "changes", name == "increase" || name == "resets"
	case name == "rate":
		return "deriv", true
	case name == "increase":
		return "delta", true
	default:
		return "", false
	}
}

// overCounter reports a function of gauges over a counter.
func overCounter(pass *lint.Pass, a *infer.Analysis, call *parser.Call, series parser.Expr, v infer.Value) {
	if v.Raw == nil || v.Kind != infer.Counter && v.Kind != infer.Bucket || call.Func.Name == "count_over_time" && !takenForEvents(a, call) {
		return
	}
	known := "a counter"
	if !v.Raw.Sure() {
		known += ", by its name"
	}
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(call),
		Message: fmt.Sprintf("%s of %s, which is %s: %s", call.Func.Name, subject(a, series, v), known, ofGauges[call.Func.Name]),
		Related: look.Origin(a.Rule, v.Raw),
	}
	switch call.Func.Name {
	case "delta", "count_over_time":
		d.Fixes = look.Rename(a, call, call.Func.Name, "increase")
	case "deriv":
		d.Fixes = look.Rename(a, call, "deriv", "rate")
	}
	pass.Report(d)
}

// takenForEvents tells whether a number of samples is compared as only a number of events is: with how many are too many. Whether there
// are any or enough may be asked of samples.
func takenForEvents(a *infer.Analysis, call *parser.Call) bool {
	for outer := a.Outer(call); outer != nil; outer = a.Outer(outer) {
		switch e := outer.(type) {
		case *parser.AggregateExpr:
			continue
		case *parser.BinaryExpr:
			_, limit, op, ok := look.Threshold(e)
			if !ok {
				return false
			}
			number, known := look.Number(a, limit)
			return known && number > 0 && (op == parser.GTR || op == parser.GTE)
		}
		return false
	}
	return false
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

// recorder returns where what a range selects is recorded.
func recorder(pass *lint.Pass, a *infer.Analysis, series parser.Expr) []lint.Related {
	m, ok := series.(*parser.MatrixSelector)
	if !ok {
		return nil
	}
	for _, rule := range pass.Project.Infer().Recorded(m.VectorSelector.(*parser.VectorSelector)) {
		if !rule.IsAlert() {
			return []lint.Related{{File: rule.File, Span: rule.Expr.Whole(), Message: rule.Name().Value + " is recorded here"}}
		}
	}
	return nil
}
