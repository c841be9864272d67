package promql

import (
	"cmp"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// A Feature is a part of PromQL that a Prometheus server refuses, and the whole file with it, unless it is switched on.
type Feature struct {
	Flag   string // as --enable-feature names it: "promql-experimental-functions"
	Stable string // the version since which it is on by itself, "3.16"; "" if it is not
}

// The features of PromQL, as of Prometheus 3.16.
var (
	functionFeature  = Feature{Flag: "promql-experimental-functions"}
	firstOverTime    = Feature{Flag: "promql-experimental-functions", Stable: "3.14"}
	fillFeature      = Feature{Flag: "promql-binop-fill-modifiers"}
	durationFeature  = Feature{Flag: "promql-duration-expr", Stable: "3.14"}
	selectorsFeature = Feature{Flag: "promql-extended-range-selectors", Stable: "3.16"}
)

// Features returns the flags that Prometheus 3.16 must be started with to evaluate e, sorted; all that [Experimental] makes has one. For older
// servers see [Needs]. It is empty for an expression with errors.
func Features(e Expr) []string {
	var flags []string
	for _, f := range Needs(e) {
		if f.Stable == "" {
			flags = append(flags, f.Flag)
		}
	}
	return flags
}

// Needs returns all features that e uses, those included that are on by themselves since some version, sorted.
func Needs(e Expr) []Feature {
	n := nodeOf(e)
	if n == nil || n.tree == nil {
		return nil
	}
	var features []Feature
	parser.Inspect(n.tree, func(node parser.Node, _ []parser.Node) error {
		features = append(features, needs(node)...)
		return nil
	})
	slices.SortFunc(features, func(a, b Feature) int {
		return cmp.Or(cmp.Compare(a.Flag, b.Flag), cmp.Compare(a.Stable, b.Stable))
	})
	return slices.Compact(features)
}

// needs returns the features that node itself needs.
func needs(node parser.Node) []Feature {
	var features []Feature
	add := func(f Feature, needed bool) {
		if needed {
			features = append(features, f)
		}
	}
	switch n := node.(type) {
	case *parser.AggregateExpr:
		add(functionFeature, n.Op.IsExperimentalAggregator())
	case *parser.BinaryExpr:
		m := n.VectorMatching
		add(fillFeature, m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil))
	case *parser.Call:
		add(functionFeature, n.Func.Experimental)
		add(firstOverTime, n.Func.Name == "first_over_time")
	case *parser.MatrixSelector:
		add(durationFeature, n.RangeExpr != nil)
	case *parser.SubqueryExpr:
		add(durationFeature, n.RangeExpr != nil || n.StepExpr != nil || n.OriginalOffsetExpr != nil)
	case *parser.VectorSelector:
		add(durationFeature, n.OriginalOffsetExpr != nil)
		add(selectorsFeature, n.Anchored || n.Smoothed)
	}
	return features
}
