package grow

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

func (g Grower) binary(depth int) parser.Expr {
	left, right := g.IntN(depth), g.IntN(depth)
	switch g.IntN(10) {
	case 0, 1:
		return g.bool(&parser.BinaryExpr{Op: g.operator(), LHS: g.Vector(left), RHS: g.scalar(right)})
	case 2:
		op := g.operator()
		if g.Meaning && (op == parser.TRIM_LOWER || op == parser.TRIM_UPPER) {
			op = parser.ADD
		}
		return g.bool(&parser.BinaryExpr{Op: op, LHS: g.scalar(left), RHS: g.Vector(right)})
	case 3, 4, 5:
		m := g.matching()
		m.Card, m.Include = parser.CardManyToMany, nil
		m.FillValues = parser.VectorMatchFillValues{}
		return &parser.BinaryExpr{Op: OneOf(g, setOps...), LHS: g.Vector(left), RHS: g.Vector(right), VectorMatching: m}
	}
	return g.bool(&parser.BinaryExpr{Op: g.operator(), LHS: g.Vector(left), RHS: g.Vector(right), VectorMatching: g.matching()})
}

func (g Grower) operator() parser.ItemType {
	return OneOf(g, slices.Concat(arithmetic, comparisons, []parser.ItemType{parser.TRIM_LOWER, parser.TRIM_UPPER})...)
}

func (g Grower) bool(e *parser.BinaryExpr) parser.Expr {
	e.ReturnBool = e.Op.IsComparisonOperator() && g.Once(3)
	return e
}

func (g Grower) matching() *parser.VectorMatching {
	m := &parser.VectorMatching{Card: parser.CardOneToOne}
	switch g.IntN(4) {
	case 0:
		m.On, m.MatchingLabels = true, g.labels()
	case 1:
		m.MatchingLabels = append(g.labels(), "a")
	default:
		return m
	}
	if g.Once(2) {
		m.Card = OneOf(g, parser.CardManyToOne, parser.CardOneToMany)
		for _, label := range g.labels() {
			if !m.On || !slices.Contains(m.MatchingLabels, label) {
				m.Include = append(m.Include, label)
			}
		}
	}
	if g.Once(4) {
		m.FillValues.LHS = new(float64(OneOf(g, -1, 0, 2)))
	}
	if g.Once(4) {
		m.FillValues.RHS = new(float64(OneOf(g, -1, 0, 2)))
	}
	return m
}
