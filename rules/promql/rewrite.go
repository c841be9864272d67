package promql

import "github.com/prometheus/prometheus/promql/parser"

// rewritten returns tree with every node replaced by what change makes of it, operands first. Nodes that hold none that changed are shared.
func rewritten(tree parser.Expr, change func(parser.Expr) parser.Expr) parser.Expr {
	within := func(operand *parser.Expr) bool {
		before := *operand
		*operand = rewritten(before, change)
		return *operand != before
	}
	all := func(list parser.Expressions) (parser.Expressions, bool) {
		list, changed := append(parser.Expressions(nil), list...), false
		for i := range list {
			changed = within(&list[i]) || changed
		}
		return list, changed
	}
	switch e := tree.(type) {
	case *parser.AggregateExpr:
		c := *e
		param := c.Param != nil && within(&c.Param)
		if within(&c.Expr) || param {
			tree = &c
		}
	case *parser.BinaryExpr:
		c := *e
		left, right := within(&c.LHS), within(&c.RHS)
		if left || right {
			tree = &c
		}
	case *parser.Call:
		if args, changed := all(e.Args); changed {
			c := *e
			c.Args, tree = args, &c
		}
	case *parser.ParenExpr:
		c := *e
		if within(&c.Expr) {
			tree = &c
		}
	case *parser.SubqueryExpr:
		c := *e
		if within(&c.Expr) {
			tree = &c
		}
	case *parser.UnaryExpr:
		c := *e
		if within(&c.Expr) {
			tree = &c
		}
	}
	return change(tree)
}
