package readers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/VictoriaMetrics/app/vmalert/config"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestVMAlert loads the spec of VMRules as vmalert does, which gets it from the operator.
func TestVMAlert(t *testing.T) {
	generated(t, "vmrule-*.yaml", func(t *testing.T, name string, content []byte) {
		var object struct {
			APIVersion string `yaml:"apiVersion"`
			Kind       string
			Spec       yaml.Node
		}
		require.NoError(t, yaml.Unmarshal(content, &object))
		require.Equal(t, "operator.victoriametrics.com/v1beta1 VMRule", object.APIVersion+" "+object.Kind)
		spec, err := yaml.Marshal(&object.Spec)
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, spec, 0o644))

		groups, err := config.ParseSilent([]string{path}, nil, true)
		require.NoError(t, err)
		var got file
		for _, group := range groups {
			rules := []rule{}
			for _, r := range group.Rules {
				rules = append(rules, rule{Alert: r.Alert, Record: r.Record, Expr: r.Expr, Labels: r.Labels, Annotations: r.Annotations})
			}
			got.Groups = append(got.Groups, ruleGroup{group.Name, rules})
			if group.Name == "on" {
				require.Equal(t, 90*time.Second, group.Interval.Duration())
				require.NotNil(t, group.EvalDelay)
				require.Zero(t, group.EvalDelay.Duration())
				require.Equal(t, 7, *group.Limit)
				require.Equal(t, 24*time.Hour, group.Rules[0].For.Duration())
				require.Equal(t, 90*time.Minute+500*time.Millisecond, group.Rules[0].KeepFiringFor.Duration())
			}
		}
		slices.SortFunc(got.Groups, func(a, b ruleGroup) int { return strings.Compare(a.Name, b.Name) }) // as vmalert does not keep their order
		want := plain(t, name)
		slices.SortFunc(want.Groups, func(a, b ruleGroup) int { return strings.Compare(a.Name, b.Name) })
		require.Empty(t, cmp.Diff(want, got))
	})
}
