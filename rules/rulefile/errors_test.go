package rulefile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestErrors lists what is reported, and how many rules are left. The sources stand below a group with one good rule, from line 5 on.
func TestErrors(t *testing.T) {
	const good = "groups:\n- name: g\n  rules:\n  - {record: a, expr: up}\n"
	tests := map[string]struct {
		src   string
		want  []string
		rules int
	}{
		"unknown field of a rule":         {"  - {alert: A, expr: up, sumary: x}", []string{`5:26: unknown field "sumary" in a rule: allowed are record, alert, expr, for, keep_firing_for, labels, annotations`}, 2},
		"a field that is nearly right":    {"  - {alert: A, exprs: up, For: 5m, expr: up}", []string{`5:16: unknown field "exprs" in a rule: did you mean "expr"? allowed are record, alert, expr, for, keep_firing_for, labels, annotations`, `5:27: unknown field "For" in a rule: did you mean "for"? allowed are record, alert, expr, for, keep_firing_for, labels, annotations`}, 2},
		"unknown field of a group":        {"  sources: [a]", []string{`5:3: unknown field "sources" in a group: allowed are name, interval, query_offset, limit, labels, rules`}, 1},
		"unknown field at the top":        {"spaces: x", []string{`5:1: unknown field "spaces" in a rule file: allowed are groups`}, 1},
		"a duplicate key":                 {"  - {alert: A, expr: up, alert: B}", []string{`5:26: key "alert" of a rule is given twice, first on line 5`}, 2},
		"a duplicate label":               {"  labels: {a: b,\n    a: c}", []string{`6:5: key "a" of labels is given twice, first on line 5`}, 1},
		"a duplicate group":               {"- name: g", []string{`5:9: group "g" is given twice, first on line 2: names are unique within a document`}, 1},
		"a group without a name":          {"- rules: []\n- name: ''", []string{`5:3: a group must have a name`, `6:9: a group must have a name`}, 1},
		"a group that is text":            {"- g", []string{`5:3: a group must be a mapping, not text`}, 1},
		"a group that is nothing":         {"-", []string{`5:2: a group must be a mapping, not nothing`}, 1},
		"a name that is a list":           {"- name: [a]", []string{`5:3: a group must have a name`, `5:9: name must be text, not a list`}, 1},
		"rules that are a mapping":        {"- name: h\n  rules: {alert: A}", []string{`6:10: rules must be a list, not a mapping`}, 1},
		"a rule that is a list":           {"  - [a]\n  - 5", []string{`5:5: a rule must be a mapping, not a list`, `6:5: a rule must be a mapping, not a number`}, 1},
		"a rule without an expression":    {"  - alert: A", []string{`5:12: rule "A" has no expr`}, 1},
		"an empty expression":             {"  - {alert: A, expr: ''}\n  - {alert: B, expr: ~}", []string{`5:22: rule "A" has no expr`, `6:13: rule "B" has no expr`}, 1},
		"an expression that is a mapping": {"  - alert: A\n    expr: {{ .x }}", []string{`6:11: expr must be text, not a mapping`}, 1},
		"neither record nor alert":        {"  - expr: up", []string{`5:5: rule has neither record nor alert: one of them is needed`}, 1},
		"both record and alert":           {"  - {alert: A, record: b, expr: up}", []string{`5:24: rule has both record "b" and alert "A": one of them is allowed`}, 1},
		"a recording rule as an alert":    {"  - {record: b, expr: up, for: 5m, keep_firing_for: 1m, annotations: {c: d}}", []string{`5:32: recording rule "b" has for 5m: only alerts may have it`, `5:53: recording rule "b" has keep_firing_for 1m: only alerts may have it`, `5:71: recording rule "b" has annotations: only alerts may have them`}, 2},
		"a recording rule for nothing":    {"  - {record: b, expr: up, for: 0s, annotations: {}}", nil, 2},
		"invalid durations":               {"  - {alert: A, expr: up, for: 5, keep_firing_for: 1.5h}\n  interval: ''\n  query_offset: -5m", []string{`5:31: for "5" is not a duration: write it as 30s, 5m or 1h30m`, `5:51: keep_firing_for "1.5h" is not a duration: write it as 30s, 5m or 1h30m`, `6:13: interval "" is not a duration: write it as 30s, 5m or 1h30m`, `7:17: query_offset "-5m" is not a duration: write it as 30s, 5m or 1h30m`}, 2},
		"a limit that is no integer":      {"  limit: many", []string{`5:10: limit "many" is not an integer`}, 1},
		"a record with braces":            {"  - {record: 'b{c=\"d\"}', expr: up}", []string{`5:14: record "b{c=\"d\"}" has braces: give labels in the field labels`}, 2},
		"label names":                     {"  - {alert: A, expr: up, labels: {__name__: b, '': c, ü: d}, annotations: {'': x}}", []string{`5:35: label name "__name__" is not allowed: any text but "" and "__name__" is`, `5:48: label name "" is not allowed: any text but "" and "__name__" is`, `5:76: annotation name "" is not allowed: any text but "" is`}, 2},
		"labels that are a list":          {"  - {alert: A, expr: up, labels: [a]}", []string{`5:34: labels must be a mapping, not a list`}, 2},
		"a label that is a list":          {"  - {alert: A, expr: up, labels: {a: [b]}}", []string{`5:38: labels must be a mapping of text to text: "a" is a list`}, 2},
		"a key that is a list":            {"  - {alert: A, expr: up, labels: {[a]: b}}", []string{`5:35: a key of labels must be text, not a list`}, 2},
		"numbers and booleans as text":    {"  - {alert: 5, expr: 1, labels: {a: 1.5, b: true, c: ~}}\n  - {alert: true, expr: 0x10}", nil, 3},
		"a merge of text":                 {"  - {alert: A, expr: up, <<: a}", []string{`5:26: a merge key must name a mapping or a list of mappings, not text`}, 2},
		"an unknown anchor":               {"  - {alert: A, expr: *a}", []string{`5:3: the YAML is broken: unknown anchor 'a' referenced`}, 0},
		"a wrong indentation":             {"   - alert: A\n", []string{`5:4: the YAML is broken: did not find expected key`}, 0},
		"an open quote":                   {"  - alert: A\n    expr: \"up\n  - alert: B\n", []string{`6:5: the YAML is broken: the quote that opens on this line is not closed`}, 0},
		"an open bracket":                 {"  - {alert: A\n  - alert: B\n", []string{`6:3: the YAML is broken: did not find expected ',' or '}', for the bracket that opens on line 5`}, 0},
		"a tab":                           {"\t- alert: A\n", []string{`5:2: the YAML is broken: the line is indented with a tab, and YAML allows blanks only`}, 0},
		"a tab under a key":               {"  - alert: A\n\texpr: up\n", []string{`6:2: the YAML is broken: the line is indented with a tab, and YAML allows blanks only`}, 0},
		"a template without quotes":       {"  - alert: A\n    annotations:\n      summary: {{ $labels.job }} is down\n    expr: up\n", []string{`7:7: the YAML is broken: a value that begins with {{ must be in quotes`}, 0},
		"a colon without quotes":          {"  - alert: A\n    annotations:\n      summary: Down: {{ $labels.job }}\n    expr: up\n", []string{`7:7: the YAML is broken: a value with ": " in it must be in quotes`}, 0},
		"quotes inside quotes":            {"  - alert: A\n    expr: \"up{job=\"a\"}\"\n    for: 5m\n", []string{`6:5: the YAML is broken: the value goes on behind the quote that ends it: quotes inside must be others, or escaped`}, 0},
		"a template":                      {"  {{- if .Values.x }}\n  - {alert: A, expr: up}\n  {{- end }}\n", nil, 2},
		"a template that is not closed":   {"  {{- if .Values.x }}\n  - {alert: A, expr: up}\n", []string{`5:3: this is a template that cannot be read: the action has no {{ end }}`}, 0},
		"a template of another kind":      {"  {{ if x }}\n  - {alert: A, expr: up}\n", []string{`5:3: the YAML is broken: this is a template: render it first, as helm template does`}, 0},
		"a control character":             {"  - {alert: A, expr: \"ü\x07\"}", []string{`5:24: control character U+0007 is not allowed in YAML: write it as an escape in double quotes`}, 0},
		"bytes that are not UTF-8":        {"  - {alert: ü\xff, expr: up}", []string{`5:14: byte 0xff is not UTF-8: rule files are UTF-8 text`}, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(good+test.src+"\n"))
			var got []string
			for _, e := range f.Errors {
				got = append(got, strings.TrimPrefix(e.Error(), "f:"))
			}
			require.Equal(t, test.want, got)
			rules := 0
			for range f.Rules() {
				rules++
			}
			require.Equal(t, test.rules, rules)
			checkFile(t, f)
		})
	}
}

