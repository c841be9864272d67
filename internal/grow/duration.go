package grow

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// span grows a duration, now and then a computed one.
func (g Grower) span() (time.Duration, *parser.DurationExpr) {
	if !g.Once(10) {
		return OneOf(g, time.Millisecond, 5*time.Minute, 90*time.Second, 24*time.Hour, 366*24*time.Hour+time.Millisecond), nil
	}
	computed, _ := g.duration(3).(*parser.DurationExpr)
	for computed == nil {
		computed, _ = g.duration(3).(*parser.DurationExpr)
	}
	return 0, computed
}

// offsetSpan grows a computed offset: arithmetic stands in parentheses.
func (g Grower) offsetSpan() (time.Duration, *parser.DurationExpr) {
	d, computed := g.span()
	if computed == nil {
		return d, nil
	}
	if computed.LHS != nil && computed.Op != parser.MIN_OF && computed.Op != parser.MAX_OF || computed.LHS == nil && computed.RHS != nil {
		computed.Wrapped = true
	}
	if g.Once(3) {
		return 0, &parser.DurationExpr{Op: parser.SUB, RHS: computed}
	}
	return 0, computed
}

// duration grows a number or duration, or what is computed of them; operands that are computed are in parentheses.
func (g Grower) duration(depth int) parser.Expr {
	operand := func() parser.Expr {
		e := g.duration(depth - 1)
		if computed, ok := e.(*parser.DurationExpr); ok && computed.LHS != nil {
			computed.Wrapped = true
		}
		return e
	}
	if depth <= 0 {
		return OneOf[parser.Expr](g, &parser.NumberLiteral{Val: 60, Duration: true}, &parser.NumberLiteral{Val: 30}, &parser.NumberLiteral{Val: 0.5})
	}
	switch g.IntN(8) {
	case 0, 1:
		return &parser.DurationExpr{Op: OneOf[parser.ItemType](g, parser.STEP, parser.RANGE)}
	case 2:
		return &parser.DurationExpr{Op: OneOf[parser.ItemType](g, parser.MIN_OF, parser.MAX_OF), LHS: g.duration(depth - 1), RHS: g.duration(depth - 1)}
	case 3:
		return &parser.DurationExpr{Op: parser.SUB, RHS: &parser.DurationExpr{Op: parser.ADD, RHS: &parser.NumberLiteral{Val: 60, Duration: true}, Wrapped: true}}
	case 4, 5, 6:
		return &parser.DurationExpr{Op: OneOf(g, arithmetic[:6]...), LHS: operand(), RHS: operand()}
	}
	return g.duration(0)
}
