package rulefile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// inTemplate returns a chart's template with rules, the first of which stands on line 7.
func inTemplate(rules string) string {
	return "{{- if .Values.enabled }}\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n" + rules + "{{- end }}\n"
}

// TestTemplateExpressions reads expressions around actions: with what in their place, and whether labels may depend on them.
func TestTemplateExpressions(t *testing.T) {
	tests := map[string]struct {
		expr, want string
		opaque     bool
	}{
		"a threshold":              {`a > {{ .Values.t }}`, `a > 1`, false},
		"a decimal":                {`a > 0.{{ .Values.t }}`, `a > 0.1`, false},
		"in a matcher":             {`a{b="{{ .Values.b }}"} > 1`, `a{b="action1"} > 1`, false},
		"a quoted value":           {`a{b={{ .Values.b | quote }}} > 1`, `a{b="x"} > 1`, false},
		"matchers":                 {`a{ {{ .Values.m }} } > 1`, `a{ action1="x" } > 1`, false},
		"more matchers":            {`a{b="c"{{ .Values.m }}} > 1`, `a{b="c"} > 1`, false},
		"matchers in front":        {`a{ {{ .Values.m }} b="c"} > 1`, `a{  b="c"} > 1`, false},
		"a window":                 {`rate(a[{{ .Values.w }}]) > 1`, `rate(a[1h]) > 1`, false},
		"minutes":                  {`rate(a[{{ .Values.w }}m]) > 1`, `rate(a[60m]) > 1`, false},
		"a subquery":               {`rate(a[{{ .Values.w }}:{{ .Values.s }}s]) > 1`, `rate(a[1h:60s]) > 1`, false},
		"an offset":                {`a offset {{ .Values.o }} > 1`, `a offset 1h > 1`, false},
		"a part of a name":         {`{{ .Values.p }}_a > 1`, `action1_a > 1`, false},
		"an operand":               {`{{ .Values.e }} > 1`, `action1 > 1`, true},
		"two operands":             {`{{ .Values.e }} / {{ .Values.f }} > {{ .Values.t }}`, `1 / action2 > 1`, true},
		"an argument":              {`rate({{ .Values.m }}[5m]) > 1`, `rate(action1[5m]) > 1`, true},
		"an operator":              {`a {{ .Values.op }} 5`, `a > 5`, true},
		"an end":                   {`a > 1 {{ .Values.more }}`, `a > 1 `, true},
		"labels":                   {`sum by ({{ .Values.by }}) (a)`, `sum by (action1) (a)`, true},
		"labels in front":          {`sum by ({{ range .Values.by }}{{ . }}, {{ end }}b) (a)`, `sum by (action1b) (a)`, true},
		"an argument that is text": {`label_replace(a, "{{ .Values.l }}", "$1", "b", "(.*)")`, `label_replace(a, "action1", "$1", "b", "(.*)")`, true},
		"a condition":              {`a > {{ if .Values.x }}5{{ else }}10{{ end }}`, `a > 5`, true},
		"a condition of windows":   {`rate(a[{{ if .Values.x }}5m{{ else }}10m{{ end }}])`, `rate(a[5m])`, true},
		"a comment":                {`a{{/* why */}} > 1`, `a > 1`, false},
		"braces":                   {"a{b=\"{{ `{{` }}\"} > 1", `a{b="{{"} > 1`, false},
	}
	for name, test := range tests {
		for style, written := range map[string]string{"plain": test.expr, "literal": "|-\n        " + test.expr, "in quotes": "'" + test.expr + "'"} {
			t.Run(name+" "+style, func(t *testing.T) {
				f := rulefile.Parse("f", []byte(inTemplate("    - alert: A\n      expr: "+written+"\n")))
				require.Empty(t, f.Errors)
				require.Empty(t, f.Unread)
				require.True(t, f.IsTemplate())
				checkFile(t, f)
				rule := f.Groups[0].Rules[0]
				require.Equal(t, test.want, rule.Expr.Value)
				require.Equal(t, test.opaque, rule.Opaque())
				_, err := rule.Query()
				require.NoError(t, err)
				require.Equal(t, strings.Contains(test.expr, ".Values"), rule.Expr.Templated())
			})
		}
	}
}

