package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestThresholdInTexts(t *testing.T) {
	tests := map[string]struct {
		expr       promql.Vector
		want, fail string
	}{
		"a number":      {avail.Div(size).Mul(100).Lt(20).And(readonly.Eq(0)), "less than 20%", ""},
		"a share":       {avail.Div(size).Lt(0.25), "less than 0.25%", ""},
		"a quantity":    {avail.Div(size).Mul(100).Below(promql.Percent(12.5)), "less than 12.5%", ""},
		"in text":       {promql.Text("a > 3"), "less than 3%", ""},
		"two":           {promql.Text("a > 3 and b > 4"), "", "a text says <threshold>, and the expression has 2 thresholds, want 1"},
		"none":          {promql.Text("a"), "", "has 0 thresholds, want 1"},
		"a broken one":  {promql.Text("a >"), "", "unexpected end of input"},
		"no expression": {nil, "", "the expression is missing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := rules.Alert{Name: "A", Expr: test.expr, Summary: "less than <threshold>%"}
			groups, err := rules.Group{Name: "g", Rules: []rules.Rule{a}}.Plain()
			if test.fail != "" {
				require.ErrorContains(t, err, test.fail)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, groups[0].Rules[0].Annotations["summary"])
		})
	}
}
