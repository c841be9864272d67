package promtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// TestWhatDiffersIsSaid looks at what a person reads of an alert that is not exactly as wanted.
func TestWhatDiffersIsSaid(t *testing.T) {
	const long = "Storage cluster utilization has crossed 75% and will become read only at 85%."
	tests := map[string]struct {
		text            string // annotation of the rule
		want            promtest.Labels
		missing, excess string
	}{
		"another text":        {"a is down", promtest.Labels{"text": "a is up"}, "{}\ntext: a is up", "{}\ntext: a is down"},
		"only a line break":   {"a is down\n", promtest.Labels{"text": "a is down"}, "{}\ntext: \"a is down\"", "{}\ntext: \"a is down\\n\""},
		"a text too much":     {"a is down\n", nil, "{}\ntext: none", "{}\ntext: a is down"},
		"an empty text":       {"{{ print }}", promtest.Labels{"text": "a is down"}, "{}\ntext: a is down", "{}\ntext: \"\""},
		"one word of many":    {long, promtest.Labels{"text": "Storage cluster utilization has crossed 80% and will become read only at 85%."}, "{}\ntext: Storage cluster utilization has crossed 80% and will become read only at 85%.", "{}\ntext: " + long + "\n  (here \"crossed 75% and\", not \"crossed 80% and\")"},
		"the end":             {long, promtest.Labels{"text": long + " Hurry."}, "{}\ntext: " + long + " Hurry.", "{}\ntext: " + long + "\n  (here \"85%. (its end)\", not \"85%. Hurry.\")"},
		"nothing is the same": {long, promtest.Labels{"text": "Whoever reads this has to do something about it."}, "{}\ntext: Whoever reads this has to do something about it.", "{}\ntext: " + long},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := promtest.Test{
				Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{{Alert: "X", Expr: "vector(1)", Annotations: map[string]string{"text": test.text}}}}},
				Want:  []promtest.Expectation{promtest.AlertsAt{Alert: "X", Want: []promtest.ExactAlert{{Annotations: test.want}}}},
			}.Eval(t.Context())
			require.NoError(t, err)
			require.Len(t, result.Failures, 1)
			require.Equal(t, "X at 0m: want 1 firing, got 1 with other annotations", result.Failures[0].Message)
			require.Equal(t, []string{test.missing}, result.Failures[0].Want)
			require.Equal(t, []string{test.excess}, result.Failures[0].Got)
		})
	}
}

// TestBoolIsSaid holds for alerts that fire although their condition is false.
func TestBoolIsSaid(t *testing.T) {
	for expr, want := range map[string]string{
		"vector(0) > bool 0": "0 > bool 0 = 0, which bool keeps",
		"vector(2) > bool 0": "2 > bool 0 = 1",
		"vector(2) > 0":      "2 > 0",
	} {
		result, err := promtest.Test{
			Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{{Alert: "X", Expr: expr}}}},
			Want:  []promtest.Expectation{promtest.AlertsAt{Alert: "X"}},
		}.Eval(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, result.Failures[0].Because[0].Text)
	}
}
