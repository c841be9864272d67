package joins_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/joins"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"left has more":        {`sum by (a, b) (x) / sum by (a) (y) > 1`, `sum by (a, b) (x) / on (a) group_left sum by (a) (y) > 1`},
		"right has more":       {`sum by (a) (x) / sum by (a, b) (y) > 1`, `sum by (a) (x) / on (a) group_right sum by (a, b) (y) > 1`},
		"parentheses":          {`x >bool (sum(y))`, `x >bool on () group_left () (sum(y))`},
		"and":                  {`up == 0 and sum by (job) (y) > 1`, `up == 0 and on (job) sum by (job) (y) > 1`},
		"each has one more":    {`sum by (a, b) (x) / sum by (a, c) (y)`, ``},
		"it says how already":  {`sum by (a, b, c) (x) / ignoring (c) sum by (a, c) (y)`, ``},
		"several on the left":  {`sum by (a, b) (x) / on (a) sum by (a) (y)`, `sum by (a, b) (x) / on (a) group_left sum by (a) (y)`},
		"several on the right": {`sum by (a) (x) / ignoring (b) sum by (a, b) (y)`, `sum by (a) (x) / ignoring (b) group_right sum by (a, b) (y)`},
		"several on both":      {`sum by (a, b) (x) / on (a) sum by (a, c) (y)`, ``},
		"of the one side":      {`x / on (a) group_left sum by (a, c) (y)`, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{joins.Check})
			require.Len(t, result.Findings, 1)
			if test.want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			require.True(t, result.Findings[0].Fixes[0].Unsafe, "it finds matches then")
			fixed, err := rulefile.Apply(file.Source, result.Findings[0].Fixes[0].Edits)
			require.NoError(t, err)
			after := rulefile.Parse("a.yaml", fixed)
			require.Equal(t, test.want, after.Groups[0].Rules[0].Expr.Value)
			require.Empty(t, lint.Run(&lint.Project{Files: []*rulefile.File{after}}, []*lint.Check{joins.Check}).Findings)
		})
	}
}
