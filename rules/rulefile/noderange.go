package rulefile

import (
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
)

// NodeRange returns the bytes of expr that a person would mark as the node n, a node of the tree that expr parses to.
//
// The parser's own positions are no such thing: a selector's range grows by its offset and @ modifiers, and whatever ends at a closing
// parenthesis may have swallowed the next one. A selector or subquery is returned without its modifiers; an operation includes those of
// its operands.
//
//	NodeRange("rate(x[5m] offset 1h)", matrixSelector) // x[5m]
func NodeRange(expr string, n parser.Node) posrange.PositionRange {
	start := nodeStart(n)
	if start < 0 || int(start) > len(expr) {
		return posrange.PositionRange{}
	}
	end := nodeEnd(expr, n, false)
	return posrange.PositionRange{Start: start, End: min(max(end, start), posrange.Pos(len(expr)))}
}

func nodeStart(n parser.Node) posrange.Pos {
	for {
		switch e := n.(type) {
		case *parser.BinaryExpr:
			n = e.LHS
		case *parser.SubqueryExpr:
			n = e.Expr
		case *parser.MatrixSelector:
			n = e.VectorSelector
		case *parser.StepInvariantExpr:
			n = e.Expr
		case parser.Expressions:
			if len(e) == 0 {
				return -1
			}
			n = e[0]
		default:
			return n.PositionRange().Start
		}
	}
}

// nodeEnd returns the end of a node in expr; where modifiers is set, after its offset and @ modifiers.
func nodeEnd(expr string, n parser.Node, modifiers bool) posrange.Pos {
	var t *tokens
	switch e := n.(type) {
	case *parser.BinaryExpr:
		return nodeEnd(expr, e.RHS, true)
	case *parser.UnaryExpr:
		return nodeEnd(expr, e.Expr, true)
	case *parser.StepInvariantExpr:
		return nodeEnd(expr, e.Expr, modifiers)
	case parser.Expressions:
		return nodeEnd(expr, e[len(e)-1], true)
	case *parser.AggregateExpr:
		t = tokensFrom(expr, e.PosRange.Start)
		t.aggregation()
	case *parser.Call:
		t = tokensFrom(expr, e.PosRange.Start)
		t.next() // the function's name
		t.parens()
	case *parser.VectorSelector:
		t = tokensFrom(expr, e.PosRange.Start)
		t.selector()
	case *parser.MatrixSelector:
		t = tokensFrom(expr, nodeEnd(expr, e.VectorSelector, false))
		t.brackets()
	case *parser.SubqueryExpr:
		t = tokensFrom(expr, nodeEnd(expr, e.Expr, true))
		t.brackets()
	default:
		return n.PositionRange().End
	}
	if modifiers {
		t.modifiers()
	}
	return t.end
}

// tokens reads the tokens of an expression from some node on.
type tokens struct {
	lexer *parser.Lexer
	base  posrange.Pos
	item  parser.Item  // the token that is looked at
	end   posrange.Pos // of the token before it
}

func tokensFrom(expr string, start posrange.Pos) *tokens {
	start = min(max(start, 0), posrange.Pos(len(expr)))
	t := &tokens{lexer: parser.Lex(expr[start:]), base: start, end: start}
	t.read()
	return t
}

func (t *tokens) read() {
	for {
		t.lexer.NextItem(&t.item)
		if t.item.Typ != parser.COMMENT {
			return
		}
	}
}

func (t *tokens) done() bool { return t.item.Typ == parser.EOF || t.item.Typ == parser.ERROR }

// next steps over a token.
func (t *tokens) next() {
	if t.done() {
		return
	}
	t.end = t.base + t.item.Pos + posrange.Pos(len(t.item.Val))
	t.read()
}

// accept steps over a token of one of the types, if that is what stands here.
func (t *tokens) accept(types ...parser.ItemType) bool {
	for _, typ := range types {
		if t.item.Typ == typ {
			t.next()
			return true
		}
	}
	return false
}

// until steps over everything up to the token that closes the one that stands here.
func (t *tokens) until(open, closing parser.ItemType) {
	for depth := 0; !t.done(); {
		switch t.item.Typ {
		case open:
			depth++
		case closing:
			depth--
		}
		t.next()
		if depth <= 0 {
			return
		}
	}
}

func (t *tokens) parens() {
	if t.item.Typ == parser.LEFT_PAREN {
		t.until(parser.LEFT_PAREN, parser.RIGHT_PAREN)
	}
}

func (t *tokens) brackets() {
	if t.item.Typ == parser.LEFT_BRACKET {
		t.until(parser.LEFT_BRACKET, parser.RIGHT_BRACKET)
	}
}

// aggregation steps over sum by (a) (x) or sum(x) by (a).
func (t *tokens) aggregation() {
	t.next()
	if t.accept(parser.BY, parser.WITHOUT) {
		t.parens()
		t.parens()
		return
	}
	t.parens()
	if t.accept(parser.BY, parser.WITHOUT) {
		t.parens()
	}
}

// selector steps over a metric name and matchers.
func (t *tokens) selector() {
	if t.item.Typ != parser.LEFT_BRACE {
		t.next()
	}
	if t.item.Typ == parser.LEFT_BRACE {
		t.until(parser.LEFT_BRACE, parser.RIGHT_BRACE)
	}
}

// modifiers steps over offset, @, anchored and smoothed.
func (t *tokens) modifiers() {
	for {
		switch {
		case t.accept(parser.OFFSET), t.accept(parser.AT):
			t.operand()
		case t.accept(parser.ANCHORED, parser.SMOOTHED):
		default:
			return
		}
	}
}

// operand steps over what follows offset or @: 5m, -5m, start(), max_of(1m, 2m), (1m + 5m).
func (t *tokens) operand() {
	for t.accept(parser.ADD, parser.SUB) {
	}
	if t.item.Typ != parser.LEFT_PAREN {
		t.next()
	}
	t.parens()
}
