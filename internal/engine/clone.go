package engine

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// clone returns a copy of a parsed expression that shares nothing the PromQL engine writes to: it resolves times and offsets
// in the tree, and Select sorts the matchers in place.
func clone(e parser.Expr) parser.Expr {
	switch n := e.(type) {
	case nil:
		return nil
	case *parser.AggregateExpr:
		c := *n
		c.Expr, c.Param = clone(n.Expr), clone(n.Param)
		c.Grouping = slices.Clone(n.Grouping)
		return &c
	case *parser.BinaryExpr:
		c := *n
		c.LHS, c.RHS = clone(n.LHS), clone(n.RHS)
		c.VectorMatching = cloneMatching(n.VectorMatching)
		return &c
	case *parser.Call:
		c := *n
		c.Args = make(parser.Expressions, len(n.Args))
		for i, arg := range n.Args {
			c.Args[i] = clone(arg)
		}
		return &c
	case *parser.MatrixSelector:
		c := *n
		c.VectorSelector = clone(n.VectorSelector)
		return &c
	case *parser.SubqueryExpr:
		c := *n
		c.Expr = clone(n.Expr)
		return &c
	case *parser.ParenExpr:
		c := *n
		c.Expr = clone(n.Expr)
		return &c
	case *parser.UnaryExpr:
		c := *n
		c.Expr = clone(n.Expr)
		return &c
	case *parser.StepInvariantExpr:
		c := *n
		c.Expr = clone(n.Expr)
		return &c
	case *parser.VectorSelector:
		c := *n
		c.LabelMatchers = slices.Clone(n.LabelMatchers)
		return &c
	case *parser.NumberLiteral:
		c := *n
		return &c
	case *parser.StringLiteral:
		c := *n
		return &c
	}
	return e
}

func cloneMatching(m *parser.VectorMatching) *parser.VectorMatching {
	if m == nil {
		return nil
	}
	c := *m
	c.MatchingLabels = slices.Clone(m.MatchingLabels)
	c.Include = slices.Clone(m.Include)
	return &c
}
