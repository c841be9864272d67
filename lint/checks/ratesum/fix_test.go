package ratesum_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/ratesum"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"by":               {`rate(sum by (job) (x_total{a="b"})[5m:1m]) > 1`, `sum by (job) (rate(x_total{a="b"}[5m])) > 1`},
		"behind":           {`increase((sum(x_total) by (job))[1h:])`, `sum(increase(x_total[1h])) by (job)`},
		"with an offset":   {`rate(sum(x_total)[5m:] offset 1h)`, ``},
		"of an expression": {`rate(sum(x_total * 2)[5m:])`, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{ratesum.Check})
			require.Len(t, result.Findings, 1)
			if test.want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			fix := result.Findings[0].Fixes[0]
			require.True(t, fix.Unsafe, "it changes the values")
			fixed, err := rulefile.Apply(file.Source, fix.Edits)
			require.NoError(t, err)
			rule := rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0]
			require.Equal(t, test.want, rule.Expr.Value)
			_, err = rule.Query()
			require.NoError(t, err)
		})
	}
}
