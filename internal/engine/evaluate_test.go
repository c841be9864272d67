package engine

import (
	"context"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

func TestSmoke(t *testing.T) {
	groups := []rules.PlainGroup{{Name: "g", Rules: []rules.PlainRule{
		{Alert: "Down", Expr: "up_sum < 2", For: 2 * time.Minute, Annotations: map[string]string{"v": "{{ $value }} {{ query \"up_sum\" | first | value }}"}},
		{Record: "up_sum", Expr: "sum(up)"},
	}}}
	samples := func(yield func(Sample) bool) {
		for i := range 61 {
			v := 1.0
			if i > 20 {
				v = 3
			}
			if !yield(Sample{T: int64(i) * 60000, V: v}) {
				return
			}
		}
	}
	for _, stepwise := range []bool{true, false} {
		run, err := Evaluate(context.Background(), groups, []Series{{Labels: labels.FromStrings("__name__", "up", "a", "b"), Samples: samples}}, Config{End: time.Hour, Stepwise: stepwise})
		require.NoError(t, err)
		for _, a := range run.Alerts() {
			t.Log(a.Labels, len(a.points), a.points[0].step, a.State(3), a.State(1))
			t.Log(a.Annotations(3))
		}
		t.Log(run.Query(context.Background(), "ALERTS or up_sum", 5*time.Minute))
		t.Log(run.RuleErrors())
	}
}
