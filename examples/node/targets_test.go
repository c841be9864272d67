package node_test

import (
	"fmt"
	"testing"

	"github.com/promwright/promwright/promtest"

	"example.com/alerts/node"
)

// targets returns the up series of n targets of one service; those whose number is given show another timeline.
func targets(n int, others map[int]promtest.Timeline) []promtest.Series {
	series := make([]promtest.Series, n)
	for i := range series {
		timeline, ok := others[i]
		if !ok {
			timeline = promtest.Const(1)
		}
		series[i] = promtest.Series{
			Metric:   fmt.Sprintf(`up{job="api", namespace="shop", service="checkout", instance="10.0.0.%d:8080"}`, i),
			Timeline: timeline,
		}
	}
	return series
}

func TestTargetDown(t *testing.T) {
	const alert = "TargetDown"
	up, down := promtest.Const(1), promtest.Const(0)
	goesDown := up.For(5 * minute).Then(down)

	tests := map[string]struct {
		series []promtest.Series
		want   []promtest.Expectation
	}{
		"fires ten minutes after two of ten targets went down, and says how many": {
			targets(10, map[int]promtest.Timeline{0: goesDown, 1: goesDown}),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 5 * minute, To: 15 * minute},
				promtest.Firing{Alert: alert, From: 15 * minute,
					Labels: promtest.Labels{"severity": "warning", "service": "checkout"},
					Annotations: promtest.Labels{
						"summary":     "Targets cannot be scraped.",
						"description": "20% of the api targets of checkout in shop are down.",
					}},
			},
		},
		"resolves when they are back": {
			targets(10, map[int]promtest.Timeline{0: down.For(20 * minute).Then(up), 1: down}),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, To: 10 * minute},
				promtest.Firing{Alert: alert, From: 10 * minute, To: 20 * minute},
			},
		},
		"is quiet with one of ten down, a tenth exactly": {
			targets(10, map[int]promtest.Timeline{0: down}),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"is quiet while none is down, and the count of those is empty rather than 0": {
			targets(10, nil),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"a restart of nine minutes does not fire": {
			targets(2, map[int]promtest.Timeline{0: down.For(9 * minute).Then(up)}),
			[]promtest.Expectation{promtest.Pending{Alert: alert, To: 9 * minute}},
		},
		"targets that vanish from service discovery are not down": {
			targets(10, map[int]promtest.Timeline{0: up.For(5 * minute).Then(promtest.Stale()), 1: up.For(5 * minute).Then(promtest.Stale())}),
			[]promtest.Expectation{promtest.Quiet{Alert: alert}},
		},
		"but when a healthy one vanishes, one that is down weighs more": {
			targets(10, map[int]promtest.Timeline{0: down, 1: up.For(5 * minute).Then(promtest.Stale())}),
			[]promtest.Expectation{
				promtest.Pending{Alert: alert, From: 5 * minute, To: 15 * minute},
				promtest.Firing{Alert: alert, From: 15 * minute, Annotations: promtest.Labels{
					"description": "11% of the api targets of checkout in shop are down.",
				}},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			promtest.Test{
				Rules:  node.Groups(),
				Series: test.series,
				End:    30 * minute,
				Want:   append(test.want, promtest.NothingElse()),
			}.Run(t)
		})
	}
}