// TestTemplateUnread names what cannot be read around the actions, and reads the rest.
func TestTemplateUnread(t *testing.T) {
	const fine = "    - {alert: Fine, expr: up == 0}\n"
	tests := map[string]struct {
		rules  string
		unread []string
		read   string // names of the rules
	}{
		"nothing":                         {fine, nil, "Fine"},
		"an expression":                   {"    - alert: A\n      expr: {{ .Values.e | quote }}\n" + fine, []string{"8:13: the expression of A is printed by an action"}, "Fine"},
		"lines of an expression":          {"    - alert: A\n      expr: |\n        {{- .Values.e | nindent 8 }}\n" + fine, []string{"8:13: the expression of A is printed by an action"}, "Fine"},
		"a rule":                          {"    {{- range .Values.r }}\n    - {{ toYaml . | nindent 6 }}\n    {{- end }}\n" + fine, []string{"8:7: rules of the group are printed by an action"}, "Fine"},
		"rules behind":                    {fine + "    {{- with .Values.r }}\n    {{- toYaml . | nindent 4 }}\n    {{- end }}\n", []string{"9:5: rules of the group are printed by an action"}, "Fine"},
		"rules in front":                  {"{{ toYaml .Values.r | indent 4 }}\n" + fine, []string{"7:1: rules of the group are printed by an action"}, "Fine"},
		"the rest of a rule":              {"    - alert: A\n      {{- toYaml .Values.a | nindent 6 }}\n" + fine, []string{"7:14: actions print what A lacks here to be a rule"}, "Fine"},
		"all of a rule but labels":        {"    - labels: {a: b}\n      {{- toYaml .Values.a | nindent 6 }}\n" + fine, []string{"7:7: actions print what this lacks here to be a rule"}, "Fine"},
		"what nobody can guess":           {"    - alert: A\n      expr: sum({{ .Values.a }} > ) {{ .Values.b }} 5)\n" + fine, []string{"8:13: the expression of A does not parse with anything that the actions in it are likely to print"}, "Fine"},
		"an error in front of all":        {"    - alert: A\n      expr: up &&  {{ .Values.a }}\n", nil, "A"},
		"fields":                          {"    - alert: A\n      expr: up\n      {{- toYaml .Values.a | nindent 6 }}\n", nil, "A"},
		"labels":                          {"    - alert: A\n      expr: up\n      labels:\n        a: b\n{{ toYaml .Values.l | indent 8 }}\n", nil, "A"},
		"all labels":                      {"    - alert: A\n      expr: up\n      labels: {{- toYaml .Values.l | nindent 8 }}\n", nil, "A"},
		"labels in JSON":                  {"    - alert: A\n      expr: up\n      labels: {{ .Values.l | toJson }}\n", nil, "A"},
		"a name":                          {"    - alert: {{ include \"x\" . }}Down\n      expr: up\n", nil, `{{ include "x" . }}Down`},
		"a key":                           {"    - alert: A\n      expr: up\n      labels:\n        {{ .Values.k }}: v\n        {{- range $k, $v := .Values.l }}\n        {{ $k }}: {{ $v | quote }}\n        {{- end }}\n", nil, "A"},
		"a condition over a field":        {"    - alert: A\n      expr: up\n      {{- if .Values.f }}\n      for: {{ .Values.f }}\n      {{- else }}\n      for: 5m\n      {{- end }}\n", nil, "A A"},
		"a condition over an expression":  {"    - alert: A\n      {{- if .Values.f }}\n      expr: up\n      {{- else }}\n      expr: down\n      {{- end }}\n", nil, "A A"},
		"a condition over a rule":         {"    {{- if .Values.f }}\n    - {alert: A, expr: up}\n    {{- else }}\n    - {alert: B, expr: up}\n    {{- end }}\n", nil, "A B"},
		"without trim markers":            {"    {{ if .Values.f }}\n    - alert: A\n      expr: up\n      {{ with .Values.l }}\n      labels:\n        {{ toYaml . | indent 8 }}\n      {{ end }}\n    {{ end }}\n", nil, "A"},
		"a comment of many lines":         {"    {{- /*\n    - alert: {{ no }}\n    */}}\n" + fine, nil, "Fine"},
		"what helm puts into annotations": {"    - alert: A\n      expr: up\n      annotations:\n        a: '{{ \"{{\" }} $labels.b {{ \"}}\" }} {{ .Values.c }}'\n", nil, "A"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(inTemplate(test.rules)))
			require.Empty(t, f.Errors)
			checkFile(t, f)
			var unread, names []string
			for _, u := range f.Unread {
				unread = append(unread, u.Span.Start.String()+": "+u.Reason)
			}
			for rule := range f.Rules() {
				names = append(names, rule.Name().Value)
			}
			require.Equal(t, test.unread, unread)
			require.Equal(t, test.read, strings.Join(names, " "))
		})
	}
}

