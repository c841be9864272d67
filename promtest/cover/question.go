package cover

import "github.com/prometheus/prometheus/promql/parser"

// question returns an expression that yields something where e does, which stands inside of the subqueries, outer ones first. It
// counts elements, because that works whatever labels they have.
func question(e parser.Expr, inside []*parser.SubqueryExpr) string {
	if e.Type() == parser.ValueTypeScalar {
		e = call("vector", e)
	}
	var asked parser.Expr = &parser.AggregateExpr{Op: parser.COUNT, Expr: e}
	for i := len(inside) - 1; i >= 0; i-- {
		q := *inside[i]
		q.Expr = asked
		asked = call("present_over_time", &q)
	}
	return asked.String()
}

func call(name string, args ...parser.Expr) parser.Expr {
	return &parser.Call{Func: parser.Functions[name], Args: args}
}

// is returns the elements for which a comparison with bool returned the value.
func is(value float64, condition parser.Expr) parser.Expr {
	if condition.Type() == parser.ValueTypeScalar {
		condition = call("vector", condition)
	}
	return &parser.BinaryExpr{Op: parser.EQLC, LHS: parens(condition), RHS: &parser.NumberLiteral{Val: value}}
}

// with returns a binary expression with another operator on the same sides. It has no fill values: they would match everything.
func with(n *parser.BinaryExpr, op parser.ItemType, returnBool bool) *parser.BinaryExpr {
	c := *n
	c.Op, c.ReturnBool, c.LHS, c.RHS = op, returnBool, parens(n.LHS), parens(n.RHS)
	if n.VectorMatching != nil {
		m := *n.VectorMatching
		m.FillValues = parser.VectorMatchFillValues{}
		c.VectorMatching = &m
	}
	return &c
}

// parens keeps an operand together whatever operator it gets.
func parens(e parser.Expr) parser.Expr { return &parser.ParenExpr{Expr: e} }

// opposite is the comparison that is true where the other is false, unless a side is NaN.
var opposite = map[parser.ItemType]parser.ItemType{
	parser.EQLC: parser.NEQ, parser.NEQ: parser.EQLC,
	parser.GTR: parser.LTE, parser.LTE: parser.GTR,
	parser.LSS: parser.GTE, parser.GTE: parser.LSS,
}

// unwrap returns what parentheses are around.
func unwrap(e parser.Expr) parser.Expr {
	for {
		p, ok := e.(*parser.ParenExpr)
		if !ok {
			return e
		}
		e = p.Expr
	}
}
