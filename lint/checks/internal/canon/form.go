package canon

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// value returns an expression as a sum of terms.
func value(e parser.Expr) linear {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return value(e.Expr)
	case *parser.StepInvariantExpr:
		return value(e.Expr)
	case *parser.NumberLiteral:
		return constant(e.Val)
	case *parser.UnaryExpr:
		if e.Op == parser.SUB {
			return value(e.Expr).times(-1)
		}
		return value(e.Expr)
	case *parser.BinaryExpr:
		return operation(e)
	case *parser.AggregateExpr:
		return aggregation(e)
	case *parser.Call:
		args := make([]string, len(e.Args))
		for i, arg := range e.Args {
			args[i] = value(arg).String()
		}
		return atom(e.Func.Name + "(" + strings.Join(args, ", ") + ")")
	case *parser.VectorSelector:
		sorted := *e
		sorted.LabelMatchers = slices.SortedFunc(slices.Values(e.LabelMatchers),
			func(a, b *labels.Matcher) int { return strings.Compare(a.String(), b.String()) })
		return atom(sorted.String())
	case *parser.MatrixSelector:
		inner := *e
		selector := *e.VectorSelector.(*parser.VectorSelector)
		selector.LabelMatchers = slices.SortedFunc(slices.Values(selector.LabelMatchers),
			func(a, b *labels.Matcher) int { return strings.Compare(a.String(), b.String()) })
		inner.VectorSelector = &selector
		return atom(inner.String())
	case *parser.SubqueryExpr:
		outer := *e
		outer.Expr = &parser.NumberLiteral{}
		return atom(value(e.Expr).String() + " " + outer.String())
	default:
		return atom(e.String())
	}
}

// operation returns the sum of terms that an operator makes.
func operation(e *parser.BinaryExpr) linear {
	left, right := value(e.LHS), value(e.RHS)
	match := matching(e)
	switch e.Op {
	case parser.ADD, parser.SUB:
		if e.Op == parser.SUB {
			right = right.times(-1)
		}
		if match == "" {
			return left.plus(right)
		}
		return atom("(" + left.String() + " +" + match + " " + right.String() + ")")
	case parser.MUL:
		return multiply(left, right, match)
	case parser.DIV:
		return divide(left, right, match)
	default:
		if e.Op == parser.POW && left.isConstant() && right.isConstant() {
			return constant(math.Pow(left.shift, right.shift))
		}
		op := e.Op.String()
		if e.ReturnBool {
			op += " bool"
		}
		return atom("(" + left.String() + " " + op + match + " " + right.String() + ")")
	}
}

func multiply(left, right linear, match string) linear {
	switch {
	case left.isConstant():
		return right.times(left.shift)
	case right.isConstant():
		return left.times(right.shift)
	}
	byLeft, a := left.product()
	byRight, b := right.product()
	if match == "" && a > b {
		a, b = b, a
	}
	return atom("(" + a + " *" + match + " " + b + ")").times(byLeft * byRight)
}

// divide divides each term: (a-b)/a is 1 - b/a.
func divide(left, right linear, match string) linear {
	if right.isConstant() {
		if right.shift == 0 {
			return atom("(" + left.String() + " / 0)")
		}
		return left.times(1 / right.shift)
	}
	by, divisor := right.product()
	out := linear{}
	for _, t := range left.terms {
		if t.form == divisor && match == "" {
			out = out.plus(constant(t.by / by))
		} else {
			quotient := atom("(" + t.form + " /" + match + " " + divisor + ")")
			if match == "" {
				quotient.terms[0].ratio = ratio{t.form, divisor}
			}
			out = out.plus(quotient.times(t.by / by))
		}
	}
	if left.shift != 0 {
		out = out.plus(atom("(1 /" + match + " " + divisor + ")").times(left.shift / by))
	}
	return out
}

// aggregation takes scales and shifts out of an aggregation where it does the same to its result.
func aggregation(e *parser.AggregateExpr) linear {
	inner, op := value(e.Expr), e.Op
	scale, form, shift := inner.factor()
	switch {
	case scale == 0:
	case op == parser.AVG, op == parser.SUM && shift == 0:
		return atom(aggregate(e, op, form)).times(scale).plus(constant(shift))
	case op == parser.MIN, op == parser.MAX:
		if scale < 0 {
			op = parser.MIN + parser.MAX - op
		}
		return atom(aggregate(e, op, form)).times(scale).plus(constant(shift))
	}
	return atom(aggregate(e, op, inner.String()))
}

func aggregate(e *parser.AggregateExpr, op parser.ItemType, inner string) string {
	by := " by"
	if e.Without {
		by = " without"
	}
	if e.Param != nil {
		inner = value(e.Param).String() + ", " + inner
	}
	return fmt.Sprintf("%s%s(%s)(%s)", op, by, list(e.Grouping), inner)
}

// matching returns how the sides of an operator are matched, empty for the way that is taken where nothing is said.
func matching(e *parser.BinaryExpr) string {
	m := e.VectorMatching
	if m == nil {
		return ""
	}
	text := ""
	if m.On || len(m.MatchingLabels) > 0 {
		text = fmt.Sprintf(" on=%t(%s)", m.On, list(m.MatchingLabels))
	}
	if m.Card != parser.CardOneToOne && m.Card != parser.CardManyToMany {
		text += fmt.Sprintf(" %s(%s)", m.Card, list(m.Include))
	}
	for _, fill := range []*float64{m.FillValues.LHS, m.FillValues.RHS} {
		if fill != nil {
			text += " fill " + number(*fill)
		}
	}
	return text
}

func list(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ",")
}

// Same reports whether two expressions are the same but for how they are written: layout, parentheses, the order of matchers and
// of labels, and arithmetic with numbers. Very long ones are not compared.
func Same(a, b parser.Expr, textA, textB string) bool {
	if textA == textB {
		return true
	}
	return len(textA) <= tooLong && len(textB) <= tooLong && value(a).String() == value(b).String()
}
