package anchor_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/anchor"
	"github.com/promwright/promwright/rules/rulefile"
)

// What is meant is written out, but not without asking.
func TestFix(t *testing.T) {
	for pattern, want := range map[string]string{
		"^web":      `x{a=~"web.*"}`,
		"-db$":      `x{a=~".*-db"}`,
		"^(a|b)":    `x{a=~"(a|b).*"}`,
		"^a|^b":     `x{a=~"(a|b).*"}`,
		"^(a)|(b)":  "", // what ends with a group, too
		"(a|b)-db$": "", // what begins with a group may be anything
	} {
		t.Run(pattern, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: x{a=~\""+pattern+"\"}\n"))
			found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{anchor.Check}).Findings
			if want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.True(t, found[0].Fixes[0].Unsafe)
			fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, want, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
