package rulefile_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestHostileTemplates reads templates that are made to exhaust a reader, in time linear in their size.
func TestHostileTemplates(t *testing.T) {
	repeat := strings.Repeat
	const n = 40_000
	tests := map[string]string{
		"nested conditions":       repeat("{{ if .Values.x }}", n) + repeat("{{ end }}", n),
		"nested, within a line":   "a: " + repeat("{{ if .Values.x }}", n) + repeat("{{ end }}", n),
		"nested, of two lines":    "a: " + repeat("{{ if .Values.x }}", n) + "\n" + repeat("{{ end }}", n),
		"conditions in a row":     "a: " + repeat("{{ if .Values.x }}{{ end }}", n),
		"alternatives":            "groups:\n{{ if .Values.x }}" + repeat("{{ else if .x }}\n- {name: a, rules: [{alert: A, expr: up}]}\n", n/10) + "{{ end }}",
		"alternatives of a field": "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up{{ if .Values.x }}" + repeat("{{ else if .x }}\n    for: 5m\n", n/10) + "{{ end }}",
		"holes in a line":         "a: " + repeat("{{ .Values.x }}", n),
		"holes that indent":       "a: " + repeat("{{ .Values.x | nindent 99 }}", n),
		"holes in deep places":    repeat("- ", 5000) + "a:\n" + repeat("{{ toYaml .Values.x | nindent 99 }}\n", n/100),
		"holes in an expression":  "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: a" + repeat(" + {{ .Values.x }} )", n/100),
		"many such expressions":   "groups:\n- name: g\n  rules:\n" + repeat("  - alert: A\n    expr: a"+repeat(" + {{ .Values.x }} )", 100)+"\n", n/200),
		"braces":                  "{{ .Values.x }}" + repeat("{", n),
		"quotes":                  "{{ .Values.x }}" + repeat("{{ ` }}", n),
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			f := rulefile.Parse("f", []byte(src))
			for rule := range f.Rules() {
				_, _ = rule.Query()
			}
			t.Logf("%d bytes in %v", len(src), time.Since(began))
			require.Less(t, time.Since(began), 20*time.Second)
		})
	}
}
