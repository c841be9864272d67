package rulefile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestReplace replaces the one 1m of an expression, in every style.
func TestReplace(t *testing.T) {
	tests := map[string]struct {
		text, by string
		want     string // "" where the style cannot hold it
	}{
		"plain":                         {"a[1m]", "5m", "a[5m]"},
		"a comment in plain":            {"a[1m]", " # x", ""},
		"a mapping in plain":            {"a[1m]", ": ", ""},
		"a colon at the end of plain":   {"a 1m", ":", ""},
		"an indicator first in plain":   {"1m", "{", ""},
		"null in plain":                 {"1m", "null", ""},
		"a dash first in plain":         {"1m", "-5", "-5"},
		"a line break in plain":         {"a[1m]", "\n", ""},
		"a space at the end of plain":   {"a 1m", " ", ""},
		"a space before a fold":         {"a1m\n      b", " ", ""},
		"plain over lines":              {"a\n      1m\n      b", "5m", "a\n      5m\n      b"},
		"single quoted":                 {"'a[1m]'", "it's", "'a[it''s]'"},
		"a line break in single quotes": {"'a[1m]'", "\n", ""},
		"double quoted":                 {`"a[1m]"`, "\"\\\n\t\u2028é\x01", `"a[\"\\\n\t\u2028é\u0001]"`},
		"an escape in double quotes":    {`"a\t1m\t"`, "5m", `"a\t5m\t"`},
		"literal":                       {"|\n      a\n      1m # c", "5m", "|\n      a\n      5m # c"},
		"line breaks in a literal":      {"|\n      a 1m b", "(\n\n  c\n)", "|\n      a (\n\n        c\n      ) b"},
		"a blank first in a literal":    {"|\n      1m\n      b", " ", ""},
		"a blank after an indicator":    {"|2\n      1m\n      b", "  c", "|2\n        c\n      b"},
		"nothing left in a literal":     {"|-\n      1m", "", ""},
		"folded":                        {">-\n      a\n      1m b\n      c", "5m", ">-\n      a\n      5m b\n      c"},
		"a line break in a fold":        {">-\n      a\n      1m b\n      c", "\n", ""},
		"a blank first in a fold":       {">-\n      a\n      1m b\n      c", " ", ""},
		"an anchored scalar":            {"&x a[1m]", "5m", ""},
		"a control character":           {"'a[1m]'", "\x01", ""},
		"carriage returns":              {"|\r\n      a 1m b\r", "c\nd", "|\r\n      a c\r\n      d b\r"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			rule := theRule(t, inRule(test.text))
			at := len(rule.Expr.Value) - len(cutAt(rule.Expr.Value, "1m"))
			edit, ok := rule.Expr.Replace(at, at+2, test.by)
			require.Equal(t, test.want != "", ok)
			if !ok {
				return
			}
			got, err := rulefile.Apply(rule.File.Source, []rulefile.Edit{edit})
			require.NoError(t, err)
			require.Equal(t, inRule(test.want), string(got))
			require.Equal(t, rule.Expr.Value[:at]+test.by+rule.Expr.Value[at+2:], theRule(t, string(got)).Expr.Value)
		})
	}
}

// cutAt returns s from the first part on.
func cutAt(s, part string) string {
	for i := range s {
		if len(s[i:]) >= len(part) && s[i:i+len(part)] == part {
			return s[i:]
		}
	}
	return ""
}

func TestReplaceJoinsLines(t *testing.T) {
	rule := theRule(t, inRule("|\n      a\n      b\n      c"))
	edit, ok := rule.Expr.Replace(1, 2, " + ")
	require.True(t, ok)
	got, err := rulefile.Apply(rule.File.Source, []rulefile.Edit{edit})
	require.NoError(t, err)
	require.Equal(t, inRule("|\n      a + b\n      c"), string(got))
}

func TestReplaceInFlow(t *testing.T) {
	rule := theRule(t, "groups: [{name: g, rules: [{record: a, expr: up 1m}]}]\n")
	_, ok := rule.Expr.Replace(3, 5, "a, b")
	require.False(t, ok, "a comma ends a plain scalar between brackets")
	_, ok = rule.Expr.Replace(3, 5, "== 0")
	require.True(t, ok)
}

func TestReplaceOutside(t *testing.T) {
	expr := theRule(t, inRule("'aé'")).Expr
	for _, at := range [][2]int{{-1, 0}, {1, 0}, {0, 9}, {2, 3}, {1, 2}} {
		_, ok := expr.Replace(at[0], at[1], "x")
		require.False(t, ok, "%v", at)
	}
	_, ok := expr.Replace(0, 1, "\xff")
	require.False(t, ok)
}

func TestApply(t *testing.T) {
	at := func(start, end int, text string) rulefile.Edit {
		return rulefile.Edit{Span: rulefile.Span{Start: rulefile.Pos{Offset: start}, End: rulefile.Pos{Offset: end}}, New: text}
	}
	got, err := rulefile.Apply([]byte("abcdef"), []rulefile.Edit{at(4, 5, "X"), at(0, 1, ""), at(2, 2, "YZ")})
	require.NoError(t, err)
	require.Equal(t, "bYZcdXf", string(got))
	_, err = rulefile.Apply([]byte("abc"), []rulefile.Edit{at(0, 2, ""), at(1, 3, "")})
	require.ErrorContains(t, err, "overlap")
	_, err = rulefile.Apply([]byte("abc"), []rulefile.Edit{at(2, 4, "")})
	require.EqualError(t, err, "rulefile: edit of bytes 2 to 4 is outside a file of 3 bytes")
}
