package gosource

import "github.com/prometheus/prometheus/promql/parser"

// ranges are the types of range vectors that functions of package promql want.
type ranges int

const (
	ofGauges   ranges = iota // promql.Range
	ofCounters               // promql.CounterRange
	ofAny                    // promql.RangeVector
)

// wanted returns what f wants.
func wanted(f *parser.Function) ranges {
	switch f.Name {
	case "rate", "increase", "irate":
		return ofCounters
	case "changes", "resets", "count_over_time", "first_over_time", "last_over_time", "present_over_time", "absent_over_time",
		"ts_of_first_over_time", "ts_of_last_over_time":
		return ofAny
	}
	return ofGauges
}

// methods are the functions that metrics have as methods of a range.
var methods = map[string]bool{"rate": true, "increase": true, "irate": true,
	"avg_over_time": true, "min_over_time": true, "max_over_time": true, "delta": true, "deriv": true}

// method returns a call as a method of its metric, if that has one: requests.Rate(5*time.Minute).
func (w *Writer) method(e *parser.Call) (string, bool) {
	if !methods[e.Func.Name] || len(e.Args) != 1 {
		return "", false
	}
	r, ok := unwrap(e.Args[0]).(*parser.MatrixSelector)
	if !ok || r.RangeExpr != nil {
		return "", false
	}
	code, kind := w.selector(r.VectorSelector.(*parser.VectorSelector))
	if has := kind == Metric || (kind == Counter) == (wanted(e.Func) == ofCounters) && kind != Info; !has {
		return "", false
	}
	return code + "." + camel(e.Func.Name) + "(" + w.duration(r.Range) + ")", true
}

// ranged returns a range vector of the type that is wanted.
func (w *Writer) ranged(e parser.Expr, want ranges) string {
	code, counters := "", false
	switch e := unwrap(e).(type) {
	case *parser.MatrixSelector:
		selector := e.VectorSelector.(*parser.VectorSelector)
		kind := Metric
		code, kind = w.selector(selector)
		arg, suffix := w.span(e.Range, e.RangeExpr)
		code, counters = code+".Range"+suffix+"("+arg+")", kind == Counter
	case *parser.SubqueryExpr:
		code, counters = w.subquery(e)
	default:
		w.errorf("%T is no range vector", e)
	}
	switch {
	case want == ofCounters && !counters:
		code += ".AsCounter()"
	case want == ofGauges && counters:
		code += ".Raw()"
	}
	return code
}

// subquery returns a subquery, and whether it is one of counters.
func (w *Writer) subquery(e *parser.SubqueryExpr) (code string, counters bool) {
	if selector, ok := unwrap(e.Expr).(*parser.VectorSelector); ok {
		var kind Kind
		code, kind = w.selector(selector)
		counters = kind == Counter
	} else {
		code = w.vector(e.Expr)
	}
	switch {
	case e.RangeExpr != nil || e.StepExpr != nil:
		step := ""
		if e.Step != 0 || e.StepExpr != nil {
			step = spanText(e.Step, e.StepExpr)
		}
		code += ".SubqueryExpr(" + Quote(spanText(e.Range, e.RangeExpr)) + ", " + Quote(step) + ")"
	case e.Step == 0:
		code += ".Subquery(" + w.duration(e.Range) + ", promql.DefaultStep)"
	default:
		code += ".Subquery(" + w.duration(e.Range) + ", " + w.duration(e.Step) + ")"
	}
	code += w.modifiers(false, false, e.Timestamp, e.StartOrEnd) + w.offset(e.OriginalOffset, e.OriginalOffsetExpr)
	return code, counters
}
