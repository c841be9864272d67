package objectsize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/linttest"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

// rules returns a PrometheusRule with a text of n bytes.
func rules(name string, n int) string {
	return fmt.Sprintf(`apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: %s, namespace: monitoring}
spec:
  groups:
  - name: g
    rules:
    - {alert: A, expr: up == 0, annotations: {text: %s}}
`, name, strings.Repeat("x", n))
}

// data returns a ConfigMap with a rule file and a text of n bytes.
func data(n int) string {
	return fmt.Sprintf(`apiVersion: v1
kind: ConfigMap
metadata: {name: rules}
data:
  a.yaml: "groups: [{name: a, rules: [{alert: A, expr: up == 0}]}]"
  text: %s
`, strings.Repeat("x", n))
}

func TestLimits(t *testing.T) {
	const kib = 1 << 10
	tests := map[string]struct {
		source string
		server bool // applied by the server
		want   []string
	}{
		"small":                         {rules("a", 10), false, nil},
		"just below kubectl's limit":    {rules("a", 255*kib), false, nil},
		"above kubectl's limit":         {rules("a", 256*kib), false, []string{"PrometheusRule a has 262424 bytes with its annotations: kubectl apply keeps"}},
		"which a server does not have":  {rules("a", 256*kib), true, nil},
		"just below the operator's":     {rules("a", 511*kib), true, nil},
		"above the operator's":          {rules("a", 512*kib), true, []string{"PrometheusRule a has rules of 524396 bytes: above 524288 the operator skips all of them"}},
		"a ConfigMap":                   {data(1023 * kib), true, nil},
		"a ConfigMap that is too large": {data(1024 * kib), true, []string{"ConfigMap rules holds 1048631 bytes, and the API server stores at most 1048576"}},
		"the second of two":             {rules("a", 10) + "---\n" + rules("b", 600*kib), true, []string{"PrometheusRule b has rules of"}},
		"of one name":                   {rules("a", 10) + "---\n" + rules("a", 600*kib), true, []string{"PrometheusRule a has rules of"}},
		"in a list": {"apiVersion: v1\nkind: List\nitems:\n- " + strings.ReplaceAll(strings.TrimSpace(rules("c", 600*kib)), "\n", "\n  "), true,
			[]string{"PrometheusRule c has rules of"}},
		"a plain rule file": {"groups: [{name: a, rules: [{alert: A, expr: up == 0, annotations: {text: " + strings.Repeat("x", 2048*kib) + "}}]}]", false, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			check := *Check
			check.Options = &Options{ClientSideApply: !test.server}
			file := rulefile.Parse("a.yaml", []byte(test.source))
			require.Empty(t, file.Errors)
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{&check})
			require.Empty(t, result.Errors)
			require.Len(t, result.Findings, len(test.want))
			for i, want := range test.want {
				require.Contains(t, result.Findings[i].Message, want)
			}
		})
	}
}
