package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestRawCounter(t *testing.T) {
	const why = "alert A: node_vmstat_oom_kill is a counter: once it is above 5 it stays so until its process restarts"
	tests := map[string]string{
		"node_vmstat_oom_kill > 5":                                           why,
		"5 <= (node_vmstat_oom_kill)":                                        why,
		"sum by (instance) (node_vmstat_oom_kill) > 5":                       why,
		"node_vmstat_oom_kill > 0":                                           "",
		"node_vmstat_oom_kill < 5":                                           "",
		"increase(node_vmstat_oom_kill[1h]) > 5":                             "",
		"node_vmstat_oom_kill > 5 unless node_vmstat_oom_kill offset 1h > 5": "",
		"node_vmstat_oom_kill - node_vmstat_oom_kill offset 1h > 5":          "",
		"strange_total > 5":                                                  "",
		"node_load1 > 5":                                                     "",
		"up == 0":                                                            "",
	}
	for expr, want := range tests {
		t.Run(expr, func(t *testing.T) {
			a := rules.Alert{Name: "A", Expr: promql.Text(expr)}
			_, err := rules.Group{Name: "g", Rules: []rules.Rule{a}}.Plain()
			if want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, want)
			a.RawCounter = true
			_, err = rules.Group{Name: "g", Rules: []rules.Rule{a}}.Plain()
			require.NoError(t, err)
		})
	}
}
