package promql

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// The precedences of PromQL's operators. Those of one level group to the left, but ^ groups to the right.
const (
	precOr = iota + 1
	precAnd
	precCompare
	precAdd
	precMul // and the unary operators: -a ^ b is -(a ^ b), -a * b is (-a) * b
	precPow
	precAtom
)

// precedence returns how tightly e holds together: that of the operator at its top.
func precedence(e parser.Expr) int {
	switch e := unwrap(e).(type) {
	case *parser.BinaryExpr:
		return operatorPrecedence(e.Op)
	case *parser.UnaryExpr:
		return precMul
	case *parser.NumberLiteral:
		if e.Val < 0 || math.Signbit(e.Val) && e.Val == 0 {
			return precMul // its sign is a unary operator to the parser
		}
	}
	return precAtom
}

func operatorPrecedence(op parser.ItemType) int {
	switch op {
	case parser.LOR:
		return precOr
	case parser.LAND, parser.LUNLESS:
		return precAnd
	case parser.ADD, parser.SUB:
		return precAdd
	case parser.MUL, parser.DIV, parser.MOD, parser.ATAN2:
		return precMul
	case parser.POW:
		return precPow
	}
	return precCompare
}

// parensLeft reports whether the left operand of e needs parentheses.
func parensLeft(e *parser.BinaryExpr, operand parser.Expr) bool {
	own, its := operatorPrecedence(e.Op), precedence(operand)
	return its < own || its == own && own == precPow || own >= precAdd && e.Op != parser.ATAN2 && endsInDuration(operand)
}

// endsInDuration reports whether e prints with a computed offset at its end. The parser would take an arithmetic operator
// behind it for a part of the computation: x offset (1m + step()) * 2.
func endsInDuration(e parser.Expr) bool {
	switch e := unwrap(e).(type) {
	case *parser.BinaryExpr:
		return !parensRight(e, e.RHS) && endsInDuration(e.RHS)
	case *parser.UnaryExpr:
		return !parensUnary(e.Expr) && endsInDuration(e.Expr)
	case *parser.VectorSelector:
		return e.OriginalOffsetExpr != nil && e.OriginalOffsetExpr.Wrapped
	}
	return false
}

// parensRight reports whether the right operand of e needs parentheses. A sign never does: a ^ -b says what it means.
func parensRight(e *parser.BinaryExpr, operand parser.Expr) bool {
	if _, ok := unwrap(operand).(*parser.BinaryExpr); !ok {
		return false
	}
	own, its := operatorPrecedence(e.Op), precedence(operand)
	return its < own || its == own && own != precPow
}

// parensUnary reports whether the operand of a sign needs parentheses. A number does: the parser makes -1 one literal.
func parensUnary(operand parser.Expr) bool {
	switch unwrap(operand).(type) {
	case *parser.BinaryExpr:
		return precedence(operand) <= precMul
	case *parser.NumberLiteral:
		return true
	}
	return false
}

// parensSubquery reports whether what a subquery repeats needs parentheses.
func parensSubquery(operand parser.Expr) bool { return precedence(operand) < precAtom }

// unwrap returns e without the parentheses around it, and without the engine's marks.
func unwrap(e parser.Expr) parser.Expr {
	for {
		switch outer := e.(type) {
		case *parser.ParenExpr:
			e = outer.Expr
		case *parser.StepInvariantExpr:
			e = outer.Expr
		default:
			return e
		}
	}
}
