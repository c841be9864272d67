package histogram_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/histogram"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"le is kept":              {`histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m])))`, `histogram_quantile(0.9, sum by (job, le) (rate(x_bucket[5m])))`},
		"lost twice":              {`histogram_quantile(0.9, sum by (job) (sum by (job) (rate(x_bucket[5m]))))`, ``},
		"there is no grouping":    {`histogram_quantile(0.9, sum(rate(x_bucket[5m])))`, ``},
		"it is dropped expressly": {`histogram_quantile(0.9, sum without (le) (rate(x_bucket[5m])))`, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{histogram.Check})
			require.Len(t, result.Findings, 1)
			if test.want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			fixed, err := rulefile.Apply(file.Source, result.Findings[0].Fixes[0].Edits)
			require.NoError(t, err)
			after := rulefile.Parse("a.yaml", fixed)
			require.Equal(t, test.want, after.Groups[0].Rules[0].Expr.Value)
			require.Empty(t, lint.Run(&lint.Project{Files: []*rulefile.File{after}}, []*lint.Check{histogram.Check}).Findings)
		})
	}
}
