package matcher

import (
	"iter"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Nodes yields an expression and all nodes below it, each before those below it. It is for checks of whole projects: those that
// look at one rule at a time are given the nodes.
func Nodes(expr parser.Expr) iter.Seq[parser.Node] {
	return func(yield func(parser.Node) bool) { visit(expr, yield) }
}

func visit(node parser.Node, yield func(parser.Node) bool) bool {
	if !yield(node) {
		return false
	}
	for child := range parser.ChildrenIter(node) {
		if !visit(child, yield) {
			return false
		}
	}
	return true
}

// Metric returns the name of the metric that a selector selects, "" if it may be several.
func Metric(s *parser.VectorSelector) string {
	if s.Name != "" {
		return s.Name
	}
	for _, m := range s.LabelMatchers {
		if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual {
			return m.Value
		}
	}
	return ""
}
