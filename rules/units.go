package rules

import (
	"fmt"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/promql"
)

// inUnits returns e with each quantity as the number that what it is compared with counts in: Percent(20) is 20 for avail / size * 100, and 0.2
// for avail / size. Where the unit is not known, quantities are in base units. One that cannot be meant, such as a duration for bytes,
// becomes an error of the expression.
func inUnits(e promql.Vector) promql.Instant {
	return promql.InUnits(e, func(compared promql.Instant, q promql.Quantity) (promql.Num, error) {
		tree, err := promql.Tree(compared)
		if err != nil {
			return q.In(1), nil // an error of the whole expression, too
		}
		value := infer.Expr(tree).Value()
		base, unit := baseUnits[q.Unit()], value.Unit
		if !unit.Known() || unit.Dimensionless() && unsure(value) {
			return q.In(1), nil
		}
		n, ok := base.In(unit)
		if !ok {
			return 0, fmt.Errorf("%s is compared with %s, which is in %s", q, compared, unit)
		}
		return q.In(promql.Num(n)), nil
	})
}

// unsure reports whether a value may be percent or a share: many a metric that is called ratio is the former.
func unsure(v infer.Value) bool {
	return v.Kind != infer.Ratio && (v.Origin == nil || !v.Origin.Sure())
}

// baseUnits are the units that quantities are counted in.
var baseUnits = map[promql.Unit]metrics.Unit{promql.Ratio: metrics.Ratio, promql.Seconds: metrics.Seconds, promql.Byte: metrics.Bytes}
