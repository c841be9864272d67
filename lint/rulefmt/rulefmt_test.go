package rulefmt_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/rulefmt"
	"github.com/promwright/promwright/rules/rulefile"
)

const head = "groups:\n- name: g\n  rules:\n  - record: a:b\n"

func TestFile(t *testing.T) {
	tests := map[string]struct{ expr, want string }{
		"plain":                           {"    expr: sum(a)by(b) # why\n", "    expr: sum by (b) (a) # why\n"},
		"single quotes":                   {"    expr: 'a{b=\"c\"}  >1'\n", "    expr: 'a{b=\"c\"} > 1'\n"},
		"plain to a block":                {"    expr: a and b # why\n    labels: {x: y}\n", "    expr: |- # why\n      a\n      and\n      b\n    labels: {x: y}\n"},
		"double quotes to a block":        {"    expr: \"a and\\nb\\n\"\n", "    expr: |\n      a\n      and\n      b\n"},
		"folded to a block":               {"    expr: >-\n      a\n      and b\n", "    expr: |-\n      a\n      and\n      b\n"},
		"on the next line":                {"    expr:\n      a and\n      b\n", "    expr: |-\n      a\n      and\n      b\n"},
		"a block with comments":           {"    expr: |\n        # one\n        a   # two\n        and b\n", "    expr: |\n        # one\n        a # two\n        and\n        b\n"},
		"Windows line breaks":             {"    expr: a and b\r\n", "    expr: |-\r\n      a\r\n      and\r\n      b\r\n"},
		"an anchor stays as it is":        {"    expr: &x a and b\n", "    expr: &x a and b\n"},
		"what does not parse stays":       {"    expr: sum(a\n", "    expr: sum(a\n"},
		"labels and annotations as are":   {"    expr: a  > 1\n    labels: { z:  \"1\",   a: '2' }\n", "    expr: a > 1\n    labels: { z:  \"1\",   a: '2' }\n"},
		"what is formatted does not move": {"    expr: |-\n          a > 1\n", "    expr: |-\n          a > 1\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, head+test.want, formatted(t, "x.yaml", head+test.expr))
		})
	}
}

func TestFlow(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"JSON stays on one line":      {`{"groups":[{"name":"g","rules":[{"record":"a:b","expr":"sum(a)by(b) and c"}]}]}`, `{"groups":[{"name":"g","rules":[{"record":"a:b","expr":"sum by (b) (a) and c"}]}]}`},
		"lines in JSON":               {`{"groups":[{"name":"g","rules":[{"record":"a:b","expr":"a\nand b"}]}]}`, `{"groups":[{"name":"g","rules":[{"record":"a:b","expr":"a\nand\nb"}]}]}`},
		"JSON over several lines":     {"{\"groups\":[{\"name\":\"g\",\"rules\":[{\"record\":\"a:b\",\n  \"expr\":\n  \"sum(a)by(b) and c\"\n}]}]}", "{\"groups\":[{\"name\":\"g\",\"rules\":[{\"record\":\"a:b\",\n  \"expr\":\n  \"sum by (b) (a) and c\"\n}]}]}"},
		"braces over several lines":   {braces("'a  and b'"), braces("'a and b'")},
		"plain over several lines":    {braces("a  and\n       b # why"), braces("a and b # why")},
		"double quotes on one line":   {braces(`"sum(a)by(b,c) and d"`), braces(`"sum by (b, c) (a) and d"`)},
		"double quotes over lines":    {braces("\"sum(a)by(b,c)\n       and d\""), braces(`"sum by (b, c) (a) and d"`)},
		"lines in double quotes":      {braces(`"a\nand b"`), braces(`"a\nand\nb"`)},
		"lines in single quotes stay": {braces("'a\n\n       and b  > 1'"), braces("'a\n\n       and b  > 1'")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, formatted(t, "x.yaml", test.source))
		})
	}
}

// braces returns a rule file with a rule in braces over several lines.
func braces(expr string) string {
	return "groups:\n- name: g\n  rules:\n  - {record: a:b, # one\n     expr: " + expr + "\n     , labels: {x:  y} }\n"
}

// formatted formats a file, and fails if doing so again changes it.
func formatted(t *testing.T, name, source string) string {
	t.Helper()
	result := rulefmt.File(rulefile.Parse(name, []byte(source)), rulefmt.Options{})
	again := rulefmt.File(rulefile.Parse(name, result.Source), rulefmt.Options{})
	require.Equal(t, string(result.Source), string(again.Source))
	return string(result.Source)
}