// TestTemplateBehindBlock reads a block scalar with an action on the next lines: it is not part of it.
func TestTemplateBehindBlock(t *testing.T) {
	for _, header := range []string{"|", "|-", "|+", ">"} {
		f := rulefile.Parse("f", []byte(inTemplate("    - alert: A\n      expr: "+header+"\n        up == 0\n      {{- toYaml .Values.x | nindent 6 }}\n")))
		require.Empty(t, f.Unread)
		rule := f.Groups[0].Rules[0]
		require.Equal(t, "up == 0", strings.TrimSpace(rule.Expr.Value))
		require.False(t, rule.Expr.Templated())
		require.True(t, rule.Open)
	}
}

// TestTemplateEscapes reads what a chart writes so that Helm prints an alert's own template, and finds it where it stands.
func TestTemplateEscapes(t *testing.T) {
	tests := map[string]struct{ written, read, at string }{
		"raw":                    {"'on {{`{{ $labels.b }}`}}'", "on {{ $labels.b }}", "10:22"},
		"raw braces":             {"'on {{`{{`}} $labels.b {{`}}`}}'", "on {{ $labels.b }}", "10:25"},
		"quoted":                 {`'on {{ "{{ $labels.b }}" }}'`, "on {{ $labels.b }}", "10:23"},
		"quoted braces":          {`on {{ "{{" }} $labels.b {{ "}}" }}`, "on {{ $labels.b }}", "10:26"},
		"in double quotes":       {`"on {{ "{{" }} $labels.b {{ "}}" }} \u00e9"`, "on {{ $labels.b }} é", "10:27"},
		"with escapes":           {`'on {{ "{{ \"\" }}{{" }} $labels.b {{ "}}" }}'`, `on {{ "" }}{{ $labels.b }}`, "10:37"},
		"trimmed":                {"'on   {{- ` {{ $labels.b }}` }}'", "on {{ $labels.b }}", "10:27"},
		"behind a stand-in":      {"'{{ .Values.x }}{{`{{ $labels.b }}`}}'", "action1{{ $labels.b }}", "10:34"},
		"folded":                 {">-\n          on\n          {{`{{ $labels.b }}`}}", "on {{ $labels.b }}", "12:17"},
		"a condition of two":     {"'{{ if .Values.x }}{{`{{ $labels.a }}`}}{{ end }}{{`{{ $labels.b }}`}}'", "action1{{ $labels.b }}", "10:67"},
		"a condition in a block": {"|-\n          a\n          {{- if .Values.x }}\n          c\n          {{- end }}\n          {{`{{ $labels.b }}`}}", "a\nc\n{{ $labels.b }}", "15:17"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(inTemplate("    - alert: A\n      expr: up\n      annotations:\n        a: "+test.written+"\n")))
			require.Empty(t, f.Errors)
			checkFile(t, f)
			value := f.Groups[0].Rules[0].Annotations[0].Value
			require.Equal(t, test.read, value.Value)
			i := strings.Index(value.Value, "$labels.b")
			require.Equal(t, test.at, value.Pos(i).String())
			require.Equal(t, "$labels.b", string(f.Source[value.Pos(i).Offset:][:9]))
			edit, ok := value.Replace(i, i+9, "$labels.c")
			require.True(t, ok)
			edited, err := rulefile.Apply(f.Source, []rulefile.Edit{edit})
			require.NoError(t, err)
			require.Equal(t, strings.Replace(string(f.Source), "$labels.b", "$labels.c", 1), string(edited))
			_, ok = value.Replace(0, len(value.Value), "x")
			require.False(t, ok, "actions are not edited")
		})
	}
}

