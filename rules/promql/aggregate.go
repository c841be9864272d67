package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Grouping says which labels the result of an aggregation keeps. It is made by [By] and [Without].
type Grouping struct{ g *grouping }

type grouping struct {
	labels  []string
	without bool
	errs    []error
}

// By keeps the labels named, one result for each combination of their values.
func By(labels ...string) Grouping {
	return Grouping{&grouping{slices.Clone(labels), false, checkLabels(here(), "By", labels)}}
}

// Without keeps all labels but those named.
func Without(labels ...string) Grouping {
	return Grouping{&grouping{slices.Clone(labels), true, checkLabels(here(), "Without", labels)}}
}

// Sum adds up the series of each group: Sum(v, By("job")) is sum by (job) (v). Without a grouping there is one group.
func Sum(v Vector, g ...Grouping) Instant { return aggregate("Sum", parser.SUM, v, g) }

// Count counts the series of each group. Where there are none there is no result, not 0.
func Count(v Vector, g ...Grouping) Instant { return aggregate("Count", parser.COUNT, v, g) }

// Min is the smallest value of each group.
func Min(v Vector, g ...Grouping) Instant { return aggregate("Min", parser.MIN, v, g) }

// Max is the largest value of each group.
func Max(v Vector, g ...Grouping) Instant { return aggregate("Max", parser.MAX, v, g) }

// Avg is the mean of each group.
func Avg(v Vector, g ...Grouping) Instant { return aggregate("Avg", parser.AVG, v, g) }

// Group is 1 for each group.
func Group(v Vector, g ...Grouping) Instant { return aggregate("Group", parser.GROUP, v, g) }

// Stddev is the standard deviation of each group.
func Stddev(v Vector, g ...Grouping) Instant { return aggregate("Stddev", parser.STDDEV, v, g) }

// Stdvar is the variance of each group.
func Stdvar(v Vector, g ...Grouping) Instant { return aggregate("Stdvar", parser.STDVAR, v, g) }

// TopK keeps the k series of each group that are largest, with all of their labels.
func TopK(k Num, v Vector, g ...Grouping) Instant {
	return aggregateParam("TopK", parser.TOPK, number(k), v, g)
}

// TopKScalar is [TopK] of a computed number of series.
func TopKScalar(k Scalar, v Vector, g ...Grouping) Instant {
	return aggregateParam("TopKScalar", parser.TOPK, k, v, g)
}

// BottomK keeps the k series of each group that are smallest, with all of their labels.
func BottomK(k Num, v Vector, g ...Grouping) Instant {
	return aggregateParam("BottomK", parser.BOTTOMK, number(k), v, g)
}

// BottomKScalar is [BottomK] of a computed number of series.
func BottomKScalar(k Scalar, v Vector, g ...Grouping) Instant {
	return aggregateParam("BottomKScalar", parser.BOTTOMK, k, v, g)
}

// Quantile is the value that the share q, from 0 to 1, of the series of each group is not above.
func Quantile(q Num, v Vector, g ...Grouping) Instant {
	return aggregateParam("Quantile", parser.QUANTILE, number(q), v, g, checkShare("Quantile", q)...)
}

// QuantileScalar is [Quantile] of a computed share.
func QuantileScalar(q Scalar, v Vector, g ...Grouping) Instant {
	return aggregateParam("QuantileScalar", parser.QUANTILE, q, v, g)
}

// CountValues counts the series of each group by their value, which becomes the label.
//
//	promql.CountValues("version", promql.NewGauge("build_version"))
func CountValues(label string, v Vector, g ...Grouping) Instant {
	return aggregateParam("CountValues", parser.COUNT_VALUES, literal(label), v, g, checkLabels(here(), "CountValues", []string{label})...)
}

func aggregate(call string, op parser.ItemType, v Vector, g []Grouping) Instant {
	group, errs := groupingOf(call, g)
	return instant(build(call, []Expr{v}, errs, func(trees []parser.Expr) parser.Expr {
		return &parser.AggregateExpr{Op: op, Expr: trees[0], Grouping: group.labels, Without: group.without}
	}))
}

// aggregateParam is aggregate with what stands before v between the parentheses.
func aggregateParam(call string, op parser.ItemType, param Expr, v Vector, g []Grouping, more ...error) Instant {
	group, errs := groupingOf(call, g)
	return instant(build(call, []Expr{param, v}, append(more, errs...), func(trees []parser.Expr) parser.Expr {
		return &parser.AggregateExpr{Op: op, Param: trees[0], Expr: trees[1], Grouping: group.labels, Without: group.without}
	}))
}

// groupingOf returns the grouping that g holds, or what is wrong with it.
func groupingOf(call string, g []Grouping) (grouping, []error) {
	switch {
	case len(g) > 1:
		return grouping{}, atMostOne(call, "groupings", len(g))
	case len(g) == 0:
		return grouping{}, nil
	case g[0].g == nil:
		return grouping{}, []error{errorf(here(), call, "the zero Grouping, want one made by By or Without")}
	}
	return *g[0].g, g[0].g.errs
}
