package promtest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// BenchmarkDay is a Go test of one alert over ten series for a day at one minute, expectations and all.
func BenchmarkDay(b *testing.B) {
	test := promtest.Test{
		Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{
			{Alert: "Busy", Expr: "rate(requests_total[5m]) > 0.01", For: 10 * time.Minute, Labels: map[string]string{"severity": "warning"}},
		}}},
		End: 24 * time.Hour,
		Want: []promtest.Expectation{
			promtest.Pending{Alert: "Busy", From: time.Minute, To: 11 * time.Minute},
			promtest.Firing{Alert: "Busy", From: 11 * time.Minute, Labels: promtest.Labels{"severity": "warning"}},
			promtest.NothingElse(),
		},
	}
	for i := range 10 {
		test.Series = append(test.Series, promtest.Series{Metric: fmt.Sprintf(`requests_total{instance="%d"}`, i), Timeline: promtest.Counter(1)})
	}
	b.ReportAllocs()
	for b.Loop() {
		result, err := test.Eval(b.Context())
		require.NoError(b, err)
		require.True(b, result.Passed(), result.Failures)
	}
}
