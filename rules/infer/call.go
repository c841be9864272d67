package infer

import (
	"math"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
)

// keepAll names the functions that keep every label, the metric name included.
var keepAll = setOf("sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "last_over_time", "first_over_time")

// dropNameOnly names the functions that keep every label but the metric name.
var dropNameOnly = setOf(
	"abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "clamp", "clamp_max", "clamp_min", "cos", "cosh",
	"day_of_month", "day_of_week", "day_of_year", "days_in_month", "deg", "exp", "floor", "hour", "ln", "log10", "log2",
	"minute", "month", "rad", "round", "sgn", "sin", "sinh", "sqrt", "tan", "tanh", "year",
	"timestamp", "start_timestamp",
	"histogram_avg", "histogram_count", "histogram_sum", "histogram_stddev", "histogram_stdvar",
	"avg_over_time", "changes", "count_over_time", "delta", "deriv", "double_exponential_smoothing", "idelta",
	"increase", "integral", "irate", "mad_over_time", "max_over_time", "min_over_time", "predict_linear",
	"present_over_time", "quantile_over_time", "rate", "resets", "stddev_over_time", "stdvar_over_time", "sum_over_time",
	"ts_of_first_over_time", "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time",
)

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// call returns the branches of a function call. Those of a function this package does not know can be anything.
func (w *walker) call(e *parser.Call) []Branch {
	name := e.Func.Name
	arg := seriesArg(e)
	params := w.parameters(e, arg)
	switch {
	case e.Func.ReturnType == parser.ValueTypeScalar || name == "vector":
		return w.single(w.scalar(e, arg, params), e, name+" has no labels")
	case dropNameOnly[name] && arg == nil: // hour() and its like read the clock
		return w.single(transformed(e, numberOf(between(0, math.Inf(1))), params), e, name+" has no labels without an argument")
	case arg == nil:
		return unknownBranches()
	}
	branches := w.expr(arg)
	if arg.Type() == parser.ValueTypeMatrix {
		branches = mixed(branches) // a series may come from several, at different times
	}
	if name == "absent" || name == "absent_over_time" {
		return []Branch{{labels: w.absent(e, arg), Value: Value{Interval: exactly(1), Kind: Boolean, Unit: metrics.Things}, Identity: Identity{Known: true}}}
	}
	return each(branches, func(b *Branch) {
		value := transformed(e, b.Value, params)
		if name == "clamp" && len(params) == 2 && above(params[0], params[1]) {
			w.kill(b, w.loss(e, "clamp yields nothing where its least value %s is above its greatest %s", number(params[0].Min), number(params[1].Max)))
		}
		w.relabel(e, b)
		b.Value = value
	})
}

// above tells whether every value of a is above every one of b.
func above(a, b Interval) bool {
	return a.numbers() && b.numbers() && !a.NaN && !b.NaN && a.Min > b.Max
}

// parameters returns the intervals of the scalar arguments of a call, in order.
func (w *walker) parameters(e *parser.Call, series parser.Expr) []Interval {
	var out []Interval
	for _, arg := range e.Args {
		if unparen(arg) != series && arg.Type() == parser.ValueTypeScalar {
			out = append(out, joined(w.expr(arg)).Value.Interval)
		}
	}
	return out
}

// scalar returns the value of a function that returns a scalar, or of vector.
func (w *walker) scalar(e *parser.Call, arg parser.Expr, params []Interval) Value {
	switch e.Func.Name {
	case "time":
		return Value{Interval: between(0, math.Inf(1)), Kind: Timestamp, Unit: metrics.Seconds}
	case "pi":
		return numberOf(exactly(math.Pi))
	case "scalar":
		v := joined(w.expr(arg)).Value
		v.NaN, v.Histograms = true, false
		return v
	case "vector":
		return joined(w.expr(e.Args[0])).Value
	}
	return numberOf(anything)
}

// relabel changes the labels of b to those that a function leaves, and what they tell apart.
func (w *walker) relabel(e *parser.Call, b *Branch) {
	name := e.Func.Name
	switch {
	case keepAll[name]:
	case dropNameOnly[name]:
		b.labels = b.labels.dropMetadata(w.loss(e, "%s drops the metric name", name))
	case name == "histogram_quantile" || name == "histogram_fraction" || name == "histogram_quantiles":
		w.histogram(e, b)
	case name == "label_replace":
		b.labels = w.labelReplace(e, b.labels)
		b.Identity = b.Identity.relabelled(e)
	case name == "label_join":
		b.labels = w.labelJoin(e, b.labels)
		b.Identity = b.Identity.relabelled(e)
	case name == "info":
		b.labels = enrich(e, b.labels)
		b.Identity.Known = false
	default:
		b.labels, b.Identity = labelSet{}, Identity{}
	}
}

// relabelled returns the identity once a call has set a label; the label may be all that is left of another that told apart.
func (i Identity) relabelled(e *parser.Call) Identity {
	if target, ok := stringArg(e, 1); ok && i.Known {
		return i.with(target)
	}
	return Identity{Labels: i.Labels}
}

// seriesArg returns the first argument that is a vector or range vector, or nil.
func seriesArg(e *parser.Call) parser.Expr {
	for _, arg := range e.Args {
		if t := arg.Type(); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
			return unparen(arg)
		}
	}
	return nil
}

// histogram changes the labels of b to those that a function leaves that reads classic or native histograms.
func (w *walker) histogram(e *parser.Call, b *Branch) {
	name := e.Func.Name
	if le := b.labels.get(model.BucketLabel); le.Presence == Gone && b.Value.Kind == Bucket {
		w.kill(b, w.loss(e, "%s needs le", name))
	}
	b.labels = b.labels.dropMetadata(w.loss(e, "%s drops the metric name", name))
	b.labels = b.labels.drop([]string{model.BucketLabel}, w.loss(e, "%s drops le", name))
	b.Identity = b.Identity.without(model.BucketLabel)
	if name != "histogram_quantiles" {
		return
	}
	label, ok := stringArg(e, 1)
	if !ok {
		b.labels, b.Identity = labelSet{}, Identity{}
		return
	}
	b.labels = b.labels.set(label, certain(""))
	b.Identity = b.Identity.with(label)
}

// stringArg returns the value of a string argument.
func stringArg(e *parser.Call, i int) (string, bool) {
	if i >= len(e.Args) {
		return "", false
	}
	literal, ok := unparen(e.Args[i]).(*parser.StringLiteral)
	if !ok {
		return "", false
	}
	return literal.Val, true
}
