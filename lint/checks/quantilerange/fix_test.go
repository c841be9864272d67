package quantilerange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/quantilerange"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	for written, want := range map[string]string{"99": "0.99", "99.9": "0.999", "50": "0.5", "1.5": "", "100": "1", "101": "", "-1": ""} {
		t.Run(written, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: quantile("+written+", x) > 1\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{quantilerange.Check})
			require.Len(t, result.Findings, 1)
			if want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			fixed, err := rulefile.Apply(file.Source, result.Findings[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, "quantile("+want+", x) > 1", rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
