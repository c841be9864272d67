package mixedrange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/mixedrange"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"as it is written": {`sum(rate(a_total[5m])) / sum(rate(b_total[ 1h ]))`, `sum(rate(a_total[ 1h ])) / sum(rate(b_total[ 1h ]))`},
		"with an offset":   {`rate(a_total[5m] offset 1h) / rate(b_total[1h] offset 1h)`, `rate(a_total[1h] offset 1h) / rate(b_total[1h] offset 1h)`},
		"other functions":  {`increase(a_sum[5m]) / rate(a_count[5m])`, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{mixedrange.Check})
			require.Len(t, result.Findings, 1)
			if test.want == "" {
				require.Empty(t, result.Findings[0].Fixes)
				return
			}
			fix := result.Findings[0].Fixes[0]
			require.True(t, fix.Unsafe, "which range is meant is not certain")
			fixed, err := rulefile.Apply(file.Source, fix.Edits)
			require.NoError(t, err)
			require.Equal(t, test.want, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
