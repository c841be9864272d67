package dotliteral_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/dotliteral"
	"github.com/promwright/promwright/rules/rulefile"
)

// The dots get their backslashes, as many as the quotes want; not without asking.
func TestFix(t *testing.T) {
	for matcher, want := range map[string]string{
		`a=~"10.0.0.1:9100"`:       `a="10.0.0.1:9100"`,
		`a!~"10.0.0.1"`:            `a!="10.0.0.1"`,
		`a=~"1.1.1.1|www.ab.com"`:  `a=~"1\\.1\\.1\\.1|www\\.ab\\.com"`,
		"a=~`.*.example.com`":      "a=~`.*\\.example\\.com`",
		`a=~'web-\\d+.lan'`:        `a=~'web-\\d+\\.lan'`,
		`a=~"it's.*|\"b\".ab.com"`: `a=~"it's.*|\"b\"\\.ab\\.com"`,
	} {
		t.Run(matcher, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: x{"+matcher+"}\n"))
			found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{dotliteral.Check}).Findings
			require.Len(t, found, 1)
			require.True(t, found[0].Fixes[0].Unsafe)
			fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, "x{"+want+"}", rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
