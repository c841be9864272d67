package rulefile_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

const innerRules = "# rulelint:x\ngroups:\n- name: g\n  rules:\n  - {record: größe, expr: \"ü\\n+ b\"} # why\n"

func indent(text, by string) string {
	return strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
}

func quoted(t *testing.T, text string) string {
	out, err := json.Marshal(text)
	require.NoError(t, err)
	return string(out)
}

// TestEmbedded reads rule files that are values of other files: where b of the expression stands, and the comment behind it.
func TestEmbedded(t *testing.T) {
	const head = "kind: ConfigMap\nmetadata: {name: x}\ndata:\n  r.yaml: "
	tests := map[string]struct{ src, b, comment string }{
		"in a literal":                 {head + "|\n    " + indent(innerRules, "    "), "9:37", "9:41"},
		"behind an indicator":          {head + "|2\n    " + indent(innerRules, "    "), "9:37", "9:41"},
		"in a folded scalar":           {head + ">\n    " + strings.ReplaceAll(indent(innerRules, "    "), "\n    ", "\n\n    "), "13:37", "13:41"},
		"in double quotes":             {head + quoted(t, innerRules) + "\n", "4:90", "4:95"},
		"with carriage returns":        {strings.ReplaceAll(head+"|\n    "+indent(innerRules, "    "), "\n", "\r\n"), "9:37", "9:41"},
		"in a Secret":                  {"kind: Secret\nstringData:\n  r.yaml: |\n    " + indent(innerRules, "    "), "8:37", "8:41"},
		"in a List":                    {"kind: List\nitems:\n- kind: ConfigMap\n  data:\n    r.yaml: |\n      " + indent(innerRules, "      "), "10:39", "10:43"},
		"in a JSON ConfigMap":          {`{"kind":"ConfigMap","data":{"r":` + quoted(t, innerRules) + "}}", "1:112", "1:117"},
		"a JSON file in a JSON string": {`{"kind":"ConfigMap","data":{"r":` + quoted(t, `{"groups":[{"name":"g","rules":[{"record":"größe","expr":"ü\n+ b"}]}]}`) + "}}", "1:113", ""},
		"several documents":            {head + "|\n    a: b\n    ---\n    " + indent(innerRules, "    "), "11:37", "11:41"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			require.Empty(t, f.Errors)
			checkFile(t, f)
			require.Equal(t, 1, count(f))
			rule := f.Groups[0].Rules[0]
			require.Equal(t, "größe", rule.Record.Value)
			at := strings.Index(rule.Expr.Value, "b")
			require.Equal(t, test.b, rule.Expr.Pos(at).String())
			require.Equal(t, byte('b'), f.Source[rule.Expr.Pos(at).Offset])
			if test.comment != "" {
				require.Equal(t, []string{"rulelint:x", "why"}, []string{f.Comments[0].Text, f.Comments[1].Text})
				require.Equal(t, test.comment, f.Comments[1].Span.Start.String())
			}
			edit, ok := rule.Expr.Replace(at, at+1, `c"`)
			require.True(t, ok)
			edited, err := rulefile.Apply(f.Source, []rulefile.Edit{edit})
			require.NoError(t, err)
			again := rulefile.Parse("f", edited)
			require.Empty(t, again.Errors)
			require.Equal(t, "ü\n+ c\"", again.Groups[0].Rules[0].Expr.Value)
		})
	}
}

// TestBase64 points at the four characters that a place is encoded in, and edits nothing.
func TestBase64(t *testing.T) {
	src := []byte(innerRules)
	encoded := base64.StdEncoding.EncodeToString(src)
	lines := encoded[:40] + "\n    " + encoded[40:60] + "\n    " + encoded[60:]
	b := len("# rulelint:x\ngroups:\n- name: g\n  rules:\n  - {record: größe, expr: \"ü\\n+ ")
	quantum := b / 3 * 4
	tests := map[string]struct {
		src string
		at  int // offset
	}{
		"plain":      {"kind: Secret\ndata:\n  r.yaml: " + encoded + "\n", 29 + quantum},
		"quoted":     {"kind: Secret\ndata:\n  r.yaml: '" + encoded + "'\n", 30 + quantum},
		"over lines": {"kind: Secret\ndata:\n  r.yaml: |\n    " + lines + "\n", 35 + quantum + 2*5},
		"binary":     {"kind: ConfigMap\nbinaryData: {r: " + encoded + "}\n", 32 + quantum},
		"in a List":  {"kind: List\nitems: [{kind: Secret, data: {r: " + encoded + "}}]\n", 44 + quantum},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			require.Empty(t, f.Errors)
			checkFile(t, f)
			rule := f.Groups[0].Rules[0]
			require.Equal(t, "ü\n+ b", rule.Expr.Value)
			at := strings.Index(rule.Expr.Value, "b")
			span := rule.Expr.Span(at, at+1)
			require.Equal(t, test.at, span.Start.Offset)
			require.Equal(t, encoded[quantum:quantum+4], test.src[span.Start.Offset:span.Start.Offset+4])
			require.GreaterOrEqual(t, span.End.Offset, span.Start.Offset+4)
			require.Empty(t, rule.Expr.Runs())
			_, ok := rule.Expr.Replace(at, at+1, "c")
			require.False(t, ok)
			require.Empty(t, f.Comments, "all would be on one line")
		})
	}
}

