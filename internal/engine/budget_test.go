package engine

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

func TestBudget(t *testing.T) {
	at := func(r rules.PlainRule) rules.PlainRule {
		r.At = "alerts.yaml:12:3"
		return r
	}
	explodes := `count_values by (instance) ("value", x)` // a new series per instance and step
	tests := map[string]struct {
		rules  []rules.PlainRule
		end    time.Duration
		budget Budget
		want   string
	}{
		"a query holds too many samples": {
			[]rules.PlainRule{record("small", "count(x)"), at(alert("Values", explodes))}, day, Budget{Samples: 100*1441 + 10_000},
			`^engine: alerts\.yaml:12:3: alert Values: the query holds more samples than the budget, 154100$`,
		},
		"the input holds too many samples": {
			[]rules.PlainRule{at(record("all", "sum(x)"))}, 10 * day, Budget{Samples: 10_000},
			`^engine: alerts\.yaml:12:3: record all: series and alerts hold 10001 samples, the budget is 10000$`,
		},
		"recorded series hold too many samples": {
			[]rules.PlainRule{at(record("copy", "x"))}, time.Hour, Budget{Samples: 6_200},
			`^engine: alerts\.yaml:12:3: record copy: evaluation at 1m0s: series and alerts hold 6300 samples, the budget is 6200$`,
		},
		"alert histories hold too many samples": {
			[]rules.PlainRule{alert("All", "x >= 0"), at(alert("Again", "x >= 0"))}, time.Hour, Budget{Samples: 2*100*61 + 1000},
			`^engine: alerts\.yaml:12:3: alert Again: evaluation at 10m0s: series and alerts hold 13300 samples, the budget is 13200$`,
		},
		"a rule that reads its own past": {
			[]rules.PlainRule{at(record("y", "x or y + 1"))}, time.Hour, Budget{Samples: 100*61 + 1000},
			`^engine: alerts\.yaml:12:3: record y: evaluation at 10m0s: series and alerts hold 7200 samples, the budget is 7100$`,
		},
		"too much memory": {
			[]rules.PlainRule{at(record("copy", "x"))}, time.Hour, Budget{Memory: 150_000},
			`^engine: alerts\.yaml:12:3: record copy: series, alerts and results take about \d+ bytes, the budget is 150000$`,
		},
		"too much time": {
			[]rules.PlainRule{at(record("slow", "sum(x) + slow offset 1h or sum_over_time(x[1d:10s])"))}, 100 * day, Budget{Time: 20 * time.Millisecond},
			`^engine: alerts\.yaml:12:3: record slow: evaluation at \S+: after \d+ms, the budget is 20ms$`,
		},
		"too much time in one query": {
			[]rules.PlainRule{at(record("slow", "sum_over_time(x[1d:10s])"))}, 100 * day, Budget{Time: 20 * time.Millisecond},
			`^engine: alerts\.yaml:12:3: record slow: after \d+ms, the budget is 20ms$`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Evaluate(context.Background(), groups(group(test.rules...)), xSeries(100), Config{End: test.end, Budget: test.budget})
			var over *BudgetError
			require.ErrorAs(t, err, &over)
			require.Regexp(t, test.want, err.Error())
			require.Equal(t, "alerts.yaml:12:3", over.Rule.At)
		})
	}
}

func TestBudgetHolds(t *testing.T) {
	gs := groups(group(record("copy", "x"), alert("All", "copy > 5"), record("own", "x or own + 1")))
	both(t, gs, xSeries(100), Config{End: time.Hour, Budget: Budget{Samples: 40_000, Memory: 4 << 20, Time: time.Minute}}, func(t *testing.T, r *Run) {
		require.Empty(t, failures(r))
		require.Len(t, values(t, r, "copy", time.Hour), 100)
		require.NoError(t, r.Err())
	})
}

func TestBudgetOfQueries(t *testing.T) {
	run, err := Evaluate(context.Background(), groups(group(alert("Any", "sum(x) < 0"))), xSeries(100), Config{End: time.Hour, Budget: Budget{Samples: 6_200}})
	require.NoError(t, err)
	_, err = run.Query(context.Background(), "sum_over_time(x[1h:1s])", time.Hour)
	require.EqualError(t, err, "engine: query sum_over_time(x[1h:1s]): engine: the query holds more samples than the budget, 6200")
	require.ErrorAs(t, run.Err(), new(*BudgetError))
}

func TestBudgetOfTemplates(t *testing.T) {
	busy := alert("Busy", "sum(x) >= 0")
	busy.Labels = map[string]string{"n": `{{ query "sum_over_time(x[1h:1s])" | len }}`}
	_, err := Evaluate(context.Background(), groups(group(busy)), xSeries(100), Config{End: time.Hour, Budget: Budget{Samples: 6_200}})
	require.ErrorAs(t, err, new(*BudgetError))
	require.ErrorContains(t, err, "alert Busy: ")
}
