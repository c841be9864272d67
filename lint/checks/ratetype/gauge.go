package ratetype

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

// ofCounters are functions that take what falls for a reset, with what comes of that.
var ofCounters = map[string]string{
	"rate":     "each fall counts as a reset, so that the rate is too high",
	"irate":    "each fall counts as a reset, so that the rate is too high",
	"increase": "each fall counts as a reset, so that the increase is too high",
	"resets":   "each fall counts as a reset",
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
		Message: fmt.Sprintf("%s of %s, which is %s: %s", call.Func.Name, subject(a, series, v), what, ofCounters[call.Func.Name]),
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
	case v.Kind == infer.Unknown && v.Origin.Series.Type == metrics.Unknown:
		return levels[v.Unit.String()]
	case v.Kind == infer.Gauge:
		return "a gauge, by its name"
	default:
		return ""
	}
}

// levels are units of what is at a level, and does not add up.
var levels = map[string]string{"celsius": "in celsius", "volts": "in volts", "amperes": "in amperes", "ratio": "a ratio", "percent": "a percentage"}

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
