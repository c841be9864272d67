package diff

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// What a number in an expression is called.
const (
	threshold = "threshold" // is compared with
	value     = "number"    // anything else
)

// constant returns the value of an expression of numbers alone: 5 * 1024 ^ 2.
func constant(e parser.Expr) (float64, bool) {
	switch e := bare(e).(type) {
	case *parser.NumberLiteral:
		return e.Val, true
	case *parser.UnaryExpr:
		v, ok := constant(e.Expr)
		if e.Op == parser.SUB {
			v = -v
		}
		return v, ok
	case *parser.BinaryExpr:
		left, ok := constant(e.LHS)
		if !ok {
			return 0, false
		}
		right, ok := constant(e.RHS)
		if !ok {
			return 0, false
		}
		return calculate(e.Op, left, right)
	}
	return 0, false
}

// calculate returns what an operator of arithmetic makes of two numbers.
func calculate(op parser.ItemType, left, right float64) (float64, bool) {
	switch op {
	case parser.ADD:
		return left + right, true
	case parser.SUB:
		return left - right, true
	case parser.MUL:
		return left * right, true
	case parser.DIV:
		return left / right, true
	case parser.MOD:
		return math.Mod(left, right), true
	case parser.POW:
		return math.Pow(left, right), true
	case parser.ATAN2:
		return math.Atan2(left, right), true
	}
	return 0, false
}

// same reports whether two numbers are, NaN and NaN too.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
