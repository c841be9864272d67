package infer

import (
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"

	"github.com/promwright/promwright/rules/rulefile"
)

// Span returns where in the file of Rule the label went; the zero Span where Rule is nil.
func (l *Loss) Span() rulefile.Span {
	if l.Rule == nil {
		return rulefile.Span{}
	}
	r := l.Range(l.Rule.Expr.Value)
	return l.Rule.Expr.Span(int(r.Start), int(r.End))
}

// Range returns the bytes of expr, the text that Node was parsed from, which dropped the label: of an aggregation its
// clause, of an operator itself with its modifiers, of anything else the whole node.
//
//	sum by (job) (up)     sum by (job)
//	sum(up) by (job)      by (job)
//	a / on (job) b        / on (job)
//	absent(up)            absent(up)
func (l *Loss) Range(expr string) posrange.PositionRange {
	whole := rulefile.NodeRange(expr, l.Node)
	var start, end int
	switch e := l.Node.(type) {
	case *parser.AggregateExpr:
		start, end = clause(expr[whole.Start:whole.End])
		start, end = start+int(whole.Start), end+int(whole.Start)
	case *parser.BinaryExpr:
		start, end = operation(expr, e)
	}
	if start >= end {
		return whole
	}
	return posrange.PositionRange{Start: posrange.Pos(start), End: posrange.Pos(end)}
}

// clause returns the bytes of an aggregation that say what it keeps: sum by (job), by (job) after the arguments, or sum.
func clause(text string) (start, end int) {
	lexer, item := parser.Lex(text), parser.Item{}
	depth, arguments, found := 0, false, false
	for item.Typ != parser.EOF && item.Typ != parser.ERROR {
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.LEFT_PAREN:
			depth++
			arguments = true
		case parser.RIGHT_PAREN:
			if depth--; depth == 0 && found {
				return start, int(item.Pos) + 1
			}
		case parser.BY, parser.WITHOUT:
			if depth > 0 {
				continue
			}
			found = true
			if arguments {
				start = int(item.Pos)
			}
		default:
			if end == 0 && item.Typ.IsAggregator() {
				start, end = int(item.Pos), int(item.Pos)+len(item.Val)
			}
		}
	}
	return start, end
}

// operation returns the bytes of an operator and its modifiers. What is before it are modifiers of the left operand,
// which may have a minus sign.
func operation(expr string, e *parser.BinaryExpr) (start, end int) {
	from := int(rulefile.NodeRange(expr, e.LHS).End)
	to := int(rulefile.NodeRange(expr, e.RHS).Start)
	if from > to {
		return 0, 0
	}
	lexer, item := parser.Lex(expr[from:to]), parser.Item{}
	depth := 0
	for {
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.EOF, parser.ERROR:
			return start, end
		case parser.LEFT_PAREN:
			depth++
		case parser.RIGHT_PAREN:
			depth--
		case parser.COMMENT:
			continue
		}
		if item.Typ == e.Op && depth == 0 {
			start = from + int(item.Pos)
		}
		end = from + int(item.Pos) + len(item.Val)
	}
}
