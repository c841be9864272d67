package helmcheck

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"
)

// stack makes an object of each entry of the values, as kube-prometheus-stack does: groups are printed with toYaml and not
// evaluated as templates.
const stack = `
{{- range $key, $entry := .Values.additionalPrometheusRulesMap }}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ printf "%s-kube-prometheus-stack-%s" $.Release.Name $key | trunc 63 | trimSuffix "-" }}
spec:
  groups:
    {{- toYaml $entry.groups | nindent 4 }}
{{- end }}
`

// TestValues asserts that the chart makes of values the groups that they were generated from.
func TestValues(t *testing.T) {
	for of, key := range map[string]string{"node": "node", "traps": "1", "random": "random"} {
		t.Run(of, func(t *testing.T) {
			values := read(t, "helmvalues-"+of+".yaml")
			if of == "node" { // they are those of a chart that depends on the stack
				var parent map[string]any
				require.NoError(t, yaml.UnmarshalStrict([]byte(values), &parent))
				own, err := yaml.Marshal(parent["kube-prometheus-stack"])
				require.NoError(t, err)
				values = string(own)
			}
			var got, want struct {
				Metadata struct{ Name string }
				Spec     struct{ Groups []any }
			}
			require.NoError(t, yaml.Unmarshal([]byte(render(t, "kube-prometheus-stack", stack, values)), &got))
			require.NoError(t, yaml.Unmarshal([]byte(read(t, "prometheusrule-"+of+".yaml")), &want))
			require.Equal(t, "kps-kube-prometheus-stack-"+key, got.Metadata.Name)
			require.Empty(t, cmp.Diff(want.Spec, got.Spec))
		})
	}
}
