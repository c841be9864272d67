package engine

import (
	"slices"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// comparison is a comparison with a number, in which an alert's expression mostly ends. A range query spends more time on it than on
// what it compares, because it looks up the series of every element in a map; on a matrix it is a loop over floats.
type comparison struct {
	op     parser.ItemType
	number float64
	first  bool // the number is on the left
}

// compared splits e into what is compared and the comparisons, innermost first.
func compared(e parser.Expr) (parser.Expr, []comparison) {
	switch n := e.(type) {
	case *parser.ParenExpr:
		return compared(n.Expr)
	case *parser.BinaryExpr:
		if !n.Op.IsComparisonOperator() || n.ReturnBool {
			return e, nil
		}
		if number, ok := numberOf(n.RHS); ok {
			inner, all := compared(n.LHS)
			return inner, append(all, comparison{n.Op, number, false})
		}
		if number, ok := numberOf(n.LHS); ok {
			inner, all := compared(n.RHS)
			return inner, append(all, comparison{n.Op, number, true})
		}
	}
	return e, nil
}

// numberOf returns the number that e is.
func numberOf(e parser.Expr) (float64, bool) {
	switch n := e.(type) {
	case *parser.NumberLiteral:
		return n.Val, true
	case *parser.ParenExpr:
		return numberOf(n.Expr)
	}
	return 0, false
}

// keep returns the series of m that have samples for which the comparison holds, with those. It holds for no histogram. The series of m
// itself lose the others, but stay, so that their memory can be given back.
func (c comparison) keep(m promql.Matrix) promql.Matrix {
	var kept promql.Matrix
	for i := range m {
		s := &m[i]
		s.Histograms = nil
		s.Floats = slices.DeleteFunc(s.Floats, func(p promql.FPoint) bool { return !c.holds(p.F) })
		if len(s.Floats) > 0 {
			kept = append(kept, *s)
		}
	}
	return kept
}

func (c comparison) holds(v float64) bool {
	left, right := v, c.number
	if c.first {
		left, right = right, left
	}
	return Holds(c.op, left, right)
}

// Holds reports whether a comparison of PromQL holds between two floats.
func Holds(op parser.ItemType, left, right float64) bool {
	switch op {
	case parser.EQLC:
		return left == right
	case parser.NEQ:
		return left != right
	case parser.GTR:
		return left > right
	case parser.LSS:
		return left < right
	case parser.GTE:
		return left >= right
	case parser.LTE:
		return left <= right
	}
	return false
}