// TestEmbeddedOrNot lists what is read of ConfigMaps and Secrets, and what is left alone.
func TestEmbeddedOrNot(t *testing.T) {
	rules := "groups: [{name: g, rules: [{alert: A, expr: up}]}]"
	cm := func(values ...string) string {
		return "kind: ConfigMap\ndata:\n  a: " + strings.Join(values, "\n  b: ") + "\n"
	}
	tests := map[string]struct {
		src    string
		kinds  []rulefile.Kind
		rules  int
		errors []string
	}{
		"two of three":               {cm("'"+rules+"'", "'"+rules+"'") + "  c: x\n", []rulefile.Kind{rulefile.ConfigMap, rulefile.RuleFile, rulefile.RuleFile}, 2, nil},
		"no data":                    {"kind: ConfigMap\ndata:\n---\nkind: Secret\ndata: [a]\n", []rulefile.Kind{"", ""}, 0, nil},
		"values that are no text":    {cm("[a]", "~") + "  [c]: d\n", []rulefile.Kind{""}, 0, nil},
		"other configuration":        {cm("|\n    groups:\n    - name: admins\n      rules: [read]\n"), []rulefile.Kind{""}, 0, nil},
		"a broken file of others":    {cm("|\n    groups: [{{ .x }\n    rules:\n"), []rulefile.Kind{""}, 0, nil},
		"a broken rule file":         {cm("|\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: \"up\n"), []rulefile.Kind{rulefile.ConfigMap}, 0, []string{"8:9: the YAML is broken: the quote that opens on this line is not closed"}},
		"an open bracket":            {cm("|\n    groups:\n    - name: g\n      rules:\n      - {alert: A\n      - alert: B\n"), []rulefile.Kind{rulefile.ConfigMap}, 0, []string{"8:7: the YAML is broken: did not find expected ',' or '}', for the bracket that opens on line 7"}},
		"one broken document of two": {cm("|\n    groups:\n    - name: g\n      rules: [{alert: A, expr: up}]\n    ---\n    a: [\n"), []rulefile.Kind{rulefile.ConfigMap, rulefile.RuleFile}, 1, []string{"8:5: the YAML is broken: did not find expected node content"}},
		"an unknown field":           {cm("|\n    groups:\n    - name: g\n      rules: [{alert: A, exp: up, expr: up}]\n"), []rulefile.Kind{rulefile.ConfigMap, rulefile.RuleFile}, 1, []string{`6:26: unknown field "exp" in a rule: did you mean "expr"? allowed are record, alert, expr, for, keep_firing_for, labels, annotations`}},
		"Loki":                       {cm("|\n    groups:\n    - name: g\n      rules: [{alert: A, expr: 'rate({a=\"b\"} |= \"c\" [5m])'}]\n"), []rulefile.Kind{rulefile.ConfigMap, rulefile.Loki}, 1, nil},
		"a PrometheusRule in it":     {cm("'{kind: PrometheusRule, spec: {" + rules + "}}'"), []rulefile.Kind{rulefile.ConfigMap, rulefile.PrometheusRule}, 1, nil},
		"values in it":               {cm("'{x: {y: {" + rules + "}}}'"), []rulefile.Kind{rulefile.ConfigMap, rulefile.HelmValues}, 1, nil},
		"a ConfigMap in it":          {cm("'{kind: ConfigMap, data: {x: \"" + rules + "\"}}'"), []rulefile.Kind{""}, 0, nil},
		"what is no base64":          {"kind: Secret\ndata: {a: '" + rules + "'}\n", []rulefile.Kind{""}, 0, nil},
		"a broken file in base64":    {"kind: Secret\ndata: {a: " + base64.StdEncoding.EncodeToString([]byte("groups:\n- rules:\n  - alert: A\n    expr: \"\n")) + "}\n", []rulefile.Kind{rulefile.Secret}, 0, []string{"2:55: the YAML is broken: the quote that opens on this line is not closed"}},
		"a control character":        {cm(`"groups:\n- rules:\n  - alert: \x07\n"`), []rulefile.Kind{rulefile.ConfigMap}, 0, []string{"3:37: control character U+0007 is not allowed in YAML: write it as an escape in double quotes"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			require.Equal(t, test.errors, messages(f))
			require.Equal(t, test.kinds, kinds(f))
			require.Equal(t, test.rules, count(f))
		})
	}
}