// TestTemplateRecognised tells templates of charts from files whose actions are for Prometheus.
func TestTemplateRecognised(t *testing.T) {
	const rule = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    annotations:\n      a: "
	tests := map[string]struct {
		src  string
		want bool
	}{
		"none":                         {rule + "b\n", false},
		"of an alert":                  {rule + "'{{ $labels.x }} {{ with query \"up\" }}{{ . | first | value | humanize }}{{ end }}'\n", false},
		"an alert that prints braces":  {rule + "'{{ \"{{\" }} {{ $labels.x }}'\n", false},
		"values":                       {rule + "{{ .Values.x }}\n", true},
		"values behind $":              {rule + "{{ $.Values.x }}\n", true},
		"a label called Values":        {rule + "'{{ $labels.Values }} {{ .Labels.Release }}'\n", false},
		"escaped":                      {rule + "'{{`{{ $labels.x }}`}}'\n", true},
		"escaped, and not":             {rule + "'{{`{{ $labels.x }}`}} {{ $labels.x }}'\n", false},
		"a variable of the template":   {rule + "'{{ range $value := .Values.x }}{{ $value }}{{ end }}'\n", true},
		"values with alerts and tpl":   {"a: '{{ .Release.Name }}'\nx: {" + strings.TrimSpace(strings.ReplaceAll("groups: [{name: g, rules: [{alert: A, expr: up, annotations: {a: '{{ $value }}'}}]}]", "\n", "")) + "}\n", false},
		"a condition in a comment":     {"# {{ if .Values.x }}\n" + rule + "b\n", false},
		"an action that does not end":  {"# {{ .Values.x\n" + rule + "b\n", false},
		"a template in a ConfigMap":    {"kind: ConfigMap\ndata:\n  a: |\n    " + strings.ReplaceAll(rule, "\n", "\n    ") + "'{{ .Values.x }}'\n", true},
		"a template as a ConfigMap":    {"kind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata:\n  a.yaml: |\n    " + strings.ReplaceAll(rule, "\n", "\n    ") + "b\n    {{- if .Values.x }}\n      - alert: B\n        expr: up\n    {{- end }}\n", true},
		"a definition of other things": {"{{- define \"labels\" }}\na: b\n{{- end }}\n" + rule + "{{ .Values.x }}\n", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			require.Empty(t, f.Errors)
			require.Empty(t, f.Unread)
			require.NotEmpty(t, f.Groups)
			require.Equal(t, test.want, f.IsTemplate())
		})
	}
}

// TestTemplateBroken names what keeps a template from being read, in the rules alone.
func TestTemplateBroken(t *testing.T) {
	const rules = "kind: PrometheusRule\nspec:\n  groups:\n  - name: {{ .Values.g }}\n    rules:\n    - alert: A\n      expr: up\n"
	tests := map[string]struct {
		src            string
		errors, unread []string
	}{
		"other documents":      {rules + "---\nkind: Deployment\nspec:\n  {{ .Values.x }}\n    a: [\n", nil, nil},
		"other rules":          {rules + "---\n" + rules + "     x: y\n", nil, []string{"16:6: the YAML around the actions of the template is broken: did not find expected key"}},
		"all rules":            {rules + "     x: y\n", []string{"8:6: the YAML around the actions of the template is broken: did not find expected key"}, nil},
		"an error of the rule": {rules + "      fro: 5m\n", []string{`8:7: unknown field "fro" in a rule: did you mean "for"? allowed are record, alert, expr, for, keep_firing_for, labels, annotations`}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			var unread []string
			for _, u := range f.Unread {
				unread = append(unread, u.Span.Start.String()+": "+u.Reason)
			}
			require.Equal(t, test.errors, messages(f))
			require.Equal(t, test.unread, unread)
		})
	}
}

// A condition may choose between whole lists of rules: one is read, and the other is named.
func TestTemplateChoosesRules(t *testing.T) {
	f := rulefile.Parse("f", []byte(`kind: PrometheusRule
metadata: {name: {{ .Release.Name }}}
spec:
  groups:
  - name: a
{{- if .Values.x }}
    rules:
    - {alert: A, expr: up == 0}
{{- else }}
    rules:
    - {alert: B, expr: up < 0}
{{- end }}
`))
	require.Empty(t, f.Errors)
	require.Len(t, f.Groups[0].Rules, 1)
	require.Len(t, f.Unread, 1)
	require.Equal(t, "10:5", f.Unread[0].Span.Start.String())
	require.Equal(t, "rules are read from line 7, the other branch of a condition", f.Unread[0].Reason)
}
