package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// exprFields returns what differs between two expressions, thresholds first. Where an expression does not parse as PromQL, its text counts.
func exprFields(old, new string) []Field {
	if old == new {
		return nil
	}
	was, err := rulefile.ParseExpr(old)
	is, newErr := rulefile.ParseExpr(new)
	var c comparison
	if err != nil || newErr != nil || !c.conditions(was, is) {
		return []Field{{Name: "expression", Old: old, New: new}}
	}
	slices.SortStableFunc(c.fields, func(a, b Field) int { return cmp.Compare(rank(a), rank(b)) })
	return c.fields
}

// rank puts thresholds before what else differs.
func rank(f Field) int {
	if f.Name == threshold {
		return 0
	}
	return 1
}

// comparison collects what differs between two trees. Each of its methods reports whether it can tell all of it.
type comparison struct{ fields []Field }

// add notes a difference, once for all places.
func (c *comparison) add(name, old, new string) {
	if old == new {
		return
	}
	i := slices.IndexFunc(c.fields, func(f Field) bool { return f.Name == name && f.Old == old && f.New == new })
	if i < 0 {
		i = len(c.fields)
		c.fields = append(c.fields, Field{Name: name, Old: old, New: new})
	}
	c.fields[i].Times++
}

// conditions compares two expressions of which one may have further conditions: up == 0 unless on (job) maintenance.
func (c *comparison) conditions(old, new parser.Expr) bool {
	if c.nodes(old, new) {
		return true
	}
	if added, ok := c.without(new, func(inner parser.Expr) bool { return c.nodes(old, inner) }); ok {
		for _, f := range added {
			c.add(f.Name, "", f.New)
		}
		return true
	}
	dropped, ok := c.without(old, func(inner parser.Expr) bool { return c.nodes(inner, new) })
	for _, f := range dropped {
		c.add(f.Name, f.New, "")
	}
	return ok
}

// without takes conditions off e, the last first, until what is left is comparable. It returns them in the order that they are written in.
func (c *comparison) without(e parser.Expr, comparable func(parser.Expr) bool) (conditions []Field, ok bool) {
	for e != nil {
		var taken Field
		if e, taken = condition(e); e == nil {
			break
		}
		conditions = append([]Field{taken}, conditions...)
		if c.fields = nil; comparable(e) {
			return conditions, true
		}
	}
	return nil, false
}

// condition takes the last condition off e: it returns what is left, and the condition as a field; nil if e has none.
func condition(e parser.Expr) (inner parser.Expr, taken Field) {
	b, ok := bare(e).(*parser.BinaryExpr)
	if !ok || !b.Op.IsSetOperator() {
		return nil, Field{}
	}
	return b.LHS, Field{Name: b.Op.String(), New: strings.TrimLeft(matching(b.VectorMatching)+" "+b.RHS.String(), " ")}
}

// nodes compares two trees.
func (c *comparison) nodes(old, new parser.Expr) bool { return c.operands(old, new, value) }

// operands compares two trees; number is what a number in their place is called.
func (c *comparison) operands(old, new parser.Expr, number string) bool {
	old, new = bare(old), bare(new)
	if was, ok := infer.Constant(old); ok {
		is, ok := infer.Constant(new)
		if ok && !same(was, is) {
			c.add(number, old.String(), new.String())
		}
		return ok
	}
	switch o := old.(type) {
	case *parser.AggregateExpr:
		n, ok := new.(*parser.AggregateExpr)
		return ok && c.aggregations(o, n)
	case *parser.BinaryExpr:
		n, ok := new.(*parser.BinaryExpr)
		return ok && c.operations(o, n)
	case *parser.Call:
		n, ok := new.(*parser.Call)
		return ok && c.calls(o, n)
	case *parser.MatrixSelector:
		n, ok := new.(*parser.MatrixSelector)
		return ok && c.ranges(o, n)
	case *parser.StringLiteral:
		n, ok := new.(*parser.StringLiteral)
		if ok {
			c.add("text", o.String(), n.String())
		}
		return ok
	case *parser.SubqueryExpr:
		n, ok := new.(*parser.SubqueryExpr)
		return ok && c.subqueries(o, n)
	case *parser.UnaryExpr:
		n, ok := new.(*parser.UnaryExpr)
		return ok && o.Op == n.Op && c.nodes(o.Expr, n.Expr)
	case *parser.VectorSelector:
		n, ok := new.(*parser.VectorSelector)
		return ok && c.selectors(o, n)
	}
	return false
}

// bare returns e without the parentheses around it.
func bare(e parser.Expr) parser.Expr {
	for {
		paren, ok := e.(*parser.ParenExpr)
		if !ok {
			return e
		}
		e = paren.Expr
	}
}
