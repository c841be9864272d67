package readers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/mimir/pkg/mimirtool/rules"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// TestMimir loads namespaces as mimirtool does.
func TestMimir(t *testing.T) {
	namespaces := map[string]string{"mimir-node.yaml": "node", "mimir-traps.yaml": "on: [1", "mimir-random.yaml": "random"}
	tenants := map[string][]string{"mimir-node.yaml": {"team-a", "1"}, "mimir-random.yaml": {"~", "a: b"}}
	generated(t, "mimir-*.yaml", func(t *testing.T, name string, content []byte) {
		read, errs := rules.ParseBytes(content, model.UTF8Validation, parser.NewParser(parser.Options{}))
		require.Empty(t, errs)
		require.Len(t, read, 1)
		require.Equal(t, namespaces[name], read[0].Namespace)
		var got file
		for _, group := range read[0].Groups {
			require.Equal(t, tenants[name], group.SourceTenants)
			rules := []rule{}
			for _, r := range group.Rules {
				rules = append(rules, rule{r.Alert, r.Record, r.Expr, r.Labels, r.Annotations})
			}
			got.Groups = append(got.Groups, ruleGroup{group.Name, rules})
		}
		require.Empty(t, cmp.Diff(plain(t, name), got))
	})
}
