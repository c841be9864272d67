package ratetype

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

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
			_, limit, op, ok := compare.Sides(e)
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
