package canon

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

// FuzzOf looks for expressions that cannot be compared: a condition implies itself, printed and parsed again it is the same.
func FuzzOf(f *testing.F) {
	for _, seed := range []string{"x > 1", "1 - a / b >= 0.5 and c", "-(a - b) * 2 < c * 3", "sum by (x) (rate(a[5m])) / 0 > 1", "x ^ -1 > 2 unless y",
		"a > on (x) group_left () 2 * b", "min(-x) > Inf - Inf", "a / a > 1", "x[5m:1m] > 1", "(a + b) / (a + b) > 2", "0 * x > 1"} {
		f.Add(seed)
	}
	p := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})
	f.Fuzz(func(t *testing.T, query string) {
		expr, err := p.ParseExpr(query)
		if err != nil {
			t.Skip()
		}
		c, ok := Of(expr, query)
		if !ok {
			return
		}
		if !c.Implies(c) {
			t.Errorf("%s does not imply itself: %+v", query, c)
		}
		printed := expr.String()
		again, err := p.ParseExpr(printed)
		if err != nil || len(printed) > tooLong {
			t.Skip()
		}
		if other, ok := Of(again, printed); !ok || other.key() != c.key() || !c.Implies(other) || !other.Implies(c) {
			t.Errorf("%s is not the same as %s", query, printed)
		}
		_ = c.Main.String()
	})
}
