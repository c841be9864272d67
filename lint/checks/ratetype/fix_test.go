package ratetype_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/ratetype"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"rate of a gauge":         {`sum(rate(node_load1[5m])) > 1`, `sum(deriv(node_load1[5m])) > 1`},
		"increase of a gauge":     {`increase(node_load1[5m]) > 1`, `delta(node_load1[5m]) > 1`},
		"increase of 0 or 1":      {`increase(up[5m]) > 1`, `changes(up[5m]) > 1`},
		"rate of 0 or 1":          {`rate(up[5m]) > 1`, ``},
		"irate has no like":       {`irate(node_load1[5m]) > 1`, ``},
		"delta of a counter":      {`delta(errors_total[5m]) > 1`, `increase(errors_total[5m]) > 1`},
		"samples of a counter":    {`count_over_time(errors_total[5m]) > 9`, `increase(errors_total[5m]) > 9`},
		"deriv of a counter":      {`deriv(errors_total[5m]) > 1`, `rate(errors_total[5m]) > 1`},
		"prediction of a counter": {`predict_linear(errors_total[5m], 60) > 1`, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{ratetype.Check})
			require.Len(t, result.Findings, 1)
			if test.want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			fix := result.Findings[0].Fixes[0]
			require.True(t, fix.Unsafe, "it changes the values")
			fixed, err := rulefile.Apply(file.Source, fix.Edits)
			require.NoError(t, err)
			after := rulefile.Parse("a.yaml", fixed)
			require.Equal(t, test.want, after.Groups[0].Rules[0].Expr.Value)
			require.Empty(t, lint.Run(&lint.Project{Files: []*rulefile.File{after}}, []*lint.Check{ratetype.Check}).Findings)
		})
	}
}
