package rules

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/promql"
)

// rawCounter reports that an alert is nothing but a counter above a number: once it is, it stays so until the process restarts that counts.
// Only metrics of which it is known that they are counters are meant, not those that are called so, and no comparison with 0: that asks
// whether something ever happened.
func (b *builder) rawCounter(e promql.Vector) {
	tree, err := promql.Tree(e)
	if err != nil {
		return
	}
	if origin, limit := rawCounterIn(tree); origin != nil {
		b.errorf("%s is a counter: once it is above %s it stays so until its process restarts; compare its rate or its increase, or set RawCounter if this is meant",
			origin.Series.Name, decimal(limit))
	}
}

// comparesRaw reports whether an alert is nothing but a counter above a number.
func comparesRaw(a Alert) bool {
	var b builder
	b.rawCounter(a.Expr)
	return len(b.errs) > 0
}

// rawCounterIn returns the counter that a tree compares with a number as it is, and that number.
func rawCounterIn(tree parser.Expr) (*infer.Origin, float64) {
	if p, ok := tree.(*parser.ParenExpr); ok {
		return rawCounterIn(p.Expr)
	}
	c, ok := tree.(*parser.BinaryExpr)
	if !ok || !c.Op.IsComparisonOperator() {
		return nil, 0
	}
	series, number, op := c.LHS, c.RHS, c.Op
	limit, ok := infer.Constant(number)
	if !ok {
		series, op = c.RHS, infer.Mirrored(c.Op)
		if limit, ok = infer.Constant(c.LHS); !ok {
			return nil, 0
		}
	}
	v := infer.Expr(series).Value()
	if limit <= 0 || op != parser.GTR && op != parser.GTE || v.Kind != infer.Counter || v.Raw == nil || !v.Raw.Sure() {
		return nil, 0
	}
	return v.Raw, limit
}
