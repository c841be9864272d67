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

func aggregate(call string, op parser.ItemType, v Vector, groupings []Grouping) Instant {
	var group grouping
	var options []error
	switch {
	case len(groupings) > 1:
		options = append(options, errorf(here(), call, "%d groupings are given, want at most 1", len(groupings)))
	case len(groupings) == 1 && groupings[0].g == nil:
		options = append(options, errorf(here(), call, "the zero Grouping, want one made by By or Without"))
	case len(groupings) == 1:
		group = *groupings[0].g
		options = group.errs
	}
	return instant(build(call, []Expr{v}, options, func(trees []parser.Expr) parser.Expr {
		return &parser.AggregateExpr{Op: op, Expr: trees[0], Grouping: group.labels, Without: group.without}
	}))
}
