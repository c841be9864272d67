package infer

import (
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
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
	if e.Func.ReturnType == parser.ValueTypeScalar || name == "vector" {
		return one(noLabels(w.loss(e, "%s has no labels", name)))
	}
	arg := seriesArg(e)
	switch {
	case keepAll[name] && arg != nil:
		return w.expr(arg)
	case dropNameOnly[name] && arg == nil: // hour() and its like read the clock
		return one(noLabels(w.loss(e, "%s has no labels without an argument", name)))
	case dropNameOnly[name]:
		return w.dropName(arg, w.loss(e, "%s drops the metric name", name))
	case arg == nil:
		return one(labelSet{})
	}
	switch name {
	case "absent", "absent_over_time":
		return one(w.absent(e, arg))
	case "histogram_quantile", "histogram_fraction", "histogram_quantiles":
		return w.histogram(e, arg)
	case "label_replace":
		return each(w.expr(arg), func(s labelSet) labelSet { return w.labelReplace(e, s) })
	case "label_join":
		return each(w.expr(arg), func(s labelSet) labelSet { return w.labelJoin(e, s) })
	case "info":
		return each(w.expr(arg), func(s labelSet) labelSet { return enrich(e, s) })
	}
	return one(labelSet{})
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

// absent returns the labels that absent and absent_over_time make up from the matchers of their argument.
func (w *walker) absent(e *parser.Call, arg parser.Expr) labelSet {
	if m, ok := arg.(*parser.MatrixSelector); ok {
		arg = m.VectorSelector
	}
	selector, ok := arg.(*parser.VectorSelector)
	if !ok {
		return noLabels(w.loss(e, "%s gives labels only for a selector", e.Func.Name))
	}
	s := noLabels(w.loss(e, "%s gives only labels of equality matchers", e.Func.Name))
	seen := map[string]bool{}
	for _, m := range selector.LabelMatchers {
		switch {
		case isMetadata(m.Name):
		case m.Type == labels.MatchEqual && !seen[m.Name]:
			seen[m.Name] = true
			if m.Value != "" {
				s = s.set(m.Name, Label{Presence: Certain})
			}
		default: // also where a matcher repeats the label
			s = s.set(m.Name, s.rest)
		}
	}
	return s
}

func isMetadata(name string) bool {
	return name == model.MetricNameLabel || name == model.MetricTypeLabel || name == model.MetricUnitLabel
}

// histogram returns the branches of a function that reads classic or native histograms.
func (w *walker) histogram(e *parser.Call, arg parser.Expr) []Branch {
	dropped := w.loss(e, "%s drops le", e.Func.Name)
	branches := each(w.dropName(arg, w.loss(e, "%s drops the metric name", e.Func.Name)), func(s labelSet) labelSet {
		return s.drop([]string{model.BucketLabel}, dropped)
	})
	if e.Func.Name != "histogram_quantiles" {
		return branches
	}
	quantile, ok := stringArg(e, 1)
	if !ok {
		return one(labelSet{})
	}
	return each(branches, func(s labelSet) labelSet { return s.set(quantile, Label{Presence: Certain}) })
}

// enrich returns s after info added labels of info metrics to it: any, or those its second argument names.
func enrich(e *parser.Call, s labelSet) labelSet {
	added := func(l Label) Label {
		if l.Presence == Gone {
			return Label{}
		}
		return l
	}
	if names := dataLabels(e); len(names) > 0 {
		for _, name := range names {
			s = s.set(name, added(s.get(name)))
		}
		return s
	}
	out := s.merge(s, func(l, _ Label) Label { return added(l) })
	for _, name := range metadata {
		out = out.set(name, s.get(name))
	}
	return out
}

// dataLabels returns the labels that the second argument of info asks for; none if it asks for all.
func dataLabels(e *parser.Call) []string {
	if len(e.Args) < 2 {
		return nil
	}
	selector, ok := unparen(e.Args[1]).(*parser.VectorSelector)
	if !ok {
		return nil
	}
	var names []string
	for _, m := range selector.LabelMatchers {
		if m.Name != model.MetricNameLabel {
			names = append(names, m.Name)
		}
	}
	return names
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
