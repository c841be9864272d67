package emptyalternative_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/emptyalternative"
	"github.com/promwright/promwright/rules/rulefile"
)

// The bars go, and nothing else; not without asking.
func TestFix(t *testing.T) {
	for pattern, want := range map[string]string{
		"5..|":       "5..",
		"|5..":       "5..",
		"a||b":       "a|b",
		"|a||b|":     "a|b",
		"^(a||b|)$":  "^(a|b)$",
		"(5..|)":     "(5..)",
		"(?:a|b||c)": "(?:a|b|c)",
	} {
		t.Run(pattern, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: x{code=~\""+pattern+"\"}\n"))
			found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{emptyalternative.Check}).Findings
			require.Len(t, found, 1)
			require.True(t, found[0].Fixes[0].Unsafe)
			fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, `x{code=~"`+want+`"}`, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
