package fix_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/rules/rulefile"
)

// run fixes one file with every check.
func run(t *testing.T, source string, options fix.Options) (string, fix.Result) {
	t.Helper()
	result := fix.Run(project(source), checks.All, options)
	if len(result.Files) == 0 {
		return source, result
	}
	require.Len(t, result.Files, 1)
	require.Equal(t, source, string(result.Files[0].Old))
	return string(result.Files[0].New), result
}

func project(sources ...string) *lint.Project {
	p := &lint.Project{}
	for i, source := range sources {
		p.Files = append(p.Files, rulefile.Parse(string(rune('a'+i))+".yaml", []byte(source)))
	}
	return p
}

// styles are files in every style; in each, BAD stands for what is fixed and is itself once fixed.
var styles = map[string]struct{ old, new string }{
	"plain": {
		"groups:\n- name:   g   # odd\n  rules:\n    -   alert: A\n        expr:   up && rate(x[1m]) > 0   # why\n\n# end\n",
		"groups:\n- name:   g   # odd\n  rules:\n    -   alert: A\n        expr:   up and rate(x[2m]) > 0   # why\n\n# end\n",
	},
	"literal block with comments of PromQL": {
		"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |2+\n         up\n       &&\n       rate(x[1m])   >0 # 1m\n\n\n",
		"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |2+\n         up\n       and\n       rate(x[2m])   >0 # 1m\n\n\n",
	},
	"folded block": {
		"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: >-\n      up\n      && rate(x[1m]) > 0\n    for:  5m\n",
		"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: >-\n      up\n      and rate(x[2m]) > 0\n    for:  5m\n",
	},
	"single quotes": {
		"groups: [{name: 'g', rules: [{alert: 'it''s', expr: 'up{a=\"it''s\"} && rate(x[1m]) > 0'}]}]",
		"groups: [{name: 'g', rules: [{alert: 'it''s', expr: 'up{a=\"it''s\"} and rate(x[2m]) > 0'}]}]",
	},
	"double quotes": {
		"groups:\n- name: g\n  rules:\n  - alert: \"\\x41\"\n    expr: \"up{a=\\\"\\u00e9\\\"} \\\n      && rate(x[1m]) > 0\"\n",
		"groups:\n- name: g\n  rules:\n  - alert: \"\\x41\"\n    expr: \"up{a=\\\"\\u00e9\\\"} \\\n      and rate(x[2m]) > 0\"\n",
	},
	"line ends of Windows": {
		"groups:\r\n- name: g\r\n  rules:\r\n  - alert: A\r\n    expr: |\r\n      up &&\r\n      rate(x[1m]) > 0\r\n  # end\r\n",
		"groups:\r\n- name: g\r\n  rules:\r\n  - alert: A\r\n    expr: |\r\n      up and\r\n      rate(x[2m]) > 0\r\n  # end\r\n",
	},
	"byte order mark and no line end": {
		"\ufeffgroups:\n- name: ü\n  rules:\n  - {alert: Ä, expr: \"up && rate(x[1m]) > 0\"}",
		"\ufeffgroups:\n- name: ü\n  rules:\n  - {alert: Ä, expr: \"up and rate(x[2m]) > 0\"}",
	},
	"anchors, tags and merges": {
		"groups:\n- name: g\n  rules:\n  - &a\n    alert: !!str A\n    expr: &e up\n    labels: &l {a: b}\n  - alert: B\n    expr: up && rate(x[1m]) > 0\n    labels: {<<: *l}\n",
		"groups:\n- name: g\n  rules:\n  - &a\n    alert: !!str A\n    expr: &e up\n    labels: &l {a: b}\n  - alert: B\n    expr: up and rate(x[2m]) > 0\n    labels: {<<: *l}\n",
	},
	"JSON on one line": {
		`{"kind":"List","apiVersion":"v1","items":[{"kind":"PrometheusRule","spec":{"groups":[{"name":"g","rules":[{"alert":"A","expr":"up\n\u0026\u0026 rate(x{a=\"\/\"}[1m]) \u003e 0"}]}]}}]}`,
		`{"kind":"List","apiVersion":"v1","items":[{"kind":"PrometheusRule","spec":{"groups":[{"name":"g","rules":[{"alert":"A","expr":"up\nand rate(x{a=\"\/\"}[2m]) \u003e 0"}]}]}}]}`,
	},
	"JSON, pretty": {
		"{\n\t\"groups\": [ {\n\t\t\"name\": \"g\",  \"rules\": [\n{\"expr\": \"up && rate(x[1m]) > 0\",\r\n \"alert\": \"A\"} ] } ]\n}\n\n",
		"{\n\t\"groups\": [ {\n\t\t\"name\": \"g\",  \"rules\": [\n{\"expr\": \"up and rate(x[2m]) > 0\",\r\n \"alert\": \"A\"} ] } ]\n}\n\n",
	},
	"several documents": {
		"kind: ConfigMap\ndata: {a: 'b && c'}\n---\n# one\nkind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: g, rules: [{alert: A, expr: \"up && rate(x[1m]) > 0\"}]}]}\n--- # two\nkind: Secret\n...\n",
		"kind: ConfigMap\ndata: {a: 'b && c'}\n---\n# one\nkind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: g, rules: [{alert: A, expr: \"up and rate(x[2m]) > 0\"}]}]}\n--- # two\nkind: Secret\n...\n",
	},
}

func TestStyles(t *testing.T) {
	for name, test := range styles {
		t.Run(name, func(t *testing.T) {
			got, result := run(t, test.old, fix.Options{})
			require.Equal(t, test.new, got, "%v %v", result.Rejected, result.Left.Errors)
			require.True(t, result.Settled)
			require.Empty(t, result.Rejected)
			again, result := run(t, got, fix.Options{})
			require.Equal(t, got, again)
			require.Empty(t, result.Files)
		})
	}
}
