package promtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// TestWhatIsMissingIsSaid holds for alerts that do not fire because something yields nothing.
func TestWhatIsMissingIsSaid(t *testing.T) {
	for expr, want := range map[string]string{
		"gone > 1":                        "gone has no value",
		"a / gone > 1":                    "gone has no value",
		"sum by (x) (gone / a) / a > 1":   "gone has no value",
		"rate(gone[5m]) > 0":              "gone[5m] holds no samples",
		"sum(rate(late[5m])) > 0":         "late[5m] holds 1 sample, rate needs 2",
		"max_over_time(late[5m]) * 2 > 9": "4 > 9 is false",
		"a / on (x) b > 1":                "a / on (x) b has no value",
		"(clamp_min((gone), 1)) > 1":      "gone has no value",
		"absent(a) > 0":                   "absent(a) has no value",
		"abs(a > 5) > 0":                  "a > 5 has no value",
		"(a and gone) > 0":                "a and gone has no value",
		"gone":                            "gone has no value",
		"a > 1 and on () rate(late[5m])":  "late[5m] holds 1 sample, rate needs 2",
	} {
		result, err := promtest.Test{
			Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{{Alert: "X", Expr: expr}}}},
			Series: []promtest.Series{
				{Metric: `a{x="1"}`, Timeline: promtest.Notation("3x10")}, {Metric: `b{x="2"}`, Timeline: promtest.Notation("3x10")},
				{Metric: "late", Timeline: promtest.Notation("_x9 2")},
			},
			End:  9 * minute,
			Want: []promtest.Expectation{promtest.AlertsAt{Alert: "X", At: 9 * minute, Want: []promtest.ExactAlert{{}}}},
		}.Eval(t.Context())
		require.NoError(t, err, expr)
		require.Len(t, result.Failures, 1, expr)
		require.Equal(t, want, result.Failures[0].Because[0].Text, expr)
	}
}
