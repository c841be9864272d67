package alerttype_test

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/alerttype"
	"github.com/promwright/promwright/lint/linttest"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestCheck(t *testing.T) { linttest.Run(t, alerttype.Check) }

func TestFixOfComparison(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"filters":                {`time() > bool 5`, `vector(time()) > 5`},
		"right side is kept":     {`scalar(a) <= bool (scalar(b) + 1)`, `vector(scalar(a)) <= (scalar(b) + 1)`},
		"parentheses":            {`(1 != bool 2)`, `(vector(1) != 2)`},
		"operators bind tighter": {`time() - 5 > bool 3`, `vector(time() - 5) > 3`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: "+test.expr+"\n"))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{alerttype.Check})
			require.Len(t, result.Findings, 1)
			fix := result.Findings[0].Fixes[0]
			require.True(t, fix.Unsafe, "it changes when the alert fires")
			fixed, err := rulefile.Apply(file.Source, fix.Edits)
			require.NoError(t, err)
			rule := rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0]
			require.Equal(t, test.want, rule.Expr.Value)
			expr, err := rule.Query()
			require.NoError(t, err)
			require.Equal(t, parser.ValueTypeVector, expr.Type())
		})
	}
}
