package rulegen

import (
	"bytes"
	"math/rand"
	"strings"
	"testing"
	"text/template"

	"github.com/stretchr/testify/require"
)

// TestEscape asserts that a template renders the text that it was made from, whatever that is.
func TestEscape(t *testing.T) {
	pieces := append([]string{"{{", "}}", "{", "}", "`", "-", "{{-", "-}}", "{{/*", "*/}}", " $value ", "\"", "\\", "end", "\r", "\n"}, pieces...)
	for seed := range int64(20_000) {
		r := rand.New(rand.NewSource(seed))
		var text strings.Builder
		for range r.Intn(12) {
			text.WriteString(pieces[r.Intn(len(pieces))])
		}
		escaped := escapeTemplate([]byte(text.String()))
		tmpl, err := template.New("").Parse(string(escaped))
		require.NoError(t, err, "seed %d: %q becomes %q", seed, text.String(), escaped)
		var out bytes.Buffer
		require.NoError(t, tmpl.Execute(&out, nil))
		require.Equal(t, text.String(), out.String(), "seed %d: %q", seed, escaped)
		require.Equal(t, text.String(), string(unescapeTemplate(escaped)), "seed %d: %q", seed, escaped)
	}
}

func TestConditions(t *testing.T) {
	for condition, want := range map[string]string{
		".Values.alerts.enabled":                               "",
		`and .Values.a (.Capabilities.APIVersions.Has "b/v1")`: "",
		"eq .Values.env `prod`":                                "",
		".Values.a }}{{ .Values.b":                             `rulegen: helmtemplate: condition ".Values.a }}{{ .Values.b" is more than a condition`,
		".Values.a }}{{ else }}{{ fail":                        `rulegen: helmtemplate: condition ".Values.a }}{{ else }}{{ fail" is more than a condition`,
		".Values.a }}{{ end }}{{ if true":                      `rulegen: helmtemplate: condition ".Values.a }}{{ end }}{{ if true" is more than a condition`,
		"(":                                                    `rulegen: helmtemplate: condition "(" does not parse: template: if:1: unclosed left paren`,
	} {
		_, err := HelmTemplate{Target: RuleFile{}, If: condition}.Generate(node)
		if want == "" {
			require.NoError(t, err, condition)
			continue
		}
		require.EqualError(t, err, want)
	}
}
