package thanos

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	prometheus "github.com/prometheus/prometheus/rules"
	"github.com/stretchr/testify/require"
	"github.com/thanos-io/thanos/pkg/rules"
	"github.com/thanos-io/thanos/pkg/store/storepb"
	"go.yaml.in/yaml/v3"
)

// TestThanos loads rule files as Thanos Ruler does: it sorts groups by what they do where a store does not answer, writes
// them to files without that, and has Prometheus load those.
func TestThanos(t *testing.T) {
	strategies := map[string]storepb.PartialResponseStrategy{
		"thanos-node.yaml":   storepb.PartialResponseStrategy_WARN,
		"thanos-traps.yaml":  storepb.PartialResponseStrategy_ABORT,
		"thanos-random.yaml": storepb.PartialResponseStrategy_WARN,
	}
	for name, strategy := range strategies {
		t.Run(name, func(t *testing.T) {
			path, err := filepath.Abs("../../../rulegen/testdata/" + name)
			require.NoError(t, err)
			content, err := os.ReadFile(path)
			require.NoError(t, err)
			count, errs := rules.ValidateAndCount(strings.NewReader(string(content)))
			require.NoError(t, errs.Err())

			manager := rules.NewManager(context.Background(), nil, t.TempDir(), prometheus.ManagerOptions{Logger: promslog.NewNopLogger()},
				func(storepb.PartialResponseStrategy) prometheus.QueryFunc { return nil }, labels.EmptyLabels(), "")
			require.NoError(t, manager.Update(time.Hour, []string{path}))
			var got []group
			for _, g := range manager.RuleGroups() {
				require.Equal(t, strategy, g.PartialResponseStrategy)
				require.Equal(t, path, g.OriginalFile)
				read := group{Name: g.Name()}
				for _, r := range g.Rules() {
					read.Rules = append(read.Rules, plain(r))
					count--
				}
				got = append(got, read)
			}
			require.Zero(t, count)
			require.Empty(t, cmp.Diff(want(t, name), got, cmpopts.EquateEmpty()))
		})
	}
}

type group struct {
	Name   string
	Labels map[string]string
	Rules  []rule
}

type rule struct {
	Alert, Record, Expr string
	Labels, Annotations map[string]string
}

// plain returns what Prometheus has loaded.
func plain(r prometheus.Rule) rule {
	out := rule{Expr: r.Query().String(), Labels: r.Labels().Map()}
	if alert, ok := r.(*prometheus.AlertingRule); ok {
		out.Alert, out.Annotations = alert.Name(), alert.Annotations().Map()
		return out
	}
	out.Record = r.Name()
	return out
}

// want returns the groups of the Prometheus rule file that was generated from the same groups, as Prometheus has them loaded.
func want(t *testing.T, name string) []group {
	_, of, _ := strings.Cut(name, "-")
	content, err := os.ReadFile("../../../rulegen/testdata/rulefile-" + of)
	require.NoError(t, err)
	var file struct{ Groups []group }
	require.NoError(t, yaml.Unmarshal(content, &file))
	for i, g := range file.Groups {
		for j := range g.Rules {
			r := &g.Rules[j]
			tree, err := parser.ParseExpr(r.Expr)
			require.NoError(t, err)
			r.Expr = tree.String()
			all := maps.Clone(g.Labels)
			if all == nil {
				all = map[string]string{}
			}
			maps.Copy(all, r.Labels)
			r.Labels = all
		}
		file.Groups[i].Labels = nil
	}
	slices.SortFunc(file.Groups, func(a, b group) int { return strings.Compare(a.Name, b.Name) })
	return file.Groups
}
