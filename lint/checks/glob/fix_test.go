package glob_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/glob"
	"github.com/promwright/promwright/rules/rulefile"
)

// Every star gets its dot, but not without asking.
func TestFix(t *testing.T) {
	file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: x{a=~\"kube*|web-*-\\\\d*|.*\"}\n"))
	found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{glob.Check}).Findings
	require.Len(t, found, 1)
	require.True(t, found[0].Fixes[0].Unsafe)
	fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
	require.NoError(t, err)
	require.Equal(t, `x{a=~"kube.*|web-.*-\\d*|.*"}`, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
}