func TestDocuments(t *testing.T) {
	const spec = "spec:\n  groups:\n  - name: g\n    partial_response_strategy: warn\n    rules:\n    - {record: a, expr: up}\n"
	tests := map[string]struct {
		src    string
		kinds  []rulefile.Kind
		rules  int
		errors []string
	}{
		"nothing":                          {"", nil, 0, nil},
		"a comment":                        {"# x\n---\n# y\n---\n", nil, 0, nil},
		"something else":                   {"a: b\n---\n- c\n---\nkind: ConfigMap\ngroups: x\n", []rulefile.Kind{"", "", ""}, 0, nil},
		"a PrometheusRule":                 {"kind: PrometheusRule\nmetadata: {name: x, namespace: y}\n" + spec, []rulefile.Kind{"PrometheusRule"}, 1, nil},
		"a strategy that is none":          {"kind: PrometheusRule\n" + strings.Replace(spec, "warn", "maybe", 1), []rulefile.Kind{"PrometheusRule"}, 1, []string{`f:5:32: partial_response_strategy "maybe" is not known: allowed are abort, warn`}},
		"unknown fields":                   {"kind: PrometheusRule\nspecs: {}\n" + spec + "  group: []\n", []rulefile.Kind{"PrometheusRule"}, 1, []string{`f:2:1: unknown field "specs" in a PrometheusRule: did you mean "spec"? allowed are apiVersion, kind, metadata, spec, status`, `f:9:3: unknown field "group" in the spec of a PrometheusRule: did you mean "groups"? allowed are groups`}},
		"several":                          {"kind: PrometheusRule\n" + spec + "---\ngroups: [{name: g, rules: [{alert: A, expr: up}]}]\n", []rulefile.Kind{"PrometheusRule", "rule file"}, 2, nil},
		"one of them is broken":            {"groups: [{name: g, rules: [{alert: A, expr: up}]}]\n---\na: [\n--- \ngroups: [{name: h, rules: [{alert: A, expr: up}]}]\n", []rulefile.Kind{"rule file", "rule file"}, 2, []string{"f:3:1: the YAML is broken: did not find expected node content"}},
		"one of them is not text":          {"groups: [{name: g}]\n---\na: \xff\n---\ngroups: [{name: g}]\n", []rulefile.Kind{"rule file", "rule file"}, 0, []string{"f:3:4: byte 0xff is not UTF-8: rule files are UTF-8 text"}},
		"directives and document ends":     {"%YAML 1.1\n---\ngroups: [{name: g}]\n...\n%YAML 1.1\n--- # c\ngroups: [{name: g}]\n...\n", []rulefile.Kind{"rule file", "rule file"}, 0, nil},
		"a List":                           {`{"kind":"List","items":[{"kind":"PrometheusRule","spec":{"groups":[{"name":"g","rules":[{"alert":"A","expr":"up"}]}]}},{"kind":"Secret"}]}`, []rulefile.Kind{"List", "PrometheusRule", ""}, 1, nil},
		"a List in YAML":                   {"kind: List\nitems:\n- kind: PrometheusRule\n  spec:\n    groups: [{name: g}]\n- kind: PrometheusRule\n", []rulefile.Kind{"List", "PrometheusRule", "PrometheusRule"}, 0, nil},
		"a list of the API":                {`{"kind":"PrometheusRuleList","items":[{"spec":{"groups":[{"name":"g","rules":[{"alert":"A","expr":"up"}]}]}}]}`, []rulefile.Kind{"List", "PrometheusRule"}, 1, nil},
		"a List of nothing":                {"kind: List\nitems: x\n---\nkind: List\n", []rulefile.Kind{"List", "List"}, 0, []string{"f:2:8: items of a List must be a list, not text"}},
		"groups that are nothing":          {"groups:\n", []rulefile.Kind{"rule file"}, 0, nil},
		"groups that are no list":          {"groups: x\n", []rulefile.Kind{"rule file"}, 0, []string{"f:1:9: groups must be a list, not text"}},
		"a document marker in a quote":     {"groups: [{name: \"a\n---\n\"}]\n", nil, 0, []string{"f:1:1: the YAML is broken: the quote that opens on this line is not closed", "f:3:1: the YAML is broken: the quote that opens on this line is not closed"}},
		"a document marker in a block":     {"groups:\n- name: |\n    a\n    ---\n    b\n", []rulefile.Kind{"rule file"}, 0, nil},
		"the same group in two documents ": {"groups: [{name: g}]\n---\ngroups: [{name: g}]\n", []rulefile.Kind{"rule file", "rule file"}, 0, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			var kinds []rulefile.Kind
			for _, d := range f.Documents {
				kinds = append(kinds, d.Kind)
			}
			require.Equal(t, test.kinds, kinds)
			var got []string
			for _, e := range f.Errors {
				got = append(got, e.Error())
			}
			require.Equal(t, test.errors, got)
			rules := 0
			for range f.Rules() {
				rules++
			}
			require.Equal(t, test.rules, rules)
		})
	}
}

func TestDocumentNames(t *testing.T) {
	f := rulefile.Parse("f", []byte("kind: PrometheusRule\nmetadata: {name: x, namespace: y}\n"))
	require.Equal(t, "x", f.Documents[0].Name)
	require.Equal(t, "y", f.Documents[0].Namespace)
}
