package infer

import (
	"math"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
)

// aggregation returns the branches of an aggregation.
func (w *walker) aggregation(e *parser.AggregateExpr) []Branch {
	param := w.parameter(e)
	branches := w.expr(e.Expr)
	if !selects(e.Op) {
		branches = mixed(branches) // a group may have series of several
	}
	return each(branches, func(b *Branch) {
		b.Value = w.aggregated(e, b.Value, param)
		if selects(e.Op) {
			if param.Max < 1 && e.Op != parser.LIMIT_RATIO && param.numbers() {
				w.kill(b, w.loss(e, "%s of %s selects no series", e.Op, number(param.Max)))
			}
			return
		}
		w.group(e, b)
	})
}

// mixed gives every branch the bounds of all: what comes next works out one value from samples of several of them.
func mixed(branches []Branch) []Branch {
	if len(branches) < 2 {
		return branches
	}
	all := joined(branches).Value
	return each(branches, func(b *Branch) {
		b.Value.Interval, b.Value.Histograms = all.Interval, all.Histograms
	})
}

// parameter returns the interval of the parameter of an aggregation, anything where it has none that is a number.
func (w *walker) parameter(e *parser.AggregateExpr) Interval {
	if e.Param == nil || e.Param.Type() != parser.ValueTypeScalar {
		return anything
	}
	return joined(w.expr(e.Param)).Value.Interval
}

// selects tells whether an aggregation yields some of the series it is given, as they are.
func selects(op parser.ItemType) bool {
	return op == parser.TOPK || op == parser.BOTTOMK || op == parser.LIMITK || op == parser.LIMIT_RATIO
}

// group changes the labels of b to those of the groups of e.
func (w *walker) group(e *parser.AggregateExpr, b *Branch) {
	grouping := e.Grouping
	if e.Op == parser.COUNT_VALUES {
		param, ok := unparen(e.Param).(*parser.StringLiteral)
		if !ok {
			b.labels, b.Identity = labelSet{}, Identity{}
			return
		}
		b.labels = b.labels.set(param.Val, certain(""))
		if !e.Without {
			grouping = append(slices.Clone(grouping), param.Val)
		}
		b.Identity = b.Identity.with(param.Val)
	}
	switch {
	case e.Without:
		b.labels = b.labels.drop(grouping, w.loss(e, "without (%s) drops it", strings.Join(grouping, ", ")))
		b.labels = b.labels.dropMetadata(w.loss(e, "%s drops the metric name", e.Op))
		b.Identity = b.Identity.without(grouping...)
	case len(grouping) == 0:
		b.labels = b.labels.keep(nil, w.loss(e, "%s drops every label", e.Op))
		b.Identity = Identity{Known: true}
	default:
		b.Identity = b.Identity.grouped(grouping, b.labels)
		b.labels = b.labels.keep(grouping, w.loss(e, "only %s %s kept here", list(grouping), are(grouping)))
	}
}

// grouped returns what tells groups apart: the labels they are grouped by, but for those that are gone or have one value.
func (i Identity) grouped(names []string, before labelSet) Identity {
	out := Identity{Known: true}
	for _, name := range sortedNames(names) {
		if label := before.get(name); label.Presence != Gone && label.Value == "" {
			out.Labels = append(out.Labels, name)
		}
	}
	return out
}

// aggregated returns the values of an aggregation of v.
func (w *walker) aggregated(e *parser.AggregateExpr, v Value, param Interval) Value {
	switch e.Op {
	case parser.SUM:
		return w.sum(e, v)
	case parser.AVG:
		if v.Raw != nil && v.Summed == nil {
			v.Summed = w.loss(e, "averaged here")
		}
		return average(v)
	case parser.MIN, parser.MAX, parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		v.Histograms = v.Histograms && (e.Op == parser.LIMITK || e.Op == parser.LIMIT_RATIO)
		return v
	case parser.COUNT, parser.COUNT_VALUES:
		return counted()
	case parser.GROUP:
		return Value{Interval: exactly(1), Kind: Info}
	case parser.QUANTILE:
		return quantile(v, param)
	case parser.STDDEV:
		return Value{Interval: Interval{Min: 0, Max: math.Inf(1), NaN: true}, Unit: v.Unit}
	case parser.STDVAR:
		return Value{Interval: Interval{Min: 0, Max: math.Inf(1), NaN: true}, Unit: v.Unit.Mul(v.Unit)}
	default:
		return unknownValue()
	}
}

// sum returns the values of a sum over several series.
func (w *walker) sum(e *parser.AggregateExpr, v Value) Value {
	v.Interval = added(v.Interval)
	switch v.Kind {
	case Boolean, Info:
		v.Kind, v.Unit = Count, metrics.Things
	case Ratio, Timestamp, Quantile:
		v.Kind = Unknown
	}
	if v.Raw != nil && v.Summed == nil {
		v.Summed = w.loss(e, "summed here")
	}
	return v
}

// average returns the values of a mean of v.
func average(v Value) Value {
	v.Interval = mean(v.Interval)
	if v.Kind == Boolean {
		v.Kind, v.Unit = Ratio, metrics.Ratio
	}
	return v
}

// counted returns the values of a count: of what exists there is one at least.
func counted() Value {
	return Value{Interval: Interval{Min: 1, Max: math.Inf(1), MaxOpen: true, Whole: true}, Kind: Count, Unit: metrics.Things}
}

// quantile returns the values of the quantile param of v.
func quantile(v Value, param Interval) Value {
	v.Histograms = false
	if param.Min >= 0 && param.Max <= 1 && !param.NaN {
		v.Interval = mean(v.Interval)
	} else {
		v.Interval = anything
	}
	if v.Kind == Boolean {
		v.Kind = Unknown
	}
	return v
}
