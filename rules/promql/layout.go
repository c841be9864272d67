package promql

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// layout returns tree in lines of at most width characters where it can be broken. The first line is not indented, so that
// a YAML block scalar needs no indentation indicator; no line ends in a blank. The set operators at the top stand alone on
// their lines, however short their operands; those further in only where they do not fit.
func layout(tree parser.Expr, width int) string {
	l := layouter{width: width}
	l.top(unwrap(tree))
	return l.String()
}

// A layouter writes an expression in lines.
type layouter struct {
	strings.Builder
	width  int
	indent int // of the lines written now, in blanks
}

// top writes e, broken at its set operators.
func (l *layouter) top(e parser.Expr) {
	if b, ok := e.(*parser.BinaryExpr); ok && b.Op.IsSetOperator() {
		l.set(b, l.top)
		return
	}
	l.expr(e, 0)
}

// set writes a set operator and its operands, each on lines of its own. Operands without parentheses are written by inner.
func (l *layouter) set(e *parser.BinaryExpr, inner func(parser.Expr)) {
	l.side(e.LHS, parensLeft(e, e.LHS), inner)
	l.line(operatorText(e))
	l.newline()
	l.side(e.RHS, parensRight(e, e.RHS), inner)
}

func (l *layouter) side(e parser.Expr, parens bool, inner func(parser.Expr)) {
	if parens {
		l.operand(e, true, 0)
		return
	}
	inner(unwrap(e))
}

// expr writes e on this line if it fits, with tail characters to follow; broken otherwise.
func (l *layouter) expr(e parser.Expr, tail int) {
	e = unwrap(e)
	if text, ok := fits(e, l.width-l.column()-tail); ok {
		l.WriteString(text)
		return
	}
	switch e := e.(type) {
	case *parser.AggregateExpr:
		l.args(aggregateHead(e), aggregateArgs(e))
	case *parser.BinaryExpr:
		l.binary(e, tail)
	case *parser.Call:
		l.args(e.Func.Name, e.Args)
	case *parser.SubqueryExpr:
		suffix := subqueryText(e)
		l.operand(e.Expr, parensSubquery(e.Expr), tail+len(suffix))
		l.WriteString(suffix)
	case *parser.UnaryExpr:
		l.WriteString(e.Op.String())
		l.operand(e.Expr, parensUnary(e.Expr), tail)
	default:
		l.WriteString(printed(e))
	}
}

// binary writes an operator with its operands. The operator begins a line, except behind a number or a parenthesis that closes
// alone on its line, and before a number to calculate with; a threshold has its own line.
func (l *layouter) binary(e *parser.BinaryExpr, tail int) {
	if e.Op.IsSetOperator() {
		l.set(e, func(e parser.Expr) { l.expr(e, 0) })
		return
	}
	parens := parensRight(e, e.RHS)
	operator := operatorText(e) + " "
	l.operand(e.LHS, parensLeft(e, e.LHS), 0)
	if l.joins(e, len(operator)+1+tail) {
		l.WriteString(" " + operator)
	} else {
		l.line(operator)
	}
	l.operand(e.RHS, parens, tail)
}

// joins reports whether the operator of e follows its left operand on the same line, with extra characters beside the right one.
func (l *layouter) joins(e *parser.BinaryExpr, extra int) bool {
	if isNumber(e.LHS) {
		return true
	}
	if parensRight(e, e.RHS) {
		extra += 2
	}
	_, short := fits(e.RHS, l.width-l.column()-extra)
	return short && (l.closed() || isNumber(e.RHS) && !e.Op.IsComparisonOperator())
}

func isNumber(e parser.Expr) bool {
	_, ok := unwrap(e).(*parser.NumberLiteral)
	return ok
}

// operand writes e, in parentheses if it needs them: those that do not fit stand alone on their lines.
func (l *layouter) operand(e parser.Expr, parens bool, tail int) {
	if !parens {
		l.expr(e, tail)
		return
	}
	if text, ok := fits(e, l.width-l.column()-2-tail); ok {
		l.WriteString("(" + text + ")")
		return
	}
	l.args("", []parser.Expr{e})
}

// args writes the arguments of head one below the other.
func (l *layouter) args(head string, args []parser.Expr) {
	l.WriteString(head + "(")
	if len(args) == 0 {
		l.WriteString(")")
		return
	}
	l.indent += 2
	for i, arg := range args {
		l.newline()
		comma := 0
		if i < len(args)-1 {
			comma = 1
		}
		l.expr(arg, comma)
		l.WriteString(","[:comma])
	}
	l.indent -= 2
	l.line(")")
}

// line begins a line with text.
func (l *layouter) line(text string) {
	l.newline()
	l.WriteString(text)
}

func (l *layouter) newline() { l.WriteString("\n" + strings.Repeat(" ", l.indent)) }

// column returns how many bytes this line holds.
func (l *layouter) column() int { return l.Len() - 1 - strings.LastIndexByte(l.String(), '\n') }

// closed reports whether this line begins with a closing parenthesis.
func (l *layouter) closed() bool {
	return strings.HasPrefix(strings.TrimLeft(l.String()[l.Len()-l.column():], " "), ")")
}
