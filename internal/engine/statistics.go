package engine

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// The PromQL engine reads histograms without their buckets where it thinks that nobody looks at them: detectHistogramStatsDecoding
// (v0.316.0). It shows, because resets are told from other values then, and histograms that were and were not reset do not add up. What surrounds a selector
// decides, so a part of an expression may be evaluated on its own only where that decides the same.

// statistics returns for each selector of e whether the engine reads no buckets for it, and that could show.
func statistics(e parser.Expr) map[*parser.VectorSelector]bool {
	skip := map[*parser.VectorSelector]bool{}
	parser.Inspect(e, func(node parser.Node, path []parser.Node) error {
		if n, ok := node.(*parser.VectorSelector); ok {
			skip[n] = skipsBuckets(path) && !onlyPresence(path)
		}
		return nil
	})
	return skip
}

// onlyPresence reports whether nobody looks at the values of a selector, so that it is all one how they are read.
func onlyPresence(path []parser.Node) bool {
	for _, node := range slices.Backward(path) {
		switch n := node.(type) {
		case *parser.ParenExpr:
		case *parser.Call:
			return presenceFunctions[n.Func.Name]
		default:
			return false
		}
	}
	return false
}

// skipsBuckets reports whether none of what surrounds a selector needs buckets, and something asks for a statistic.
func skipsBuckets(path []parser.Node) bool {
	skip := false
	for _, node := range slices.Backward(path) {
		switch n := node.(type) {
		case *parser.SubqueryExpr:
			return false
		case *parser.Call:
			if bucketFunctions[n.Func.Name] {
				return false
			}
			skip = skip || statisticFunctions[n.Func.Name]
		case *parser.AggregateExpr:
			if n.Op == parser.COUNT_VALUES {
				return false
			}
		case *parser.BinaryExpr:
			if bucketOperators[n.Op] {
				return false
			}
		}
	}
	return skip
}

var (
	statisticFunctions = set("histogram_count", "histogram_sum", "histogram_avg", "timestamp", "start_timestamp", "absent")
	bucketFunctions    = set("histogram_quantile", "histogram_quantiles", "histogram_fraction", "histogram_stddev", "histogram_stdvar", "changes")
	presenceFunctions  = set("timestamp", "start_timestamp", "absent")
	bucketOperators    = map[parser.ItemType]bool{parser.TRIM_UPPER: true, parser.TRIM_LOWER: true, parser.EQLC: true, parser.NEQ: true}
)

// readsAlike reports whether the engine reads the selectors of a part on its own as it does within the whole.
func readsAlike(whole map[*parser.VectorSelector]bool, part parser.Expr) bool {
	for n, skip := range statistics(part) {
		if within, ok := whole[n]; ok && within != skip {
			return false
		}
	}
	return true
}
