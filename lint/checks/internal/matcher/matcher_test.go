package matcher_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/rulefile"
)

// ruleOf returns a rule with an expression, in JSON, where every text can be written.
func ruleOf(expr string) *rulefile.Rule {
	quoted, _ := json.Marshal(expr) // strings do not fail
	return rulefile.Parse("a.json", fmt.Appendf(nil, `{"groups": [{"name": "g", "rules": [{"record": "r", "expr": %s}]}]}`, quoted)).Groups[0].Rules[0]
}

// selectors returns those of a rule.
func selectors(t testing.TB, rule *rulefile.Rule) []*parser.VectorSelector {
	expr, err := rule.Query()
	require.NoError(t, err)
	var all []*parser.VectorSelector
	for node := range matcher.Nodes(expr) {
		if s, ok := node.(*parser.VectorSelector); ok {
			all = append(all, s)
		}
	}
	return all
}

func TestOf(t *testing.T) {
	tests := map[string]struct {
		expr string
		want []string // as written, with the metric of the selector before
	}{
		"one":                      {`x{a="b"}`, []string{`x a="b"`}},
		"several":                  {`x{a="b",c!="d", e=~"f",g!~'h',}`, []string{`x a="b"`, `x c!="d"`, `x e=~"f"`, `x g!~'h'`}},
		"without braces":           {`x + y{} + z`, nil},
		"without a metric":         {`{a="b"}`, []string{` a="b"`}},
		"the metric in the braces": {`{"x", a="b"} + {__name__="y"}`, []string{`x a="b"`, `y __name__="y"`}},
		"names in quotes":          {`x{"a.b"="c"}`, []string{`x "a.b"="c"`}},
		"the same twice":           {`x{a="b", a="b"}`, []string{`x a="b"`, `x a="b"`}},
		"braces in values":         {`x{a="}", b="{,"} / y{c="\"}"}`, []string{`x a="}"`, `x b="{,"`, `y c="\"}"`}},
		"space and comments":       {"rate(x { # first, {a=\"z\"}\n  a = \"b\" # second\n  , c=~`d` }[5m] offset 1h)", []string{`x a = "b"`, "x c=~`d`"}},
		"names that are keywords":  {`x{by="a", on="b", sum="c"}`, []string{`x by="a"`, `x on="b"`, `x sum="c"`}},
		"names of several tokens":  {`a:b:c{d="e"}`, []string{`a:b:c d="e"`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rule := ruleOf(test.expr)
			var got []string
			for _, s := range selectors(t, rule) {
				for _, m := range matcher.Of(rule, s) {
					got = append(got, matcher.Metric(s)+" "+m.Written())
				}
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestRemove(t *testing.T) {
	tests := map[string]struct{ expr, want string }{ // of the matcher of a; want "": it cannot be removed
		"the first":      {`x{a="1", b="2"}`, `x{b="2"}`},
		"the last":       {`x{b="2", a="1"}`, `x{b="2"}`},
		"before a comma": {`x{b="2",a="1",}`, `x{b="2",}`},
		"in between":     {`x{b="2", a="1", c="3"}`, `x{b="2", c="3"}`},
		"alone":          {`rate(x{a="1"}[5m])`, `rate(x[5m])`},
		"all there is":   {`{a="1"}`, ""},
		"of lines":       {"x{\n  b=\"2\",\n  a=\"1\",\n}", "x{\n  b=\"2\",\n}"},
		"with a comment": {"x{\n  a=\"1\", # why\n  b=\"2\"}", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rule := ruleOf(test.expr)
			s := selectors(t, rule)[0]
			for _, m := range matcher.Of(rule, s) {
				if m.Matcher.Name != "a" {
					continue
				}
				fixes := matcher.Remove(rule, s, m)
				if test.want == "" {
					require.Empty(t, fixes)
					return
				}
				fixed, err := rulefile.Apply(rule.File.Source, fixes[0].Edits)
				require.NoError(t, err)
				require.Equal(t, test.want, rulefile.Parse("a.json", fixed).Groups[0].Rules[0].Expr.Value)
			}
		})
	}
}

// FuzzOf holds what is found against the parser: each matcher, alone in braces, parses to itself, and its value, written between
// the same quotes, to the same value.
func FuzzOf(f *testing.F) {
	for _, seed := range []string{`x{a="b"}`, "{\"x\", 'a'!~`b`, c=\"\\\"\"}", `sum by (a) (x{a=~"ü\\.|\x41"}[5m:1m] @ end())`, "x{a='it\\'s \"b\"', b=\"it's\"}", "x{a=\"\\xff\"}", "x{a='\\xff\\000'}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		if strings.TrimSpace(expr) == "" || len(expr) > 200 {
			return
		}
		rule := ruleOf(expr)
		if _, err := rule.Query(); err != nil || rule.Expr.Value != expr {
			return
		}
		for _, s := range selectors(t, rule) {
			for _, m := range matcher.Of(rule, s) {
				again := ruleOf(`x{` + m.Written() + `}`)
				found := matcher.Of(again, selectors(t, again)[0])
				require.Len(t, found, 1)
				require.Equal(t, m.Matcher.String(), found[0].Matcher.String())
				require.True(t, m.PartSpan(0, len(m.Value)).Start.Offset > 0)
				op := m.Matcher.Type.String()
				quoted := ruleOf(`x{a` + op + m.Quote(m.Value) + `}`)
				require.Equal(t, m.Value, matcher.Of(quoted, selectors(t, quoted)[0])[0].Value, m.Quote(m.Value))
			}
		}
	})
}
