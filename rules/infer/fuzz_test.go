package infer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
)

// Whatever parses has an answer, and each label that is gone has a reason.
func FuzzExpr(f *testing.F) {
	for _, seed := range []string{
		`sum by (job) (rate(x_total{job="a"}[5m])) / on (job) group_left (pod) y or absent(z{a=~"|b"})`,
		`label_replace(x, "a", "${1}-$b", "c", "(?P<b>.)?(d|)+")`,
		`histogram_quantile(0.9, sum without (pod) (rate(x_bucket[5m:1m] offset 1h @ end())))`,
		`info(x, {data=~".+"}) > bool fill (0) count_values("v", y)`,
		`label_join({"utf8.name", "l.x"="1"}, "d", ",", "l.x")`,
		`-time() ^ 2`, `"text"`, `x[5m]`, `ALERTS{alertname="x"}`,
	} {
		f.Add(seed, "job")
	}
	f.Fuzz(func(t *testing.T, text, label string) {
		expr, err := promqlParser.ParseExpr(text)
		if err != nil {
			return
		}
		result := infer.Expr(expr)
		require.NotEmpty(t, result.Branches)
		require.LessOrEqual(t, len(result.Branches), 64)
		for _, b := range result.Branches {
			require.NotNil(t, b.Expr)
		}
		answer := result.Label(label)
		require.Equal(t, answer.Presence == infer.Gone, answer.Loss != nil)
		if answer.Loss != nil {
			require.NotEmpty(t, answer.Loss.Message)
			r := answer.Loss.Range(text)
			require.True(t, 0 <= r.Start && r.Start < r.End && int(r.End) <= len(text), "%v of %q", r, text)
		}
	})
}