func TestEmbeddedNames(t *testing.T) {
	f := rulefile.Parse("f", []byte("kind: ConfigMap\nmetadata: {name: x, namespace: y}\ndata:\n  node.yaml: 'groups: [{name: g, rules: [{alert: A, expr: up}]}]'\n"))
	require.Equal(t, "x", f.Documents[0].Name)
	require.Equal(t, "node.yaml", f.Documents[1].Name)
	require.Equal(t, rulefile.RuleFile, f.Groups[0].Kind)
}

// TestValues finds groups at any depth, and nothing that is none.
func TestValues(t *testing.T) {
	const groups = "groups: [{name: g, rules: [{alert: A, expr: up}]}]"
	tests := map[string]struct {
		src    string
		kind   rulefile.Kind
		rules  int
		errors []string
	}{
		"a map of kube-prometheus-stack":  {"additionalPrometheusRulesMap:\n  a: {" + groups + "}\n  b: {labels: {x: y}, " + groups + "}\n", rulefile.HelmValues, 2, nil},
		"a list of kube-prometheus-stack": {"additionalPrometheusRules:\n- {name: a, additionalLabels: {}, " + groups + "}\n", rulefile.HelmValues, 1, nil},
		"below another chart":             {"kube-prometheus-stack:\n  additionalPrometheusRulesMap:\n    a: {" + groups + "}\n", rulefile.HelmValues, 1, nil},
		"of the prometheus chart":         {"serverFiles:\n  alerting_rules.yml: {" + groups + "}\n  prometheus.yml: {groups: []}\n", rulefile.HelmValues, 1, nil},
		"of a HelmRelease":                {"kind: HelmRelease\nspec:\n  values:\n    x: {" + groups + "}\n", rulefile.HelmValues, 1, nil},
		"an alias":                        {"x: &x {" + groups + "}\ny: *x\n", rulefile.HelmValues, 1, nil},
		"one group, without rules":        {"additionalPrometheusRulesMap: {a: {groups: [{name: g, rule: []}]}}\n", rulefile.HelmValues, 0, []string{`1:55: unknown field "rule" in a group: did you mean "rules"? allowed are name, interval, query_offset, limit, labels, rules, partial_response_strategy`}},
		"strict as a PrometheusRule":      {"x:\n  groups:\n  - {name: g, x: y, rules: [{alert: A, expr: up}]}\n", rulefile.HelmValues, 1, []string{`3:15: unknown field "x" in a group: allowed are name, interval, query_offset, limit, labels, rules, partial_response_strategy`}},
		"for vmalert":                     {"server: {alerts: {groups: [{name: g, concurrency: 2, rules: [{alert: A, expr: up}]}]}}\n", rulefile.HelmValues, 1, nil},
		"equal names in different places": {"a: {" + groups + "}\nb: {" + groups + "}\n", rulefile.HelmValues, 2, nil},
		"groups of users":                 {"x: {groups: [admin, {name: g}, {name: h, rules: [read]}]}\n", rulefile.Other, 0, nil},
		"groups that are a mapping":       {"x: {groups: {name: g, rules: [{alert: A, expr: up}]}}\n", rulefile.Other, 0, nil},
		"an alias of itself":              {"x: &a [*a, {b: *a}]\n", rulefile.Other, 0, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			require.Equal(t, test.errors, messages(f))
			require.Equal(t, []rulefile.Kind{test.kind}, kinds(f))
			require.Equal(t, test.rules, count(f))
		})
	}
}

func TestEmbeddedLimits(t *testing.T) {
	long := "groups: [{name: g, rules: [{alert: A, expr: up}]}] # " + strings.Repeat("x", 1<<20)
	src := "kind: ConfigMap\nx: &x '" + long + "'\ndata:\n" + strings.Repeat("  a: *x\n", 100)
	f := rulefile.Parse("f", []byte(src))
	require.Contains(t, f.Errors[0].Message, "aliases repeat more than 33554432 bytes of text")
	require.Less(t, count(f), 40)
}
