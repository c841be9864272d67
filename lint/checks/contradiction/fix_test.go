package contradiction_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/contradiction"
	"github.com/promwright/promwright/rules/rulefile"
)

// Two positive matchers become a choice; that is not safe.
func TestFix(t *testing.T) {
	tests := map[string]struct{ expr, want string }{ // want "": no fix
		"values":               {`x{a="1.5", b="c", a="2"}`, `x{a=~"1\\.5|2", b="c"}`},
		"patterns":             {`x{code=~"4..",code=~"5.."}`, `x{code=~"4..|5.."}`},
		"in other quotes":      {"x{a=~`4\\d`, a='5'}", "x{a=~`4\\d|5`}"},
		"a comma at the end":   {`x{a="1", a="2",}`, `x{a=~"1|2",}`},
		"the second is first":  {`x{a="1", a="2", b="c"}`, `x{a=~"1|2", b="c"}`},
		"a value and no value": {`x{a="1", a=""}`, ""},
		"a value and not it":   {`x{a="1", a!="1"}`, ""},
		"anchors":              {`x{a=~"^4..$", a=~"^5..$"}`, ""},
		"names":                {`{__name__="a", __name__="b"}`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte("groups:\n- name: g\n  rules:\n  - record: r\n    expr: |-\n      "+test.expr+"\n"))
			require.Empty(t, file.Errors)
			found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{contradiction.Check}).Findings
			require.Len(t, found, 1)
			if test.want == "" {
				require.Empty(t, found[0].Fixes)
				return
			}
			require.Len(t, found[0].Fixes, 1)
			require.True(t, found[0].Fixes[0].Unsafe)
			fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, test.want, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}
