// Package grow grows random PromQL expressions, of every kind of node, for tests.
package grow

import (
	"math/rand/v2"

	"github.com/prometheus/prometheus/promql/parser"
)

// A Grower grows random trees that type-check.
type Grower struct {
	*rand.Rand
	Meaning bool // grow nothing that makes no difference or no sense: plus signs, matchers of one label twice, a scalar cut as a histogram
}

// OneOf returns one of options.
func OneOf[T any](g Grower, options ...T) T { return options[g.IntN(len(options))] }

// Once is true one time in n.
func (g Grower) Once(n int) bool { return g.IntN(n) == 0 }

var (
	arithmetic  = []parser.ItemType{parser.ADD, parser.SUB, parser.MUL, parser.DIV, parser.MOD, parser.POW, parser.ATAN2}
	comparisons = []parser.ItemType{parser.EQLC, parser.NEQ, parser.GTR, parser.GTE, parser.LSS, parser.LTE}
	setOps      = []parser.ItemType{parser.LAND, parser.LOR, parser.LUNLESS}
)

// Vector grows an instant vector of at most depth levels.
func (g Grower) Vector(depth int) parser.Expr {
	if depth <= 0 {
		return g.selector()
	}
	switch g.IntN(12) {
	case 0, 1, 2, 3, 4:
		return g.binary(depth)
	case 5, 6:
		return g.aggregate(depth)
	case 7:
		return &parser.UnaryExpr{Op: g.sign(), Expr: g.Vector(depth - 1)}
	case 8, 9:
		return g.call(depth)
	case 10:
		if g.Once(2) {
			return &parser.StepInvariantExpr{Expr: g.Vector(depth - 1)}
		}
		return &parser.ParenExpr{Expr: g.Vector(depth - 1)}
	}
	return g.selector()
}

func (g Grower) sign() parser.ItemType {
	if g.Meaning {
		return parser.SUB
	}
	return OneOf[parser.ItemType](g, parser.SUB, parser.ADD)
}

func (g Grower) scalar(depth int) parser.Expr {
	if depth <= 0 {
		return g.number()
	}
	switch g.IntN(8) {
	case 0, 1:
		return &parser.BinaryExpr{Op: OneOf(g, arithmetic...), LHS: g.scalar(depth - 1), RHS: g.scalar(depth - 1)}
	case 2:
		return &parser.BinaryExpr{Op: OneOf(g, comparisons...), ReturnBool: true, LHS: g.scalar(depth - 1), RHS: g.scalar(depth - 1)}
	case 3:
		return &parser.UnaryExpr{Op: g.sign(), Expr: g.scalar(depth - 1)}
	case 4, 5:
		return g.callOf(depth, scalarFunctions)
	}
	return g.number()
}

func (g Grower) matrix(depth int) parser.Expr {
	if depth <= 0 || g.Once(2) {
		e := &parser.MatrixSelector{VectorSelector: g.selector()}
		e.Range, e.RangeExpr = g.span()
		return e
	}
	e := &parser.SubqueryExpr{Expr: g.Vector(depth - 1)}
	e.Range, e.RangeExpr = g.span()
	if g.Once(2) {
		e.Step, e.StepExpr = g.span()
	}
	e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd = g.modifiers()
	return e
}
