package promtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// over is a test of a rule that makes a new series of every value, and of an expectation that holds.
func over(b promtest.Budget) promtest.Test {
	return promtest.Test{
		Name: "values",
		Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{
			{At: "alerts.yaml:12:3", Alert: "Busy", Expr: `count_values("value", requests_total) > 0`},
		}}},
		Series: []promtest.Series{{Metric: "requests_total", Timeline: promtest.Counter(1)}},
		End:    24 * time.Hour,
		Want:   []promtest.Expectation{promtest.Samples{Expr: "requests_total", At: time.Hour, Want: map[string]float64{"requests_total": 3600}}},
		Budget: b,
	}
}

func TestBudget(t *testing.T) {
	tests := map[string]struct {
		budget promtest.Budget
		want   string
	}{
		"samples": {promtest.Budget{Samples: 2000}, "promtest: test values: engine: alerts.yaml:12:3: alert Busy: the query holds more samples than the budget, 2000"},
		"memory":  {promtest.Budget{Memory: 100_000}, "promtest: test values: engine: alerts.yaml:12:3: alert Busy: series, alerts and results take about 478712 bytes, the budget is 100000"},
		"time":    {promtest.Budget{Time: time.Nanosecond}, "alert Busy: after "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := over(test.budget).Eval(t.Context())
			require.ErrorContains(t, err, test.want)
			var e *promtest.BudgetError
			require.ErrorAs(t, err, &e)
			require.Equal(t, name, e.Bound)
		})
	}
	result, err := over(promtest.Budget{Samples: 100_000, Time: time.Hour, Memory: 10 << 20}).Eval(t.Context())
	require.NoError(t, err)
	require.True(t, result.Passed())
}

// TestBudgetOfExpectations holds that an expectation beyond the budget is an error, not a failure.
func TestBudgetOfExpectations(t *testing.T) {
	test := over(promtest.Budget{Samples: 10_000})
	test.Want = append(test.Want, promtest.Samples{Expr: "sum_over_time(requests_total[1d:1s])", At: 24 * time.Hour})
	_, err := test.Eval(t.Context())
	require.ErrorContains(t, err, "the query holds more samples than the budget, 10000")
}
