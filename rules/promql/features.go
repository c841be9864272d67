package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// The features that PromQL may need, as Prometheus's flag --enable-feature names them.
const (
	featureFunctions = "promql-experimental-functions"
	featureFill      = "promql-binop-fill-modifiers"
)

// Features returns what a Prometheus server must be started with to evaluate e, as its flag --enable-feature names it, sorted. It is empty
// for an expression with errors.
func Features(e Expr) []string {
	n := nodeOf(e)
	if n == nil || n.tree == nil {
		return nil
	}
	var features []string
	parser.Inspect(n.tree, func(node parser.Node, _ []parser.Node) error {
		if f := feature(node); f != "" && !slices.Contains(features, f) {
			features = append(features, f)
		}
		return nil
	})
	slices.Sort(features)
	return features
}

// feature returns the feature that node itself needs, "" if none.
func feature(node parser.Node) string {
	switch n := node.(type) {
	case *parser.Call:
		if n.Func.Experimental {
			return featureFunctions
		}
	case *parser.AggregateExpr:
		if n.Op.IsExperimentalAggregator() {
			return featureFunctions
		}
	case *parser.BinaryExpr:
		if m := n.VectorMatching; m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) {
			return featureFill
		}
	}
	return ""
}
